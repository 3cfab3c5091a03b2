"""A schedule that cannot be understood, or whose occurrences cannot be told apart.

A schedule is a phrase, a mapping, or a list of these. A phrase such as 每周至少2次, 每月20日 or
7月底前 is understood whole or not at all: half a phrase is never guessed at. A mapping has one of
`every`, `in`, `day`, `by`, `from` and `to`, `all-year`, `irregular` or `vague`, with what fits it:
`{every: month, day: 20}`. Of a list every item is owed; two occurrences may not have one label
(two for November 2026, say), since a waiver or an extension of it could mean either. Write the
schedule as one of the forms, or make one item of the two that share a label, or two tasks.

== 中文 ==
时间要求看不懂，或者排出的期次分不清。

时间要求可以写一句话（每周至少2次、每月20日、7月底前），可以写成键值（{每: 月, 逢: 20}），
也可以是几条的列表。一句话要么整句读懂，要么报错，不会只猜一半。列表里每条都要完成，
但不能排出两个相同的期次（比如两个 2026-11），否则免办、延期说不清指哪一个。
请改成上面的写法；期次相同的两条请并成一条，或拆成两个任务。

== fails ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
tasks:
  - {id: patrol, title: 消防巡查, schedule: 每周大概2次}

== fails ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
tasks:
  - id: patrol
    title: 消防巡查
    schedule: [每月1次, 每月20日]

== passes ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
tasks:
  - {id: patrol, title: 消防巡查, schedule: 每周2次}
  - {id: round, title: 消防夜查, schedule: 每月1次}
  - {id: alarm, title: 报警器检测, schedule: 每月20日}
"""

from collections.abc import Iterator
from itertools import islice

from tongxin.answers.expansion import Expansion
from tongxin.answers.occurrences import Agenda, schedule_of
from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg
from tongxin.model.schedule import Rule, Shape
from tongxin.model.world import Duty


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every schedule that gives one label to two occurrences."""
    for duty in agenda.world.duties:
        rules = duty.task.schedule
        if not _may_clash(rules):
            continue
        found = expansions(agenda, duty)
        if len({rule.each for rule in rules}) == 1:
            found = islice(found, 1)  # all members have the same labels
        clashes = next((one.clashes for one in found if one.clashes), ())
        if clashes:
            yield Diagnostic(
                "bad-schedule",
                duty.task.at("schedule"),
                msg(
                    "two occurrences of this schedule have one label: {labels}", labels=clashes[:3]
                ),
                msg("make one item of the two, or two tasks"),
            )


def _may_clash(rules: tuple[Rule, ...]) -> bool:
    """One rule labels by its periods or days, each once, unless it goes by names or spans."""
    return len(rules) > 1 or any(rule.shape in (Shape.NAMED, Shape.WITHIN) for rule in rules)


def expansions(agenda: Agenda, duty: Duty) -> Iterator[Expansion]:
    """A task's schedule in the window of each of its members, before any `while`.

    Nothing for a schedule at fault, and for a plan whose period is.
    """
    if not duty.task.schedule and duty.task.has("schedule"):
        return
    for member, rules in agenda.members(duty, schedule_of(duty.task)):
        expansion = agenda.expansion(duty, rules, dict(member).get("place"))
        if expansion is not None:
            yield expansion
