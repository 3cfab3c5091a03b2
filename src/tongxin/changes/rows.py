"""Rows of a workbook → the entries to be written, what was changed, what is refused. Pure.

A row whose id the ledger has is compared with what would be exported of it today: the ledger is
never written over, so a difference is told with the commands that record it anew. A row without an
id is a new entry, if the ledger does not say the same already: of the same day, task, place,
result and hand. So a form can be read twice, and two equal rows are two visits.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import TypeVar

from tongxin.answers.books import Book
from tongxin.answers.duty_tables import DUE_SHEET, FORM, HELP_SHEET, INDICATOR_SHEET
from tongxin.answers.occurrences import Agenda, schedule_of
from tongxin.answers.tables import address as known_as
from tongxin.answers.tables import ledgers
from tongxin.calendar.periods import Day, iso
from tongxin.changes import cells
from tongxin.changes.cells import Refused, text_of
from tongxin.changes.compare import ChangedRow, compared
from tongxin.changes.entries import day_text, new_id
from tongxin.changes.layout import Layout, layout_of
from tongxin.checks.personal_information import numbers
from tongxin.diagnostic import Source
from tongxin.messages import Message, msg, msgn
from tongxin.model.community import Place
from tongxin.model.ledger import Entry
from tongxin.model.world import Duty
from tongxin.text.write import Bare, Written
from tongxin.workspace.sheet import ReadSheet, Row

T = TypeVar("T")
Values = dict[str, Written | None]
Key = tuple[object, ...]

_FILLED = ("date", "people", "count", "result", "failed", "note", "evidence")
"""What somebody fills in of a form; who it is by may stand there beforehand."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that cannot be recorded: the cell, the reason, what to do."""

    file: str
    sheet: str
    row: int
    cell: str
    reason: Message
    help: Message | None = None


@dataclass(frozen=True, slots=True)
class Drafted:
    """A row that becomes entries, all of one day: of the work, and of hazards that it found.

    evidence: paths as typed, of the first entry. evidence_cell: where they stand.
    """

    file: str
    sheet: str
    row: int
    cell: str
    day: Day
    values: tuple[Values, ...]
    evidence: tuple[str, ...] = ()
    evidence_cell: str = ""


@dataclass
class Reading:
    """What was read. unchanged: rows the ledger has as they are; again: that were read before."""

    drafted: list[Drafted] = field(default_factory=list)
    changed: list[ChangedRow] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    unchanged: int = 0
    again: int = 0


SKIPPED = tuple(
    name
    for word in (DUE_SHEET, INDICATOR_SHEET, HELP_SHEET)
    for name in (word.chinese, word.english)
)
"""Sheets of ours that nothing is read back from."""


def read_rows(
    agenda: Agenda, books: Mapping[str, tuple[ReadSheet, ...]], allow_personal: bool = False
) -> Reading:
    """Everything that some workbooks (path → sheets) say, compared with the ledger."""
    work = _Work(agenda, allow_personal)
    for file, sheets in books.items():
        tables = 0
        for sheet in sheets:
            if sheet.hidden or sheet.name in SKIPPED or all(row.empty for row in sheet.rows):
                continue
            layout = layout_of(sheet)
            if layout is None:
                work.found.notes.append(
                    msg("{path}: the sheet {name} is none of ours: not read", path=file,
                        name=sheet.name)
                )  # fmt: skip
                continue
            tables += 1
            work.read(file, layout)
        if not tables and not any(sheet.name in SKIPPED for sheet in sheets):
            work.found.rejected.append(
                Rejected(file, "", 0, "", msg("no sheet has the headings of a form or of a ledger"),
                         msg("make one: {command}", command="tongxin form -o form.xlsx"))
            )  # fmt: skip
    return work.found


