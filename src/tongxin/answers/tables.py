"""The ledgers that people keep, as tables: plain data, in no language yet.

Headings and coded values are words of both languages; days are ordinals. A value that stands in
no entry but is worked out (a title, a state, an age) is in a column that is `derived`: reading a
table back leaves it aside. An `optional` column is there if some row has something in it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from tongxin.answers.books import Book, book_of
from tongxin.answers.hazards import Hazard
from tongxin.answers.occurrences import Agenda
from tongxin.calendar.periods import Day, iso
from tongxin.messages import Value, Word
from tongxin.model import words
from tongxin.model.ledger import Entry
from tongxin.model.world import Duty

Cell: TypeAlias = "Value | None"
Row: TypeAlias = "tuple[Cell, ...]"


@dataclass(frozen=True, slots=True)
class Column:
    """A column. kind: `text`, `number` or `day`; width in half-width characters.

    fill: somebody is to fill it in. choices: the name of the list to choose from (see `choices`).
    """

    key: str
    title: Word
    width: float = 12
    kind: str = "text"
    choices: str = ""
    derived: bool = False
    optional: bool = False
    fill: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the name of its sheet, its columns, its rows with a cell a column."""

    key: str
    title: Word
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


BOOKS = {
    Book.INSPECTIONS: Word("Inspections", "安全检查"),
    Book.HAZARDS: Word("Hazards", "隐患排查整改"),
    Book.TRAININGS: Word("Trainings", "培训"),
    Book.MEETINGS: Word("Meetings", "会议"),
    Book.PUBLICITY: Word("Publicity", "宣传"),
    Book.INCIDENTS: Word("Injuries", "伤害监测"),
    Book.OTHERS: Word("Other work", "其他工作"),
}
"""The name of each ledger's sheet."""

_ID = Column("id", Word("Entry", "流水号"), 13)
_DATE = Column("date", Word("Date", "日期"), 10.5, "day")
_TASK = Column("task", Word("Task", "任务"), 14)
_TITLE = Column("title", Word("Title", "事项"), 18, derived=True)
_PLACE = Column("place", Word("Place", "地点"), 14, choices="place")
_BY = Column("by", Word("By", "经办"), 12, choices="group")
_PEOPLE = Column("people", Word("People", "人数"), 6, "number")
_COUNT = Column("count", Word("Times", "次数"), 7, "number", optional=True)
_AMOUNT = Column("amount", Word("Amount", "数量"), 8, "number", optional=True)
_AUDIENCE = Column("audience", Word("For whom", "对象"), 10)
_TOPIC = Column("topic", Word("Topic", "主题"), 11)
_NOTE = Column("note", Word("Note", "情况"), 24)
_EVIDENCE = Column("evidence", Word("Evidence", "佐证"), 18)
_RECORDED = Column("recorded", Word("Recorded", "录入日期"), 10.5, "day", optional=True)
_END = (_NOTE, _EVIDENCE, _RECORDED)


def _maybe(*columns: Column) -> tuple[Column, ...]:
    return tuple(replace(column, optional=True) for column in columns)


