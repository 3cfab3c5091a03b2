"""The options that verbs share, and what they make: a context. Here the clock is read."""

import os
import re
import sys
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from functools import wraps
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import Annotated, Any

import typer

from tongxin import __version__
from tongxin.cli import parser
from tongxin.cli.parser import _, add, app
from tongxin.commands.context import Context
from tongxin.diagnostic import TongxinError
from tongxin.messages import msg


class Form(StrEnum):
    """What the output looks like."""

    TEXT = "text"
    JSON = "json"


class JsonOnly(StrEnum):
    """What can only be JSON."""

    JSON = "json"


class DocumentForm(StrEnum):
    """What a document looks like."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"


class CheckForm(StrEnum):
    """What the output of `check` looks like."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    JUNIT = "junit"


class FailOn(StrEnum):
    """What besides errors makes `check` exit with 1."""

    ERROR = "error"
    WARNING = "warning"
    OVERDUE = "overdue"


class Lang(StrEnum):
    """Languages of messages."""

    ZH = "zh"
    EN = "en"


class Kind(StrEnum):
    """Kinds of files that have a schema."""

    PLAN = "plan"
    BASIS = "basis"
    WORKSPACE = "workspace"
    LEDGER = "ledger"


Root = Annotated[
    Path | None, typer.Option("--root", metavar=_("DIR"), help=_("the workspace's folder"))
]
Today = Annotated[
    str | None,
    typer.Option(
        "--today",
        metavar=_("DATE"),
        help=_("the day to answer for (default: TONGXIN_TODAY, today)"),
    ),
]
Language = Annotated[Lang | None, typer.Option("--lang", help=_("language of messages"))]
Format = Annotated[Form | None, typer.Option("--format", help=_("text or json"))]
Jobs = Annotated[int | None, typer.Option("--jobs", min=1, help=_("processes to use (speed only)"))]
NoCache = Annotated[
    bool, typer.Option("--no-cache", help=_("do not use saved results (speed only)"))
]


Week = Annotated[
    str | None, typer.Option("--week", metavar=_("[WEEK]"), help=_("a week: 2026-W47, last"))
]
Month = Annotated[
    str | None, typer.Option("--month", metavar=_("[MONTH]"), help=_("a month: 2026-11, 11, last"))
]
Quarter = Annotated[
    str | None,
    typer.Option("--quarter", metavar=_("[QUARTER]"), help=_("a quarter: 2026-Q4, last")),
]
Year = Annotated[
    str | None, typer.Option("--year", metavar=_("[YEAR]"), help=_("a year: 2026, last"))
]
Phase = Annotated[
    str | None, typer.Option("--phase", metavar=_("ID"), help=_("a phase: PLAN/PHASE, or its name"))
]
First = Annotated[
    str | None, typer.Option("--from", metavar=_("DATE"), help=_("the first day of any span"))
]
Last = Annotated[
    str | None, typer.Option("--to", metavar=_("DATE"), help=_("its last day (default: today)"))
]
Trace = Annotated[
    bool, typer.Option("--trace", help=_("name the ledger entries behind each figure"))
]
Output = Annotated[
    Path | None,
    typer.Option(
        "-o", "--output", metavar=_("PATH"), help=_("write to a file: .md .html .txt .json")
    ),
]

Picture = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar=_("PATH"), help=_("draw it into a file: .svg")),
]


def span_asked(
    span: str | None,
    week: str | None,
    month: str | None,
    quarter: str | None,
    year: str | None,
    phase: str | None,
    first: str | None,
    last: str | None,
) -> Any:
    """The span that is asked for, as typed."""
    from tongxin.commands.report import Asked

    begins = None if first is None else day_given(first, "--from ")
    ends = None if last is None else day_given(last, "--to ")
    return Asked(span, week, month, quarter, year, phase, begins, ends)


def context(root: Path | None, today: str | None, language: Lang | None, form: str) -> Context:
    """The arguments that all verbs share, the clock read if nobody named a day."""
    found = Context(
        start=_here() if root is None else root,
        today=_today() if today is None else day_given(today, "--today "),
        language=language.value if language is not None else parser.LANGUAGE,
        form=form,
        out=sys.stdout,
        err=sys.stderr,
        asked_language=language.value if language is not None else None,
    )
    ASKED.append(found)
    return found


