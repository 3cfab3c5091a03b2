"""The verbs that record what happened."""

import re
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tongxin.cli.options import Verb, verb
from tongxin.cli.parser import _, app, hazards
from tongxin.commands.context import Context
from tongxin.messages import Message, msg

if TYPE_CHECKING:
    from tongxin.commands.done import Pick
    from tongxin.commands.record import Said
    from tongxin.output.style import Line


On = Annotated[
    str | None,
    typer.Option("--on", metavar=_("DATE"), help=_("the day it happened: 11-19, tue, yesterday")),
]
By = Annotated[str | None, typer.Option("--by", help=_("who did it: a group or a post"))]
Note = Annotated[str | None, typer.Option("--note", help=_("what is to be remembered of it"))]
Evidence = Annotated[
    list[str] | None,
    typer.Option(
        "--evidence", metavar=_("PATH"), help=_("a photo, a record; copied if it is elsewhere")
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help=_("show the line, write nothing"))]
Force = Annotated[bool, typer.Option("--force", help=_("record it although a step is missing"))]
AllowPersonal = Annotated[
    bool,
    typer.Option("--allow-personal", help=_("although it looks like somebody's number")),
]
Place = Annotated[
    str | None, typer.Option("--place", help=_("where: an id, a name or a part of it"))
]
Why = Annotated[str, typer.Option("--why", help=_("the reason"))]
HazardKind = Annotated[str | None, typer.Option("--kind", help=_("what kind of hazard"))]
Level = Annotated[str | None, typer.Option("--level", help=_("ordinary, serious or major"))]
Due = Annotated[
    str | None,
    typer.Option("--due", metavar=_("DATE"), help=_("to be put right by: 12-01, 7 days")),
]
People = Annotated[int | None, typer.Option("--people", min=0, help=_("how many people"))]
AlsoFor = Annotated[
    list[str] | None, typer.Option("--task", help=_("it also counts for this task"))
]
HazardId = Annotated[
    str,
    typer.Argument(metavar=_("ID"), help=_("its id, its last four letters, or its place")),
]


_SAID: dict[str, tuple[Any, Any]] = {
    "on": (On, None),
    "by": (By, None),
    "note": (Note, None),
    "evidence": (Evidence, None),
    "force": (Force, False),
    "dry_run": (DryRun, False),
    "allow_personal": (AllowPersonal, False),
}
"""The options that every recording verb has, with what stands where they are not given."""


def recording(
    name: str,
    chinese: str,
    parent: typer.Typer = app,
    force: bool = False,
    but: tuple[str, ...] = (),
) -> Callable[[Verb], Verb]:
    """Register a verb that records; what may be said of every entry is added to its options.

    Args:
        name: its English name.
        chinese: its Chinese one.
        parent: the verb that it belongs to.
        force: it may be recorded although a step is missing.
        but: what cannot be said of it.
    """
    wanted = {o: v for o, v in _SAID.items() if o not in but and (force or o != "force")}

    def register(function: Verb) -> Verb:
        @wraps(function)
        def run(context: Context, **given: Any) -> int:
            from tongxin.commands.record import Said

            said = {option: given.pop(option) for option in wanted}
            said["evidence"] = tuple(said.get("evidence") or ())
            return function(context, Said(**said), **given)

        first, _said, *own = signature(function).parameters.values()
        more = [
            Parameter(o, Parameter.POSITIONAL_OR_KEYWORD, default=value, annotation=kind)
            for o, (kind, value) in wanted.items()
        ]
        vars(run)["__signature__"] = Signature([first, *own, *more])
        verb(name, chinese, parent=parent)(run)
        return function

    return register


