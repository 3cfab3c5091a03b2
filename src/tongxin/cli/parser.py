"""The parser of the command line: its language, its verbs, what it says by itself."""

import os
import sys
from collections.abc import Callable
from typing import Any

import typer
import typer.core

from tongxin.diagnostic import TongxinError, near
from tongxin.messages import LANGUAGES, Translator, msg


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
translate = Translator(LANGUAGE or "zh")


def _(text: str) -> str:
    """Help in the user's language. The text is a key of the catalogue, as in `msg`."""
    return translate(msg(text))


_Parsing: Any = typer.core.TyperCommand.context_class


class _Formatter(_Parsing.formatter_class):  # type: ignore[misc]
    """Help in columns as a terminal shows them: a Chinese character takes two."""

    def write_dl(self, rows: Any, col_max: int = 30, col_spacing: int = 2) -> None:
        from tongxin.output.style import folded, pad, width

        rows = list(rows)
        first = min(max(width(name) for name, _ in rows), col_max) + col_spacing
        lead = " " * self.current_indent
        for name, text in rows:
            head = lead + pad(name, first)
            if width(name) > first - col_spacing:
                self.write(f"{lead}{name}\n")
                head = lead + " " * first
            for line in folded(text, max(self.width - first - 2, 10)):
                self.write(f"{head}{line}".rstrip() + "\n")
                head = lead + " " * first


class _Context(_Parsing):  # type: ignore[misc]
    formatter_class = _Formatter


class _Words:
    """What the parser says by itself, in the user's language (typer has some in English only)."""

    context_class: Any = _Context

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, pieces, prefix=_("Usage:") + " ")

    def get_params(self, ctx: Any) -> Any:
        params = super().get_params(ctx)  # type: ignore[misc]
        for param in params:
            if getattr(param, "help", None):
                param.help = _(param.help)
            if param.metavar is None and not getattr(param, "is_flag", False):
                name = param.type.name
                param.metavar = {"str": _("TEXT"), "int range": _("N")}.get(name)
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
            known = VERBS if ctx.parent is None else self.list_commands(ctx)
            meant = near(name, list(known))
            see = msg("see: {command} --help", command=ctx.command_path)
            raise TongxinError(
                msg('no command "{name}"', name=name),
                msg('did you mean "{word}"?', word=meant) if meant else see,
            )
        return super().resolve_command(ctx, args)


def _typer(text: str) -> typer.Typer:
    return typer.Typer(
        cls=_Group,
        options_metavar=_("[OPTIONS]"),
        subcommand_metavar=_("COMMAND [ARGS]..."),
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        help=text,
    )


app = _typer(_("Community work plans as plain text: what is wrong, what is owed, what is done."))
hazards = _typer(_("Hazards: find, notify, put right, inspect again, strike off"))


def add(
    name: str,
    chinese: str | None,
    function: Callable[..., None],
    parent: typer.Typer = app,
    loose: bool = False,
) -> None:
    """Register a command under its English name and, out of the help's way, its Chinese one.

    `loose`: what looks like an option and is none is an argument; the verb looks at it itself.
    """
    assert function.__doc__
    text = _(function.__doc__)
    names = (name,) if chinese is None else (name, chinese)
    if chinese is not None and translate.language == "zh":
        text = f"{chinese}：{text}"
    if parent is app:
        VERBS.update(names)
    for spelled in names:
        parent.command(
            spelled,
            cls=_Command,
            help=text,
            hidden=spelled != name,
            options_metavar=_("[OPTIONS]"),
            context_settings={"ignore_unknown_options": True} if loose else None,
        )(function)


_RUNNING = ("--week", "--month", "--quarter", "--year")
"""Options whose value may be left out."""

_WITH_VALUE = ("--root", "--today", "--lang", "--format")
"""Options before the verb that take a value."""

_HAZARD = ("hazard", "隐患")

VERBS: set[str] = set(_HAZARD)
"""Every verb, in both spellings."""

for _spelled in _HAZARD:
    app.add_typer(hazards, name=_spelled, hidden=_spelled != _HAZARD[0])


def only_asked(arguments: list[str]) -> None:
    """Leave the verbs out that were not typed: the parser takes long to build each of them."""
    behind = zip(["", *arguments], arguments, strict=False)
    asked = next((a for before, a in behind if a in VERBS and before not in _WITH_VALUE), None)
    if asked is not None:
        app.registered_commands = [c for c in app.registered_commands if c.name == asked]
        app.registered_groups = [g for g in app.registered_groups if g.name == asked]
