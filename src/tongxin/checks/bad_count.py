"""A number is wanted and the value is none, is too small or too large, or is of another kind.

`count` and `times` take whole numbers of at least 1, `people` whole numbers from 0; `amount`,
`points` and the numbers of the community take decimals from 0; `value` also takes a sign, a % or a
ratio such as 1:2; time limits take days, workdays or weeks, such as 7 days, 3个工作日. Write
Arabic digits and no unit behind a count. Neither number of a ratio may be 0. What is measured is
written as the target of its indicator is: a ratio where that is one, with % only where that has %.
The value is not counted until it is right.

== 中文 ==
这里要写数字，写的却不是数字，或者数太小、太大、与目标值不是一类。

次数要写不小于 1 的整数，人数写不小于 0 的整数；数量、分值和社区基础数据可以有小数，不能为负；数值
还可以带正负号、% 或写成 1:2；时限写天数、工作日或周，如 7天、3个工作日。请用阿拉伯数字，次数后面不
要带单位。比值的两个数都不能是 0。填报的数值要与指标的目标值写法一致：目标是比值的写比值，目标带
% 的才可以带 %。改对之前，这个数不计入统计。

== fails ==
-- ledger/2026-11.yaml
- {date: 2026-11-09, note: 消防演练, task: fire/drill, people: 四十余人}
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
tasks:
  - {id: drill, title: 消防演练, schedule: 每半年}

== passes ==
-- ledger/2026-11.yaml
- {date: 2026-11-09, note: 消防演练, task: fire/drill, people: 43}
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
tasks:
  - {id: drill, title: 消防演练, schedule: 每半年}
"""

from collections.abc import Iterator

from tongxin.answers.occurrences import Agenda
from tongxin.checks.unknown_indicator import indicators_named
from tongxin.diagnostic import Diagnostic
from tongxin.messages import Message, msg
from tongxin.model.ledger import Entry
from tongxin.model.plan import Indicator
from tongxin.model.target import Form
from tongxin.text.tree import Scalar


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every measurement that cannot be held against its indicator's target."""
    named = indicators_named(agenda.world)
    for entry in agenda.standing:
        if entry.kind == "measured" and entry.value:
            meant = list(named.get(entry.indicator or "", {}).values())
            fault = _unlike(entry, meant[0]) if len(meant) == 1 else None
            if fault is not None:
                message, remedy = fault
                yield Diagnostic("bad-count", entry.at("value"), message, remedy)


def _unlike(entry: Entry, indicator: Indicator) -> tuple[Message, Message] | None:
    """What a measurement is and its indicator's target is not, and what to write instead."""
    target, node = indicator.target, entry.value_node("value")
    if target is None or target.form is Form.VAGUE or type(node) is not Scalar:
        return None
    text = node.value
    if target.form is Form.RATIO:
        if len(entry.value) == 2:
            return None
        message = msg(
            '"{text}" is no ratio, and the target is {target}', text=text, target=target.written
        )
        return message, msg('write both numbers: "1:2"')
    if len(entry.value) == 2:
        message = msg(
            '"{text}" is a ratio, and the target is {target}', text=text, target=target.written
        )
        return message, msg("write one number")
    per_cent = target.form is Form.CHANGE or (target.percent and indicator.of is None)
    if per_cent or "%" in (indicator.unit or "") or not text.rstrip().endswith(("%", "％")):
        return None
    return msg('"{text}" is a percentage, and this indicator is a number', text=text), msg(
        "write the number itself"
    )
