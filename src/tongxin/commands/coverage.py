"""`coverage`: clause → what answers it → occurrences → evidence or 缺. 迎检."""

from collections.abc import Iterator

from tongxin.answers.coverage import Coverage, matrix
from tongxin.answers.coverage import coverage as clauses
from tongxin.checks.references import suggestion
from tongxin.commands.context import OK, Context
from tongxin.diagnostic import TongxinError
from tongxin.messages import Translator, msg, msgn
from tongxin.model import words
from tongxin.model.plan import Task
from tongxin.output.plain import coverage_json
from tongxin.output.style import Line, pad, width


def coverage(context: Context, basis: str | None = None, missing: bool = False) -> int:
    """Show how the plans answer a basis.

    Args:
        context: where, when, how.
        basis: its id or title; all bases by default.
        missing: only what is lacking, by the group that answers for it.
    """
    world, agenda, translate = context.world, context.agenda, context.translate
    context.name_unread()
    bases = None
    if basis is not None:
        if basis not in world.basis_index:
            raise TongxinError(
                msg('no basis "{name}"', name=basis), suggestion(basis, world.basis_index)
            )
        bases = [world.basis_index[basis]]
    covered = clauses(agenda, bases)
    reached = matrix(agenda)
    if context.form == "json":
        context.say_json(coverage_json(agenda, covered, reached))
    elif missing:
        context.say(_missing(context, covered))
    else:
        context.say(_table(covered, translate))
        context.say(_matrix(reached, translate))
        context.say(_summary(covered, translate))
    return OK


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


def _missing(context: Context, covered: tuple[Coverage, ...]) -> Iterator[Line]:
    """By group: clauses and tasks whose evidence is lacking; clauses that nothing answers first."""
    translate = context.translate
    unanswered = [item for item in covered if not item.answers]
    if unanswered:
        yield [("strong", translate(msg("Clauses that nothing answers")))]
        for item in unanswered:
            yield [("bad", f"    {item.name}  {item.clause.text}")]
        yield []
    by_group: dict[str, list[Line]] = {}
    for item in covered:
        if item.answers and item.own_lacking:
            asked: Line = [
                ("strong", f"    {item.name}"),
                ("", f"  {item.clause.text}  "),
                ("warning", translate(msg("lacking: {kinds}", kinds=item.own_lacking))),
            ]
            by_group.setdefault(_answering_groups(context, item), []).append(asked)
        for answer in item.answers:
            if not answer.lacking or not isinstance(answer.thing, Task) or answer.plan is None:
                continue
            groups = context.world.groups_of(answer.plan)
            names = [groups[name].name if name in groups else name for name in answer.thing.group]
            line: Line = [
                ("strong", f"    {item.name}"),
                ("", f"  {answer.name}  {answer.title}  "),
                ("warning", translate(msg("lacking: {kinds}", kinds=answer.lacking))),
            ]
            by_group.setdefault("、".join(names) or translate(msg("no group")), []).append(line)
    for group, lines in sorted(by_group.items()):
        yield [("strong", group), ("faint", f" ({len(lines)})")]
        yield from lines
        yield []
    if not unanswered and not by_group:
        yield [("good", translate(msg("nothing is lacking")))]


def _answering_groups(context: Context, item: Coverage) -> str:
    """The groups of the tasks that answer a clause, by name."""
    names: list[str] = []
    for answer in item.answers:
        if isinstance(answer.thing, Task) and answer.plan is not None:
            groups = context.world.groups_of(answer.plan)
            names += [groups[name].name if name in groups else name for name in answer.thing.group]
    return "、".join(dict.fromkeys(names)) or context.translate(msg("no group"))


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
