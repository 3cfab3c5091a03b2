"""`load`: how much each group owes in each week ahead, and which weeks cannot be done."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from tongxin.answers.load import WEEKS
from tongxin.answers.load import load as load_of
from tongxin.commands.context import OK, Context
from tongxin.commands.due import ensure_known
from tongxin.commands.find import find_plan
from tongxin.commands.pictures import put_picture, refuse_ending
from tongxin.messages import Translator, msg
from tongxin.output.load import load_json, render_load
from tongxin.output.terminal import columns_of


def load(
    context: Context,
    weeks: int = WEEKS,
    groups: Sequence[str] = (),
    plan: str | None = None,
    limit: float | None = None,
    output: Path | None = None,
) -> int:
    """Show the work of the weeks ahead.

    Args:
        context: where, when, how.
        weeks: how many weeks, the running one among them.
        groups: only these groups (ids or names).
        plan: only what belongs to this plan.
        limit: duties a working day above which a week is too full.
        output: the file to draw into, `.svg`.

    Raises:
        TongxinError: no such plan or group, or a file of another kind.
    """
    refuse_ending(output)
    ensure_known(context, groups, ())
    found = load_of(
        context.agenda,
        weeks,
        None if plan is None else find_plan(context, plan),
        groups,
        None if limit is None else Fraction(str(limit)),
    )
    context.name_unread()
    if output is not None:
        from tongxin.output.pictures.load import draw_load

        put_picture(context, draw_load(found, Translator(context.document_language)), output)
    elif context.form == "json":
        context.say_json(load_json(found))
    elif not found.rows:
        context.say([[("good", context.translate(msg("nothing is due")))]])
    else:
        context.say(render_load(found, context.translate, columns_of(context.out)))
    return OK
