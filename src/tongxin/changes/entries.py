"""New entries of the ledger: what happened → one line each, and the world with them in it."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace

from tongxin.answers.occurrences import Agenda
from tongxin.calendar.periods import Day, iso
from tongxin.checks import settle
from tongxin.diagnostic import Diagnostic, Source
from tongxin.model.ledger import Ledger, read_ledger
from tongxin.model.world import World
from tongxin.text.tree import parse_tree
from tongxin.text.write import Bare, Written, written

Values = Mapping[str, Written]
"""English key → value of one entry; what is None or empty is not written."""

ORDER = (
    "id", "date", "number", "title", "task", "hazard", "event", "kind", "indicator", "value",
    "incident", "waive",
    "extend", "void", "period", "place", "level", "cause", "age", "sex", "severity", "what", "due",
    "to", "why", "by", "count", "people", "amount", "audience", "topic", "result", "failed",
    "problem", "note", "evidence", "at",
)  # fmt: skip
"""The keys of an entry in the order in which they are written."""

SENTENCES = frozenset(("title", "what", "why", "note", "problem", "failed", "cause"))
"""Keys whose values are sentences: always in quotes, so that a hand may go on in them."""

LISTS = frozenset(("evidence",))
"""Keys that are written as lists even of one."""

LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Of ids: none that is taken for another (i, l, o, u)."""

LENGTH = 6
"""Letters behind the date of an id: of a thousand entries a day on each of two branches, one pair
in a thousand merges would meet; with four letters it would be each merge."""


def new_id(kind: str, day: Day, taken: Iterable[str | None]) -> str:
    """`E-20261103-k7q2mn`: by chance, so that branches do not meet; not among those taken."""
    known = set(taken)
    while True:
        letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        made = f"{kind}-{iso(day).replace('-', '')}-{letters}"
        if made not in known:
            return made


def line(values: Values) -> str:
    """An entry as one line of the ledger."""
    parts = []
    for key in ORDER:
        value = values.get(key)
        if value is None or value in ("", (), []):
            continue
        if not isinstance(value, str | Mapping) and len(value) == 1 and key not in LISTS:
            value = next(iter(value))
        parts.append(f"{key}: {written(value, flow=True, quote=key in SENTENCES)}")
    return "- {" + ", ".join(parts) + "}"


def day_text(day: Day) -> Bare:
    """A day as it is written."""
    return Bare(iso(day))


def path_of(day: Day) -> str:
    """The file of the ledger that a day's entries stand in."""
    return f"ledger/{iso(day)[:7]}.yaml"


def read_lines(world: World, path: str, lines: Iterable[str]) -> tuple[Ledger, list[Diagnostic]]:
    """The lines as our own reader reads them: what is written is what will be read."""
    source = Source(path, "".join(f"{text}\n" for text in lines))
    return read_ledger(parse_tree(source), world.names)


def with_lines(world: World, ledger: Ledger) -> World:
    """The world with new lines in its ledger."""
    return replace(world, ledgers=(*world.ledgers, ledger), sources=(*world.sources, ledger.source))


def findings(before: Agenda, after: Agenda, ledger: Ledger) -> list[Diagnostic]:
    """What the checks of the ledger find in new lines; severities settled.

    Of hazards also what the new lines put out of order in others: a step of an earlier day.
    """
    from tongxin.checks import (
        bad_count,
        bad_number,
        duplicate_number,
        failed_without_hazard,
        future_entry,
        hazard_step,
        number_order,
        number_year,
        uncounted_entry,
        unknown_entry,
        unknown_indicator,
        unknown_period,
        unknown_place,
        unknown_task,
    )

    found: list[Diagnostic] = []
    for module in (unknown_task, unknown_place, unknown_indicator, unknown_entry, unknown_period,
                   future_entry, uncounted_entry, failed_without_hazard, bad_count, bad_number,
                   duplicate_number, number_order, number_year):  # fmt: skip
        found += [f for f in module.check(after) if f.span.source is ledger.source]
    if any(entry.kind == "hazard" for entry in ledger.entries):
        known = {finding.span for finding in hazard_step.check(before)}
        found += [finding for finding in hazard_step.check(after) if finding.span not in known]
    settings = after.world.settings.checks
    settled = (settle(finding, settings) for finding in found)
    return [finding for finding in settled if finding is not None]
