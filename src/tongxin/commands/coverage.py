"""`coverage`: clause → what answers it → occurrences → evidence or 缺. 迎检."""

from collections.abc import Iterator
from pathlib import Path

from tongxin.answers.coverage import Coverage, Lack, Why, lacks, matrix
from tongxin.answers.coverage import coverage as clauses
from tongxin.commands import documents
from tongxin.commands.context import OK, Context
from tongxin.commands.find import find_basis
from tongxin.diagnostic import TongxinError
from tongxin.messages import Message, Translator, msg, msgn
from tongxin.model import words
from tongxin.model.plan import Task
from tongxin.output import view
from tongxin.output.plain import coverage_json
from tongxin.output.style import Line, pad, width

TEMPLATE = "acceptance-index"
"""Of the index."""


def coverage(
    context: Context,
    basis: str | None = None,
    missing: bool = False,
    output: Path | None = None,
    pack: Path | None = None,
) -> int:
    """Show how the plans answer a basis, as a list, as an index, or as folders of evidence.

    Args:
        context: where, when, how; its form is text, json, markdown or html.
        basis: its id or title; all bases by default.
        missing: only what is lacking, by the group that answers for it.
        output: the file to write the index to; its ending chooses the form.
        pack: the folder to make, with a folder a clause and the index.

    Raises:
        TongxinError: no such basis; options that do not go together; what cannot be written.
    """
    _ensure_fitting(context, missing, output, pack)
    agenda, translate = context.agenda, context.translate
    context.name_unread()
    bases = None if basis is None else [find_basis(context, basis)]
    covered = clauses(agenda, bases)
    if pack is not None:
        from tongxin.commands.pack import pack as run

        return run(context, covered, pack)
    asked = documents.ENDINGS.get(output.suffix.lower()) if output is not None else None
    if (asked or context.form) == "json":
        context.put_json(coverage_json(agenda, covered, matrix(agenda)), output)
    elif output is not None or context.form in ("markdown", "html"):
        library = documents.library(context)
        template, form = documents.chosen(context, library, TEMPLATE, output)
        values = documents.data(context, agenda, coverage=view.coverage_view(agenda, covered))
        return documents.deliver(context, library, template, values, form, output)
    elif missing:
        context.say(_missing(context, lacks(agenda, covered)))
    else:
        context.say(_table(covered, translate))
        context.say(_matrix(matrix(agenda), translate))
        context.say(_summary(covered, translate))
    return OK


def _ensure_fitting(
    context: Context, missing: bool, output: Path | None, pack: Path | None
) -> None:
    """Refuse options of which one would have no effect."""
    json = context.form == "json" or (output is not None and output.suffix.lower() == ".json")
    index = output is not None or context.form in ("markdown", "html")
    if pack is not None and (missing or output is not None):
        raise TongxinError(
            msg("--pack makes folders and an index of its own"),
            msg("leave --{option} out", option="missing" if missing else "output"),
        )
    if missing and index and not json:
        raise TongxinError(
            msg("--missing is text or JSON; the index ends with what is lacking"),
            msg("leave --{option} out", option="missing"),
        )


def _table(covered: tuple[Coverage, ...], translate: Translator) -> Iterator[Line]:
    """Clause, its text, then a line for each thing that answers it."""
    for item in covered:
        yield [("strong", item.name), ("", f"  {item.clause.text}")]
        if not item.answers:
            yield [("bad", "    " + translate(msg("nothing answers this clause")))]
        for answer in item.answers:
            limits = answer.thing.TABLE == "hazard-terms"
            name = "tongxin.yaml" if limits else answer.name
            word = translate.show(words.word("workspace", "hazards")) if limits else ""
            pieces: Line = [("", f"    {name}  {answer.title or word}")]
            if answer.owed:
                kept = msg("{kept} of {owed} kept", kept=answer.kept, owed=answer.owed)
                pieces.append(
                    ("good" if answer.kept == answer.owed else "warning", "  " + translate(kept))
                )
            elif isinstance(answer.thing, Task):
                pieces.append(
                    (
                        "faint",
                        "  " + translate(msgn("done {n} time", "done {n} times", answer.done)),
                    )
                )
            if answer.evidence:
                pieces.append(
                    ("faint", "  " + translate(msg("evidence: {n}", n=len(answer.evidence))))
                )
            if answer.lacking:
                pieces.append(
                    ("warning", "  " + translate(msg("lacking: {kinds}", kinds=answer.lacking)))
                )
            yield pieces
        if item.own_lacking:
            text = msg("the clause asks for: {kinds}", kinds=item.own_lacking)
            yield [("warning", "    " + translate(text))]
        yield []


def _missing(context: Context, found: tuple[Lack, ...]) -> Iterator[Line]:
    """What is missing by group; clauses that nothing answers first."""
    translate = context.translate
    unanswered = [one for one in found if Why.NO_TASK in one.why]
    if unanswered:
        yield [("strong", translate(msg("Clauses that nothing answers")))]
        for one in unanswered:
            yield [("bad", f"    {one.clause.name}  {one.clause.clause.text}")]
        yield []
    by_group: dict[tuple[str, ...], list[Lack]] = {}
    for one in found:
        if Why.NO_TASK not in one.why:
            by_group.setdefault(one.groups, []).append(one)
    for groups, some in sorted(by_group.items()):
        name = "、".join(groups) or translate(msg("no group"))
        yield [("strong", name), ("faint", f" ({len(some)})")]
        for one in some:
            what = one.clause.clause.text
            if one.answer is not None:
                what = f"{one.answer.name}  {one.answer.title}"
            yield [
                ("strong", f"    {one.clause.name}"),
                ("", f"  {what}  "),
                ("warning", "  ".join(map(translate, _said(one)))),
            ]
        yield []
    if not found:
        yield [("good", translate(msg("nothing is lacking")))]


def _said(one: Lack) -> Iterator[Message]:
    """What is missing, in words."""
    if Why.NOT_DONE in one.why:
        yield msg("not done yet")
    if one.kinds:
        yield msg("lacking: {kinds}", kinds=one.kinds)
    if one.absent:
        yield msg("no file {names}", names=one.absent)


def _matrix(reached: dict[tuple[str, str], int], translate: Translator) -> Iterator[Line]:
    """Audience by topic: a line an audience with the topics that reached it and how often."""
    audiences = list(dict.fromkeys(audience for audience, _ in reached if audience))
    if not any(topic for _, topic in reached) or not audiences:
        return
    yield [("strong", translate(msg("Audience by topic")))]
    columns = max(map(width, audiences))
    for audience in audiences:
        topics = tuple(
            f"{topic} {n}" for (who, topic), n in reached.items() if who == audience and topic
        )
        text = translate.show(topics) if topics else translate(msg("no topic"))
        yield [("", f"    {pad(audience, columns)}  "), ("" if topics else "warning", text)]
    yield []


def _summary(covered: tuple[Coverage, ...], translate: Translator) -> Iterator[Line]:
    answered = sum(bool(item.answers) for item in covered)
    lacking = sum(bool(item.lacking) for item in covered)
    text = msg(
        "{clauses}, {answered} answered, {lacking} without all evidence",
        clauses=msgn("{n} clause", "{n} clauses", len(covered)),
        answered=answered,
        lacking=lacking,
    )
    yield [("strong", translate(text))]
