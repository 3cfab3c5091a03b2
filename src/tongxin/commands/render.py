"""`render`: any document from its template."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tongxin.answers.hazards import Hazard
from tongxin.checks.references import suggestion
from tongxin.commands import documents
from tongxin.commands.context import OK, Context
from tongxin.commands.explain import find_duty
from tongxin.commands.report import NOTHING_ASKED, Asked, summary
from tongxin.diagnostic import TongxinError, near
from tongxin.messages import Translator, msg
from tongxin.model.plan import Plan
from tongxin.output import view
from tongxin.output.templates.check import needs
from tongxin.output.templates.library import TemplateFault


@dataclass(frozen=True)
class Subject:
    """What a document is about, as typed. `name` stands for whatever the template needs."""

    name: str | None = None
    plan: str | None = None
    hazard: str | None = None
    task: str | None = None


NO_SUBJECT = Subject()


def render(
    context: Context,
    name: str,
    subject: Subject = NO_SUBJECT,
    asked: Asked = NOTHING_ASKED,
    trace: bool = False,
    output: Path | None = None,
) -> int:
    """Make a document.

    Args:
        context: where, when, how; its form is text, json, markdown or html.
        name: of the template.
        subject: what it is about.
        asked: the span, for a template that reports on one.
        trace: name the ledger entries behind each figure.
        output: the file to write to; its ending chooses the form.

    Raises:
        TongxinError: there is no such template, or what it needs is not named.
    """
    context.name_unread()
    library = documents.library(context)
    template = library.find(name)
    form = documents.document_form(context, template, output)
    try:
        wanted = needs(library, template)
    except TemplateFault as fault:
        return documents.refuse(context, fault)
    given = _given(context, wanted, subject, asked)
    values = documents.data(context, given.pop("agenda", context.agenda), trace, **given)
    if form == "json":
        context.put_json({"version": view.VERSION, **values}, output)
        return OK
    return documents.deliver(context, library, template, values, form, output)


def _given(
    context: Context, wanted: frozenset[str], subject: Subject, asked: Asked
) -> dict[str, Any]:
    """The variables that the template needs beyond those that every one has."""
    translate = Translator(context.document_language)
    given: dict[str, Any] = {}
    if "plan" in wanted or subject.plan is not None:
        plan = find_plan(context, subject.plan or subject.name)
        given["plan"] = view.plan_view(context.agenda, plan, translate)
    if "hazard" in wanted or subject.hazard is not None:
        hazard = find_hazard(context, subject.hazard or subject.name)
        given["hazard"] = view.hazard_view(context.agenda, hazard)
    if "task" in wanted or subject.task is not None:
        reference = subject.task or subject.name
        if reference is None:
            raise TongxinError(
                msg("this template needs a task"),
                msg("name it: --task {example}", example="PLAN/TASK"),
            )
        duty = find_duty(context, reference)
        given["task"] = view.task_view(context.agenda, duty, translate)
    if "report" in wanted:
        if asked == NOTHING_ASKED and not given and subject.name is not None:
            asked = Asked(span=subject.name)
        found = summary(context, asked)
        given["report"] = view.report_view(found, context.today)
        given["agenda"] = found.agenda
    return given


def find_plan(context: Context, reference: str | None) -> Plan:
    """The plan of an id or title; the only one there is, where none is named."""
    world = context.world
    if reference is None:
        if len(world.plans) == 1:
            return world.plans[0]
        raise TongxinError(
            msg("this template needs a plan"),
            msg("name one with --plan: {names}", names=tuple(p.id for p in world.plans[:12])),
        )
    found = world.plan_index.get(reference)
    if found is None:
        raise TongxinError(
            msg('no plan "{name}"', name=reference), suggestion(reference, world.plan_index)
        )
    return found


def find_hazard(context: Context, reference: str | None) -> Hazard:
    """The hazard of an id, of the last letters of one, or the only open one at a place.

    Raises:
        TongxinError: none is meant, or several may be.
    """
    hazards = context.agenda.hazards
    still_open = [hazard for hazard in hazards if hazard.is_open()]
    if reference is None:
        raise TongxinError(
            msg("this template needs a hazard"),
            msg("name one with --hazard: {names}", names=tuple(h.id for h in still_open[:12])),
        )
    exact = [hazard for hazard in hazards if hazard.id == reference]
    found = exact or [h for h in hazards if len(reference) >= 4 and h.id.endswith(reference)]
    if not found:
        places = {place.id for place in context.world.places_named(reference)}
        found = [
            hazard
            for hazard in still_open
            if places & {p.id for name in hazard.places for p in context.world.places_named(name)}
        ]
    if len(found) > 1:
        names = tuple(hazard.id for hazard in found[:8])
        raise TongxinError(msg('"{name}" may be any of {names}', name=reference, names=names))
    if not found:
        guess = near(reference, [hazard.id for hazard in hazards])
        raise TongxinError(
            msg('no hazard "{name}"', name=reference),
            msg('did you mean "{word}"?', word=guess) if guess else None,
        )
    return found[0]
