"""The command line: options → commands. The one place that reads the clock and the locale."""

import contextlib
import errno
import os
import re
import sys
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer
import typer.core

from tongxin import __version__
from tongxin.commands.context import CANNOT, OUR_FAULT, Context
from tongxin.diagnostic import TongxinError, near
from tongxin.messages import LANGUAGES, LOCALE_FOLDER, Message, Translator, msg
from tongxin.workspace import why


def language_of(
    arguments: list[str], environment: "os._Environ[str] | dict[str, str]"
) -> str | None:
    """The language asked for: `--lang`, then TONGXIN_LANG, then the locale; None: nobody says."""
    for number, argument in enumerate(arguments):
        value = arguments[number + 1 : number + 2] if argument == "--lang" else []
        if argument.startswith("--lang="):
            value = [argument.removeprefix("--lang=")]
        if value and value[0] in LANGUAGES:
            return value[0]
    names = [environment.get("TONGXIN_LANG", "")]
    names += [environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    for name in names:
        if name:
            language = name.partition(".")[0].partition("_")[0].lower()
            return language if language in LANGUAGES else None
    return None


LANGUAGE = language_of(sys.argv[1:], os.environ)
_translate = Translator(LANGUAGE or "zh")


def _(text: str) -> str:
    """Help in the user's language. The text is a key of the catalogue, as in `msg`."""
    return _translate(msg(text))


class Form(StrEnum):
    """What the output looks like."""

    TEXT = "text"
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
    Path | None, typer.Option("--root", metavar="DIR", help=_("the workspace's folder"))
]
Today = Annotated[
    str | None,
    typer.Option(
        "--today", metavar="DATE", help=_("the day to answer for (default: TONGXIN_TODAY, today)")
    ),
]
Language = Annotated[Lang | None, typer.Option("--lang", help=_("language of messages"))]
Format = Annotated[Form | None, typer.Option("--format", help=_("text or json"))]
Jobs = Annotated[int | None, typer.Option("--jobs", min=1, help=_("processes to use (speed only)"))]
NoCache = Annotated[
    bool, typer.Option("--no-cache", help=_("do not use saved results (speed only)"))
]


class _Words:
    """What the parser says by itself, in the user's language (typer has some in English only)."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, pieces, prefix=_("Usage:") + " ")

    def get_params(self, ctx: Any) -> Any:
        params = super().get_params(ctx)  # type: ignore[misc]
        for param in params:
            if getattr(param, "help", None):
                param.help = _(param.help)
        return params


class _Command(_Words, typer.core.TyperCommand):
    """A verb."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the options; `--month` alone means the running one."""
        given: list[str] = []
        for word, after in zip(args, [*args, "-"][1:], strict=True):
            given.append(word)
            if word in _RUNNING and after.startswith("-"):
                given.append("this")
        return super().parse_args(ctx, given)


