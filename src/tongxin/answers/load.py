"""The work that lies ahead: how much each group owes in each week, and which weeks are too full.

What is still owed of an occurrence, its quota less what counts, is spread evenly over the working
days from today, or from the day it opens, to the day it is due: a monthly quota of four is then not
all in the last week. Where not one of these days is worked it is spread over all of them, so that
nothing is lost. What is overdue has no days of its own any more; it stands beside the running week.

Shares are fractions, so that those of an occurrence add up to exactly what is owed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from statistics import median

from tongxin.answers.names import member_name
from tongxin.answers.occurrences import Agenda, Occurrence, State
from tongxin.calendar.periods import Day, Unit, index_of, label, span
from tongxin.calendar.working_days import WorkingDays
from tongxin.model.plan import Group, Plan

WEEKS = 8
"""Weeks that `load` looks at, the running one among them."""

MEDIANS = 2
"""A week is too full above so many times the median of the group's weeks that hold work.

A group is used to its own pace; twice of it is not a matter of degree any more. Empty weeks are
left out, or the months behind the end of a plan would make every other week too full.
"""

LEAST = Fraction(1)
"""Duties a working day below which no week is too full, however empty the others are."""


class Reason(StrEnum):
    """Why a week cannot be done as planned."""

    NO_DAY = "no-working-day"
    FEW_DAYS = "few-working-days"
    FULL = "over-limit"


@dataclass(frozen=True, slots=True)
class Week:
    """An ISO week. `days` are its working days, those before today left out."""

    label: str
    first: Day
    last: Day
    days: int


@dataclass(frozen=True, slots=True)
class Share:
    """What falls into a week: `owed` in all, `worked` of it on working days."""

    owed: Fraction = Fraction(0)
    worked: Fraction = Fraction(0)

    def __add__(self, other: "Share") -> "Share":
        return Share(self.owed + other.owed, self.worked + other.worked)


@dataclass(frozen=True)
class Row:
    """A group and its weeks. `group` and `name` are empty for work that no group answers for.

    `overdue` is how often something is still to be done whose day is past, `limit` the duties a
    working day from which on a week is too full, `helping` what other groups owe with its help.
    """

    group: str
    name: str
    overdue: int
    weeks: tuple[Share, ...]
    helping: Fraction
    limit: Fraction


@dataclass(frozen=True, slots=True)
class Strained:
    """A task that strains a week: what is left of it, and the working days there are for it."""

    task: str
    title: str
    period: str
    owed: Fraction
    days: int


@dataclass(frozen=True)
class Strain:
    """A week that cannot be done as planned: whose, why, and the tasks concerned.

    `groups` are names; of FULL there are `a_day`, the duties a working day, and the `limit`.
    """

    week: Week
    reason: Reason
    groups: tuple[str, ...]
    tasks: tuple[Strained, ...]
    a_day: Fraction | None = None
    limit: Fraction | None = None


@dataclass(frozen=True)
class Load:
    """The weeks ahead. `overdue` and `total` count joint work once, the rows each time.

    `unknown_years`: those whose holidays nobody has published; weekends alone count in them.
    """

    today: Day
    weeks: tuple[Week, ...]
    rows: tuple[Row, ...]
    overdue: int
    total: tuple[Share, ...]
    strains: tuple[Strain, ...]
    unknown_years: tuple[int, ...] = ()

    def a_day(self, row: Row, number: int) -> Fraction:
        """Duties a working day of a week; in the running one what is overdue is to be done too."""
        days = self.weeks[number].days
        pressing = row.weeks[number].worked + (row.overdue if number == 0 else 0)
        return pressing / days if days else Fraction(0)

    def is_full(self, row: Row, number: int) -> bool:
        """Is a week above the group's limit?"""
        return self.a_day(row, number) > row.limit

    def is_short(self, row: Row, number: int) -> bool:
        """Is there something that has not enough working days until its day in this week?"""
        return any(
            s.week is self.weeks[number] and s.reason is not Reason.FULL
            for s in self.strains
            if row.name in (s.groups or ("",))
        )

    def level(self, row: Row, number: int) -> int:
        """How full a week is: 0 empty, 1 to half the limit, 2 to three quarters, 3 to it, 4 above.

        The median week of a group is at level 1 under the usual limit.
        """
        if not row.weeks[number].owed and not (number == 0 and row.overdue):
            return 0
        if self.is_full(row, number):
            return 4
        part = self.a_day(row, number) / row.limit
        return 1 if part <= Fraction(1, 2) else 2 if part <= Fraction(3, 4) else 3


