"""What somebody has typed into a cell → a value: a day, a number, a coded word, places, tasks.

A cell is understood or refused with its reason; what could mean two things is refused. People write
units and full-width digits, and a spreadsheet makes dates of texts: all that is read.
"""

import re
from collections.abc import Iterable
from datetime import date
from unicodedata import normalize

from tongxin.answers.occurrences import Agenda
from tongxin.calendar.periods import Day, iso
from tongxin.checks.references import suggestion
from tongxin.messages import Message, msg
from tongxin.model.community import Place
from tongxin.model.dates import DateFault, parse_moment
from tongxin.model.spoken import day_said
from tongxin.model.words import SPELLINGS, synonyms, word
from tongxin.model.world import Duty
from tongxin.workspace.sheet import FAULTS, Cell

_EPOCH = date(1899, 12, 30).toordinal()
_SERIALS = range(18_264, 109_575)
"""Excel's numbers of the days of 1950 to 2199."""

_MOST = 9_999_999
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_UNITS = "人|人次|人员|名|位|个|次|户|份|件|处|起|条|张|块|本|册|套|people|persons|times"
_COUNTED = re.compile(rf"({_DIGITS.pattern})(?:\.0+)?\s*(?:{_UNITS})?")
_AMOUNT = re.compile(rf"((?:{_DIGITS.pattern})(?:\.\d+)?)\s*(?:{_UNITS})?")
_SHORT_DATE = re.compile(r"(\d{1,2})\s*[/.]\s*(\d{1,2})")
_RELATIVE = re.compile(
    r"[今昨前明后]|周|星期|礼拜|day|^(?:mon|tue|wed|thu|fri|sat|sun)|^\d{1,2}[日号]$"
)


class Refused(Exception):
    """Why a cell is not understood, and what to do."""

    def __init__(self, reason: Message, remedy: Message | None = None) -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.help = remedy