class _Work:
    """The reading under way."""

    def __init__(self, agenda: Agenda, allow_personal: bool) -> None:
        self.agenda = agenda
        self.allow_personal = allow_personal
        self.found = Reading()
        self.tables = ledgers(agenda)
        self.known = {
            str(row[0]): (table, row) for table in reversed(self.tables) for row in table.rows
        }
        self.void = {entry.id for entry in agenda.world.all_entries if entry.id in agenda.voided}
        self.others = {known_as(entry) for entry in agenda.world.all_entries}
        self.recorded = _recorded(agenda)
        self.hazards = [hazard.id for hazard in agenda.hazards]
        self.opened: set[tuple[str, str]] = set()

    def read(self, file: str, layout: Layout) -> None:
        """All rows of one sheet."""
        name = layout.sheet.name
        if layout.missing:
            self.found.rejected.append(
                Rejected(file, name, layout.head, "",
                         msg("headings are missing: {names}", names=layout.missing),
                         msg("they are looked for in the first {n} rows", n=20))
            )  # fmt: skip
            return
        if layout.more:
            self.found.notes.append(
                msgn("{path}, {sheet}: a column is not read: {names}",
                     "{path}, {sheet}: {n} columns are not read: {names}", len(layout.more),
                     path=file, sheet=name, names=layout.more[:8])
            )  # fmt: skip
        for row in layout.rows():
            reader = _RowReader(self, file, layout, row)
            if layout.key == FORM:
                if any(layout.raw(row, key) != "" for key in _FILLED):
                    reader.take(reader.done)
                continue
            known = text_of(layout.raw(row, "id"))
            if known:
                self._compare(reader, known)
            else:
                reader.take(reader.new)

    def _compare(self, reader: "_RowReader", known: str) -> None:
        """A row that the ledger has: silent, changed, void, or unknown."""
        layout, row = reader.layout, reader.row
        if known not in self.known:
            if known in self.void:
                self.found.notes.append(msg("{id} is void: its row is not read", id=known))
            elif known in self.others:
                self.found.unchanged += 1  # dated later than the day that is asked for
            else:
                reader.refuse("id", Refused(
                    msg('no entry "{id}"', id=known),
                    msg("leave the id out of a new row"),
                ))  # fmt: skip
            return
        table, expected = self.known[known]
        found = compared(self.agenda, reader.file, layout, row, table, expected)
        if found is None:
            self.found.unchanged += 1
            return
        reader.refuse_private()  # what was changed is shown
        if not reader.faults:
            self.found.changed.append(found)