COLUMNS: dict[Book, tuple[Column, ...]] = {
    Book.INSPECTIONS: (
        _ID, _DATE, _TASK, _TITLE, _PLACE, replace(_BY, title=Word("Inspected by", "检查人")),
        _PEOPLE, _COUNT, _AMOUNT, *_maybe(_AUDIENCE, _TOPIC),
        Column("items", Word("What to look at", "检查要点"), 20, derived=True),
        Column("result", Word("Result", "检查结果"), 9, choices="result"),
        Column("failed", Word("What failed", "存在问题"), 20),
        Column("due", Word("To be rectified by", "整改期限"), 10.5, "day", derived=True),
        Column("state", Word("Rectification", "整改情况"), 10, derived=True), *_END,
    ),
    Book.HAZARDS: (
        _ID, Column("hazard", Word("Hazard", "隐患编号"), 13),
        replace(_DATE, title=Word("Found on", "发现日期")),
        replace(_BY, title=Word("Found by", "发现人")),
        _PLACE, Column("what", Word("What", "问题描述"), 22),
        Column("kind", Word("Kind", "隐患类别"), 10),
        Column("level", Word("Level", "级别"), 8, choices="level"),
        Column("responsible", Word("Responsible", "责任单位"), 12),
        Column("due", Word("Due", "整改期限"), 10.5, "day"),
        Column("notified", Word("Notified on", "通知日期"), 10.5, "day"),
        Column("rectified", Word("Rectified on", "整改日期"), 10.5, "day"),
        Column("verified_by", Word("Inspected again by", "复查人"), 11),
        Column("verified", Word("Inspected again on", "复查日期"), 10.5, "day"),
        Column("result", Word("Result", "复查结果"), 9, choices="result"),
        Column("closed", Word("Closed on", "销号日期"), 10.5, "day"),
        Column("state", Word("State", "状态"), 12, derived=True),
        Column("age", Word("Days open", "历时（天）"), 7, "number", derived=True),
        Column("history", Word("History", "办理经过"), 36, derived=True),
        *_maybe(_NOTE), _EVIDENCE, _RECORDED,
    ),
    Book.TRAININGS: (
        _ID, _DATE, _PLACE, _TOPIC, _TASK, _TITLE, replace(_BY, title=Word("Held by", "组织单位")),
        _AUDIENCE, _PEOPLE, _COUNT, _AMOUNT, *_END,
    ),
    Book.MEETINGS: (
        _ID, _DATE, _TASK, _TITLE, *_maybe(_PLACE, _TOPIC),
        replace(_BY, title=Word("Called by", "召集单位")), _PEOPLE, _COUNT, _AMOUNT,
        *_maybe(_AUDIENCE), *_END,
    ),
    Book.PUBLICITY: (
        _ID, _DATE, _PLACE, _TOPIC, _TASK, _TITLE, _BY, _AUDIENCE, _PEOPLE, _COUNT,
        replace(_AMOUNT, optional=False), *_END,
    ),
    Book.INCIDENTS: (
        _ID, _DATE, Column("incident", Word("Kind", "伤害类型"), 12), _PLACE,
        replace(_COUNT, title=Word("Persons", "人数"), optional=False),
        Column("cause", Word("Cause", "致伤原因"), 26), Column("age", Word("Age", "年龄段"), 12),
        Column("sex", Word("Sex", "性别"), 6, choices="sex"),
        Column("severity", Word("Severity", "伤害程度"), 9, choices="severity"),
        replace(_BY, title=Word("Reported by", "报告单位")), *_END,
    ),
    Book.OTHERS: (
        _ID, _DATE, Column("category", Word("Category", "类别"), 9, derived=True),
        _TASK, _TITLE, _PLACE, _BY, _PEOPLE, _COUNT, _AMOUNT, *_maybe(_AUDIENCE, _TOPIC),
        Column("indicator", Word("Indicator", "指标"), 18, optional=True),
        Column("value", Word("Value", "数值"), 9, optional=True),
        Column("period", Word("Period", "期次"), 12, optional=True),
        Column("until", Word("Extended to", "延至"), 10.5, "day", optional=True),
        Column("why", Word("Reason", "理由"), 24, optional=True),
        Column("problem", Word("Problem", "问题"), 24, optional=True),
        Column("number", Word("Document", "文号"), 16, derived=True, optional=True),
        Column("to", Word("To", "主送"), 14, derived=True, optional=True), *_END,
    ),
}  # fmt: skip
"""The columns of each ledger; the first is the id by which a row is known again."""

_CATEGORY = {
    "done": Word("work", "工作"),
    "measured": Word("measurement", "填报"),
    "waive": Word("waiver", "免办"),
    "extend": Word("extension", "延期"),
    "numbered": Word("document", "发文"),
    "note": Word("note", "记事"),
    "hazard": Word("hazard", "隐患"),
}


def choices(agenda: Agenda) -> dict[str, tuple[Value, ...]]:
    """The lists to choose from, by name: places and groups by name, coded values as words."""
    world = agenda.world
    groups = {group.name: None for group in world.settings.groups}
    for plan in world.plans:
        if plan.status == "active":
            groups |= {group.name: None for group in plan.groups}
    coded = {name: tuple(words.word(f"word:{name}", key) for key in words.SPELLINGS[f"word:{name}"])
             for name in ("result", "level", "sex", "severity")}  # fmt: skip
    return {
        "place": tuple(place.name for place in world.settings.places),
        "group": tuple(groups),
        **coded,
    }


