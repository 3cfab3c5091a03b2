"""A target is a change, and there is nothing to compare with.

`-20%`, `+5%`, `down` and `up` are counted from the indicator's `baseline`, most often the value of
the year before. Without it no value can reach or miss the target. Write the baseline.

== 中文 ==
目标值是升降幅度，却没写基期值。

“-20%”“上升 5%”“下降”都要和基期值（一般是上年的数）比。
没有基期值，填多少都算不出达没达到。请补上基期值。

== fails ==
-- plans/safe.yaml
plan: safe
title: 安全社区创建计划
period: 2026
indicators:
  - {id: alarms, name: 电动车火警起数, target: "-20%"}

== passes ==
-- plans/safe.yaml
plan: safe
title: 安全社区创建计划
period: 2026
indicators:
  - {id: alarms, name: 电动车火警起数, target: "-20%", baseline: 15}
"""

from collections.abc import Iterator

from tongxin.answers.occurrences import Agenda
from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg
from tongxin.model import words
from tongxin.model.target import Form


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every target that is a change, of an indicator without a baseline."""
    remedy = msg('add "{key}: …"', key=words.word("indicator", "baseline"))
    for plan in agenda.world.plans:
        for indicator in plan.indicators if plan.tree.complete else ():
            target = indicator.target
            if target is None or target.form is not Form.CHANGE or indicator.has("baseline"):
                continue
            message = msg(
                '"{target}" is a change, and there is no baseline to compare with',
                target=target.written,
            )
            yield Diagnostic("no-baseline", indicator.at("target"), message, remedy)