def text_of(cell: Cell) -> str:
    """A cell as a text: 12 and not 12.0, a day as 2026-11-23; without blanks at its ends."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e16 else repr(cell)
    if isinstance(cell, date):
        return iso(cell.toordinal())
    return cell.strip().replace("\r\n", "\n").replace("\r", "\n")


def ensure_sound(cell: Cell) -> None:
    """Refuse what a formula shows that has failed."""
    if isinstance(cell, str) and cell.strip() in FAULTS:
        raise Refused(
            msg("its formula fails: {text}", text=cell.strip()), msg("write the value itself")
        )


def day_in(cell: Cell, today: Day) -> Day | None:
    """The day of a cell; None of an empty one.

    A date of the spreadsheet, its number, or a text: 2026-11-23, 2026/11/23, 2026年11月23日;
    without a year (11月23日, 11/23) the nearest such day. Yesterday and Tuesday are refused: who
    reads them does not know the day on which they were written.
    """
    if isinstance(cell, date):
        return date(cell.year, cell.month, cell.day).toordinal()
    if isinstance(cell, float):
        if cell.is_integer() and int(cell) in _SERIALS:
            return _EPOCH + int(cell)
        cell = text_of(cell)
    text = normalize("NFKC", cell).strip()
    if not text:
        return None
    refusal = Refused(
        msg('"{text}" is no day', text=cell.strip()),
        msg("write: {option}", option="2026-11-23"),
    )
    if _RELATIVE.search(text.lower()):
        raise refusal
    if short := _SHORT_DATE.fullmatch(text):
        text = f"{short[1]}-{short[2]}"
    moment = parse_moment(text)
    if isinstance(moment, DateFault) and moment.fixed:
        text = moment.fixed
    found = day_said(text, today)
    if found is None:
        raise refusal
    return found


def past_day_in(cell: Cell, today: Day) -> Day | None:
    """A day that is not to come."""
    found = day_in(cell, today)
    if found is not None and found > today:
        raise Refused(
            msg("{date} is yet to come: only what has happened is recorded", date=iso(found))
        )
    return found


def number_in(cell: Cell, least: int = 0) -> int | None:
    """A whole number, perhaps with a unit (3人, ３ 次, 1,200); None of an empty cell."""
    text = normalize("NFKC", text_of(cell))
    if not text:
        return None
    found = _COUNTED.fullmatch(text)
    if found is None:
        raise Refused(msg('"{text}" is no whole number', text=text_of(cell)),
                      msg("write digits alone, such as {example}", example="3"))  # fmt: skip
    number = int(found[1].replace(",", ""))
    if not least <= number <= _MOST:
        raise Refused(
            msg(
                "{number} is not between {least} and {most}", number=number, least=least, most=_MOST
            )
        )
    return number


def amount_in(cell: Cell) -> str | None:
    """A number of pieces, households …, as the ledger writes it; None of an empty cell."""
    text = normalize("NFKC", text_of(cell))
    if not text:
        return None
    found = _AMOUNT.fullmatch(text)
    if found is None:
        raise Refused(msg('"{text}" is no number', text=text_of(cell)),
                      msg("write digits alone, such as {example}", example="3"))  # fmt: skip
    return found[1].replace(",", "")


def coded_in(table: str, cell: Cell) -> str | None:
    """The English keyword of a coded cell: `fail` of 不合格; None of an empty cell."""
    text = text_of(cell)
    if not text:
        return None
    known = {name.lower(): key for name, key in synonyms(f"word:{table}").items()}
    found = known.get(normalize("NFKC", text).lower())
    if found is None:
        names = tuple(word(f"word:{table}", name) for name in SPELLINGS[f"word:{table}"])
        raise Refused(msg('"{text}" is none of {words}', text=text, words=names))
    return found


def parts_of(text: str) -> list[str]:
    """The parts of a list: parted by 、, a comma or a line end."""
    return [part for piece in re.split(r"[、，,\n]", text) if (part := piece.strip())]


def lines_of(text: str) -> list[str]:
    """The parts of a list whose parts may hold commas: parted by a line end or a semicolon."""
    return [part for piece in re.split(r"[\n;；]", text) if (part := piece.strip())]


def places_in(agenda: Agenda, cell: Cell) -> list[Place]:
    """The places that a cell names, by id, name or the only name it is a part of."""
    world = agenda.world
    found: dict[str, Place] = {}
    for name in parts_of(text_of(cell)):
        here = world.places_named(name)
        if not here:
            here = tuple(place for place in world.settings.places if name in place.name)
            if len(here) > 1:
                names = tuple(place.name for place in here[:8])
                raise Refused(msg('"{name}" may be any of {names}', name=name, names=names))
        if not here:
            raise Refused(msg('no place "{name}"', name=name), suggestion(name, world.places))
        found |= {place.id: place for place in here}
    return list(found.values())


def duties_in(agenda: Agenda, cell: Cell, day: Day | None) -> list[Duty]:
    """The tasks that a cell names, by plan/task, id or title; a title may hold a 、 of its own."""
    text = text_of(cell)
    if not text:
        return []
    whole = agenda.world.duties_called(text, day)
    names = [text] if whole else parts_of(text)
    return list({duty.name: duty for duty in (_duty(agenda, n, day) for n in names)}.values())


def _duty(agenda: Agenda, name: str, day: Day | None) -> Duty:
    found = agenda.world.duties_called(name, day)
    if len({duty.name for duty in found}) > 1:
        names = tuple(dict.fromkeys(duty.name for duty in found))[:8]
        raise Refused(msg('"{name}" may be any of {names}', name=name, names=names))
    if not found:
        known = {duty.name: duty.task for duty in agenda.world.duties}
        raise Refused(msg('no task "{name}"', name=name), suggestion(name, known))
    return found[0]


def failures_in(
    agenda: Agenda, cell: Cell, places: Iterable[Place]
) -> list[tuple[Place | None, str]]:
    """What failed where: `北苑：楼道堆物`, several parted by a line end or a semicolon.

    Without a place it is the only one of the row.
    """
    here = list(places)
    found: list[tuple[Place | None, str]] = []
    for part in lines_of(text_of(cell)):
        head, colon, what = part.replace("：", ":", 1).partition(":")
        named = _one_place(agenda, head.strip(), here) if colon and what.strip() else None
        if named is not None:
            found.append((named, what.strip()))
        elif len(here) > 1:
            raise Refused(
                msg('"{text}": at which place?', text=part),
                msg("write: {option}", option=f"{here[0].name}：{part}"),
            )
        else:
            found.append((here[0] if here else None, part))
    return found


def _one_place(agenda: Agenda, name: str, here: list[Place]) -> Place | None:
    """The place of a name, or the only one of the row in whose name it is."""
    world = agenda.world
    if name in world.places:
        return world.places[name]
    partly = [place for place in here if name and name in place.name]
    return partly[0] if len(partly) == 1 else None
