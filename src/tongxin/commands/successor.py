"""`new`: next year's plan, made of an old one."""

import os
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass

from tongxin.answers.occurrences import Agenda
from tongxin.calendar.periods import iso
from tongxin.changes.dated import FEBRUARY, Question, questions
from tongxin.changes.successor import (
    Successor,
    hazard_words,
    hidden,
    path_of,
    successor,
    unfinished_words,
    years_between,
)
from tongxin.checks.references import suggestion
from tongxin.commands.context import OK, Context
from tongxin.diagnostic import TongxinError
from tongxin.messages import Message, Translator, msg
from tongxin.model.plan import Plan
from tongxin.model.world import World
from tongxin.output.plain import hazard as hazard_row
from tongxin.output.style import Line, printable
from tongxin.workspace.read import read_world
from tongxin.workspace.write import Change, locked, replace

Ask = Callable[[Question], str]
"""Asks somebody what stands for a 29 February: one of `FEBRUARY`."""


@dataclass(frozen=True)
class Wanted:
    """What was typed. `year`: in which the new plan begins; `february`: for every 29 February."""

    name: str
    old: str
    year: int | None = None
    february: str | None = None
    dry_run: bool = False


def new(context: Context, wanted: Wanted, ask: Ask | None = None) -> int:
    """Write the plan that follows an old one, and say what is to be looked at.

    Args:
        context: where, when, how.
        wanted: what was typed.
        ask: asks about each 29 February; None where nobody can be asked.

    Raises:
        TongxinError: there is no such plan, it has faults, the new id is taken or none, a
            29 February is left open, or the file cannot be written.
    """
    asked = _asked(context, wanted, ask)
    held = nullcontext() if wanted.dry_run else locked(context.root, "new")
    with held:
        agenda, old, years = _begin(context, wanted)
        february = {
            question.span.start: asked.get((question.place, question.span.text), "")
            for question in questions(old, agenda.world.names, years)
        }
        february = {at: day for at, day in february.items() if day}
        language = Translator(context.document_language)
        made = successor(agenda, old, wanted.name, years, february, language)
        if not wanted.dry_run:
            after = made.source.content.encode()
            replace(context.root, [Change(made.source.path, None, after)])
    _answer(context, agenda, old, made, wanted)
    return OK


def _asked(context: Context, wanted: Wanted, ask: Ask | None) -> Mapping[tuple[str, str], str]:
    """What stands for each 29 February, by its place; asked before anything is locked."""
    agenda, old, years = _begin(context, wanted)
    found: dict[tuple[str, str], str] = {}
    for question in questions(old, agenda.world.names, years):
        if (question.place, question.span.text) in found:
            continue
        day = wanted.february or (ask(question) if ask is not None else None)
        if day is not None and day not in FEBRUARY:
            raise TongxinError(
                msg('"{text}" cannot stand for 29 February', text=day),
                msg("write: {option}", option=" | ".join(f"--feb29 {word}" for word in FEBRUARY)),
            )
        if day is not None:
            found[question.place, question.span.text] = day
    return found


def _begin(context: Context, wanted: Wanted) -> tuple[Agenda, Plan, int]:
    """The workspace as it is now, the old plan, and by how many years it moves."""
    world = read_world(context.root)
    old = world.plan_index.get(wanted.old)
    if old is None:
        raise _no_plan(world, wanted.old)
    agenda = Agenda(world, context.today)
    years = years_between(agenda, old, wanted.name, wanted.year)
    path = path_of(wanted.name)
    if os.path.lexists(context.root / path):
        raise TongxinError(msg("{path} is there already", path=path), msg("choose another id"))
    return agenda, old, years


def _no_plan(world: World, name: str) -> TongxinError:
    unread = [path for path in (*world.unread, *world.partly_read) if path == path_of(name)]
    if unread:
        return TongxinError(
            msg("{path} cannot be read", path=unread[0]),
            msg("mend it first: tongxin check {path}", path=unread[0]),
        )
    return TongxinError(msg('no plan "{name}"', name=name), suggestion(name, world.plan_index))


# ── the answer ────────────────────────────────────────────────────────────────────────────────


def _answer(context: Context, agenda: Agenda, old: Plan, made: Successor, wanted: Wanted) -> None:
    if context.form == "json":
        context.say_json(_json(context, agenda, made, wanted))
        return
    lines = list(_told(context, agenda, old, made))
    if wanted.dry_run:  # the file alone on the output, as it would be written
        context.out.write(made.source.text)
        context.err_lines([[("faint", context.translate(msg("not written (--dry-run)")))], *lines])
        return
    where = msg("written: {path}, a draft that follows {plan}", path=made.source.path, plan=old.id)
    context.say([[("good", context.translate(where))], *lines])
    look = msg(
        "look through it, then: {command}", command=f"tongxin set {made.plan.id}.status active"
    )
    context.say([[("strong", context.translate(look))]])


def _told(context: Context, agenda: Agenda, old: Plan, made: Successor) -> list[Line]:
    """What goes on, what is left of the old year, what to look at."""
    say = context.translate
    lines: list[Line] = []

    def section(heading: Message, rows: list[str], style: str = "") -> None:
        if rows:
            lines.append([("strong", say(heading)), ("faint", f" ({len(rows)})")])
            lines.extend([(style, f"  {row}")] for row in rows)

    section(
        msg("hazards still open; they go on in the ledger"),
        [say(hazard_words(agenda, hazard)) for hazard in made.hazards],
    )
    section(
        msg("work of {plan} that is still owed there", plan=old.id),
        [say(unfinished_words(agenda, row)) for row in made.unfinished],
    )
    section(
        msg("the old year still stands in these lines"),
        [f"{made.source.path}:{left.line}  {_shown(left.text, agenda)}" for left in made.leftovers],
    )
    section(msg("look at"), [say(note) for note in made.notes], "warning")
    return lines


def _shown(text: str, agenda: Agenda) -> str:
    return hidden(printable(text), agenda.today)


def _json(context: Context, agenda: Agenda, made: Successor, wanted: Wanted) -> dict[str, object]:
    path = made.source.path
    found: dict[str, object] = {
        "version": 1,
        "file": path,
        "carried": {
            "hazards": [hazard_row(agenda, hazard) for hazard in made.hazards],
            "tasks": [
                {
                    "task": row.duty.name,
                    "title": row.duty.task.title,
                    "due": iso(row.due),
                    "overdue": row.overdue,
                    "left": row.left,
                }
                for row in made.unfinished
            ],
        },
        "leftovers": [
            {"file": path, "line": left.line, "text": _shown(left.text, agenda)}
            for left in made.leftovers
        ],
        "notes": [context.translate(note) for note in made.notes],
        "written": not wanted.dry_run,
    }
    return found | ({"text": made.source.text} if wanted.dry_run else {})
