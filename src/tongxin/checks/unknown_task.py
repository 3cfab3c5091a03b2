"""A task is named that does not exist, or a name that several tasks bear.

`after` names a task of its own plan by id or exact title, or `plan/task`. A ledger entry, a waiver
and an extension name `plan/task`; the id or title alone will do where only one task of the
workspace bears it. What is recorded under an unknown or an ambiguous name counts for no task.

== 中文 ==
写到的任务找不到，或者有几个任务都叫这个名字。

“前置”写本计划任务的编号或全称，别的计划的任务写“计划/任务”。台账、免办、延期写“计划/任务”；
全社区只有一个任务叫这个名字的，也可以只写任务编号或全称。
名字写错或者说不清是哪一个，这条记录就哪个任务都不算。

== fails ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
tasks:
  - {id: patrol, title: 消防巡查, schedule: 每周1次}
-- ledger/2026-11.yaml
- {date: 2026-11-03, task: fire/patrl}

== passes ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
tasks:
  - {id: patrol, title: 消防巡查, schedule: 每周1次}
-- ledger/2026-11.yaml
- {date: 2026-11-03, task: fire/patrol}
"""

from collections.abc import Iterator
from functools import cache

from tongxin.answers.occurrences import Agenda
from tongxin.checks.references import MOST_NAMES
from tongxin.diagnostic import Diagnostic, Span, near
from tongxin.messages import Message, msg
from tongxin.model.fields import names_known
from tongxin.model.ledger import Entry
from tongxin.model.plan import Plan
from tongxin.model.world import Duty, World, index

CODE = "unknown-task"


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every `after` and every reference of the ledger that does not name one task."""
    world = agenda.world
    for plan in world.plans:
        for task in plan.tasks:
            for position, name in enumerate(task.after):
                if world.names_known if "/" in name else names_known(plan.tree):
                    yield from _after(world, plan, name, task.at("after", position))
    if not world.names_known:
        return

    @cache
    def remedy(name: str) -> Message | None:
        return _remedy(world, name)

    for entry in agenda.standing:
        for name, key, number in references(entry):
            duties = world.duties_called(name, entry.date)
            if not duties:
                message = msg('no task "{name}"', name=name)
                yield Diagnostic(CODE, entry.at(key, number), message, remedy(name))
            else:
                yield from _ambiguous(name, duties, entry.at(key, number))


def references(entry: Entry) -> Iterator[tuple[str, str, int | None]]:
    """What an entry calls tasks: the name, the key it stands under, its number in a list."""
    for number, name in enumerate(entry.task):
        yield name, "task", number
    for key, value in (("waive", entry.waive), ("extend", entry.extend)):
        if value is not None:
            yield value, key, None


def preceding(world: World, plan: Plan, name: str) -> tuple[Duty, ...]:
    """The tasks that an `after` in this plan may mean; one if it is right."""
    own = world.duty_index.get(f"{plan.id}/{name}", ())
    own = tuple(duty for duty in own if duty.plan is plan)
    return own or (world.duty_index.get(name, ()) if "/" in name else ())


def _after(world: World, plan: Plan, name: str, span: Span) -> Iterator[Diagnostic]:
    duties = preceding(world, plan, name)
    if duties:
        yield from _ambiguous(name, duties, span)
        return
    elsewhere = world.duty_index.get(name, ())
    if elsewhere:
        remedy: Message | None = msg(
            "it is in another plan; write {names}", names=tuple(d.name for d in elsewhere)
        )
    else:
        remedy = _remedy(world, name if "/" in name else f"{plan.id}/{name}")
    message = msg('no task "{name}"', name=name)
    if "/" not in name:
        message = msg('no task "{name}" in this plan', name=name)
    yield Diagnostic(CODE, span, message, remedy)


def _ambiguous(name: str, duties: tuple[Duty, ...], span: Span) -> Iterator[Diagnostic]:
    """Several tasks; two of one plan and id are the fault of their ids and not of this name."""
    names = tuple(dict.fromkeys(duty.name for duty in duties))
    if len(names) > 1:
        message = msg('"{name}" may be any of {names}', name=name, names=names)
        yield Diagnostic(CODE, span, message, msg("write one of them"))


def _remedy(world: World, name: str) -> Message | None:
    first, slash, last = name.rpartition("/")
    plan = world.plan_index.get(first)
    if plan is not None:
        tasks = index(plan.tasks)
        guess = tasks.get(last) or tasks.get(near(last, list(tasks)) or "")
        if guess is None:
            return None
        return msg(
            'did you mean "{word}" ({title}, {file}:{line})?',
            word=f"{plan.id}/{guess.id}",
            title=guess.title,
            file=plan.source.path,
            line=guess.at().line,
        )
    if slash:
        other = near(first, list(world.plan_index))
        if other is None:
            return msg('there is no plan "{plan}"', plan=first)
        return msg(
            'there is no plan "{plan}"; did you mean "{word}"?',
            plan=first,
            word=world.plan_index[other].id,
        )
    if len(world.duties) > MOST_NAMES:
        return None
    near_name = near(name, [n for duty in world.duties for n in (duty.task.id, duty.task.title)])
    return None if near_name is None else msg('did you mean "{word}"?', word=near_name)