def spread(
    working: WorkingDays, first: Day, last: Day, owed: int, until: Day | None = None
) -> dict[int, Share]:
    """Number of a week → what falls into it of so much owed from `first` to `last`.

    Over the working days; over all days where none is worked. `until`: weeks that begin later are
    left out.
    """
    worked = working.count(first, last)
    found: dict[int, Share] = {}
    end = last if until is None else min(last, until)
    for week in range(index_of(Unit.WEEK, first), index_of(Unit.WEEK, end) + 1):
        monday, sunday = span(Unit.WEEK, week)
        begins, ends = max(first, monday), min(last, sunday)
        if worked:
            part = Fraction(owed * working.count(begins, ends), worked)
            share = Share(part, part)
        else:
            share = Share(Fraction(owed * (ends - begins + 1), last - first + 1))
        if share.owed:
            found[week] = share
    return found


def load(
    agenda: Agenda,
    weeks: int = WEEKS,
    plan: Plan | None = None,
    groups: Iterable[str] = (),
    limit: Fraction | None = None,
) -> Load:
    """The load of some weeks from the running one on.

    Args:
        agenda: what is owed.
        weeks: how many.
        plan: only what belongs to this plan.
        groups: only the rows of these groups, by id or name.
        limit: duties a working day above which a week is too full; else twice the median of the
            group's weeks, and at least one.
    """
    found = tuple(_weeks(agenda, weeks))
    numbers = range(index_of(Unit.WEEK, agenda.today), index_of(Unit.WEEK, agenda.today) + weeks)
    parts = [
        _Part(agenda, o, numbers, found[-1].last)
        for o in agenda.occurrences(State.OVERDUE, State.OPEN, State.UPCOMING)
        if (plan is None or o.duty.plan is plan) and o.count < o.quota
    ]
    rows = [row for row in _rows(agenda, parts, found, limit) if _asked(agenda, row, groups)]
    names = {row.name for row in rows}
    strains = [
        *_short(agenda, [p for p in parts if not groups or p.names & names], found),
        *_full(agenda, parts, rows, found),
    ]
    order = {row.name: number for number, row in enumerate(rows)}
    strains.sort(key=lambda s: (s.week.first, order.get("".join(s.groups[:1]), len(order))))
    counted = [p for p in parts if p.names & names]
    return Load(
        agenda.today,
        found,
        tuple(rows),
        sum(p.overdue for p in counted),
        _sum(counted, len(found)),
        tuple(strains),
        agenda.world.working_days.unknown_years(agenda.today, found[-1].last),
    )


def _weeks(agenda: Agenda, weeks: int) -> Iterator[Week]:
    running = index_of(Unit.WEEK, agenda.today)
    for number in range(running, running + weeks):
        first, last = span(Unit.WEEK, number)
        days = agenda.world.working_days.count(max(first, agenda.today), last)
        yield Week(label(Unit.WEEK, number), first, last, days)


class _Part:
    """An occurrence that is short: who answers for it, and what falls into each week."""

    def __init__(self, agenda: Agenda, o: Occurrence, numbers: range, until: Day) -> None:
        self.occurrence = o
        self.owed = o.quota - o.count
        self.overdue = self.owed if o.state is State.OVERDUE else 0
        self.groups = _groups(agenda, o)
        self.names = set(self.groups.values()) or {""}
        self.helping = _helping(agenda, o) - self.names
        self.first, self.last = max(agenda.today, o.opens), o.due
        shares = (
            {}
            if self.overdue or self.first > until
            else spread(agenda.world.working_days, self.first, self.last, self.owed, until)
        )
        self.shares = tuple(shares.get(number, Share()) for number in numbers)


def _groups(agenda: Agenda, o: Occurrence) -> dict[str, str]:
    """Id → name of those who answer for it: the one it is owed by, or all that the task names."""
    owed_by = dict(o.member).get("group")
    return _called(agenda, o, [owed_by] if owed_by else o.duty.task.group)


def _helping(agenda: Agenda, o: Occurrence) -> set[str]:
    """The groups among those who help; posts and bodies outside are not groups."""
    groups = agenda.world.groups_of(o.duty.plan)
    known = [name for name in o.duty.task.with_ if name in groups]
    return set(_called(agenda, o, known).values())


def _called(agenda: Agenda, o: Occurrence, names: Iterable[str]) -> dict[str, str]:
    groups = agenda.world.groups_of(o.duty.plan)
    return {groups[n].id if n in groups else n: groups[n].name if n in groups else n for n in names}


