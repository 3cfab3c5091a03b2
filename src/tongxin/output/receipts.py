"""What recording is answered with: the lines written, where they leave the duties, what to do."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tongxin.answers.day import Light, Section
from tongxin.answers.day import Line as DutyLine
from tongxin.answers.names import member_name
from tongxin.answers.occurrences import Agenda, Occurrence, State
from tongxin.answers.receipt import Missed, Receipt
from tongxin.calendar.periods import Day, iso
from tongxin.messages import Message, Translator, msg, msgn
from tongxin.model.ledger import Ledger
from tongxin.output.duties import period_name, shortened
from tongxin.output.plain import occurrence as occurrence_row
from tongxin.output.style import Line
from tongxin.workspace.find import shell_word

KEPT = frozenset((State.MET, State.LATE))


def render_receipt(
    agenda: Agenda, found: Receipt, also: Iterable[DutyLine], day: Day, translate: Translator
) -> Iterator[Line]:
    """Where the duties stand now, what was missed before, what else the visit of a day serves."""
    for line in found.standing:
        done = all(o.state in KEPT or not o.quota for o in line.occurrences)
        yield [
            ("good" if done else "warning", " ✓ " if done else " · "),
            ("strong", line.first.duty.name),
            ("", f"  {line.first.duty.task.title}  "),
            ("good" if done else "warning", translate(standing(agenda, line))),
        ]
    for missed in found.missed:
        yield [("warning", f" ! {translate(missed_text(agenda, missed))}")]
        yield [("faint", f"   {translate(if_done(missed))}")]
    for line in also:
        o = line.first
        text = msg(
            "the same visit would also serve {task} {title} ({standing}): {command}",
            task=o.duty.name,
            title=o.duty.task.title,
            standing=_count(agenda, line),
            command=_command(line.occurrences, None if day == agenda.today else day),
        )
        yield [("info", f"   {translate(text)}")]


def standing(agenda: Agenda, line: DutyLine) -> Message:
    """本周 2/2，已完成; or what is still lacking, and where."""
    if not any(o.quota for o in line.occurrences):
        n = sum(o.count for o in line.occurrences)
        return msgn("{n} time so far", "{n} times so far", n)
    done = _count(agenda, line)
    short = line.short
    if not short:
        if any(o.state is State.LATE for o in line.occurrences):
            return msg("{done}, complete, but late", done=done)
        return msg("{done}, complete", done=done)
    if all(o.state is State.WAIVED for o, _ in short):
        return msg("{done}, the rest is waived", done=done)
    if len(line.occurrences) == 1:
        return msg("{done}, {n} to go", done=done, n=short[0][1])
    lacking = tuple(
        f"{member_name(agenda, o.duty, o.member)} {number}"
        for o, number in short
        if o.state is not State.WAIVED
    )
    return msg("{done}; lacking {members}", done=done, members=shortened(lacking))


def _count(agenda: Agenda, line: DutyLine) -> Message:
    """本周 1/2; what was done beyond the quota shows too."""
    o = line.first
    count = line.count if len(line.occurrences) > 1 else o.count
    name = period_name(o, agenda.today)
    if not name:
        return msg("{count}/{quota}", count=count, quota=line.quota)
    return msg("{period} {count}/{quota}", period=name, count=count, quota=line.quota)


def missed_text(agenda: Agenda, missed: Missed) -> Message:
    """上周漏办：消防巡查 0/2."""
    o = missed.occurrences[0]
    line = DutyLine(Section.OPEN, Light.NONE, missed.occurrences)
    title = o.duty.task.title
    return msg('"{title}" closed short: {standing}', title=title, standing=standing(agenda, line))


def if_done(missed: Missed) -> Message:
    """若已做未登."""
    command = _command(missed.occurrences, missed.on)
    return msg("if it was done but not recorded: {command}", command=command)


def _command(occurrences: Sequence[Occurrence], on: Day | None) -> str:
    """What records the work that some occurrences of one duty lack; `on`: None is today."""
    members = dict.fromkeys(dimension for o in occurrences for dimension, _ in o.member)
    parts = [f"tongxin done {occurrences[0].duty.name}"]
    for dimension in members:
        values = list(dict.fromkeys(dict(o.member)[dimension] for o in occurrences))
        if dimension == "group":  # an entry is of one
            parts.append(f"--by {shell_word(values[0])}")
        else:
            parts.append(f"--{dimension} {'、'.join(map(shell_word, values))}")
    return " ".join([*parts, *([f"--on {iso(on)}"] if on is not None else [])])


def receipt_json(
    agenda: Agenda,
    ledger: Ledger,
    lines: Sequence[str],
    found: Receipt,
    also: Iterable[DutyLine],
    dry_run: bool,
) -> dict[str, Any]:
    """The same as plain data."""
    return {
        "version": 1,
        "written": not dry_run,
        "file": ledger.source.path,
        "entries": [
            {"id": entry.id, "hazard": entry.hazard, "line": line}
            for entry, line in zip(ledger.entries, lines, strict=True)
        ],
        "occurrences": [
            occurrence_row(o, agenda) for line in found.standing for o in line.occurrences
        ],
        "missed": [
            {**occurrence_row(o, agenda), "on": iso(missed.on)}
            for missed in found.missed
            for o in missed.occurrences
        ],
        "also": [occurrence_row(o, agenda) for line in also for o in line.occurrences],
    }
