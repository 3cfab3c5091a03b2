"""Record what happened: the entry's line is made, read back, checked, appended, and answered."""

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Sequence as Many
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tongxin.answers.occurrences import Agenda
from tongxin.answers.receipt import also_served, duties_of, receipt
from tongxin.calendar.periods import Day, iso
from tongxin.changes import entries as made
from tongxin.changes.entries import Values
from tongxin.checks.personal_information import numbers
from tongxin.commands.context import OK, Context
from tongxin.diagnostic import Diagnostic, Severity, Source, TongxinError
from tongxin.messages import Message, msg
from tongxin.model.ledger import Entry, Ledger, on_paper
from tongxin.model.spoken import day_said
from tongxin.model.words import SPELLINGS, synonyms, word
from tongxin.model.world import World
from tongxin.output.receipts import receipt_json, render_receipt
from tongxin.text.tree import Scalar, Sequence
from tongxin.text.write import Bare, Written
from tongxin.workspace.evidence import Kept, inside, kept, to_be_kept
from tongxin.workspace.find import evidence_folder
from tongxin.workspace.read import tree_of
from tongxin.workspace.recorded import remember
from tongxin.workspace.write import append, locked, user


@dataclass(frozen=True)
class Said:
    """What every recording verb may be told.

    `on`: the day as typed; `force`: record it although a step is missing; `allow_personal`:
    although a number that belongs to a person stands in it.
    """

    on: str | None = None
    by: str | None = None
    note: str | None = None
    evidence: tuple[str, ...] = ()
    dry_run: bool = False
    force: bool = False
    allow_personal: bool = False


NOTHING_SAID = Said()


