"""`set`, `add`, `remove`: plans edited by the smallest possible change of their text."""

from collections.abc import Callable, Mapping
from pathlib import Path

from tongxin.calendar.periods import Day
from tongxin.changes import plans
from tongxin.changes.edit import Edit, Outcome, Refused, Row, Text, judged
from tongxin.commands.context import OK, Context
from tongxin.diagnostic import TongxinError
from tongxin.messages import Translator, msg
from tongxin.model.world import World
from tongxin.output.diff import patch, unified
from tongxin.output.findings import render_findings
from tongxin.output.style import Line
from tongxin.workspace import write
from tongxin.workspace.read import read_world

Wish = Callable[[World], Edit]


def set_value(
    context: Context,
    path: str,
    value: str | None,
    since: Day | None,
    dry_run: bool,
    allow_personal: bool,
) -> int:
    """Give a key a value; without one, take the key away."""

    def wish(world: World) -> Edit:
        if value is None:
            return plans.unset(world, path, since)
        return plans.set_value(world, context.today, path, value, since)

    return _run(context, "set", wish, dry_run, allow_personal)


def add(
    context: Context,
    kind: str,
    home: str | None,
    keys: Mapping[str, str],
    dry_run: bool,
    allow_personal: bool,
) -> int:
    """Add a thing to a plan, a basis or the workspace."""
    return _run(
        context,
        "add",
        lambda world: plans.add(world, context.today, kind, home, keys),
        dry_run,
        allow_personal,
    )


def remove(context: Context, path: str, since: Day | None, dry_run: bool) -> int:
    """Take a thing out of its list."""
    return _run(
        context, "remove", lambda world: plans.remove(world, context.today, path, since), dry_run
    )


def _run(
    context: Context, verb: str, wish: Wish, dry_run: bool, allow_personal: bool = False
) -> int:
    """Read, work out the edit, write it if it holds, and tell what was changed.

    All of it under the lock, so that nobody writes between the reading and the writing.
    """
    if dry_run:
        _tell(context, _judged(context, context.world, wish, allow_personal), dry_run)
        return OK
    root = context.root
    with write.locked(root, verb):
        world = read_world(root)
        outcome = _judged(context, world, wish, allow_personal)
        write.replace(root, [change for text in outcome.texts for change in _changes(root, text)])
    _tell(context, outcome, dry_run)
    return OK


def _judged(context: Context, world: World, wish: Wish, allow_personal: bool) -> Outcome:
    try:
        return judged(world, context.today, wish(world), allow_personal)
    except Refused as refused:
        translate = Translator(_language(context, world), refused.secrets)
        context.err_lines(render_findings(refused.findings, translate, everything=True))
        raise


def _language(context: Context, world: World) -> str:
    return context.language or world.settings.language


def _changes(root: Path, text: Text) -> list[write.Change]:
    old, before, after = text.source.path, text.source.content.encode(), text.after.content.encode()
    if text.path == old:
        return [write.Change(old, before, after)]
    if (root / old).is_symlink():
        raise TongxinError(
            msg("{path} is a link, and its name follows from the id", path=old),
            msg("rename the link first: {command}", command=f"git mv {old} {text.path}"),
        )
    return [write.Change(text.path, None, after, like=old), write.Change(old, before, None)]


# ── what is told ──────────────────────────────────────────────────────────────────────────────


def _tell(context: Context, outcome: Outcome, dry_run: bool) -> None:
    """What was changed, or would be; new warnings on the error stream."""
    translate = Translator(_language(context, outcome.world), outcome.secrets)
    if context.form == "json":
        context.say_json(_json(outcome, translate))
    elif not outcome.texts:
        context.say([[("", translate(msg("already so: nothing to change")))]])
    elif dry_run:
        context.say_exactly(
            _hidden(line, translate) for text in outcome.texts for line in _diff(text)
        )
    else:
        context.say([[("", translate.hide(_row(row)))] for row in outcome.rows])
        for text in outcome.texts:
            if text.path != text.source.path:
                moved = msg("{old} is now {new}", old=text.source.path, new=text.path)
                context.say([[("", translate(moved))]])
    if context.form != "json":
        notes: list[Line] = [[("info", translate(note))] for note in outcome.notes]
        (context.err_lines if dry_run else context.say)(notes)
    context.err_lines(render_findings(outcome.warnings, translate, everything=True))


def _json(outcome: Outcome, translate: Translator) -> dict[str, object]:
    return {
        "version": 1,
        "files": [
            {"path": text.path, "diff": translate.hide(patch(_diff(text)))}
            for text in outcome.texts
        ],
        "changed": bool(outcome.texts),
        "notes": [translate(note) for note in outcome.notes],
    }


def _hidden(line: Line, translate: Translator) -> Line:
    return [(style, translate.hide(text)) for style, text in line]


def _diff(text: Text) -> list[Line]:
    """The unified diff of a file; of one that is renamed as git writes it."""
    before, after = text.source.content, text.after.content
    lines = unified(text.path, before, after)
    old, new = text.source.path, text.path
    if old == new:
        return lines
    (other,) = unified(old, before, None)[:1]
    head: list[Line] = [
        [("strong", f"diff --git a/{old} b/{new}")],
        [("strong", f"rename from {old}")],
        [("strong", f"rename to {new}")],
    ]
    return [*head, other, *lines[1:]]


def _row(row: Row) -> str:
    """`plans/safe.yaml:14: schedule: 每周1次 → 每周2次`."""
    key = f"{row.key}: " if row.key else ""
    if row.old is None:
        text = f"+ {key}{row.new}"
    elif row.new is None:
        text = f"- {key}{row.old}"
    else:
        text = f"{key}{row.old} → {row.new}"
    return f"{row.path}:{row.line}: {text}"