def _rows(
    agenda: Agenda, parts: list[_Part], weeks: tuple[Week, ...], limit: Fraction | None
) -> Iterator[Row]:
    """Groups in the order in which they are written; that of no group last.

    Groups of two plans with one name are one: they are the same people.
    """
    found: dict[str, list[_Part]] = {}
    ids: dict[str, str] = {"": ""}
    for part in parts:
        for name in part.names:
            found.setdefault(name, []).append(part)
        ids |= {name: group for group, name in part.groups.items() if name not in ids}
    order = _order(agenda)
    for name in sorted(found, key=lambda n: (not n, order.get(n, len(order)), n)):
        own = found[name]
        shares = _sum(own, len(weeks))
        helping = _sum([p for p in parts if name in p.helping], len(weeks))
        usual = [
            share.worked / week.days
            for share, week in zip(shares, weeks, strict=True)
            if week.days and share.worked
        ]
        overdue = sum(p.overdue for p in own)
        if not overdue and not any(share.owed for share in shares):
            continue  # all of it lies behind these weeks
        most = max(MEDIANS * median(usual), LEAST) if usual else LEAST
        yield Row(
            ids[name],
            name,
            overdue,
            shares,
            sum((share.owed for share in helping), Fraction(0)),
            most if limit is None else limit,
        )


def _order(agenda: Agenda) -> dict[str, int]:
    """A group's name → where it first stands in the workspace."""
    written: list[Group] = [*agenda.world.settings.groups]
    for plan in agenda.world.plans:
        written += plan.groups
    return {name: n for n, name in enumerate(dict.fromkeys(group.name for group in written))}


def _asked(agenda: Agenda, row: Row, groups: Iterable[str]) -> bool:
    """Is a row one of the groups asked for, whichever plan calls it so?"""
    names = set(groups)
    if not names:
        return True
    known = [agenda.world.groups_of(plan) for plan in agenda.world.plans]
    names |= {some[name].name for some in known for name in tuple(names) if name in some}
    return bool(row.name) and (row.name in names or row.group in names)


def _sum(parts: Iterable[_Part], weeks: int) -> tuple[Share, ...]:
    total = [Share()] * weeks
    for part in parts:
        total = [one + share for one, share in zip(total, part.shares, strict=True)]
    return tuple(total)


# ── weeks that cannot be done ─────────────────────────────────────────────────────────────────


def _short(agenda: Agenda, parts: list[_Part], weeks: tuple[Week, ...]) -> Iterator[Strain]:
    """Periods that have fewer working days than times still owed, in the week in which they end.

    More than once a working day nothing is counted on: `impossible-quota` says the same of all
    days. Work of a single day is left out, since that day was chosen.
    """
    count = agenda.world.working_days.count
    found: dict[tuple[Week, Reason, tuple[str, ...]], list[Strained]] = {}
    for part in parts:
        o = part.occurrence
        week = next((week for week in weeks if week.first <= o.due <= week.last), None)
        if part.overdue or o.opens == o.due or week is None:
            continue
        days = count(part.first, part.last)
        if part.owed > days:
            reason = Reason.FEW_DAYS if days else Reason.NO_DAY
            strained = _strained(agenda, part, Fraction(part.owed), days)
            key = week, reason, tuple(part.groups.values())
            found.setdefault(key, []).append(strained)
    for (week, reason, groups), tasks in found.items():
        yield Strain(week, reason, groups, tuple(tasks))


def _full(
    agenda: Agenda, parts: list[_Part], rows: list[Row], weeks: tuple[Week, ...]
) -> Iterator[Strain]:
    """Weeks above a group's limit, with what fills them, the greatest share first."""
    whole = Load(agenda.today, weeks, tuple(rows), 0, (), ())
    for row in rows:
        for number, week in enumerate(weeks):
            if whole.is_full(row, number):
                tasks = _filling([p for p in parts if row.name in p.names], number)
                a_day = whole.a_day(row, number)
                groups = (row.name,) if row.name else ()
                yield Strain(week, Reason.FULL, groups, tasks, a_day, row.limit)


def _filling(parts: list[_Part], number: int) -> tuple[Strained, ...]:
    """The tasks in a week of one group; what is owed one by one counts together."""

    def taken(part: _Part) -> Fraction:
        return part.shares[number].worked + (part.overdue if number == 0 else 0)

    found: dict[str, list[_Part]] = {}
    for part in parts:
        if taken(part):
            found.setdefault(part.occurrence.duty.name, []).append(part)
    tasks = [
        Strained(
            name, some[0].occurrence.duty.task.title, "", sum(map(taken, some), Fraction(0)), 0
        )
        for name, some in found.items()
    ]
    return tuple(sorted(tasks, key=lambda task: (-task.owed, task.task)))


def _strained(agenda: Agenda, part: _Part, owed: Fraction, days: int) -> Strained:
    o = part.occurrence
    member = member_name(agenda, o.duty, o.member)
    title = f"{o.duty.task.title} {member}" if member else o.duty.task.title
    return Strained(o.duty.name, title, o.period, owed, days)