@dataclass(frozen=True, eq=False)
class Recorded:
    """What was recorded: the lines with the entries they are, and what is owed since then."""

    ledger: Ledger
    lines: tuple[str, ...]
    after: Agenda
    findings: tuple[Diagnostic, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The new entries."""
        return self.ledger.entries


def day_of(context: Context, said: Said) -> Day:
    """The day on which it happened.

    Raises:
        TongxinError: what was typed is no day, or a day to come.
    """
    if said.on is None:
        return context.today
    day = day_said(said.on, context.today)
    if day is None:
        raise TongxinError(
            msg('"{text}" is no day', text=said.on),
            msg("write: {option}", option="--on 2026-11-23 | --on 11-23 | --on 周二 | --on 昨天"),
        )
    if day > context.today:
        raise TongxinError(
            msg("{date} is yet to come: only what has happened is recorded", date=iso(day)),
            None
            if re.match(r"\s*\d{4}", said.on)
            else msg(
                "of a year before, write the year too: {option}", option=f"--on {iso(day - 365)}"
            ),
        )
    return day


def lock(context: Context, said: Said, verb: str) -> "nullcontext[None]":
    """The workspace's lock while it is read and written; none where nothing is written."""
    return nullcontext() if said.dry_run else locked(context.root, verb)  # type: ignore[return-value]


def record(
    context: Context,
    world: World,
    wanted: Many[Mapping[str, Written | None]],
    said: Said,
    day: Day,
    remembered: bool = True,
) -> Recorded:
    """Make the entries' lines, read them back, check them and append them. Hold the lock.

    Args:
        context: where and when.
        world: the workspace as far as the entries concern it.
        wanted: the keys of each entry that are its own; id, date, by, note, evidence and at are
            added here, the last four to the first entry alone where they are said.
        said: what the user said besides.
        day: when it happened.
        remembered: `undo` may take it back.

    Raises:
        TongxinError: it cannot be read back, names what is not there, or cannot be written.
    """
    names = _new_ids(world, day, len(wanted))
    copies = evidence_copies(context, world, said, day, names[0])
    try:
        told = {"note": said.note, "evidence": evidence_paths(context, world, said, copies)}
        common = {"by": said.by, "date": made.day_text(day), "at": made.day_text(context.today)}
        lines = tuple(
            made.line(given({**common, **(told if number == 0 else {}), "id": name, **own}))
            for number, (name, own) in enumerate(zip(names, wanted, strict=True))
        )
        lead = lead_of(world, made.path_of(day))
        _refuse_private(lines, said, context.today)
        recorded = _read_back(context, world, lines, day)
        _refuse(recorded, said)
        if not said.dry_run:
            append(context.root, made.path_of(day), [lead + line for line in lines])
    except BaseException:
        for copy in copies:
            copy.undo()
        raise
    if said.dry_run:
        for copy in copies:
            copy.undo()
    elif remembered:
        with suppress(TongxinError):  # it only serves `undo`
            remember(context.root, user(), [e.id for e in recorded.entries if e.id])
    return recorded


def lead_of(world: World, path: str) -> str:
    """The blanks before the dashes of a month's file.

    Raises:
        TongxinError: behind what stands there a line would not be an entry.
    """
    if path in world.unread:
        raise TongxinError(msg("{path} cannot be read", path=path), msg("see: tongxin check"))
    ledger = next((one for one in world.ledgers if one.source.path == path), None)
    root = None if ledger is None else ledger.tree.root
    if ledger is None or root is None:
        return ""
    text = ledger.source.text
    start = len(text) if type(root) is Scalar and root.empty else root.start
    column = ledger.source.position(start)[1] - 1 if type(root) is Sequence else 0
    whole = ledger.tree.complete and not ledger.tree.diagnostics and "\n..." not in text
    if type(root) is Sequence and not root.flow and whole:
        return " " * column
    line = " " * column + "- {date: 2026-01-01, note: x}"
    after = tree_of(Source(path, f"{text}\n{line}\n"), ledger=True)
    had = len(root.items) if type(root) is Sequence else 0
    if type(after.root) is not Sequence or len(after.root.items) != had + 1:
        raise TongxinError(
            msg("{path} is no list with an entry a line; nothing can be added to it", path=path),
            msg("write each entry on a line of its own behind a dash, no brackets around them all")
            if type(root) is Sequence and root.flow
            else msg("see: tongxin check {path}", path=path),
        )
    return " " * column


def keyword(table: str, text: str | None) -> Bare | None:
    """A keyword as the ledger writes it, in English. Raises TongxinError for an unknown one."""
    if text is None:
        return None
    found = synonyms(f"word:{table}").get(text)
    if found is None:
        known = tuple(word(f"word:{table}", name) for name in SPELLINGS[f"word:{table}"])
        fault = msg('"{text}" is none of {words}', text=text, words=known)
        raise TongxinError(msg("{fault}: not recorded", fault=fault), msg("write one of them"))
    return Bare(found)


def _new_ids(world: World, day: Day, number: int) -> list[str]:
    """Ids for new entries."""
    taken = [entry.id for entry in world.all_entries]
    found: list[str] = []
    for _ in range(number):
        found.append(made.new_id("E", day, [*taken, *found]))
    return found


def given(values: Mapping[str, Written | None]) -> Values:
    """Without what was not said."""
    return {key: value for key, value in values.items() if value is not None}


def evidence_copies(context: Context, world: World, said: Said, day: Day, name: str) -> list[Kept]:
    """Copies of the evidence that lies outside the workspace; made only if all of it is there.

    They bear the letters of the entry's id, `name`.
    """
    outside = [p for p in said.evidence if not on_paper(p) and _inside(context, world, p) is None]
    store = evidence_folder(context.root, world.settings.evidence)
    letters = name.rpartition("-")[2]
    if said.dry_run:
        return [to_be_kept(store, Path(p).expanduser(), day, letters) for p in outside]
    found: list[Kept] = []
    try:
        for path in outside:
            file = Path(path).expanduser()
            found.append(kept(context.root, store, file, day, letters))
    except BaseException:
        for copy in found:
            copy.undo()
        raise
    return found


def evidence_paths(
    context: Context, world: World, said: Said, copies: Many[Kept]
) -> list[str] | None:
    """The evidence as the entry names it, in the order given."""
    copied = iter(copies)
    found = []
    for path in said.evidence:
        here = path if on_paper(path) else _inside(context, world, path)
        copy = None if here is not None else next(copied, None)
        found.append(here or (copy.path if copy else path))
    return found or None


def _inside(context: Context, world: World, path: str) -> str | None:
    """The path as an entry gives it, of a file that is in the workspace already.

    Looked for from where the command is called, then from the workspace's root.
    """
    store = evidence_folder(context.root, world.settings.evidence)
    for place in (Path(path).expanduser(), context.root / path):
        if place.is_file() and (found := inside(context.root, place, store)):
            return found
    return None


def _refuse_private(lines: Iterable[str], said: Said, today: Day) -> None:
    if said.allow_personal:
        return
    for text in (*lines, *(Path(path).name for path in said.evidence)):
        for finding in numbers(Source("", text), today):
            raise TongxinError(
                msg("{fault}: not recorded", fault=finding.message),
                msg("write a post or a household instead; if it is none: --allow-personal"),
            )


def noticed(world: World, ledger: Ledger, today: Day) -> Iterator[Message]:
    """What was recorded today already in the same words, so that nobody counts one visit twice."""
    void = world.voided(today)
    for entry in ledger.entries:
        if entry.kind != "done":
            continue
        before = next(
            (
                old
                for old in world.all_entries
                if old.recorded == today and old.id not in void and _visit(old) == _visit(entry)
            ),
            None,
        )
        if before is not None:
            yield msg(
                "the same is recorded already ({id}); if it was one visit: tongxin undo",
                id=before.id or f"{before.source.path}:{before.at('date').line}",
            )


def _visit(entry: Entry) -> tuple[object, ...]:
    """What makes two entries one visit, as far as they say."""
    return (entry.kind, entry.date, frozenset(entry.task), frozenset(entry.place), entry.by,
            frozenset(entry.audience), frozenset(entry.topic))  # fmt: skip


def _read_back(context: Context, world: World, lines: tuple[str, ...], day: Day) -> Recorded:
    """The world with the new lines in it, and what is found in them."""
    ledger, found = made.read_lines(world, made.path_of(day), lines)
    before = Agenda(world, context.today)
    after = Agenda(made.with_lines(world, ledger), context.today)
    return Recorded(ledger, lines, after, (*found, *made.findings(before, after, ledger)))


def _refuse(recorded: Recorded, said: Said) -> None:
    """An entry that is no entry, or names what is not there, is not written."""
    steps = [f for f in recorded.findings if f.code == "hazard-step"]
    wrong = [f for f in recorded.findings
             if f.severity in (None, Severity.ERROR) and f not in steps]  # fmt: skip
    if wrong:
        first = wrong[0]
        raise TongxinError(msg("{fault}: not recorded", fault=first.message), first.help)
    if steps and not said.force:
        raise TongxinError(
            msg("{fault}: not recorded", fault=steps[0].message),
            msg("record the missing step first; or, if it really was so: --force"),
        )


def answer(
    context: Context,
    recorded: Recorded,
    said: Said,
    words: Many[Message] = (),
    more: Mapping[str, Any] | None = None,
) -> int:
    """Say what was recorded and where that leaves the duties."""
    after = recorded.after
    found = receipt(after, recorded.entries)
    duties = [duty for entry in recorded.entries for duty in duties_of(after, entry)]
    places = frozenset(p.id for e in recorded.entries for n in e.place
                       for p in after.world.places_named(n))  # fmt: skip
    day = recorded.entries[0].date or context.today
    also = also_served(after, duties, places, day)
    warnings = [f for f in recorded.findings if f.severity is Severity.WARNING]
    if context.form == "json":
        context.say_json(
            {
                **receipt_json(after, recorded.ledger, recorded.lines, found, also, said.dry_run),
                "notes": [context.translate(word) for word in words],
                "warnings": [context.translate(finding.message) for finding in warnings],
                **(more or {}),
            }
        )
        return OK
    lead = msg("not written (--dry-run):") if said.dry_run else msg("recorded:")
    context.out.write(context.translate(lead) + "\n")
    context.say([[("", f"  {line}")] for line in recorded.lines])
    context.say([[("", context.translate(word))] for word in words])
    context.say(render_receipt(after, found, also, day, context.translate))
    for finding in warnings:
        if finding.code != "hazard-step" or not said.force:
            context.warn(msg("warning: {fault}", fault=finding.message))
            if finding.help is not None:
                context.warn(msg("help: {remedy}", remedy=finding.help))
    return OK