# ── the ledgers ───────────────────────────────────────────────────────────────────────────────


def ledgers(
    agenda: Agenda, wanted: Callable[[Entry], bool] = lambda _entry: True
) -> tuple[Table, ...]:
    """Every ledger with all entries that count today, each entry in one row of one of them.

    `wanted` leaves entries out; of a hazard it is asked about the finding.

    The events of a hazard are one row together; waivers, extensions, measurements and notes stand
    with the other work. What is void is in none.
    """
    rows: dict[Book, list[tuple[Day, dict[str, Cell]]]] = {book: [] for book in Book}
    folded = {id(event) for hazard in agenda.hazards for event in hazard.events}
    for hazard in filter(lambda hazard: wanted(hazard.events[0]), agenda.hazards):
        rows[Book.HAZARDS].append((hazard.found, _hazard(agenda, hazard)))
    failures = _found_at(agenda)
    for entry in agenda.entries:
        if id(entry) in folded or not wanted(entry):
            continue
        duties = duties_of(agenda, entry)
        book = book_of(entry, duties)
        if book is Book.HAZARDS:  # an event without its hazard: no row of a hazard holds it
            book = Book.OTHERS
        rows[book].append((entry.date or 0, _cells(agenda, entry, duties, book, failures)))
    return tuple(_table(book, found) for book, found in rows.items())


def address(entry: Entry) -> str:
    """What an entry is known by: its id, or where it stands."""
    return entry.id or f"{entry.source.path}:{entry.at('date').line}"


def duties_of(agenda: Agenda, entry: Entry) -> list[Duty]:
    """The duties that an entry names, of a waiver and an extension too."""
    names = (*entry.task, *filter(None, (entry.waive, entry.extend)))
    found = [agenda.world.duties_called(name, entry.date) for name in names]
    return [duties[0] for duties in found if duties]


def _table(book: Book, found: list[tuple[Day, dict[str, Cell]]]) -> Table:
    found.sort(key=lambda pair: pair[0])  # of one day in the order of the lines
    rows = [cells for _, cells in found]
    columns = used(COLUMNS[book], rows)
    keys = [column.key for column in columns]
    return Table(book, BOOKS[book], columns, tuple(tuple(map(r.get, keys)) for r in rows))


def used(columns: Sequence[Column], rows: Sequence[dict[str, Cell]]) -> tuple[Column, ...]:
    """The columns without those that are optional and empty in every row."""
    return tuple(
        column
        for column in columns
        if not column.optional or any(row.get(column.key) not in _EMPTY for row in rows)
    )


_EMPTY = (None, "", ())


def place_names(agenda: Agenda, references: Iterable[str]) -> tuple[str, ...]:
    """Places by name; what is no place as it is written."""
    places = agenda.world.places
    return tuple([places[name].name if name in places else name for name in references])


def _common(agenda: Agenda, entry: Entry) -> dict[str, Cell]:
    return {
        "id": address(entry),
        "date": entry.date,
        "by": entry.by,
        "place": place_names(agenda, entry.place),
        "note": entry.note,
        "evidence": "\n".join([piece.path for piece in entry.evidence]),
        "recorded": entry.recorded,
        "count": entry.count if entry.count != 1 else None,
    }


def _cells(
    agenda: Agenda,
    entry: Entry,
    duties: list[Duty],
    book: Book,
    failures: dict[tuple[Day, str], list[Hazard]],
) -> dict[str, Cell]:
    """What an entry says, by column."""
    cells = _common(agenda, entry)
    if entry.kind == "incident":
        return cells | {
            "incident": entry.incident, "count": entry.count, "cause": entry.cause,
            "age": entry.age, "sex": coded("sex", entry.sex),
            "severity": coded("severity", entry.severity),
        }  # fmt: skip
    cells |= {
        "task": entry.task or tuple(filter(None, (entry.waive, entry.extend))),
        "title": tuple([duty.task.title for duty in duties]),
        "people": entry.people,
        "amount": entry.amount,
        "audience": entry.audience,
        "topic": entry.topic,
    }
    if book is Book.INSPECTIONS:
        cells |= _inspection(agenda, entry, duties, failures)
    elif book is Book.OTHERS:
        cells |= {
            "category": _CATEGORY.get(entry.kind),
            "indicator": entry.indicator,
            "value": entry.at("value").text.strip("\"'") if entry.value else None,
            "period": "..".join(dict.fromkeys(entry.period)) if entry.period else None,
            "until": entry.until,
            "why": entry.why,
            "problem": entry.problem,
        }
    if entry.number is not None:
        cells |= {"number": str(entry.number), "title": entry.title, "to": entry.to}
    return cells