def _pick(context: Context) -> "Pick | None":
    """Asks somebody at a terminal for numbers; None where nobody can be asked."""
    if context.form != "text" or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None

    def pick(lines: "Sequence[Line]", question: Message) -> list[int]:
        for number, line in enumerate(lines, 1):
            context.err_lines([[("strong", f"{number:3} "), *line]])
        while True:
            said = typer.prompt(context.translate(question), err=True)
            if said.strip() in ("all", "全部"):
                return list(range(len(lines)))
            numbers = [int(word) for word in re.findall(r"\d+", said)]
            if numbers and all(1 <= number <= len(lines) for number in numbers):
                return [number - 1 for number in numbers]
            hint = msg("type numbers from 1 to {n}, or all",
                       n=len(lines))  # fmt: skip
            context.err_lines([[("warning", context.translate(hint))]])

    return pick


@recording("done", "登记")
def done(
    context: Context,
    said: "Said",
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=_("[PLAN/TASK | PLACE] …"), help=_("parts of titles and names will do")
        ),
    ] = None,
    place: Annotated[
        list[str] | None,
        typer.Option("--place", help=_("where: ids, names, kinds, all")),
    ] = None,
    but: Annotated[
        list[str] | None, typer.Option("--except", help=_("places that were left out"))
    ] = None,
    fail: Annotated[
        list[str] | None,
        typer.Option(
            "--fail", metavar=_("PLACE:WHAT"), help=_("what failed there; opens a hazard")
        ),
    ] = None,
    count: Annotated[int | None, typer.Option("--count", min=1, help=_("how many times"))] = None,
    people: People = None,
    amount: Annotated[
        str | None, typer.Option("--amount", help=_("how many pieces, households …"))
    ] = None,
    audience: Annotated[list[str] | None, typer.Option("--audience", help=_("for whom"))] = None,
    topic: Annotated[list[str] | None, typer.Option("--topic", help=_("on what"))] = None,
    result: Annotated[str | None, typer.Option("--result", help=_("pass or fail"))] = None,
    kind: HazardKind = None,
    level: Level = None,
) -> int:
    """Record work done"""
    from tongxin.commands.done import Work
    from tongxin.commands.done import done as run

    work = Work(
        words=tuple(words or ()), places=tuple(place or ()), but=tuple(but or ()),
        failed=tuple(fail or ()), count=count, people=people, amount=amount,
        audience=tuple(audience or ()), topic=tuple(topic or ()),
        result=result, kind=kind, level=level,
    )  # fmt: skip
    return run(context, work, said, _pick(context))


@recording("measure", "填报")
def measure(
    context: Context,
    said: "Said",
    indicator: Annotated[str, typer.Argument(metavar=_("PLAN/INDICATOR"), help=_("an indicator"))],
    value: Annotated[str, typer.Argument(metavar=_("VALUE"), help=_("a number, 92%, 3:7"))],
) -> int:
    """Record the value of an indicator"""
    from tongxin.commands.facts import measure as run

    return run(context, indicator, value, said)


@recording("incident", "伤害")
def incident(
    context: Context,
    said: "Said",
    kind: Annotated[str, typer.Argument(metavar=_("KIND"), help=_("a fall, a burn, traffic …"))],
    place: Place = None,
    count: Annotated[int | None, typer.Option("--count", min=1, help=_("how many"))] = None,
    cause: Annotated[str | None, typer.Option("--cause", help=_("what caused it"))] = None,
    age: Annotated[str | None, typer.Option("--age", help=_("an age group"))] = None,
    sex: Annotated[str | None, typer.Option("--sex", help=_("male or female"))] = None,
    severity: Annotated[
        str | None, typer.Option("--severity", help=_("minor, moderate, severe or death"))
    ] = None,
) -> int:
    """Record an injury, for the surveillance; never a name"""
    from tongxin.commands.facts import Incident
    from tongxin.commands.facts import incident as run

    wanted = Incident(kind, place, count, cause, age, sex, severity)
    return run(context, wanted, said)


Task = Annotated[str, typer.Argument(metavar=_("PLAN/TASK"), help=_("a task"))]
Period = Annotated[
    str | None,
    typer.Argument(
        metavar=_("[PERIOD]"), help=_("2026-W47, 2026-11 …; the running one by default")
    ),
]