class _RowReader:
    """One row: its cells read one by one, with every fault in it."""

    def __init__(self, work: _Work, file: str, layout: Layout, row: Row) -> None:
        self.work = work
        self.agenda = work.agenda
        self.file = file
        self.layout = layout
        self.row = row
        self.faults: list[Rejected] = []
        self.failed: list[tuple[Place | None, str]] = []

    # ── cells ─────────────────────────────────────────────────────────────────────────────────

    def refuse(self, key: str, fault: Refused) -> None:
        """Keep a fault for the answer."""
        where = self.layout.where(self.row, key)
        told = Rejected(self.file, self.layout.sheet.name, self.row.number, where, fault.reason,
                        fault.help)  # fmt: skip
        if all(where != fault.cell for fault in self.faults):  # of one cell the first says enough
            self.faults.append(told)
            self.work.found.rejected.append(told)

    def get(self, key: str, read: Callable[..., T], *more: object) -> T | None:
        """What a cell means; None where it is at fault, or its column is not there."""
        try:
            return read(self.layout.cell(self.row, key), *more) if self.has(key) else None
        except Refused as fault:
            self.refuse(key, fault)
            return None

    def has(self, key: str) -> bool:
        """Is there such a column?"""
        return key in self.layout.columns

    def text(self, key: str) -> str | None:
        """A text; None where there is none."""
        return self.get(key, text_of) or None

    def coded(self, key: str, table: str) -> str | None:
        """A coded value, in English."""
        return self.get(key, lambda cell: cells.coded_in(table, cell))

    def number(self, key: str, least: int = 0) -> Bare | None:
        """A whole number."""
        found = self.get(key, cells.number_in, least)
        return None if found is None else Bare(str(found))

    def places(self) -> list[Place]:
        """The places of the row."""
        return self.get("place", lambda cell: cells.places_in(self.agenda, cell)) or []

    # ── entries ───────────────────────────────────────────────────────────────────────────────

    def take(self, make: Callable[[Day], list[Values]]) -> None:
        """Make the entries of the row, and keep them if nothing in it is refused."""
        self.refuse_private()
        day = self.get("date", cells.past_day_in, self.agenda.today)
        if day is None and not self.faults:
            self.refuse("date", Refused(msg("the date is missing")))
        made = make(self.agenda.today if day is None else day)
        if self.faults or day is None or not made:
            return
        first = {"by": self.text("by"), "note": self.text("note"), **made[0]}
        if self._again({**first, "date": iso(day)}):
            self.work.found.again += 1
            return
        evidence = tuple(cells.lines_of(self.text("evidence") or ""))
        self.work.found.drafted.append(
            Drafted(
                self.file, self.layout.sheet.name, self.row.number,
                self.layout.where(self.row, "task" if self.has("task") else "id"), day,
                tuple({**one, "date": day_text(day)} for one in (first, *self._hazards(day))),
                evidence, self.layout.where(self.row, "evidence"),
            )
        )  # fmt: skip

    def refuse_private(self) -> None:
        """Refuse numbers that belong to a person, in whatever cell."""
        if self.work.allow_personal:
            return
        for key, column in self.layout.known.items():
            text = "" if column.derived else text_of(self.layout.raw(self.row, key))
            for finding in numbers(Source("", text), self.agenda.today):
                self.refuse(key, Refused(
                    finding.message,
                    msg("write a post or a household instead; if it is none: --allow-personal"),
                ))  # fmt: skip

    def _again(self, values: Mapping[str, Written | None]) -> bool:
        """Does the ledger say it already? Each entry answers for one row."""
        keys = _keys_of_values(self.agenda, values)
        recorded = self.work.recorded
        if not keys or any(recorded[key] <= 0 for key in keys):
            return False
        recorded.subtract(keys)
        return True

    def new(self, day: Day) -> list[Values]:
        """A row of a ledger without an id."""
        match self.layout.key:
            case Book.HAZARDS:
                return self.hazard(day)
            case Book.INCIDENTS:
                return self.incident()
            case Book.OTHERS:
                return self.other(day)
        return self.done(day)

    def duties(self, day: Day) -> list[Duty]:
        """The tasks of the row: named, or by their titles."""
        key = "task" if text_of(self.layout.raw(self.row, "task")) else "title"
        return self.get(key, lambda cell: cells.duties_in(self.agenda, cell, day)) or []

    def done(self, day: Day) -> list[Values]:
        """Work done, and the hazards of what failed."""
        duties = self.duties(day)
        if not duties and not self.faults:
            self.refuse("task", Refused(
                msg("no task is named"), msg("see the tasks of a plan: tongxin show PLAN")
            ))  # fmt: skip
        places = self.places()
        failed = self.get("failed", lambda cell: cells.failures_in(self.agenda, cell, places)) or []
        result = self.coded("result", "result")
        if failed and result == "pass":
            self.refuse("result", Refused(msg("something failed, and the result is to be pass")))
        values: Values = {
            "task": [duty.name for duty in duties],
            "place": [place.id for place in places],
            "count": self.number("count", 1),
            "people": self.number("people"),
            "amount": None if (n := self.get("amount", cells.amount_in)) is None else Bare(n),
            "audience": cells.parts_of(self.text("audience") or ""),
            "topic": cells.parts_of(self.text("topic") or ""),
            "result": None if result is None and not failed else Bare(result or "fail"),
            "failed": _failed(failed),
        }
        self._for_whom(duties, values)
        self.failed = failed
        return [] if self.faults else [values]

    def _for_whom(self, duties: list[Duty], values: Values) -> None:
        """Work that is owed one by one must say for which."""
        for duty in duties:
            wanted = {dimension for rule in schedule_of(duty.task) for dimension in rule.each}
            for dimension in ("place", "audience", "topic", "group"):
                key = "by" if dimension == "group" else dimension
                given = self.text("by") if key == "by" else values.get(key)
                if dimension in wanted and not given and self.has(key):
                    self.refuse(key, Refused(
                        msg('"{title}" is owed one by one: for which is this?',
                            title=duty.task.title)
                    ))  # fmt: skip

    def _hazards(self, day: Day) -> Iterator[Values]:
        """A hazard for each fault, as `tongxin done --fail` opens them; none that is open."""
        for place, what in self.failed:
            where = place.id if place is not None else ""
            here = self.agenda.hazards_by_place.get(where, ())
            same = next((h.id for h in here if h.is_open() and h.what == what), None)
            if same is not None:
                note = msg("the hazard {id} is open there for the same already", id=same)
                self.work.found.notes.append(note)
                continue
            if where and (where, what) in self.work.opened:
                continue
            self.work.opened.add((where, what))
            yield {
                "hazard": self._new_hazard(day), "event": Bare("found"), "place": where or None,
                "what": what, "by": self.text("by"),
            }  # fmt: skip

    def _new_hazard(self, day: Day) -> str:
        self.work.hazards.append(new_id("H", day, self.work.hazards))
        return self.work.hazards[-1]

    def hazard(self, day: Day) -> list[Values]:
        """A hazard that was found; its further steps are recorded one by one."""
        places, what = self.places(), self.text("what")
        if what is None and not self.faults:
            self.refuse("what", Refused(msg("what is the matter is missing")))
        for key in ("notified", "rectified", "verified", "closed"):
            if self.text(key):
                self.refuse(key, Refused(
                    msg("of a new hazard only that it was found is read"),
                    msg("leave it empty here, then: {command}",
                        command=f"tongxin hazard {key} ID --on DATE"),
                ))  # fmt: skip
        level, due = self.coded("level", "level"), self.get("due", cells.day_in, self.agenda.today)
        if self.faults:
            return []
        return [{
            "hazard": self._new_hazard(day), "event": Bare("found"), "kind": self.text("kind"),
            "place": [place.id for place in places], "what": what,
            "level": None if level is None else Bare(level),
            "due": None if due is None else day_text(due),
        }]  # fmt: skip

    def incident(self) -> list[Values]:
        """An injury."""
        kind, places = self.text("incident"), self.places()
        if kind is None and not self.faults:
            self.refuse("incident", Refused(msg("the kind of injury is missing")))
        sex, severity = self.coded("sex", "sex"), self.coded("severity", "severity")
        return [{
            "incident": kind, "place": [place.id for place in places],
            "count": self.number("count", 1), "cause": self.text("cause"),
            "age": None if (age := self.text("age")) is None else Bare(age),
            "sex": None if sex is None else Bare(sex),
            "severity": None if severity is None else Bare(severity),
        }]  # fmt: skip

    def other(self, day: Day) -> list[Values]:
        """Work of a task, a measurement, or a note."""
        if self.text("task") or self.text("title"):
            for key, verb in (("why", "waive"), ("until", "extend")):
                if self.text(key):
                    self.refuse(key, Refused(
                        msg("this is not read from a table"),
                        msg("record it: {command}", command=f"tongxin {verb} …"),
                    ))  # fmt: skip
            return self.done(day)
        if self.text("indicator"):
            value = self.text("value")
            if value is None:
                self.refuse("value", Refused(msg("the value is missing")))
                return []
            return [{"indicator": self.text("indicator"), "value": Bare(value)}]
        problem = self.text("problem")
        if problem is None and self.text("note") is None and not self.faults:
            self.refuse("note", Refused(msg("this entry says nothing")))
        return [{"problem": problem}]