def coded(name: str, value: str | None) -> Word | None:
    """A coded value as a word."""
    return None if value is None else words.word(f"word:{name}", value)


def failures_text(agenda: Agenda, entry: Entry) -> str:
    """What failed, with the place in front where one is named: 北苑小区：楼道堆物."""
    found = []
    for place, what in entry.failed:
        name = "".join(place_names(agenda, [place])) if place else ""
        found.append(f"{name}：{what}" if name else what)
    return "\n".join(found)


def _found_at(agenda: Agenda) -> dict[tuple[Day, str], list[Hazard]]:
    """(day, place id) → the hazards that were found there then."""
    found: dict[tuple[Day, str], list[Hazard]] = {}
    for place, hazards in agenda.hazards_by_place.items():
        for hazard in hazards:
            found.setdefault((hazard.found, place), []).append(hazard)
    return found


def _inspection(
    agenda: Agenda,
    entry: Entry,
    duties: list[Duty],
    failures: dict[tuple[Day, str], list[Hazard]],
) -> dict[str, Cell]:
    """Result and faults; and what became of the hazards that were found there on that day."""
    places = agenda.world.places
    names = [place for place, _ in entry.failed if place] or (entry.place if entry.failed else ())
    ids = [places[name].id for name in names if name in places]
    hazards = {h.id: h for name in ids for h in failures.get((entry.date or 0, name), ())}.values()
    items = [item for duty in duties for item in duty.task.checklist]
    return {
        "items": tuple(dict.fromkeys(items)),
        "result": coded("result", entry.result),
        "failed": failures_text(agenda, entry),
        "due": min((hazard.due for hazard in hazards), default=None),
        "state": tuple(words.word("word:hazard-state", hazard.stage) for hazard in hazards),
    }


def _hazard(agenda: Agenda, hazard: Hazard) -> dict[str, Cell]:
    """One hazard: how it was found, the last of each step, where it stands."""
    first = hazard.events[0]
    last = {event.event: event for event in hazard.events}
    rectified, verified = last.get("rectified"), last.get("verified")
    places = [place for name in hazard.places for place in agenda.world.places_named(name)]
    managers = tuple(place.manager for place in places if place.manager)
    return _common(agenda, first) | {
        "hazard": hazard.id,
        "date": hazard.found,
        "place": place_names(agenda, hazard.places),
        "what": hazard.what,
        "kind": hazard.kind,
        "level": coded("level", hazard.level),
        "responsible": hazard.to or managers,
        "due": hazard.due,
        "notified": hazard.notified,
        "rectified": rectified.date if rectified else None,
        "verified_by": verified.by if verified else None,
        "verified": verified.date if verified else None,
        "result": coded("result", verified.result) if verified else None,
        "closed": hazard.closed,
        "state": words.word("word:hazard-state", hazard.stage),
        "age": (hazard.closed or agenda.today) - hazard.found,
        "history": _history(hazard),
        "note": first.note if hazard.what != first.note else None,
        "evidence": "\n".join(
            dict.fromkeys(piece.path for event in hazard.events for piece in event.evidence)
        ),
    }


def _history(hazard: Hazard) -> Word:
    """The events of a hazard, a line each."""
    steps = [words.word("word:event", event.event or "found") for event in hazard.events]
    pairs = list(zip(hazard.events, steps, strict=True))
    return Word(
        "\n".join(_event(event, step.english) for event, step in pairs),
        "\n".join(_event(event, step.chinese) for event, step in pairs),
    )


def _event(event: Entry, step: str) -> str:
    """2026-09-04 notified 环境卫生组 南苑物业: when, what, by whom, to whom, what was noted."""
    until = iso(event.due) if event.event == "extended" and event.due is not None else None
    parts = (iso(event.date or 1), step, until, event.by, event.to, event.note)
    return " ".join(part for part in parts if part)
