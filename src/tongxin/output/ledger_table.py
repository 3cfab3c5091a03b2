"""The ledger as a table: a row an entry, for a spreadsheet."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import TypeAlias

from tongxin.calendar.periods import Day, iso
from tongxin.messages import Translator, Word
from tongxin.model import words
from tongxin.model.ledger import Entry
from tongxin.model.world import Duty, World

Cell: TypeAlias = "str | int | float | None"

HEADINGS = (
    Word("id", "流水号"),
    Word("date", "日期"),
    Word("kind", "类别"),
    Word("task", "任务"),
    Word("title", "事项"),
    Word("plan", "计划"),
    Word("place", "地点"),
    Word("by", "经办"),
    Word("people", "人数"),
    Word("count", "次数"),
    Word("result", "结果"),
    Word("note", "情况"),
    Word("evidence", "佐证"),
    Word("at", "录入"),
    Word("file", "文件"),
    Word("line", "行号"),
    Word("hazard", "隐患"),
    Word("event", "环节"),
    Word("indicator", "指标"),
    Word("value", "数值"),
    Word("amount", "数量"),
)
"""The columns; those behind `line` matter for some kinds of entries only."""

KINDS = {
    "done": Word("done", "登记"),
    "hazard": Word("hazard", "隐患"),
    "measured": Word("measured", "填报"),
    "incident": Word("incident", "伤害"),
    "waive": Word("waive", "免办"),
    "extend": Word("extend", "延期"),
    "note": Word("note", "记事"),
    "numbered": Word("document", "发文"),
    "void": Word("void", "作废"),
}
"""What kinds of entries are called."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a text begins with that a spreadsheet would take for a formula (OWASP, CSV injection)."""


def named(world: World, entry: Entry) -> tuple[tuple[str, Duty | None], ...]:
    """The tasks an entry is about, as it calls them, with what is surely meant."""
    names = (*entry.task, *filter(None, (entry.waive, entry.extend)))
    found = []
    for name in names:
        duties = world.duties_called(name, entry.date)
        found.append((name, duties[0] if len({d.name for d in duties}) == 1 else None))
    return tuple(found)


def headings(translate: Translator) -> list[Cell]:
    """The first row."""
    return [translate.show(word) for word in HEADINGS]


def row(world: World, entry: Entry, translate: Translator) -> list[Cell]:
    """One entry; numbers are numbers, several names of one cell stand behind each other."""
    duties = named(world, entry)
    known = [duty for _, duty in duties if duty is not None]
    counts = entry.kind in ("done", "hazard", "incident")
    number = None if entry.number is None else f"{entry.number} {entry.title or ''}".rstrip()
    text = tuple(filter(None, (number, entry.what, entry.problem, entry.why, entry.note)))
    hazard = entry.hazard if entry.void is None else entry.void
    return [
        entry.id,
        _iso(entry.date),
        translate.show(KINDS[entry.kind]) if entry.kind in KINDS else entry.kind,
        _several(translate, (name if duty is None else duty.name for name, duty in duties)),
        _several(translate, (name if duty is None else duty.task.title for name, duty in duties)),
        _several(translate, (duty.plan.title for duty in known)),
        _several(translate, (_place(world, name) for name in entry.place)),
        entry.by,
        entry.people,
        entry.count if counts else None,
        _word(translate, "word:result", entry.result),
        ("；" if translate.language == "zh" else "; ").join(dict.fromkeys(text)),
        _several(translate, (evidence.path for evidence in entry.evidence)),
        _iso(entry.recorded),
        entry.source.path,
        entry.at("date").line,
        hazard,
        _word(translate, "word:event", entry.event),
        entry.indicator or entry.incident,
        _value(entry.value),
        None if entry.amount is None else whole(entry.amount),
    ]


def ledger_csv(rows: Iterable[Sequence[Cell]]) -> bytes:
    """A table as CSV (RFC 4180) in UTF-8, in which no cell can become a formula.

    It begins with a byte order mark, without which Excel shows no Chinese.
    """
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for cells in rows:
        writer.writerow([safe(cell) for cell in cells])
    return b"\xef\xbb\xbf" + text.getvalue().encode(errors="replace")


def safe(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula: a text that could be one gets a quote."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def whole(number: float) -> int | float:
    """12 rather than 12.0."""
    return int(number) if float(number).is_integer() else number


def _iso(day: Day | None) -> str | None:
    return None if day is None else iso(day)


def _several(translate: Translator, names: Iterable[str]) -> str:
    return translate.show(tuple(dict.fromkeys(names)))


def _place(world: World, name: str) -> str:
    return world.places[name].name if name in world.places else name


def _word(translate: Translator, table: str, value: str | None) -> str | None:
    return None if value is None else translate.show(words.word(table, value))


def _value(value: tuple[float, ...]) -> Cell:
    """A number as one, a ratio as it is written."""
    if len(value) == 1:
        return whole(value[0])
    return ":".join(f"{whole(part)}" for part in value) or None