def _failed(failed: list[tuple[Place | None, str]]) -> Written | None:
    """Place → what failed there; of two faults at one place both; or what failed alone."""
    found: dict[str, Written] = {}
    for place, what in failed:
        if place is not None:
            found[place.id] = f"{found[place.id]}；{what}" if place.id in found else what
    return found or (failed[0][1] if failed else None)


# ── what the ledger says already ──────────────────────────────────────────────────────────────


def _recorded(agenda: Agenda) -> Counter[Key]:
    """What the entries that count say, in the form in which rows are compared with them."""
    found: Counter[Key] = Counter()
    for entry in agenda.entries:
        found.update(_keys_of_entry(agenda, entry))
    return found


def _keys_of_entry(agenda: Agenda, entry: Entry) -> list[Key]:
    places = [_place(agenda, name) for name in entry.place]
    failed = {_place(agenda, name) for name, _ in entry.failed if name}
    values: dict[str, object] = {
        "date": iso(entry.date or 1), "by": entry.by, "note": entry.note, "result": entry.result,
        "hazard": entry.hazard, "event": entry.event, "what": entry.what,
        "incident": entry.incident, "count": entry.count, "cause": entry.cause, "age": entry.age,
        "sex": entry.sex, "severity": entry.severity, "indicator": entry.indicator,
        "value": entry.at("value").text.strip("\"'") if entry.value else None,
        "problem": entry.problem,
    }  # fmt: skip
    tasks = [duties[0].name for name in entry.task
             if (duties := agenda.world.duties_called(name, entry.date))]  # fmt: skip
    return _keys(agenda, values, tasks, places, failed, entry.audience, entry.topic)