@recording(
    "waive",
    "免办",
    but=(
        "note",
        "evidence",
    ),
)
def waive(
    context: Context,
    said: "Said",
    task: Task,
    why: Why,
    period: Period = None,
    place: Place = None,
) -> int:
    """Record that a duty is not owed in a period, and why"""
    from tongxin.commands.facts import waive as run

    return run(context, task, period, why, place, said)


@recording(
    "extend",
    "延期",
    but=(
        "note",
        "evidence",
    ),
)
def extend(
    context: Context,
    said: "Said",
    task: Task,
    to: Annotated[str, typer.Option("--to", metavar=_("DATE"), help=_("the new due day"))],
    why: Why,
    period: Period = None,
    place: Place = None,
) -> int:
    """Record that a duty is due later, and why"""
    from tongxin.commands.facts import extend as run

    return run(context, task, period, to, why, place, said)


@recording("note", "记事", but=("note",))
def note(
    context: Context,
    said: "Said",
    text: Annotated[str, typer.Argument(metavar=_("TEXT"), help=_("other work, in a sentence"))],
    problem: Annotated[
        bool, typer.Option("--problem", help=_("it is a problem, for that part of the report"))
    ] = False,
) -> int:
    """Record other work, or a problem, for the report"""
    from tongxin.commands.facts import note as run

    return run(context, text, problem, said)


@recording("number", "编号")
def number(
    context: Context,
    said: "Said",
    title: Annotated[
        str | None,
        typer.Argument(metavar=_("[TITLE]"), help=_("of the document; without it: what there is")),
    ] = None,
    series: Annotated[
        str | None, typer.Option("--series", help=_("which series: its id, name or code word"))
    ] = None,
    to: Annotated[str | None, typer.Option("--to", help=_("whom the document is for"))] = None,
    exact: Annotated[
        str | None, typer.Option("--as", help=_("the number that it has on paper already"))
    ] = None,
) -> int:
    """Give a document the next number, and enter it"""
    from tongxin.commands.number import number as run

    return run(context, title, series, to, exact, said)


@recording(
    "void",
    "作废",
    but=(
        "note",
        "evidence",
        "on",
    ),
)
def void(
    context: Context,
    said: "Said",
    entry: Annotated[
        str, typer.Argument(metavar=_("ID"), help=_("its id, or its last four letters"))
    ],
    why: Annotated[str | None, typer.Option("--why", help=_("the reason"))] = None,
) -> int:
    """Let an entry count as if it were not there; of a void: let it count again"""
    from tongxin.commands.entries import void as run

    return run(context, entry, why, said)


@recording(
    "undo",
    "撤销",
    but=(
        "note",
        "evidence",
        "on",
    ),
)
def undo(context: Context, said: "Said") -> int:
    """Void what you recorded last"""
    from tongxin.commands.entries import undo as run

    return run(context, said)


@verb("entries", "流水")
def entries(
    context: Context,
    number: Annotated[
        int, typer.Option("-n", "--number", min=1, max=100_000, help=_("how many"))
    ] = 20,
    task: Annotated[str | None, typer.Option("--task", help=_("of this task only"))] = None,
    place: Place = None,
    everything: Annotated[bool, typer.Option("--all", help=_("all of them"))] = False,
) -> int:
    """The latest entries with their ids"""
    from tongxin.commands.entries import entries as run

    return run(context, number, task, place, everything)


# ── hazards ───────────────────────────────────────────────────────────────────────────────────


def _step(context: Context, said: "Said", output: Path | None = None, **values: object) -> int:
    from tongxin.commands.hazard import Step, step

    return step(context, Step(**values), said, output)  # type: ignore[arg-type]