def _here() -> Path:
    try:
        return Path.cwd()
    except OSError as error:
        raise TongxinError(msg("this folder no longer exists"), msg("go to another one")) from error


ASKED: list[Context] = []
"""What a verb was asked, for the language of a refusal."""


def _today() -> int:
    """The day that the environment names, or that the clock does."""
    named = os.environ.get("TONGXIN_TODAY")
    return day_given(named, "TONGXIN_TODAY=") if named else date.today().toordinal()


def day_given(text: str, option: str) -> int:
    """A day given behind an option, or in a variable: `option` is what stands before it."""
    from tongxin.model.dates import FIRST_YEAR, LAST_YEAR, Moment, parse_moment

    moment = parse_moment(text)
    remedy = msg("write: {option}", option=f"{option}2026-11-23")
    refusal = TongxinError(msg('"{text}" is no day', text=text), remedy)
    year = re.fullmatch(r"\s*(\d{4})\s*[-年]\D*\d.*", text)
    if year and not FIRST_YEAR <= int(year[1]) <= LAST_YEAR:
        message = msg(
            '"{text}": only the years {first} to {last} are understood',
            text=text,
            first=FIRST_YEAR,
            last=LAST_YEAR,
        )
        raise TongxinError(message, remedy)
    if not isinstance(moment, Moment) or moment.year is None or moment.day is None:
        raise refusal
    days = moment.span(moment.year)
    if days is None:
        raise refusal
    return days[0]


@app.callback(invoke_without_command=True)
def alone(
    typer_context: typer.Context,
    root: Root = None,
    today: Today = None,
    lang: Language = None,
    form: Format = None,
    version: Annotated[
        bool, typer.Option("--version", help=_("show the version and exit"))
    ] = False,
) -> None:
    """Community work plans as plain text."""
    if version:
        sys.stdout.write(f"tongxin {__version__}\n")
        raise typer.Exit
    typer_context.obj = (root, today, lang, form)
    if typer_context.invoked_subcommand is None:
        from tongxin.commands.due import today as day

        raise typer.Exit(day(context(root, today, lang, (form or Form.TEXT).value)))


def _shared(
    typer_context: typer.Context,
    root: Path | None,
    today: str | None,
    language: Lang | None,
    form: StrEnum | None,
) -> Context:
    """Options may stand before or behind the verb; behind it they win."""
    before = typer_context.obj or (None, None, None, None)
    day = before[1] if today is None else today
    shape = form or before[3] or Form.TEXT
    return context(root or before[0], day, language or before[2], shape.value)


Verb = Callable[..., int]


def verb(
    name: str,
    chinese: str | None = None,
    forms: type[StrEnum] = Form,
    parent: typer.Typer = app,
    loose: bool = False,
) -> Callable[[Verb], Verb]:
    """Register a command under its English name and, out of the help's way, its Chinese one.

    The function takes a context and its own options; those that all verbs share are added here.
    `loose`: what looks like an option and is none is an argument.
    """

    def register(function: Verb) -> Verb:
        @wraps(function)
        def run(typer_context: typer.Context, **given: Any) -> None:
            shared = [given.pop(option) for option in ("root", "today", "lang", "form")]
            raise typer.Exit(function(_shared(typer_context, *shared), **given))

        own = list(signature(function).parameters.values())[1:]
        full = Signature(
            [
                Parameter(
                    "typer_context", Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context
                ),
                *own,
                *_common(forms),
            ]
        )
        vars(run)["__signature__"] = full
        run.__annotations__ = {p.name: p.annotation for p in full.parameters.values()}
        add(name, chinese, run, parent, loose)
        return function

    return register


def _common(forms: type[StrEnum]) -> list[Parameter]:
    """The options that every verb has."""
    form: Any = Annotated[forms | None, typer.Option("--format", help=_FORMS[forms])]
    kinds = {"root": Root, "today": Today, "lang": Language, "form": form}
    return [
        Parameter(name, Parameter.POSITIONAL_OR_KEYWORD, default=None, annotation=kind)
        for name, kind in kinds.items()
    ]


_FORMS = {
    Form: _("text or json"),
    JsonOnly: _("json, whatever is asked"),
    DocumentForm: _("text, json, markdown or html"),
    CheckForm: _("text, json, sarif, github or junit"),
}