class _Group(_Words, typer.core.TyperGroup):
    """All verbs."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            meant = near(name, list(VERBS))
            raise TongxinError(
                msg('no command "{name}"', name=name),
                msg('did you mean "{word}"?', word=meant) if meant else _SEE_HELP,
            )
        return super().resolve_command(ctx, args)


_SEE_HELP = msg("see: {command} --help", command="tongxin")

app = typer.Typer(
    cls=_Group,
    options_metavar=_("[OPTIONS]"),
    subcommand_metavar=_("COMMAND [ARGS]..."),
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=_("Community work plans as plain text: what is wrong, what is owed, what is done."),
)


def verb(
    name: str, chinese: str | None = None
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a command under its English name and, out of the help's way, its Chinese one."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        assert function.__doc__
        text = _(function.__doc__)
        names = (name,) if chinese is None else (name, chinese)
        if chinese is not None and _translate.language == "zh":
            text = f"{chinese}：{text}"
        VERBS.update(names)
        for spelled in names:
            app.command(
                spelled,
                cls=_Command,
                help=text,
                hidden=spelled != name,
                options_metavar=_("[OPTIONS]"),
            )(function)
        return function

    return register


_RUNNING = ("--week", "--month", "--quarter", "--year")
"""Options whose value may be left out."""

_WITH_VALUE = ("--root", "--today", "--lang", "--format")
"""Options before the verb that take a value."""

VERBS: set[str] = set()
"""Every verb, in both spellings."""


def context(root: Path | None, today: str | None, language: Lang | None, form: str) -> Context:
    """The arguments that all verbs share, the clock read if nobody named a day."""
    found = Context(
        start=_here() if root is None else root,
        today=_today() if today is None else _day(today, "--today "),
        language=language.value if language is not None else LANGUAGE,
        form=form,
        out=sys.stdout,
        err=sys.stderr,
        asked_language=language.value if language is not None else None,
    )
    _asked.append(found)
    return found


def _here() -> Path:
    try:
        return Path.cwd()
    except OSError as error:
        raise TongxinError(msg("this folder no longer exists"), msg("go to another one")) from error


_asked: list[Context] = []
"""What a verb was asked, for the language of a refusal."""


def _today() -> int:
    """The day that the environment names, or that the clock does."""
    named = os.environ.get("TONGXIN_TODAY")
    return _day(named, "TONGXIN_TODAY=") if named else date.today().toordinal()


def _day(text: str, option: str) -> int:
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


@verb("init", "新建")
def init(
    typer_context: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help=_("where; here by default"))
    ] = Path(),
    name: Annotated[str | None, typer.Option("--name", help=_("the community's name"))] = None,
    example: Annotated[
        bool, typer.Option("--example", help=_("fill it with five plans and a ledger"))
    ] = False,
    root: Root = None,
    today: Today = None,
    lang: Language = None,
    form: Format = None,
) -> None:
    """Make a workspace"""
    from tongxin.commands.init import init as run

    shared = _shared(typer_context, root, today, lang, form)
    community = name or _("Our community")
    raise typer.Exit(run(shared, shared.start / folder, community, example))


@verb("check", "核对")
def check(
    typer_context: typer.Context,
    paths: Annotated[
        list[Path] | None, typer.Argument(help=_("report on these files only"))
    ] = None,
    root: Root = None,
    today: Today = None,
    lang: Language = None,
    form: Annotated[
        CheckForm | None, typer.Option("--format", help=_("text, json, sarif, github or junit"))
    ] = None,
    fail_on: Annotated[
        list[FailOn] | None, typer.Option("--fail-on", help=_("exit with 1 on these too"))
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help=_("list what closed short from this day on")),
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help=_("apply the remedies that are safe"))] = False,
    everything: Annotated[bool, typer.Option("--all", help=_("show every note"))] = False,
    jobs: Jobs = None,
    no_cache: NoCache = False,
) -> None:
    """Find every fault in the plans and the ledger, and what is overdue"""
    from tongxin.commands.check import check as run

    del jobs, no_cache
    shared = _shared(typer_context, root, today, lang, form)
    first = None if since is None else _day(since, "--since ")
    failing = [on.value for on in fail_on or ()]
    raise typer.Exit(run(shared, paths or (), failing, first, fix, everything))


@verb("due", "待办")
def due(
    typer_context: typer.Context,
    group: Annotated[
        list[str] | None, typer.Option("--group", help=_("duties of this group only"))
    ] = None,
    place: Annotated[
        list[str] | None, typer.Option("--place", help=_("duties at this place only"))
    ] = None,
    days: Annotated[int, typer.Option("--days", min=0, max=3660, help=_("days to look ahead"))] = 7,
    each: Annotated[bool, typer.Option("--each", help=_("a line for each place"))] = False,
    everything: Annotated[
        bool, typer.Option("--all", help=_("all occurrences of all active plans"))
    ] = False,
    root: Root = None,
    today: Today = None,
    lang: Language = None,
    form: Format = None,
    jobs: Jobs = None,
    no_cache: NoCache = False,
) -> None:
    """What to do now, one line a duty"""
    from tongxin.commands.due import due as run

    del jobs, no_cache
    shared = _shared(typer_context, root, today, lang, form)
    raise typer.Exit(run(shared, group or (), place or (), days, each, everything))


@verb("explain", "说明")
def explain(
    typer_context: typer.Context,
    subject: Annotated[
        str, typer.Argument(metavar="CODE|PLAN/TASK", help=_("the code of a check, or a task"))
    ],
    everything: Annotated[bool, typer.Option("--all", help=_("every occurrence"))] = False,
    root: Root = None,
    today: Today = None,
    lang: Language = None,
    form: Format = None,
) -> None:
    """What a check means; or why a task stands as it does"""
    from tongxin.commands.explain import explain as run

    raise typer.Exit(run(_shared(typer_context, root, today, lang, form), subject, everything))


@verb("show", "查看")
def show(
    typer_context: typer.Context,
    plan: Annotated[str | None, typer.Argument(help=_("a plan; all plans by default"))] = None,
    gantt: Annotated[bool, typer.Option("--gantt", help=_("the tasks along the months"))] = False,
    root: Root = None,
    today: Today = None,
    lang: Language = None,
    form: Format = None,
) -> None:
    """A plan as a tree"""
    from tongxin.commands.show import show as run

    raise typer.Exit(run(_shared(typer_context, root, today, lang, form), plan, gantt))


@verb("coverage", "迎检")
def coverage(
    typer_context: typer.Context,
    basis: Annotated[str | None, typer.Argument(help=_("a basis; all by default"))] = None,
    missing: Annotated[
        bool, typer.Option("--missing", help=_("only what is lacking, by group"))
    ] = False,
    root: Root = None,
    today: Today = None,
    lang: Language = None,
    form: Format = None,
    jobs: Jobs = None,
    no_cache: NoCache = False,
) -> None:
    """How the plans answer each clause, and what evidence is there"""
    from tongxin.commands.coverage import coverage as run

    del jobs, no_cache
    raise typer.Exit(run(_shared(typer_context, root, today, lang, form), basis, missing))


Week = Annotated[
    str | None, typer.Option("--week", metavar="[WEEK]", help=_("a week: 2026-W47, last"))
]
Month = Annotated[
    str | None, typer.Option("--month", metavar="[MONTH]", help=_("a month: 2026-11, 11, last"))
]
Quarter = Annotated[
    str | None, typer.Option("--quarter", metavar="[QUARTER]", help=_("a quarter: 2026-Q4, last"))
]
Year = Annotated[str | None, typer.Option("--year", metavar="[YEAR]", help=_("a year: 2026, last"))]
Phase = Annotated[
    str | None, typer.Option("--phase", metavar="ID", help=_("a phase: PLAN/PHASE, or its name"))
]
From = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help=_("the first day of any span"))
]
To = Annotated[
    str | None, typer.Option("--to", metavar="DATE", help=_("its last day (default: today)"))
]
Trace = Annotated[
    bool, typer.Option("--trace", help=_("name the ledger entries behind each figure"))
]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="PATH", help=_("write to a file: .md .html .txt .json")),
]
DocumentFormat = Annotated[
    DocumentForm | None, typer.Option("--format", help=_("text, json, markdown or html"))
]


def _span(
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

    begins = None if first is None else _day(first, "--from ")
    ends = None if last is None else _day(last, "--to ")
    return Asked(span, week, month, quarter, year, phase, begins, ends)


@verb("report", "报告")
def report(
    typer_context: typer.Context,
    span: Annotated[
        str | None,
        typer.Argument(metavar="[SPAN]", help=_("2026-W47, 2026-11, 上周 …; the week by default")),
    ] = None,
    week: Week = None,
    month: Month = None,
    quarter: Quarter = None,
    year: Year = None,
    phase: Phase = None,
    first: From = None,
    last: To = None,
    brief: Annotated[
        bool, typer.Option("--brief", help=_("twenty plain lines for a chat group"))
    ] = False,
    trace: Trace = False,
    output: Output = None,
    root: Root = None,
    today: Today = None,
    lang: Language = None,
    form: DocumentFormat = None,
    jobs: Jobs = None,
    no_cache: NoCache = False,
) -> None:
    """What a week, a month, a phase brought, and what comes next"""
    from tongxin.commands.report import report as run

    del jobs, no_cache
    shared = _shared(typer_context, root, today, lang, form)
    asked = _span(span, week, month, quarter, year, phase, first, last)
    raise typer.Exit(run(shared, asked, brief, trace, output))


@verb("render", "生成")
def render(
    typer_context: typer.Context,
    template: Annotated[str, typer.Argument(metavar="TEMPLATE", help=_("see: tongxin templates"))],
    subject: Annotated[
        str | None,
        typer.Argument(metavar="[SUBJECT]", help=_("the plan, task, hazard or span it is about")),
    ] = None,
    plan: Annotated[str | None, typer.Option("--plan", help=_("the plan it is about"))] = None,
    hazard: Annotated[
        str | None,
        typer.Option("--hazard", metavar="ID", help=_("the hazard: its id, its end, its place")),
    ] = None,
    task: Annotated[str | None, typer.Option("--task", help=_("the task it is about"))] = None,
    week: Week = None,
    month: Month = None,
    quarter: Quarter = None,
    year: Year = None,
    phase: Phase = None,
    first: From = None,
    last: To = None,
    trace: Trace = False,
    output: Output = None,
    root: Root = None,
    today: Today = None,
    lang: Language = None,
    form: DocumentFormat = None,
) -> None:
    """Make a document from its template"""
    from tongxin.commands.render import Subject
    from tongxin.commands.render import render as run

    shared = _shared(typer_context, root, today, lang, form)
    asked = _span(None, week, month, quarter, year, phase, first, last)
    about = Subject(subject, plan, hazard, task)
    raise typer.Exit(run(shared, template, about, asked, trace, output))


@verb("templates", "模板")
def templates(
    typer_context: typer.Context,
    action: Annotated[
        str | None, typer.Argument(metavar="[check]", help=_("check: find what is wrong with them"))
    ] = None,
    names: Annotated[
        list[str] | None, typer.Argument(help=_("the templates to check; all by default"))
    ] = None,
    root: Root = None,
    today: Today = None,
    lang: Language = None,
    form: Format = None,
) -> None:
    """The templates of documents: which there are, what they need"""
    from tongxin.commands.templates import check_templates
    from tongxin.commands.templates import templates as run

    shared = _shared(typer_context, root, today, lang, form)
    if action is None:
        raise typer.Exit(run(shared))
    if action not in ("check", "核对"):
        remedy = msg("see: {command} --help", command="tongxin templates")
        raise TongxinError(msg('no command "{name}"', name=f"templates {action}"), remedy)
    raise typer.Exit(check_templates(shared, names or ()))


@verb("schema")
def schema(
    typer_context: typer.Context,
    kind: Annotated[Kind, typer.Argument(help=_("plan, basis, workspace or ledger"))] = Kind.PLAN,
    root: Root = None,
    today: Today = None,
    lang: Language = None,
    form: Annotated[Form, typer.Option("--format", help=_("json, whatever is asked"))] = Form.JSON,
) -> None:
    """The JSON Schema of the files, for editors"""
    from tongxin.commands.schema import schema as run

    raise typer.Exit(run(_shared(typer_context, root, today, lang, form), kind.value))


def only_asked(arguments: list[str]) -> None:
    """Leave the verbs out that were not typed: the parser takes long to build each of them."""
    behind = zip(["", *arguments], arguments, strict=False)
    asked = next((a for before, a in behind if a in VERBS and before not in _WITH_VALUE), None)
    if asked is not None:
        app.registered_commands = [c for c in app.registered_commands if c.name == asked]


def main() -> None:
    """Run the command line; exit 0 clean, 1 findings, 2 could not run, 3 our own fault."""
    _prepare()
    only_asked(sys.argv[1:])
    code = 0
    try:
        code = app(prog_name="tongxin", standalone_mode=False) or 0
        sys.stdout.flush()
    except TongxinError as error:
        _refuse(error)
        code = CANNOT
    except _MISUSE as error:
        _misused(error)
        code = CANNOT
    except (KeyboardInterrupt, typer.Abort):
        code = 130
    except SystemExit as leaving:  # the parser leaves with 1 when nobody reads any longer
        gone = getattr(leaving.__context__, "errno", None) == errno.EPIPE
        code = 0 if gone else int(leaving.code or 0)
    except Exception as error:
        number = getattr(error, "errno", None)
        if number == errno.EPIPE:  # nobody reads any longer: no fault
            _silence(sys.stdout)
        elif number in _NO_ROOM:
            assert isinstance(error, OSError)
            _silence(sys.stdout)
            _refuse(TongxinError(msg("cannot write: {reason}", reason=why(error))))
            code = CANNOT
        else:
            _our_fault()
            code = OUR_FAULT
    sys.exit(code)


_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EBADF)
"""Why an output cannot be written."""


def _prepare() -> None:
    """Let no character stop an output; let the parser's own messages speak the same language.

    The collector of cyclic garbage is off: what is read has no cycles and lives to the end, and
    walking it again and again costs a third of the time.
    """
    import gc
    import gettext

    gc.disable()
    # Streams that were closed before we began are as good as nobody listening.
    sys.stdout = sys.stdout or Path(os.devnull).open("w")  # noqa: SIM115
    sys.stderr = sys.stderr or Path(os.devnull).open("w")  # noqa: SIM115

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    os.environ["LANGUAGE"] = LANGUAGE or "zh"
    gettext.bindtextdomain("tongxin", str(LOCALE_FOLDER))
    gettext.textdomain("tongxin")


_MISUSE: type[Exception] = next(
    kind for kind in typer.BadParameter.__mro__[:-2] if kind.__name__ == "ClickException"
)
"""What the parser raises for a wrong usage; newer versions of typer bring their own click."""

_SAID = tuple(
    (re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(sentence.text)), sentence)
    for sentence in (
        msg("Missing argument {name}"),
        msg("Missing option {name}"),
        msg("No such option: {name} (Possible options: {options})"),
        msg("No such option: {name}"),
        msg("Option {name} requires an argument"),
        msg("Option {name} does not take a value"),
        msg("Got unexpected extra argument(s) ({arguments})"),
        msg("Invalid value for {name}: {fault}"),
        msg("{value} is not one of {choices}"),
        msg("{value} is not a valid {kind}"),
        msg("{value} is not in the range {range}"),
        msg("int range"),
    )
)
"""The parser's sentences about a wrong usage, as patterns and as keys of the catalogue."""


