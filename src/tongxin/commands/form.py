"""`form`: the duties of a week as a workbook to be filled in, and read back by `import`."""

from collections.abc import Sequence
from pathlib import Path

from tongxin.answers.duty_tables import FORM, HELP_SHEET, form_table
from tongxin.answers.spans import Kind, running
from tongxin.answers.tables import choices
from tongxin.commands.context import OK, Context
from tongxin.commands.due import ensure_known
from tongxin.commands.export_xlsx import listed, mark, properties, sheet_of
from tongxin.commands.extras import load
from tongxin.commands.report import Asked, span_asked
from tongxin.diagnostic import TongxinError
from tongxin.messages import Message, Translator, Word, msg, msgn
from tongxin.output.workbook import Column, Sheet, workbook_bytes
from tongxin.workspace.write import write_atomically

HELP = (
    msg("Fill in the coloured columns of the first sheet; leave a row empty that was not done."),
    msg("Date is the day it was done, such as 2026-11-23; it must not lie in the future."),
    msg("By: the group or the post that did it, never the name of a private person."),
    msg("People and times: digits alone. Times may stay empty for once."),
    msg("Result: choose pass or fail. Of what failed write a few words: this opens a hazard."),
    msg("Several faults: one a line. At several places write the place in front, with a colon."),
    msg("Evidence: the path of a photo or record beside this workbook, or where the paper is."),
    msg("Done twice in the week: copy the row. Other work: add a row with its task."),
    msg("Do not change the columns of tasks and places, nor their headings."),
    msg("No telephone, identity or bank card numbers: such rows are refused."),
)
"""What the second sheet says, a line each."""


def form(
    context: Context,
    output: Path | None = None,
    week: str | None = None,
    groups: Sequence[str] = (),
    force: bool = False,
) -> int:
    """Write the form of a week.

    Args:
        context: where, when; the form is in its document language.
        output: the file; by default one in the folder of the command, named for the week.
        week: which week, as typed; the running one by default.
        groups: only the duties of these groups.
        force: write over a file that is there.

    Raises:
        TongxinError: the library is not installed, the week or a group is not known, the file is
            there already, or cannot be written.
    """
    load("xlsxwriter", "xlsx")
    ensure_known(context, groups, ())
    context.name_unread()
    asked = running(Kind.WEEK, context.today)
    if week is not None:
        asked = span_asked(context, Asked(week=week))
    translate = Translator(context.document_language)
    name = translate.show(Word("form", "填表"))
    file = context.start / f"{name}-{asked.label}.xlsx" if output is None else output
    if file.exists() and not force:
        raise TongxinError(
            msg("{path} is there already, and somebody may have filled it in", path=str(file)),
            msg("name another file, or add {option}", option="--force"),
        )
    table = form_table(context.agenda, asked.first, asked.last, groups)
    sheet = sheet_of(table, translate, listed(choices(context.agenda), translate),
                     _between(context))  # fmt: skip
    told = Sheet(translate.show(HELP_SHEET), (Column(translate.show(HELP_SHEET), 90),),
                 [[translate(text)] for text in HELP], plain=True)  # fmt: skip
    known = mark(context, {"kind": FORM, "week": asked.label})
    write_atomically(file, workbook_bytes([sheet, told, known], context.today, properties(context)))
    _answer(context, file, asked.label, len(table.rows))
    return OK


def _between(context: Context) -> tuple[int, int]:
    """The first and the last day that an active plan has."""
    periods = [p.period for p in context.world.plans if p.status == "active" and p.period]
    if not periods:
        return context.today, context.today
    return min(first for first, _ in periods), max(last for _, last in periods)


def _answer(context: Context, file: Path, week: str, rows: int) -> None:
    if context.form == "json":
        context.say_json({"version": 1, "written": str(file), "week": week, "rows": rows})
        return
    text: Message = msgn("{week}: {n} duty to fill in", "{week}: {n} duties to fill in", rows,
                         week=week)  # fmt: skip
    context.out.write(context.translate(text) + "\n")
    context.warn(msg("written: {path}", path=str(file)))
    again = msg("read it back: {command}", command=f"tongxin import {file.name}")
    context.say([[("faint", context.translate(again))]])
