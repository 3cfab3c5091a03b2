"""`export html`: the workspace as a folder of pages, to be looked at without a server."""

import re
from pathlib import Path
from typing import Any

from tongxin.answers.scope import Scope
from tongxin.calendar.periods import Unit, index_of
from tongxin.commands import documents
from tongxin.commands.context import OK, Context
from tongxin.commands.export import Wanted, duties_of, plans_named
from tongxin.diagnostic import Source, TongxinError
from tongxin.history.revision import commit_of
from tongxin.messages import Translator, msg, msgn
from tongxin.output.filters import filters
from tongxin.output.site.build import Page, Site
from tongxin.output.site.paths import MARKER
from tongxin.output.templates.library import Library, TemplateFault
from tongxin.workspace.pack import ensure_ours, replace_pack

FOLDER = "site"
"""Of the templates of pages, among the built-in ones."""

MOST_MONTHS = 60
"""Of the calendar."""


def html(context: Context, wanted: Wanted, output: Path | None) -> int:
    """Make the folder, or make anew the one that was made before.

    Raises:
        TongxinError: no folder is named, it holds something else, or it cannot be written; then
            nothing is.
    """
    folder = _folder(wanted, output)
    ensure_ours(folder, MARKER)
    site = Site(
        _scope(context, wanted),
        Translator(context.document_language),
        context.document_language,
        commit_of(context.root),
        wanted.first,
        wanted.last,
    )
    library = site_library()
    texts: dict[str, bytes] = {}
    try:
        for page in site.pages():
            texts[page.path] = rendered(library, page, site.translate).encode(errors="replace")
    except TemplateFault as fault:
        return documents.refuse(context, fault)
    replace_pack(folder, texts, MARKER)
    context.warn(msgn("{n} page", "{n} pages", len(texts)))
    context.warn(msg("written: {path}", path=str(folder / "index.html")))
    return OK


def _folder(wanted: Wanted, output: Path | None) -> Path:
    """The folder to make. Raises TongxinError where none is named, or options have no effect."""
    if output is None:
        raise TongxinError(
            msg("the pages need a folder"),
            msg("write: {command}", command="tongxin export html -o site"),
        )
    if output.suffix.lower() in (".html", ".htm"):
        raise TongxinError(
            msg("{path} is the name of a page; what is made is a folder", path=str(output)),
            msg("write: {command}", command=f"tongxin export html -o {output.stem}"),
        )
    if wanted.everything:
        raise TongxinError(
            msg("the pages show all states anyway"), msg("leave --{option} out", option="all")
        )
    if wanted.first is not None and wanted.last is not None:
        months = index_of(Unit.MONTH, wanted.last) - index_of(Unit.MONTH, wanted.first) + 1
        if months > MOST_MONTHS:
            raise TongxinError(
                msg("the calendar has {n} months at most", n=MOST_MONTHS),
                msg("choose a shorter span"),
            )
    return output.resolve()


def _scope(context: Context, wanted: Wanted) -> Scope:
    """What was asked for: of groups alone the plans in which they have something to do."""
    plans = plans_named(context, wanted) if wanted.plans else list(context.world.plans)
    duties = duties_of(context, wanted, plans)
    if wanted.groups:
        busy = {id(duty.plan) for duty in duties}
        plans = [plan for plan in plans if id(plan) in busy]
    whole = not (wanted.plans or wanted.groups)
    return Scope(context.agenda, tuple(plans), tuple(duties), wanted.groups, whole)


def site_library() -> Library:
    """The templates of the pages. A workspace has none of its own: they are one whole."""
    folder = documents.built_in_folder() / FOLDER
    return Library(
        (),
        [
            Source(f"{documents.BUILT_IN}/{FOLDER}/{file.name}", file.read_text("utf-8"))
            for file in sorted(folder.glob("*.j2"))
        ],
    )


def rendered(library: Library, page: Page, translate: Translator) -> str:
    """A page as text, without the lines that only tags stood in.

    Raises:
        TemplateFault: the page would become too large.
    """
    values: dict[str, Any] = dict(page.values)
    made = library.render(library.find(page.template), values, translate, filters(translate))
    return re.sub(r"\n\s*\n+", "\n", documents.shown(made)).strip("\n") + "\n"
