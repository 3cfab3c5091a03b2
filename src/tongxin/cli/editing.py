"""The verbs that edit plans."""

import re
from typing import Annotated

import typer

from tongxin.cli.options import day_given, verb
from tongxin.cli.parser import _
from tongxin.commands.context import Context
from tongxin.diagnostic import TongxinError
from tongxin.messages import msg

DryRun = Annotated[
    bool, typer.Option("--dry-run", help=_("show what would be changed, write nothing"))
]
AllowPersonal = Annotated[
    bool, typer.Option("--allow-personal", help=_("write it although it holds personal numbers"))
]
Since = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar=_("DATE"),
        help=_("the day from which it holds") + " (start: " + _("the past may change too") + ")",
    ),
]


@verb("set", "修改", loose=True)
def set_(
    context: Context,
    path: Annotated[
        str, typer.Argument(metavar=_("PATH"), help=_("PLAN.KEY, PLAN/TASK.KEY, tongxin.KEY …"))
    ],
    value: Annotated[
        str | None, typer.Argument(metavar=_("[VALUE]"), help=_("words, a phrase, or YAML"))
    ] = None,
    unset: Annotated[bool, typer.Option("--unset", help=_("take the key away"))] = False,
    since: Since = None,
    dry_run: DryRun = False,
    allow_personal: AllowPersonal = False,
) -> int:
    """Change a value in a plan, in a basis, in tongxin.yaml"""
    from tongxin.commands.edit import set_value as run

    _ensure_no_option(path, value)
    if value is None and not unset:
        raise TongxinError(
            msg("no value is given"),
            msg("write for instance: {example}", example=f"tongxin set {path} '每周2次'"),
        )
    if value is not None and unset:
        raise TongxinError(msg("either a value or --unset"))
    return run(context, path, value, _since(since), dry_run, allow_personal)


@verb("add", "新增", loose=True)
def add(
    context: Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar=_("KIND PLAN --KEY VALUE …"),
            help=_("task, group, phase, goal, indicator, measure, place, clause; then its keys"),
        ),
    ],
    dry_run: DryRun = False,
    allow_personal: AllowPersonal = False,
) -> int:
    """Add a task, a group, a phase … to a plan, a place to the workspace, a clause to a basis"""
    from tongxin.commands.edit import add as run

    kind, home, keys = keys_given(words)
    return run(context, kind, home, keys, dry_run, allow_personal)


@verb("remove", "删除")
def remove(
    context: Context,
    path: Annotated[str, typer.Argument(metavar=_("PATH"), help=_("PLAN/TASK, tongxin/PLACE …"))],
    since: Since = None,
    dry_run: DryRun = False,
) -> int:
    """Take a task, a group … out of its plan, if nothing names it"""
    from tongxin.commands.edit import remove as run

    return run(context, path, _since(since), dry_run)


def _since(text: str | None) -> int | None:
    """The day of `--from`; `start`: from the beginning."""
    if text is None:
        return None
    if text in ("start", "开始"):
        from tongxin.changes.edit import FROM_START

        return FROM_START
    return day_given(text, "--from ")


def _ensure_no_option(*words: str | None) -> None:
    """A misspelt option is no value."""
    for word in words:
        if word is not None and re.match(r"--\w", word):
            raise TongxinError(
                msg("No such option: {name}", name=word),
                msg("see: {command} --help", command="tongxin set"),
            )


def keys_given(words: list[str]) -> tuple[str, str | None, dict[str, str]]:
    """Kind, plan and keys of `add`: `--title 演练`, `--title=演练`, `title=演练`.

    Raises:
        TongxinError: an option without a value, or a word too many.
    """
    alone: list[str] = []
    keys: dict[str, str] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word.startswith("--") and len(word) > 2:
            key, equals, value = word[2:].partition("=")
            if not equals:
                if not rest:
                    raise TongxinError(
                        msg("Option {name} requires an argument", name=word),
                        msg("write for instance: {example}", example=f"{word} …"),
                    )
                value = rest.pop(0)
        elif "=" in word:
            key, _, value = word.partition("=")
        elif len(alone) < 2:
            alone.append(word)
            continue
        else:
            raise TongxinError(
                msg("Got unexpected extra argument(s) ({arguments})", arguments=word),
                msg("a value with blanks needs quotes: {example}", example="--title '消防 演练'"),
            )
        if key in keys:
            raise TongxinError(msg('"{key}" is given twice', key=key))
        keys[key] = value
    kind, home = (*alone, None, None)[:2]
    if kind is None:
        raise TongxinError(
            msg("what is to be added?"),
            msg(
                "write for instance: {example}",
                example="tongxin add task safe --id drill --title 消防演练",
            ),
        )
    return kind, home, keys
