"""The holidays of a year that an active plan reaches into are not known yet.

The working days of a year follow from a notice that is published late in the year before. Until
it is in the data, weekends alone count as days off, so due days that are moved and working days
that are counted may change. Said once for each year, at the period of the first active plan that
reaches into it; only for the country CN, or where a notice is given at all. When the notice is
published, put it under `calendar: holidays:` in `tongxin.yaml`, or update the tool.

== 中文 ==
实施中的计划跨到的某一年，节假日安排还不在数据里。

每年的放假和调休要等上一年年底的通知公布。在那之前只按周末休息计算，
“遇休”的推算和剩余工作日都可能变。每个年份只在第一个涉及它的实施中计划的起止时间处提醒一次；
只对 CN，或者已经填过放假通知的日历提醒。通知公布后，请填到 tongxin.yaml 的“日历: 节假日:”下面，
或者更新本工具。

== fails ==
-- plans/vision.yaml
plan: vision
title: 健康社区远期规划
period: 2040

== passes ==
-- tongxin.yaml
tongxin: 1
community: {name: 示例社区}
calendar:
  holidays:
    2040: {off: [2040-01-02..2040-01-03], work: [], source: 放假安排的通知}
-- plans/vision.yaml
plan: vision
title: 健康社区远期规划
period: 2040
"""

from collections.abc import Iterator

from tongxin.answers.occurrences import Agenda
from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg

EXAMPLE = "{year}: {{off: [{year}-01-01..{year}-01-03], work: [{year}-01-04], source: 放假通知}}"


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every year of an active plan whose holidays nobody has told us."""
    working = agenda.world.working_days
    told = working.country.upper() == "CN" or working.overrides
    if not told or not agenda.world.settings.tree.complete:
        return
    said: set[int] = set()
    for plan in agenda.world.plans:
        if plan.status != "active" or plan.period is None:
            continue
        for year in working.unknown_years(*plan.period):
            if year not in said:
                said.add(year)
                yield Diagnostic(
                    "unknown-calendar-year",
                    plan.at("period"),
                    msg(
                        "the holidays of {year} are not known yet: weekends alone are days off",
                        year=year,
                    ),
                    msg(
                        "when the notice is published, put it under calendar: holidays: "
                        "in tongxin.yaml, for instance {example}",
                        example=EXAMPLE.format(year=year),
                    ),
                )
