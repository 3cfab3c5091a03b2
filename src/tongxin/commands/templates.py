"""`templates`: which there are, what they need; `templates check`: what is wrong with them."""

from collections.abc import Iterable, Iterator, Sequence

from tongxin.commands import documents
from tongxin.commands.context import FINDINGS, OK, Context
from tongxin.diagnostic import Diagnostic
from tongxin.messages import Message, Translator, msg, msgn
from tongxin.output import view
from tongxin.output.filters import filters
from tongxin.output.findings import render_findings
from tongxin.output.plain import diagnostic as diagnostic_row
from tongxin.output.style import Line, pad, width
from tongxin.output.templates.check import faults, needs
from tongxin.output.templates.library import Library, Template, TemplateFault

GIVEN = ("report", "injuries", "plan", "task", "hazard")
"""What a document may be about; the rest every template has."""


def templates(context: Context) -> int:
    """List the templates: name, form, where it comes from, what it needs."""
    library = documents.library(context)
    if context.form == "json":
        context.say_json({
            "version": view.VERSION,
            "templates": [
                {
                    "name": one.name,
                    "form": one.form,
                    "file": one.source.path,
                    "built_in": one.built_in,
                    "needs": _needs(library, one),
                }
                for one in library.templates
            ],
        })  # fmt: skip
        return OK
    context.say(_listed(library, context.translate))
    return OK


def check_templates(context: Context, names: Sequence[str] = ()) -> int:
    """Find what is wrong with templates before any is rendered.

    Args:
        context: where, how.
        names: of the templates to check; all by default, parts included.
    """
    library, unread = documents.library_and_faults(context)
    wanted = [library.find(name) for name in names] if names else library.all_templates
    found = sorted(
        {_key(one): one for template in wanted for one in _faults(library, template)}.values(),
        key=lambda one: (one.span.sort_key(), one.code),
    )
    errors = [*unread, *documents.as_errors(found)]
    if context.form == "json":
        context.say_json({
            "version": view.VERSION,
            "templates": len(wanted),
            "diagnostics": [diagnostic_row(one, context.translate) for one in errors],
        })  # fmt: skip
    else:
        context.say(render_findings(errors, context.translate))
        context.say(
            [[("error" if errors else "good", context.translate(_summary(wanted, errors)))]]
        )
    return FINDINGS if errors else OK


def _summary(wanted: Sequence[Template], errors: Sequence[Diagnostic]) -> Message:
    return msg(
        "{templates}: {errors}",
        templates=msgn("{n} template", "{n} templates", len(wanted)),
        errors=msgn("{n} error", "{n} errors", len(errors)),
    )


def _faults(library: Library, template: Template) -> Iterable[Diagnostic]:
    names = filters(Translator("en"))
    types = (
        {**view.types(), "title": str, "body": str} if template.name == "_page" else view.types()
    )
    return faults(library, template, types, names)


def _key(one: Diagnostic) -> tuple[object, ...]:
    return one.code, one.span.sort_key(), str(one.message)


def _needs(library: Library, template: Template) -> list[str]:
    """What must be named for it; nothing for a template that cannot be read."""
    try:
        return [name for name in GIVEN if name in needs(library, template)]
    except TemplateFault:
        return []


def _listed(library: Library, translate: Translator) -> Iterator[Line]:
    rows = [(one, _needs(library, one)) for one in library.templates]
    names = max((width(one.name) for one, _ in rows), default=0)
    for one, wanted in rows:
        origin = msg("built in") if one.built_in else msg("{text}", text=one.source.path)
        about: Message = (
            msg("needs {names}", names=tuple(_SUBJECTS[name] for name in wanted))
            if wanted
            else msg("needs nothing")
        )
        yield [
            ("strong", pad(one.name, names)),
            ("", f"  {pad(one.form, 4)}  {translate(about)}"),
            ("faint", f"  {translate(origin)}"),
        ]


_SUBJECTS: dict[str, Message] = {
    "report": msg("a span (--week, --month, --from …)"),
    "injuries": msg("a span (--quarter, --year, --from …)"),
    "plan": msg("a plan (--plan)"),
    "task": msg("a task (--task)"),
    "hazard": msg("a hazard (--hazard)"),
}