def in_words(text: str) -> Message:
    """A sentence of the parser as a message; one that is not known as it stands."""
    for pattern, sentence in _SAID:
        if found := re.fullmatch(pattern, text, re.DOTALL):
            gaps = {name: in_words(value) for name, value in found.groupdict().items()}
            return Message(sentence.text, gaps)
    return msg("{text}", text=text)


def _misused(error: Any) -> None:
    """The usage, what is wrong about this one, and where help is."""
    usage = getattr(error, "ctx", None)
    if usage is not None:
        sys.stderr.write(usage.get_usage() + "\n")
    command = "tongxin" if usage is None else usage.command_path
    fault = in_words(error.format_message().rstrip("."))
    _refuse(TongxinError(fault, msg("see: {command} --help", command=command)))


def _refuse(error: TongxinError) -> None:
    """What is the matter and what to do about it, in the reader's language."""
    say = _reader()
    sys.stderr.write(say(msg("error: ")) + say(error.message) + "\n")
    if error.remedy is not None:
        sys.stderr.write(say(msg("help: ")) + say(error.remedy) + "\n")


def _reader() -> Translator:
    """The language asked for; where nobody says, the workspace's, if there is one."""
    if LANGUAGE is None and _asked:
        with contextlib.suppress(TongxinError):
            return _asked[-1].translate
    return _translate


def _our_fault() -> None:
    """One line and a file that says what happened; never a bare traceback."""
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile(
        "w", prefix="tongxin-fault-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        file.write(f"tongxin {__version__}\npython {sys.version}\narguments {sys.argv[1:]}\n\n")
        file.write(traceback.format_exc())
    text = msg("this is a fault of tongxin itself; please send us {file}", file=file.name)
    sys.stderr.write(_translate(text) + "\n")


def _silence(stream: TextIO) -> None:
    """Nobody reads: let the interpreter's last flush go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
