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

GIVEN = ("plan", "task", "hazard")
"""What a document must be told it is about."""

TAKEN = {
    "report": ("span",),
    "standing": ("span",),
    "injuries": ("span",),
    "supervision": ("span", "plan"),
    "assignments": ("span", "plan"),
    "coverage": ("basis",),
    "entry": ("entry",),
    "faults": ("entry",),
    "day": ("day",),
    "register": ("span",),
    "roster": ("span", "task"),
}
"""Variable → what may be named for it, and need not be."""


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
                    "chinese": _chinese(one),
                    "needs": _needs(library, one),
                    "takes": _takes(library, one),
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
    named = [library.find(documents.english_name(library, name)) for name in names]
    wanted = named or library.all_templates
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


def _takes(library: Library, template: Template) -> list[str]:
    """What may be named for it."""
    try:
        used = needs(library, template)
    except TemplateFault:
        return []
    return list(
        dict.fromkeys(one for name, taken in TAKEN.items() if name in used for one in taken)
    )


def _chinese(template: Template) -> str | None:
    """The Chinese name of a built-in template, or of one in its place."""
    return documents.CHINESE.get(template.name)


def _listed(library: Library, translate: Translator) -> Iterator[Line]:
    rows = [(one, _needs(library, one)) for one in library.templates]
    names = max((width(one.name) for one, _ in rows), default=0)
    chinese = max((width(_chinese(one) or "") for one, _ in rows), default=0)
    for one, wanted in rows:
        taken = tuple(_TAKEN[name] for name in _takes(library, one))
        origin = msg("built in") if one.built_in else msg("{text}", text=one.source.path)
        about: Message = (
            msg("needs {names}", names=tuple(_SUBJECTS[name] for name in wanted))
            if wanted
            else msg("needs nothing")
        )
        if taken:
            about = msg("{needs}; may be given {names}", needs=about, names=taken)
        yield [
            ("strong", pad(one.name, names)),
            ("", f"  {pad(_chinese(one) or '', chinese)}  {pad(one.form, 4)}  {translate(about)}"),
            ("faint", f"  {translate(origin)}"),
        ]


_SUBJECTS: dict[str, Message] = {
    "plan": msg("a plan (--plan)"),
    "task": msg("a task (--task)"),
    "hazard": msg("a hazard (--hazard)"),
}

_TAKEN: dict[str, Message] = {
    "entry": msg("an entry (--entry)"),
    "day": msg("a day (--on)"),
    "plan": msg("a plan (--plan)"),
    "task": msg("a task (--task)"),
    "basis": msg("a basis"),
    "span": msg("a span (--week, --month, --from …)"),
}
