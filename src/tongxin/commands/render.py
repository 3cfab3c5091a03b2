"""`render`: any document from its template."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tongxin.answers import spans
from tongxin.answers.assignments import assignments, week_to_assign
from tongxin.answers.coverage import coverage
from tongxin.answers.hazards import Hazard
from tongxin.answers.injuries import injuries
from tongxin.answers.occasions import entries_on, faults, is_of_one_day, next_one
from tongxin.answers.roster import MOST_DAYS
from tongxin.answers.spans import Kind, ReportSpan
from tongxin.answers.standing import standing
from tongxin.answers.summary import summarize
from tongxin.answers.supervision import lately, supervision
from tongxin.calendar.periods import Day, iso
from tongxin.commands import documents
from tongxin.commands.context import OK, Context
from tongxin.commands.find import (
    find_basis,
    find_duty,
    find_entry,
    find_hazard,
    find_plan,
    is_entry,
)
from tongxin.commands.number import registered
from tongxin.commands.report import NOTHING_ASKED, Asked, span_asked
from tongxin.diagnostic import TongxinError
from tongxin.messages import Translator, msg
from tongxin.model.ledger import Entry
from tongxin.model.plan import Plan
from tongxin.model.world import Duty
from tongxin.output import view
from tongxin.output.daily import faults_view, register_view, roster_view
from tongxin.output.templates.check import needs
from tongxin.output.templates.library import TemplateFault


@dataclass(frozen=True)
class Subject:
    """What a document is about, as typed. `name` stands for whatever the template needs."""

    name: str | None = None
    plan: str | None = None
    hazard: str | None = None
    task: str | None = None
    basis: str | None = None
    entry: str | None = None
    on: Day | None = None


NO_SUBJECT = Subject()

PRESSING = frozenset(("supervision", "assignments"))
"""Variables that a plan narrows, and a span."""

SUMMARIZED = frozenset(("report", "standing", "injuries"))
"""Variables that are figures of a span."""

LISTED = frozenset(("register", "roster"))
"""Variables that stand for days, all of them or the running month where none are asked for."""

OF_A_SPAN = PRESSING | SUMMARIZED | LISTED

OF_AN_OCCASION = frozenset(("entry", "day", "faults"))
"""Variables of one occasion of a task."""


def render(
    context: Context,
    name: str,
    subject: Subject = NO_SUBJECT,
    asked: Asked = NOTHING_ASKED,
    trace: bool = False,
    output: Path | None = None,
    number: str | None = None,
) -> int:
    """Make a document.

    Args:
        context: where, when, how; its form is text, json, markdown or html.
        name: of the template.
        subject: what it is about.
        asked: the span, for a template that reports on one.
        trace: name the ledger entries behind each figure.
        output: the file to write to; its ending chooses the form.
        number: the document's number, as the ledger has it.

    Raises:
        TongxinError: there is no such template, or what it needs is not named.
    """
    context.name_unread()
    library = documents.library(context)
    template, form = documents.chosen(context, library, name, output)
    try:
        wanted = needs(library, template)
    except TemplateFault as fault:
        return documents.refuse(context, fault)
    given = _given(context, wanted, subject, asked)
    agenda = given.pop("agenda", context.agenda)
    numbered = "" if number is None else str(registered(context.world, number).number)
    values = documents.data(context, agenda, trace, numbered, **given)
    if form == "json":
        context.put_json({"version": view.VERSION, **values}, output)
        return OK
    return documents.deliver(context, library, template, values, form, output)


def _given(
    context: Context, wanted: frozenset[str], subject: Subject, asked: Asked
) -> dict[str, Any]:
    """The variables that the template needs beyond those that every one has.

    Raises:
        TongxinError: something is named that the template does not use, or is not there.
    """
    subject, asked = _settled(context, wanted, subject, asked)
    translate = Translator(context.document_language)
    given: dict[str, Any] = {}
    if wanted & OF_AN_OCCASION:
        subject, given = _occasion(context, wanted, subject)
    if "plan" in wanted:
        plan = _plan(context, subject.plan)
        given["plan"] = view.plan_view(context.agenda, plan, translate)
    if "hazard" in wanted:
        hazard = _hazard(context, subject.hazard)
        given["hazard"] = view.hazard_view(context.agenda, hazard)
    if "task" in wanted:
        if subject.task is None:
            raise TongxinError(
                msg("this template needs a task"),
                msg("name it: --task {example}", example="PLAN/TASK"),
            )
        duty = find_duty(context, subject.task)
        given["task"] = view.task_view(context.agenda, duty, translate)
    if "coverage" in wanted:
        bases = None if subject.basis is None else [find_basis(context, subject.basis)]
        given["coverage"] = view.coverage_view(context.agenda, coverage(context.agenda, bases))
    if wanted & OF_A_SPAN:
        given |= _of_a_span(context, wanted, subject, asked)
    return given


def _occasion(
    context: Context, wanted: frozenset[str], subject: Subject
) -> tuple[Subject, dict[str, Any]]:
    """One occasion of a task: an entry that is named or that the day has, else what comes next.

    The entry names the task where no option does.

    Raises:
        TongxinError: there is no such entry, it is void or not of the task, or the day has several.
    """
    agenda = context.agenda
    entry = None if subject.entry is None else find_entry(context, subject.entry)
    if entry is not None and entry.id in agenda.voided:
        raise TongxinError(msg("{id} is void", id=entry.id or ""))
    if entry is not None and subject.on not in (None, entry.date):
        raise TongxinError(
            msg("{id} is of {date}", id=view.reference(entry), date=iso(entry.date or 1)),
            msg("leave --{option} out", option="on"),
        )
    if "task" in wanted and subject.task is None and entry is not None:
        subject = replace(subject, task=_first_task(entry))
    duty = None if subject.task is None else find_duty(context, subject.task)
    if duty is not None and entry is not None:
        _ensure_of(context, duty, entry)
    if duty is not None and entry is None and subject.on is not None:
        entry = _only_entry(entries_on(agenda, duty, subject.on), subject.on)
    day = subject.on if entry is None else entry.date
    if day is None and duty is not None:
        following = next_one(agenda, duty)
        if following is not None and is_of_one_day(context.world, following):
            day = following.due
    return subject, {
        "entry": None if entry is None else view.entry_view(context.world, entry),
        "day": None if day is None else iso(day),
        "faults": [] if entry is None else faults_view(agenda, faults(agenda, entry)),
    }


def _first_task(entry: Entry) -> str:
    """The task that an entry names first."""
    if not entry.task:
        raise TongxinError(
            msg("{id} names no task", id=view.reference(entry)),
            msg("name it: --task {example}", example="PLAN/TASK"),
        )
    return entry.task[0]


def _ensure_of(context: Context, duty: Duty, entry: Entry) -> None:
    """Raises TongxinError where an entry does not count for a task."""
    if not any(entry is one for one in context.agenda.entries_by_duty.get(duty.name, ())):
        raise TongxinError(
            msg("{id} is not of the task {task}", id=view.reference(entry), task=duty.name),
            msg("see: {command}", command=f"tongxin entries --task {duty.name}"),
        )


def _only_entry(found: Sequence[Entry], day: Day) -> Entry | None:
    """The entry of a day; None where nothing was written down of it."""
    if len(found) > 1:
        names = tuple(view.reference(entry) for entry in found[:8])
        raise TongxinError(
            msg("several entries are of {date}: {names}", date=iso(day), names=names),
            msg("name one: --entry {example}", example=names[0]),
        )
    return found[0] if found else None


def _of_a_span(
    context: Context, wanted: frozenset[str], subject: Subject, asked: Asked
) -> dict[str, Any]:
    """What answers for a span of days; each kind of document has a span of its own by default."""
    given: dict[str, Any] = {}
    if wanted & PRESSING:
        narrowed = None if subject.plan is None else find_plan(context, subject.plan).id
        agenda, given["agenda"] = context.agenda, context.agenda
        if "supervision" in wanted:
            span = _span(context, asked, lately(agenda, narrowed))
            found = supervision(agenda, replace(span, plan=narrowed or span.plan))
            given["supervision"] = view.supervision_view(agenda, found)
        if "assignments" in wanted:
            span = _span(context, asked, week_to_assign(context.today))
            handed = assignments(agenda, replace(span, plan=narrowed or span.plan))
            given["assignments"] = view.assignments_view(agenda, handed)
    if wanted & SUMMARIZED:
        summary = summarize(context.world, _span_of_figures(context, wanted, asked), context.today)
        given["agenda"] = summary.agenda
        if "report" in wanted:
            given["report"] = view.report_view(summary, context.today)
        if "standing" in wanted:
            given["standing"] = view.standing_view(standing(summary))
        if "injuries" in wanted:
            given["injuries"] = view.injuries_view(injuries(summary))
    if wanted & LISTED:
        given |= _of_days(context, wanted, subject, asked)
    return given


def _of_days(
    context: Context, wanted: frozenset[str], subject: Subject, asked: Asked
) -> dict[str, Any]:
    """The register of hazards, the roster.

    Raises:
        TongxinError: the span is not understood, or too long for a roster.
    """
    given: dict[str, Any] = {}
    span = None if asked == NOTHING_ASKED else span_asked(context, asked)
    if "register" in wanted:
        given["register"] = register_view(context.agenda, span)
    if "roster" in wanted:
        days = spans.running(spans.Kind.MONTH, context.today) if span is None else span
        if days.last - days.first >= MOST_DAYS:
            raise TongxinError(msg("a roster is of {n} days at most", n=MOST_DAYS))
        duty = None if subject.task is None else find_duty(context, subject.task)
        given["roster"] = roster_view(context.agenda, days, duty)
    return given


def _span(context: Context, asked: Asked, usual: ReportSpan) -> ReportSpan:
    """The span that is asked for, else the usual one."""
    return usual if asked == NOTHING_ASKED else span_asked(context, asked)


def _span_of_figures(context: Context, wanted: frozenset[str], asked: Asked) -> ReportSpan:
    """The span that is asked for, else the one that goes with the figures.

    Of injuries that is the running quarter, before an inspection all that the ledger holds.
    """
    if asked == NOTHING_ASKED and "injuries" in wanted:
        return spans.running(Kind.QUARTER, context.today)
    if asked == NOTHING_ASKED and "coverage" in wanted:
        return spans.days(min(_beginning(context), context.today), context.today)
    return span_asked(context, asked)


def _beginning(context: Context) -> Day:
    """The day the ledger begins: as set, else that of its first entry; today where it is empty."""
    since = context.world.settings.since
    dates = [entry.date for entry in context.agenda.entries if entry.date is not None]
    return since if since is not None else min(dates, default=context.today)


def _settled(
    context: Context, wanted: frozenset[str], subject: Subject, asked: Asked
) -> tuple[Subject, Asked]:
    """What stands where no option names it becomes what the template still needs."""
    for kind in ("plan", "task", "hazard"):
        narrows = (kind == "plan" and wanted & PRESSING) or (kind == "task" and "roster" in wanted)
        if getattr(subject, kind) is not None and kind not in wanted and not narrows:
            raise TongxinError(
                msg("this template is not about {thing}", thing=_THINGS[kind]),
                msg("leave --{option} out", option=kind),
            )
    for kind, value in (("entry", subject.entry), ("on", subject.on)):
        if value is not None and not wanted & OF_AN_OCCASION:
            raise TongxinError(
                msg("this template is not about {thing}", thing=_THINGS["entry"]),
                msg("leave --{option} out", option=kind),
            )
    if asked != NOTHING_ASKED and not wanted & OF_A_SPAN:
        raise TongxinError(msg("this template is not about {thing}", thing=_THINGS["report"]))
    if subject.name is None:
        return subject, asked
    if wanted & OF_AN_OCCASION and subject.entry is None and is_entry(context, subject.name):
        return replace(subject, entry=subject.name), asked
    for kind in ("plan", "task", "hazard"):
        if kind in wanted and getattr(subject, kind) is None:
            named: dict[str, Any] = {kind: subject.name}
            return replace(subject, **named), asked
    if "coverage" in wanted:
        return replace(subject, basis=subject.name), asked
    if wanted & PRESSING and subject.plan is None:
        return replace(subject, plan=subject.name), asked
    if wanted & (SUMMARIZED | LISTED) and asked == NOTHING_ASKED:
        return subject, Asked(span=subject.name)
    raise TongxinError(msg('this template has no use for "{name}"', name=subject.name))


_THINGS = {
    "plan": msg("a plan"),
    "task": msg("a task"),
    "hazard": msg("a hazard"),
    "report": msg("a span"),
    "entry": msg("an entry of the ledger"),
}


def _plan(context: Context, reference: str | None) -> Plan:
    """The plan that is named; the only one there is, where none is named."""
    plans = context.world.plans
    if reference is not None:
        return find_plan(context, reference)
    if len(plans) == 1:
        return plans[0]
    raise TongxinError(
        msg("this template needs a plan"),
        msg("name one with --plan: {names}", names=tuple(p.id for p in plans[:12])),
    )


def _hazard(context: Context, reference: str | None) -> Hazard:
    if reference is None:
        still_open = [hazard for hazard in context.agenda.hazards if hazard.is_open()]
        raise TongxinError(
            msg("this template needs a hazard"),
            msg("name one with --hazard: {names}", names=tuple(h.id for h in still_open[:12])),
        )
    return find_hazard(context.agenda, reference)
