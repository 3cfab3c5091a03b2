"""Numbers of documents: which are given, which comes next, what is out of order.

A number once given stays taken: that of an entry that is void is no gap, and is not given again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tongxin.answers.occurrences import Agenda
from tongxin.calendar.periods import year_of
from tongxin.model.community import Series
from tongxin.model.ledger import Entry
from tongxin.model.numbers import DocumentNumber
from tongxin.model.world import World


@dataclass(frozen=True, eq=False, slots=True)
class Given:
    """A number that was given, and the entry that says so."""

    number: DocumentNumber
    entry: Entry


def given(entries: Iterable[Entry]) -> list[Given]:
    """The numbers in entries, by code word, year and serial number; of one number as written."""
    found = [Given(entry.number, entry) for entry in entries if entry.number is not None]
    return sorted(found, key=lambda one: one.number)


def series_of(world: World, prefix: str) -> Series | None:
    """The series of a code word."""
    return next((one for one in world.settings.document_numbers if one.prefix == prefix), None)


def last_number(world: World, series: Series, year: int) -> int:
    """The highest serial number of a year that is taken, on paper or in the ledger; 0: none."""
    in_ledger = (
        entry.number.serial
        for entry in world.all_entries
        if entry.number is not None and entry.number[:2] == (series.prefix, year)
    )
    return max(series.used.get(year, 0), *in_ledger, 0)


def next_number(world: World, series: Series, year: int) -> DocumentNumber:
    """The number that the next document of a year gets."""
    return DocumentNumber(series.prefix, year, last_number(world, series, year) + 1)


def doubles(agenda: Agenda) -> Iterator[tuple[Given, Given]]:
    """Each number that stands twice: the later entry, and the first of it."""
    first: dict[DocumentNumber, Given] = {}
    for one in given(agenda.standing):
        other = first.setdefault(one.number, one)
        if other is not one:
            yield one, other


def gaps(world: World) -> Iterator[tuple[Given, int]]:
    """Each number before which others are missing, with the first serial number of those."""
    before: DocumentNumber | None = None
    for one in given(world.all_entries):
        number = one.number
        if before is None or before[:2] != number[:2]:
            series = series_of(world, number.prefix)
            used = 0 if series is None else series.used.get(number.year, 0)
            before = DocumentNumber(number.prefix, number.year, used)
        if number.serial > before.serial + 1:
            yield one, before.serial + 1
        before = max(before, number)


def backwards(agenda: Agenda) -> Iterator[tuple[Given, Given]]:
    """Each number that is dated before a lower one of its year, with the latest of those."""
    latest: Given | None = None
    for one in given(agenda.standing):
        if one.entry.date is None:
            continue
        if latest is None or latest.number[:2] != one.number[:2]:
            latest = one
        elif one.entry.date < (latest.entry.date or 0):
            yield one, latest
        else:
            latest = one


def wrong_years(agenda: Agenda) -> Iterator[Given]:
    """Each number whose year is not that of its entry's date."""
    for one in given(agenda.standing):
        if one.entry.date is not None and year_of(one.entry.date) != one.number.year:
            yield one