def _keys_of_values(agenda: Agenda, values: Mapping[str, Written | None]) -> list[Key]:
    def several(key: str) -> tuple[str, ...]:
        found = values.get(key)
        if not found:
            return ()
        return (found,) if isinstance(found, str) else tuple(map(str, found))

    failed = values.get("failed")
    places = set(failed) if isinstance(failed, Mapping) else set()
    plain = {key: str(value) if isinstance(value, str) else value for key, value in values.items()}
    return _keys(agenda, plain, several("task"), several("place"), places, several("audience"),
                 several("topic"))  # fmt: skip


def _keys(
    agenda: Agenda,
    values: Mapping[str, object],
    tasks: "list[str] | tuple[str, ...]",
    places: "list[str] | tuple[str, ...]",
    failed: set[str],
    audience: tuple[str, ...],
    topic: tuple[str, ...],
) -> list[Key]:
    """A key for each task and place, so that one round of five places answers for five rows.

    Of a round in which something failed it is told where; elsewhere it was in order.
    """
    by = _group(agenda, values.get("by"))
    date = values.get("date")
    if values.get("hazard"):
        if values.get("event") != "found":
            return []
        return [("hazard", date, place, values.get("what")) for place in places or [""]]
    if values.get("incident"):
        count = int(str(values.get("count") or 1))
        said = ("incident", "cause", "age", "sex", "severity")
        return [("incident", date, tuple(places), count, *(values.get(key) for key in said))]
    if values.get("indicator"):
        return [("measured", date, values["indicator"], str(values.get("value")).strip("\"'"))]
    if not tasks:
        return [("note", date, by, values.get("note"), values.get("problem"))]
    result = values.get("result")
    found: list[Key] = []
    for task, place in product(tasks, places or [""]):
        here = "pass" if result == "fail" and failed and place not in failed else result
        for whom, what in product(sorted(audience) or [""], sorted(topic) or [""]):
            found.append(("done", date, task, place, by, here, whom, what))
    return found


def _place(agenda: Agenda, name: str) -> str:
    places = agenda.world.places
    return places[name].id if name in places else name


def _group(agenda: Agenda, name: object) -> object:
    """A group by id, however it was called."""
    if not isinstance(name, str):
        return None
    for groups in (agenda.world.common_groups, *map(agenda.world.groups_of, agenda.world.plans)):
        if name in groups:
            return groups[name].id
    return name
