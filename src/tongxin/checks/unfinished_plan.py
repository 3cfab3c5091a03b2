"""A plan is called done or stopped while work of it is left.

Work that was due and is still owed, and hazards found in its course that are still open, do not go
away with the plan. Finish and record them, close the hazards, waive what is not owed any more, or
set the plan active again. A plan whose `ended` lies ahead is not over yet.

== 中文 ==
计划已经标为完成或停止，但还有事没办完。

到期没办的任务、查出来还没销号的隐患，不会因为计划结束就没了。请办完登记、把隐患销号、
不用再办的写免办，或者把计划改回“实施”。终止日期还没到的，不算结束。

== fails ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
status: done
period: 2026-01..2026-06
tasks:
  - {id: drill, title: 消防演练, schedule: 5月底前}

== passes ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
status: done
period: 2026-01..2026-06
tasks:
  - {id: drill, title: 消防演练, schedule: 5月底前}
-- ledger/2026-05.yaml
- {date: 2026-05-20, task: fire/drill}
"""

from collections import Counter
from collections.abc import Iterator

from tongxin.answers.hazards import Hazard
from tongxin.answers.occurrences import Agenda
from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg
from tongxin.model.plan import Plan


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every plan that is over and has overdue work or open hazards."""
    over = [plan for plan in agenda.world.plans if is_over(plan, agenda.today)]
    if not over:
        return
    overdue = Counter(
        id(track.duty.plan)
        for track in agenda.all_tracks
        if is_over(track.duty.plan, agenda.today)
        for _ in track.overdue()
    )
    hazards = Counter(
        plan for hazard in agenda.hazards if hazard.is_open() for plan in _plans_of(agenda, hazard)
    )
    for plan in over:
        left, open_ = overdue[id(plan)], hazards[id(plan)]
        if left or open_:
            message = msg(
                "this plan is over with work left: {overdue} overdue, {hazards} open hazards",
                overdue=left,
                hazards=open_,
            )
            remedy = msg("finish and record it, waive it, or set the plan active again")
            yield Diagnostic("unfinished-plan", plan.at("status"), message, remedy)


def is_over(plan: Plan, today: int) -> bool:
    """Done or stopped, and the day it ended has come."""
    return plan.status in ("done", "stopped") and (plan.ended is None or plan.ended <= today)


def _plans_of(agenda: Agenda, hazard: Hazard) -> set[int]:
    """The plans of the tasks that its events name."""
    named = {(name, event.date) for event in hazard.events for name in event.task}
    found = [agenda.world.duties_called(name, day) for name, day in named]
    return {id(duties[0].plan) for duties in found if len(duties) == 1}
