"""An indicator has no target, or only words for one.

Without a number nobody can say whether the year was a success; `{vague: 明显提高}` keeps the words
and leaves the gap in sight. Write what is to be reached: 0, 300, "≥10%", "≤3", 1..2, "-20%". `down`
and `up` without a number are targets: any change that way reaches them.

== 中文 ==
指标没有目标值，或者只有一句空话。

没有数，年底就说不清完成没有。{未明确: 明显提高} 只是先把原话留着，提醒这里还缺数。
请写出要达到多少：0、300、"≥10%"、"≤3"、1..2、"-20%"；只写“下降”“上升”也算，往那个方向变了就行。

== fails ==
-- plans/health.yaml
plan: health
title: 健康促进计划
period: 2026
indicators:
  - {id: literacy, name: 居民健康素养水平, target: {vague: 明显提高}}

== passes ==
-- plans/health.yaml
plan: health
title: 健康促进计划
period: 2026
indicators:
  - {id: literacy, name: 居民健康素养水平, target: "≥30%"}
"""

from collections.abc import Iterator

from tongxin.answers.occurrences import Agenda
from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg
from tongxin.model.target import Form


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every indicator without a target in figures."""
    remedy = msg('write what is to be reached: 0, 300, "≥10%", "≤3", 1..2, "-20%"')
    for plan in agenda.world.plans:
        for indicator in plan.indicators:
            target = indicator.target
            if target is not None and target.form is Form.VAGUE:
                message = (
                    msg('"{words}" is no figure', words=target.written)
                    if target.written
                    else msg("this target has no figure")
                )
                yield Diagnostic("vague-target", indicator.at("target"), message, remedy)
            elif not indicator.has("target") and plan.tree.complete:
                message = msg("this indicator has no target")
                yield Diagnostic("vague-target", indicator.at(), message, remedy)
