"""`export`: the workspace in a form that other programs read."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from tongxin.answers.day import Narrow, within
from tongxin.answers.deadlines import SETTLED, deadlines, named_days, phase_days
from tongxin.answers.indicators import readings
from tongxin.answers.occurrences import Occurrence
from tongxin.calendar.periods import Day
from tongxin.commands.context import OK, Context
from tongxin.commands.due import ensure_known
from tongxin.commands.extras import load
from tongxin.commands.find import find_plan
from tongxin.diagnostic import TongxinError, near
from tongxin.history.revision import commit_of
from tongxin.messages import Translator, msg, msgn
from tongxin.model.ledger import Entry
from tongxin.model.plan import Plan
from tongxin.model.world import Duty
from tongxin.workspace.write import write_atomically


@dataclass(frozen=True)
class Wanted:
    """What of the workspace is asked for; nothing: all of it.

    plans, groups: ids, names, former ids. first, last: of the due days (of entries the dates).
    everything: also what is met or waived; of the ledger also what is void.
    """

    plans: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    first: Day | None = None
    last: Day | None = None
    everything: bool = False

    def spans(self, first: Day, last: Day | None = None) -> bool:
        """Does a day, or a span, touch the days asked for?"""
        ends = first if last is None else last
        return (self.first is None or ends >= self.first) and (
            self.last is None or first <= self.last
        )


ALL = Wanted()

Export: TypeAlias = Callable[[Context, Wanted, Path | None], int]


def export(context: Context, form: str, wanted: Wanted = ALL, output: Path | None = None) -> int:
    """Write the workspace in a form.

    Args:
        context: where, when, how.
        form: one of `FORMS`.
        wanted: what of it.
        output: the file to write, for html the folder; None: the output, for forms that are text.

    Raises:
        TongxinError: there is no such form, plan or group, or the file cannot be written.
    """
    name = form.strip().lower().removeprefix(".")
    if name not in FORMS:
        meant = near(name, list(FORMS))
        raise TongxinError(
            msg('no form "{name}"', name=form),
            msg('did you mean "{word}"? There are: {forms}', word=meant, forms=tuple(FORMS))
            if meant
            else msg("there are: {forms}", forms=tuple(FORMS)),
        )
    if context.form == "json" and name not in ("json", "xlsx"):
        raise TongxinError(
            msg("--format does not choose what is exported"),
            msg("write: {command}", command=f"tongxin export {name}"),
        )
    if wanted.first is not None and wanted.last is not None and wanted.last < wanted.first:
        raise TongxinError(msg("--to lies before --from"), msg("exchange the two days"))
    ensure_known(context, wanted.groups, ())
    for reference in wanted.plans:
        find_plan(context, reference)
    context.name_unread()
    return FORMS[name](context, wanted, output)


# ── the forms ─────────────────────────────────────────────────────────────────────────────────


def _ics(context: Context, wanted: Wanted, output: Path | None) -> int:
    """Due days, phases and named days as a calendar."""
    load("icalendar", "ics")
    from tongxin.output.ics import calendar, events

    agenda, translate = context.agenda, Translator(context.document_language)
    plans = plans_named(context, wanted)
    due = [
        one
        for one in deadlines(agenda, _occurrences(context, wanted, plans))
        if wanted.spans(one.due) and (wanted.everything or one.state not in SETTLED)
    ]
    duties = duties_of(context, wanted, plans)
    phases = [
        one
        for one in phase_days(plans)
        if wanted.spans(one.first, one.last)
        and (not wanted.groups or _has_task(one.plan, one.phase.id, one.phase.name, duties))
    ]
    named = [one for one in named_days(agenda, duties) if wanted.spans(one.first, one.last)]
    found = events(agenda, translate, due, phases, named)
    put(context, calendar(agenda, translate, found), output)
    if output is not None or not found:
        context.warn(msgn("{n} event", "{n} events", len(found)))
    return OK


def _csv(context: Context, wanted: Wanted, output: Path | None) -> int:
    """The ledger as a table."""
    from tongxin.output.ledger_table import headings, ledger_csv, row

    translate = Translator(context.document_language)
    rows = [headings(translate)]
    rows += [row(context.world, entry, translate) for entry in _entries(context, wanted)]
    put(context, ledger_csv(rows), output)
    return OK


def _json(context: Context, wanted: Wanted, output: Path | None) -> int:
    """Plans, tasks, occurrences, entries, hazards, indicators."""
    from tongxin.output.everything import everything

    agenda, narrowed = context.agenda, bool(wanted.plans)
    plans = plans_named(context, wanted) if narrowed else list(context.world.plans)
    active = plans if narrowed else plans_named(context, wanted)
    ids = {id(plan) for plan in plans}
    made = everything(
        agenda,
        Translator(context.document_language),
        plans,
        duties_of(context, wanted, plans),
        sorted(
            (o for o in _occurrences(context, wanted, active) if wanted.spans(o.due)),
            key=lambda o: (o.due, o.duty.name, o.member),
        ),
        list(_entries(context, wanted)),
        [hazard for hazard in agenda.hazards if wanted.spans(hazard.found, hazard.closed)],
        [reading for reading in readings(agenda) if id(reading.plan) in ids],
        commit_of(context.root),
    )
    text = json.dumps(made, ensure_ascii=False, indent=2) + "\n"
    put(context, text.encode(errors="replace"), output)
    return OK


def _xlsx(context: Context, wanted: Wanted, output: Path | None) -> int:
    """The ledgers that people keep, what is owed and the indicators, as a workbook."""
    from tongxin.commands.export_xlsx import Narrowed, export_xlsx

    if wanted == ALL:
        return export_xlsx(context, output)
    if wanted.everything:
        raise TongxinError(
            msg("a workbook has only what counts"), msg("leave --{option} out", option="all")
        )
    plans = frozenset(plan.id for plan in plans_named(context, wanted)) if wanted.plans else None
    return export_xlsx(
        context, output, Narrowed(wanted.groups, plans, tuple(_entries(context, wanted)))
    )


def _html(context: Context, wanted: Wanted, output: Path | None) -> int:
    """Pages to be looked at."""
    from tongxin.commands.export_html import html

    return html(context, wanted, output)


FORMS: dict[str, Export] = {
    "ics": _ics,
    "xlsx": _xlsx,
    "csv": _csv,
    "json": _json,
    "html": _html,
}
"""Form → what writes it. Another form is a line here."""


# ── what is asked for ─────────────────────────────────────────────────────────────────────────


def plans_named(context: Context, wanted: Wanted) -> list[Plan]:
    """The plans that are named, else those that are running."""
    if wanted.plans:
        return list({id(p): p for p in (find_plan(context, n) for n in wanted.plans)}.values())
    return [plan for plan in context.world.plans if plan.status == "active"]


def duties_of(context: Context, wanted: Wanted, plans: list[Plan]) -> list[Duty]:
    """The tasks of these plans that the groups asked for answer for."""
    ids = {id(plan) for plan in plans}
    return [
        duty
        for duty in context.world.duties
        if id(duty.plan) in ids and (not wanted.groups or _answers_for(context, duty, wanted))
    ]


def _answers_for(context: Context, duty: Duty, wanted: Wanted) -> bool:
    known = context.world.groups_of(duty.plan)
    own = {known[name].id if name in known else name for name in duty.task.group}
    asked = {known[name].id if name in known else name for name in wanted.groups}
    return bool(own & asked)


def _occurrences(context: Context, wanted: Wanted, plans: list[Plan]) -> Iterator[Occurrence]:
    """What these plans owe and owed, of the groups asked for, whatever the day."""
    ids = {id(plan) for plan in plans}
    narrow = Narrow(groups=wanted.groups, days=_ANY_DAY)
    for track in context.agenda.all_tracks:
        if id(track.duty.plan) in ids:
            for o in track.occurrences():
                if within(context.agenda, o, narrow):
                    yield o


_ANY_DAY = 100 * 366


def _has_task(plan: Plan, phase: str, name: str, duties: list[Duty]) -> bool:
    """Has a phase a task among these?"""
    return any(duty.plan is plan and duty.task.phase in (phase, name) for duty in duties)


def _entries(context: Context, wanted: Wanted) -> Iterator[Entry]:
    """The entries asked for, by date, then as written: those that count, or every line."""
    world, agenda = context.world, context.agenda
    found = world.all_entries if wanted.everything else agenda.entries
    plans = {id(find_plan(context, name)) for name in wanted.plans}
    for entry in sorted(found, key=lambda entry: entry.date or 0):
        if not wanted.spans(entry.date or 0):
            continue
        if not (plans or wanted.groups):
            yield entry
            continue
        references = (*entry.task, *filter(None, (entry.waive, entry.extend)))
        duties = [d for name in references for d in world.duties_called(name, entry.date)]
        if plans and not any(id(duty.plan) in plans for duty in duties):
            continue
        if (
            not wanted.groups
            or any(_answers_for(context, duty, wanted) for duty in duties)
            or (entry.by is not None and entry.by in _group_names(context, wanted))
        ):
            yield entry


def _group_names(context: Context, wanted: Wanted) -> set[str]:
    """What an entry may call the groups asked for: their ids, names and former ids."""
    world, names = context.world, set(wanted.groups)
    for known in (world.common_groups, *(world.groups_of(plan) for plan in world.plans)):
        for reference in wanted.groups:
            group = known.get(reference)
            if group is not None:
                names |= {group.id, group.name, *group.was}
    return names


# ── the way out ───────────────────────────────────────────────────────────────────────────────


def put(context: Context, content: bytes, output: Path | None) -> None:
    """Write bytes to a file in one step, or to the output as they are.

    Raises:
        TongxinError: the file cannot be written.
    """
    if output is not None:
        write_atomically(output, content)
        context.warn(msg("written: {path}", path=str(output)))
        return
    stream = getattr(context.out, "buffer", None)
    if stream is None:
        context.out.write(content.decode())
        return
    context.out.flush()
    stream.write(content)
    stream.flush()
