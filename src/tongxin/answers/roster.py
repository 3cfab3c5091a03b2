"""The days of a roster: which are worked, which are marked, and which work the plans put on a day.

Nobody is put on duty here: who is, is for the community to write down.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tongxin.answers.occasions import is_of_one_day
from tongxin.answers.occurrences import Agenda, State
from tongxin.calendar.observances import OBSERVANCES
from tongxin.calendar.periods import Day, year_of
from tongxin.model.schedule import Ongoing
from tongxin.model.world import Duty

MOST_DAYS = 366
"""A longer roster nobody hangs up."""


class DayKind(StrEnum):
    """Whether a day is worked, and why."""

    WORKING = "working"
    MADE_UP = "made-up"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class RosterDay:
    """A day, the holidays and festivals on it, and the tasks whose schedule names it."""

    day: Day
    kind: DayKind
    names: tuple[str, ...]
    duties: tuple[Duty, ...]


STATUTORY = tuple(
    one.name for one in OBSERVANCES if one.source == "State Council holiday regulation"
)
FESTIVE = tuple(
    one.name for one in OBSERVANCES if one.rule.startswith("lunar ") or one.name in STATUTORY
)
"""The named days that a roster marks: statutory holidays and festivals of the lunar year."""


def roster(agenda: Agenda, first: Day, last: Day, duty: Duty | None = None) -> list[RosterDay]:
    """The days from `first` to `last`, both included; of one task alone, where one is named.

    Work stands on a day that its schedule names; what is merely to be done by a day does not. Of a
    task that is named, ongoing work (值守) stands on every day of it.
    """
    work = _by_day(agenda, first, last, agenda.world.duties if duty is None else (duty,))
    if duty is not None:
        for day in range(first, last + 1):
            if _is_ongoing(agenda, duty, day):
                work.setdefault(day, {})[duty.name] = duty
    return [
        RosterDay(day, kind_of(agenda, day), marks(agenda, day), tuple(work.get(day, {}).values()))
        for day in range(first, last + 1)
    ]


def kind_of(agenda: Agenda, day: Day) -> DayKind:
    """Is a day worked: as published, else Monday to Friday.

    A holiday are all days off in a row with a weekday among them, as the notices count. Of a year
    without a notice only the statutory days themselves are known.
    """
    days = agenda.world.working_days
    if not days.known(year_of(day)) and _named(agenda, STATUTORY, day):
        return DayKind.HOLIDAY
    if days.is_working(day):
        return DayKind.WORKING if _is_weekday(day) else DayKind.MADE_UP
    first = days.previous_working(day) + 1
    row = range(first, days.next_working(day))
    return DayKind.HOLIDAY if any(map(_is_weekday, row)) else DayKind.WEEKEND


def _is_weekday(day: Day) -> bool:
    return (day - 1) % 7 < 5


def marks(agenda: Agenda, day: Day) -> tuple[str, ...]:
    """The holidays, festivals and the workspace's own named days that fall on a day."""
    names = agenda.world.names
    own = (name for name in names.own if not names.is_span(name))
    return _named(agenda, dict.fromkeys((*FESTIVE, *own)), day)


def _named(agenda: Agenda, names: Iterable[str], day: Day) -> tuple[str, ...]:
    return tuple(name for name in names if agenda.world.names.spans(name, day, day))


def unknown_years(agenda: Agenda, first: Day, last: Day) -> tuple[int, ...]:
    """The years of a span whose holidays nobody has published."""
    known = agenda.world.working_days.known
    return tuple(y for y in range(year_of(first), year_of(last) + 1) if not known(y))


def _by_day(
    agenda: Agenda, first: Day, last: Day, duties: Iterable[Duty]
) -> dict[Day, dict[str, Duty]]:
    """Day → the tasks whose schedule names it, by `plan/task`."""
    found: dict[Day, dict[str, Duty]] = {}
    for duty in duties:
        for track in agenda.tracks_of(duty.name):
            for o in track.touching(first, last):
                named = first <= o.due <= last and o.state is not State.WAIVED
                if named and is_of_one_day(agenda.world, o):
                    found.setdefault(o.due, {})[duty.name] = duty
    return found


def _is_ongoing(agenda: Agenda, duty: Duty, day: Day) -> bool:
    """Does it go on all year, and the day is one of its days? 不定期 says nothing of any day."""
    rules = duty.task.schedule
    window = agenda.window(duty.plan, duty.task)
    if window is None or not rules or any(rule.ongoing is not Ongoing.ALL_YEAR for rule in rules):
        return False
    ended = duty.plan.ended
    return window.first <= day <= window.last and (ended is None or day <= ended)
