"""`show PLAN`: a plan as a tree. Its charts are in `pictures`."""

from collections.abc import Iterator, Sequence

from tongxin.answers.indicators import Reading, readings
from tongxin.answers.occurrences import Agenda, State
from tongxin.calendar.periods import iso
from tongxin.commands.context import OK, Context
from tongxin.commands.find import find_plan
from tongxin.messages import Translator, msg, msgn
from tongxin.model import words
from tongxin.model.fields import Thing
from tongxin.model.plan import Plan, Task
from tongxin.output.plain import indicator as indicator_row
from tongxin.output.style import Line, pad, width


def show(context: Context, plan: str | None = None, gantt: bool = False) -> int:
    """Show a plan, or all plans in a line each where none is named; `gantt`: along the months."""
    if gantt and context.form != "json":
        from tongxin.commands.pictures import GANTT, chart

        return chart(context, GANTT, plan)
    world, translate = context.world, context.translate
    context.name_unread()
    if plan is None:
        if context.form == "json":
            context.say_json({"version": 1, "plans": [_plan_row(p) for p in world.plans]})
        else:
            context.say(_plans(world.plans, translate))
        return OK
    found = find_plan(context, plan)
    if context.form == "json":
        context.say_json(_plan_json(context, found))
    else:
        context.say(_tree(context, found))
    return OK


def _plan_row(plan: Plan) -> dict[str, object]:
    period = plan.period
    return {
        "plan": plan.id,
        "title": plan.title,
        "status": plan.status,
        "period": None if period is None else [iso(period[0]), iso(period[1])],
        "tasks": len(plan.tasks),
    }


def _plan_json(context: Context, plan: Plan) -> dict[str, object]:
    found = [r for r in readings(context.agenda) if r.plan is plan]
    tasks = [
        {
            "task": f"{plan.id}/{task.id}",
            "title": task.title,
            "group": list(task.group),
            "schedule": _schedule_text(task),
            "states": _states(context.agenda, plan, task),
        }
        for task in plan.tasks
    ]
    return {
        "version": 1,
        **_plan_row(plan),
        "tasks": tasks,
        "indicators": [indicator_row(r) for r in found],
    }


def _plans(plans: Sequence[Plan], translate: Translator) -> Iterator[Line]:
    ids = max((width(plan.id) for plan in plans), default=0)
    titles = max((width(plan.title) for plan in plans), default=0)
    for plan in plans:
        status = translate.show(words.word("word:status", plan.status))
        tasks = translate(msgn("{n} task", "{n} tasks", len(plan.tasks)))
        yield [
            ("strong", pad(plan.id, ids)),
            ("", "  " + pad(plan.title, titles)),
            ("faint", f"  {status}  {_period(plan)}  {tasks}"),
        ]


def _period(plan: Plan) -> str:
    return "" if plan.period is None else f"{iso(plan.period[0])}..{iso(plan.period[1])}"


def _tree(context: Context, plan: Plan) -> Iterator[Line]:
    translate, agenda = context.translate, context.agenda
    status = translate.show(words.word("word:status", plan.status))
    yield [("strong", plan.title), ("faint", f"  {plan.id}  {status}  {_period(plan)}")]
    branches: list[tuple[str, list[Line]]] = [
        ("goals", [_named(goal, goal.id, goal.text) for goal in plan.goals]),
        ("indicators", [_indicator(r, translate) for r in readings(agenda) if r.plan is plan]),
        ("groups", [_named(g, g.id, g.name, g.lead or "") for g in plan.groups]),
        (
            "phases",
            [_named(p, p.id, p.name, f"{_day(p.from_)}..{_day(p.to)}") for p in plan.phases],
        ),
        ("tasks", [_task(context, plan, task) for task in plan.tasks]),
        ("measures", [[("", measure.text)] for measure in plan.measures]),
    ]
    branches = [(key, lines) for key, lines in branches if lines]
    for number, (key, lines) in enumerate(branches):
        last = number == len(branches) - 1
        heading = translate.show(words.word("plan", key))
        yield [
            ("faint", "└─ " if last else "├─ "),
            ("strong", heading),
            ("faint", f" ({len(lines)})"),
        ]
        for row, line in enumerate(lines):
            stem = "   " if last else "│  "
            yield [("faint", stem + ("└─ " if row == len(lines) - 1 else "├─ ")), *line]


def _day(day: int | None) -> str:
    return "" if day is None else iso(day)


def _named(thing: Thing, name: str, title: str, more: str = "") -> Line:
    del thing
    return [("strong", name), ("", f"  {title}"), ("faint", f"  {more}" if more else "")]


def _task(context: Context, plan: Plan, task: Task) -> Line:
    states = _states(context.agenda, plan, task)
    shown = tuple(
        msg("{state} {n}", state=words.word("word:state", state), n=n)
        for state, n in states.items()
        if n and state not in ("upcoming",)
    )
    style = "bad" if states["overdue"] else "warning" if states["missed"] else "faint"
    return [
        ("strong", task.id),
        ("", f"  {task.title}"),
        ("info", f"  {_schedule_text(task)}"),
        (style, "  " + context.translate.show(shown) if shown else ""),
    ]


def _schedule_text(task: Task) -> str:
    """The schedule as written, on one line."""
    node = task.value_node("schedule")
    if node is None:
        return task.phase or ""
    return " ".join(task.tree.source.text[node.start : node.end].split())


def _states(agenda: Agenda, plan: Plan, task: Task) -> dict[str, int]:
    """State → how many of the task's occurrences stand so."""
    found = {state.value: 0 for state in State}
    for track in agenda.tracks_of(f"{plan.id}/{task.id}"):
        for o in track.occurrences():
            found[o.state] += 1
    return found


def _indicator(found: Reading, translate: Translator) -> Line:
    indicator = found.indicator
    target = indicator.target.written if indicator.target else "?"
    value = "–" if found.value is None else f"{found.value:g}"
    if found.second is not None:
        value += f":{found.second:g}"
    percent = "" if found.percent is None else f" ({found.percent:.1f}%)"
    verdict = {
        True: ("good", msg("met")),
        False: ("bad", msg("not met")),
        None: ("faint", msg("unknown")),
    }[found.met]
    return [
        ("strong", indicator.id),
        ("", f"  {indicator.name}  {value}{indicator.unit or ''}{percent} / {target}  "),
        (verdict[0], translate(verdict[1])),
    ]
