"""Named days and spans: the festivals and observances everybody knows, and a workspace's own.

A name stands for every instance of it: 端午节 of each year, 汛期 of each year, the 寒假 that
somebody dated. A workspace's own name hides ours of the same spelling.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from tongxin.calendar.observances import OBSERVANCES, observance, observance_span
from tongxin.calendar.observances import is_span as observance_is_span
from tongxin.calendar.periods import Day, day_of_month, month_span, year_of


@dataclass(frozen=True, slots=True)
class AbsoluteSpan:
    """Dated once, both ends included. Raises `ValueError` where it ends before it begins."""

    first: Day
    last: Day

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a span ends before it begins: {self.first}..{self.last}")


@dataclass(frozen=True, slots=True)
class YearlySpan:
    """Of every year, both ends included; `11-15..02-28` runs over the turn of the year.

    Day 31 is the last day of a shorter month. In a common year, a span to 29 February ends on the
    28th, a span from it begins on 1 March, and 29 February alone is no day.
    Raises `ValueError` for a month or a day that no year has.
    """

    from_month: int
    from_day: int
    to_month: int
    to_day: int

    def __post_init__(self) -> None:
        for month, day in (self._from, self._to):
            if not (1 <= month <= 12 and 1 <= day <= 31):
                raise ValueError(f"no such day of a year: {month:02d}-{day:02d}")

    @property
    def is_single(self) -> bool:
        """Whether it is one day."""
        return self._from == self._to

    def in_year(self, year: int) -> tuple[Day, Day] | None:
        """First and last day of the instance that begins in `year`, or None."""
        first = day_of_month(year, self.from_month, self.from_day)
        if self._from == (2, 29) and first == month_span(year, 2)[0] + 27:
            if self.is_single:
                return None
            first += 1
        last = day_of_month(year + (self._to < self._from), self.to_month, self.to_day)
        return (first, last) if first <= last else None

    @property
    def _from(self) -> tuple[int, int]:
        return self.from_month, self.from_day

    @property
    def _to(self) -> tuple[int, int]:
        return self.to_month, self.to_day


OwnSpan = AbsoluteSpan | YearlySpan


@dataclass(frozen=True, slots=True, order=True)
class NamedSpan:
    """One instance of a name; `year` is the Gregorian year of its first day."""

    year: int
    first: Day
    last: Day


@dataclass(frozen=True)
class Names:
    """Every name that may stand for a day or a span. Equal and hashed by what it holds.

    Look-up ignores case and the spaces around a name, and nothing else: a leading 全国, 世界 or
    国际 is part of it.
    """

    own: Mapping[str, tuple[OwnSpan, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def __hash__(self) -> int:
        """Worked out once: it is asked for with every schedule."""
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash(frozenset(self.own.items()))

    def known(self, name: str) -> bool:
        """Whether the name is the workspace's or ours."""
        return _key(name) in self._own or observance(name) is not None

    def is_span(self, name: str) -> bool:
        """Whether some instance is longer than a day; False for an unknown name."""
        own = self._own.get(_key(name))
        if own is not None:
            return any(_is_long(span) for span in own)
        ours = observance(name)
        return ours is not None and observance_is_span(ours)

    def spans(self, name: str, first: Day, last: Day) -> tuple[NamedSpan, ...]:
        """The instances that touch `first` to `last`, in order; none for an unknown name."""
        if last < first:
            return ()
        touching = {
            NamedSpan(year_of(begins), begins, ends)
            for begins, ends in self._instances(name, year_of(first) - 1, year_of(last))
            if begins <= last and first <= ends
        }
        return tuple(sorted(touching))

    def canonical(self, name: str) -> str:
        """The one spelling of a name that labels use; a name that is unknown stays as it is."""
        if _key(name) in self._own:
            return name.strip()
        ours = observance(name)
        return ours.name if ours is not None else name.strip()

    def all_names(self) -> tuple[str, ...]:
        """Every spelling there is, the workspace's own first, each once: for did-you-mean."""
        ours = (name for known in OBSERVANCES for name in known.names)
        return tuple(dict.fromkeys((*(name.strip() for name in self.own), *ours)))

    @cached_property
    def _own(self) -> Mapping[str, tuple[OwnSpan, ...]]:
        return {_key(name): spans for name, spans in self.own.items()}

    def _instances(self, name: str, from_year: int, to_year: int) -> Iterator[tuple[Day, Day]]:
        """Instances that begin in these years, and the dated ones of any year."""
        years = range(max(from_year, 1), to_year + 1)
        own = self._own.get(_key(name))
        if own is not None:
            for span in own:
                if isinstance(span, AbsoluteSpan):
                    yield span.first, span.last
                else:
                    yield from filter(None, map(span.in_year, years))
            return
        ours = observance(name)
        if ours is not None:
            yield from filter(None, (observance_span(ours, year) for year in years))


def _key(name: str) -> str:
    return name.strip().casefold()


def _is_long(span: OwnSpan) -> bool:
    return span.first < span.last if isinstance(span, AbsoluteSpan) else not span.is_single