@recording("found", "发现", parent=hazards)
def found(
    context: Context,
    said: "Said",
    where: Annotated[
        str | None,
        typer.Argument(metavar=_("[PLACE]"), help=_("where: an id, a name or a part of it")),
    ] = None,
    what: Annotated[
        str | None, typer.Argument(metavar=_("[WHAT]"), help=_("what is the matter"))
    ] = None,
    place: Place = None,
    said_what: Annotated[str | None, typer.Option("--what", help=_("what is the matter"))] = None,
    kind: HazardKind = None,
    level: Level = None,
    due: Due = None,
    task: AlsoFor = None,
) -> int:
    """Open a hazard: tongxin hazard found PLACE WHAT"""
    if where is not None and what is None and said_what is None and place is not None:
        where, said_what = None, where  # found --place P WHAT
    return _step(
        context, said, event="found",
        place=place or where, what=said_what or what, kind=kind, level=level, due=due,
        task=tuple(task or ()),
    )  # fmt: skip


@recording("notified", "通知", parent=hazards, force=True)
def notified(
    context: Context,
    said: "Said",
    hazard: HazardId,
    to: Annotated[
        str | None, typer.Option("--to", help=_("who is to act (default: the place's manager)"))
    ] = None,
    due: Due = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar=_("PATH"), help=_("write the notice here")),
    ] = None,
) -> int:
    """The notice of rectification was sent; prints how to make it"""
    return _step(context, said, output, event="notified", hazard=hazard, to=to, due=due)


@recording("rectified", "整改", parent=hazards, force=True)
def rectified(
    context: Context,
    said: "Said",
    hazard: HazardId,
) -> int:
    """It was put right"""
    return _step(context, said, event="rectified", hazard=hazard)


@recording("verified", "复查", parent=hazards, force=True)
def verified(
    context: Context,
    said: "Said",
    hazard: HazardId,
    outcome: Annotated[
        str | None, typer.Argument(metavar=_("[pass|fail]"), help=_("pass or fail"))
    ] = None,
    result: Annotated[str | None, typer.Option("--result", help=_("pass or fail"))] = None,
    task: AlsoFor = None,
    people: People = None,
) -> int:
    """It was inspected again: pass or fail"""
    ended = result or outcome
    return _step(
        context, said, event="verified", hazard=hazard, people=people, task=tuple(task or ()),
        result=ended,
    )  # fmt: skip


@recording("closed", "销号", parent=hazards, force=True)
def closed(
    context: Context,
    said: "Said",
    hazard: HazardId,
) -> int:
    """It is struck off"""
    return _step(context, said, event="closed", hazard=hazard)


@recording("escalated", "上报", parent=hazards, force=True)
def escalated(
    context: Context,
    said: "Said",
    hazard: HazardId,
    to: Annotated[str | None, typer.Option("--to", help=_("to whom (default: the parent)"))] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar=_("PATH"), help=_("write the letter here")),
    ] = None,
) -> int:
    """It was reported to the office above"""
    return _step(context, said, output, event="escalated", hazard=hazard, to=to)


@recording("answered", "答复", parent=hazards, force=True)
def answered(
    context: Context,
    said: "Said",
    hazard: HazardId,
) -> int:
    """The office above has answered"""
    return _step(context, said, event="answered", hazard=hazard)


@recording("extended", "延期", parent=hazards, force=True)
def extended(
    context: Context,
    said: "Said",
    hazard: HazardId,
    due: Due = None,
) -> int:
    """It has more time"""
    return _step(context, said, event="extended", hazard=hazard, due=due)


@recording("watched", "值守", parent=hazards, force=True)
def watched(
    context: Context,
    said: "Said",
    hazard: HazardId,
) -> int:
    """Somebody watches over it"""
    return _step(context, said, event="watched", hazard=hazard)


@verb("list", "清单", parent=hazards)
def hazard_list(
    context: Context,
    everything: Annotated[bool, typer.Option("--all", help=_("closed ones too"))] = False,
    place: Place = None,
    kind: HazardKind = None,
) -> int:
    """The open hazards: state, age, deadline, light"""
    from tongxin.commands.hazard import hazard_list as run

    return run(context, everything, place, kind)


@verb("show", "查看", parent=hazards)
def hazard_show(context: Context, hazard: HazardId) -> int:
    """One hazard with all its events"""
    from tongxin.commands.hazard import hazard_show as run

    return run(context, hazard)
