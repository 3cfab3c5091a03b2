"""Injuries and accidents of a span, counted in several ways, beside the span before. 伤害监测.

The ledger is the community's own record: what nobody wrote down is not there, so nothing here is
made into a rate. An age counts for a band only where all that it may mean lies in it: `65岁以上`
does, `10至25岁` does not and is counted among those of unknown age.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from tongxin.answers.occurrences import Agenda
from tongxin.answers.spans import ReportSpan
from tongxin.answers.summary import Summary
from tongxin.calendar.periods import Unit, index_of, label
from tongxin.calendar.periods import span as days_of
from tongxin.model.ledger import Entry

BANDS: Final = (("0-6", 0, 6), ("7-17", 7, 17), ("18-59", 18, 59), ("60+", 60, 999))
"""Bands of age, both ends included: before school, at school, grown up, old (60 by law)."""

UNKNOWN: Final = ""
"""Stands for what an entry does not say, or not so that it can be told."""

SEXES: Final = ("male", "female")
SEVERITIES: Final = ("minor", "moderate", "severe", "death")

_MONTHS: Final = 12
_OLDEST: Final = 999
_UNDER: Final = r"(?:未满|不满|不足|小于|under|below|less than|<)"
_SIGNS: Final = str.maketrans("０１２３４５６７８９～－—–＋＜", "0123456789~---+<")
_SAID: Final = {
    "婴儿": (0, 0), "婴幼儿": (0, 6), "幼儿": (0, 6), "学龄前儿童": (0, 6), "学龄前": (0, 6),
    "老人": (60, _OLDEST), "老年": (60, _OLDEST), "老年人": (60, _OLDEST),
    "infant": (0, 0), "baby": (0, 0),
}  # fmt: skip
"""Ages said in a word that leaves no doubt; 儿童, 青年 and the like are not among them."""


@dataclass(frozen=True, eq=False)
class Count:
    """How many of one sort in the span and in the one before; `key` UNKNOWN: nobody said.

    `before` is None where nothing is known of that span.
    """

    key: str
    number: int
    before: int | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, eq=False)
class Injuries:
    """The counts of a span.

    Kinds, causes and places by how many there are; bands of age, sexes, severities and months in
    their own order, with a zero for none. `before`: None where the ledger knows nothing of it;
    `before_whole`: the ledger had begun by its first day.
    """

    span: ReportSpan
    agenda: Agenda
    over: bool
    before: ReportSpan | None
    before_whole: bool
    total: Count
    kinds: tuple[Count, ...]
    causes: tuple[Count, ...]
    places: tuple[Count, ...]
    ages: tuple[Count, ...]
    sexes: tuple[Count, ...]
    severities: tuple[Count, ...]
    months: tuple[Count, ...]


def injuries(found: Summary) -> Injuries:
    """The injuries and accidents of the span of a summary."""
    agenda, before = found.agenda, found.span_before
    since = agenda.world.settings.since
    now = found.incidents
    past = None if before is None else tuple(_within(agenda, before))
    bands = [name for name, _, _ in BANDS]
    kinds = _names_of_kinds(agenda)

    def counted(of: Callable[[Entry], str], keys: Iterable[str] = ()) -> tuple[Count, ...]:
        return tuple(_counted(now, past, of, tuple(keys)))

    return Injuries(
        span=found.span,
        agenda=agenda,
        over=found.over,
        before=before,
        before_whole=before is not None and (since is None or since <= before.first),
        total=_count("all", now, past),
        kinds=counted(lambda entry: kinds.get(entry.incident or "", entry.incident or "")),
        causes=counted(lambda entry: entry.cause or UNKNOWN),
        places=counted(lambda entry: _place(agenda, entry)),
        ages=counted(lambda entry: band(entry.age), bands),
        sexes=counted(lambda entry: entry.sex or UNKNOWN, SEXES),
        severities=counted(lambda entry: entry.severity or UNKNOWN, SEVERITIES),
        months=tuple(_by_month(found.span, agenda, now)),
    )


def _within(agenda: Agenda, span: ReportSpan) -> Iterator[Entry]:
    for entry in agenda.entries:
        if entry.kind == "incident" and span.first <= (entry.date or 0) <= span.last:
            yield entry


def _names_of_kinds(agenda: Agenda) -> dict[str, str]:
    """Id of an indicator that counts incidents → its name: entries may say either."""
    return {
        name: indicator.name
        for plan in agenda.world.plans
        for indicator in plan.indicators
        if indicator.sum_ == "incidents"
        for name in (indicator.id, *indicator.was)
    }


def _place(agenda: Agenda, entry: Entry) -> str:
    """Where it was, by name: an entry of several places is one of them all together."""
    places = agenda.world.places
    return "、".join(places[name].name if name in places else name for name in entry.place)


def _count(key: str, now: Iterable[Entry], past: Iterable[Entry] | None) -> Count:
    some = tuple(now)
    before = None if past is None else sum(entry.count for entry in past)
    return Count(key, sum(entry.count for entry in some), before, some)


def _counted(
    now: Iterable[Entry],
    past: Iterable[Entry] | None,
    of: Callable[[Entry], str],
    keys: tuple[str, ...],
) -> Iterator[Count]:
    """A count of each key; what is unknown last, and only where there is some."""
    some, earlier = list(now), None if past is None else list(past)
    found = [of(entry) for entry in (*some, *(earlier or ()))]
    named = keys or tuple(dict.fromkeys(found))
    counts = [
        _count(
            key,
            [e for e in some if of(e) == key],
            None if earlier is None else [e for e in earlier if of(e) == key],
        )
        for key in dict.fromkeys((*named, *found))
    ]
    if not keys:
        counts.sort(key=lambda one: (-one.number, -(one.before or 0), one.key))
    yield from sorted(counts, key=lambda one: one.key == UNKNOWN)


def _by_month(span: ReportSpan, agenda: Agenda, now: tuple[Entry, ...]) -> Iterator[Count]:
    """Every month of a span that has begun; nothing where the span lies in one month."""
    last = min(span.last, agenda.known)
    months = range(index_of(Unit.MONTH, span.first), index_of(Unit.MONTH, span.last) + 1)
    for month in months if len(months) > 1 else ():
        first, end = days_of(Unit.MONTH, month)
        if first <= last:
            yield _count(
                label(Unit.MONTH, month),
                [entry for entry in now if first <= (entry.date or 0) <= end],
                None,
            )


# ── ages ──────────────────────────────────────────────────────────────────────────────────────


def band(age: str | None) -> str:
    """The band of an age as written; UNKNOWN where it may mean more than one, or cannot be read.

    以上 and 以下 take in the number itself, 未满 and 不满 do not (民法典第一千二百五十九条).
    """
    years = _years(age or "")
    if years is None:
        return UNKNOWN
    first, last = years
    return next((name for name, low, high in BANDS if low <= first and last <= high), UNKNOWN)


def _years(text: str) -> tuple[int, int] | None:
    """The first and the last year of age that a text may mean; None where it says none."""
    said = text.strip().lower().translate(_SIGNS)
    if said in _SAID:
        return _SAID[said]
    unit = r"\s*(?:周?岁|years?(?: old)?|yrs?|y)?\s*"
    if found := re.fullmatch(r"(\d{1,3})\s*(?:个?月|months?)(?:大|龄| old)?", said):
        return int(found[1]) // _MONTHS, int(found[1]) // _MONTHS
    if found := re.fullmatch(rf"(\d{{1,3}}){unit}", said):
        return int(found[1]), int(found[1])
    if found := re.fullmatch(
        rf"(\d{{1,3}}){unit}(?:-|~|至|到|to|and){unit}(\d{{1,3}}){unit}", said
    ):
        first, last = int(found[1]), int(found[2])
        return (first, last) if first <= last else None
    if found := re.fullmatch(
        rf"(\d{{1,3}}){unit}(?:\+|(?:及|含)?以上|and over|or over|and older)", said
    ):
        return int(found[1]), _OLDEST
    if found := re.fullmatch(
        rf"(\d{{1,3}}){unit}(?:(?:及|含)?以下|and under|or under|and younger)", said
    ):
        return 0, int(found[1])
    if found := re.fullmatch(rf"{_UNDER}\s*(\d{{1,3}}){unit}", said):
        return (0, int(found[1]) - 1) if int(found[1]) else None
    if found := re.fullmatch(rf"(\d{{1,2}}0)\s*(?:多|余|几)\s*{unit}", said):
        return int(found[1]), int(found[1]) + 9
    return None
