"""An entry lacks evidence that its task asks for.

A task's `evidence` lists the kinds that must be kept each time (检查记录, 照片). An entry with
kinds (`evidence: {照片: …}`) has those it names; one with plain paths is taken to have them all.
What is on paper counts: 纸质 and where it lies. File the rest while it can still be found.

== 中文 ==
这条台账的佐证不全。

任务的“佐证”列出了每次要留的材料（如检查记录、照片）。
台账按类写的（佐证: {照片: …}），写了哪类算哪类；只写路径不分类的，算都有了。
纸质材料也算，写“纸质”和存放处即可。还缺的请趁早补上。

== fails ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
tasks:
  - {id: patrol, title: 消防巡查, schedule: 每周1次, evidence: [检查记录, 照片]}
-- ledger/2026-11.yaml
- {date: 2026-11-03, task: fire/patrol, evidence: {检查记录: 纸质 2号盒}}

== passes ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
tasks:
  - {id: patrol, title: 消防巡查, schedule: 每周1次, evidence: [检查记录, 照片]}
-- ledger/2026-11.yaml
- {date: 2026-11-03, task: fire/patrol, evidence: {检查记录: 纸质 2号盒, 照片: 纸质 2号盒}}
"""

from collections.abc import Iterator

from tongxin.answers.occurrences import Agenda
from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every entry of work done that lacks a kind of evidence its task lists."""
    for entry in agenda.entries:
        kinds = {evidence.kind for evidence in entry.evidence}
        if entry.kind != "done" or None in kinds:
            continue
        for number, name in enumerate(entry.task):
            duties = agenda.world.duties_called(name, entry.date)
            if len(duties) != 1:
                continue
            lacking = tuple(kind for kind in duties[0].task.evidence if kind not in kinds)
            if lacking:
                message = msg(
                    '"{task}" asks for evidence that is not here: {kinds}',
                    task=duties[0].name,
                    kinds=lacking,
                )
                remedy = msg("file it and record the entry again with it, voiding this one")
                yield Diagnostic("owed-evidence", entry.at("task", number), message, remedy)
