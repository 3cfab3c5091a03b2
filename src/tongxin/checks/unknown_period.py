"""A waiver or an extension names a period that the task does not have.

`period` is the label of an occurrence as `due` and `explain` show it (2026-11, 2026-W47, once), or
FIRST..LAST for several, the earlier first. What the label does not meet stays owed. Copy the label
from `tongxin due`; where the schedule was changed since, take the label that it has now.

== 中文 ==
免办或延期的“期次”，这项任务没有。

期次要照抄待办里显示的写法，如 2026-11、2026-W47、once；连续几期写“第一期..最后一期”，先写早的。
写错了，那一期照样算没办。时间要求改过的，请用改过以后的期次。

== fails ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
tasks:
  - {id: patrol, title: 消防巡查, schedule: 每月1次}
-- ledger/2026-11.yaml
- {date: 2026-11-03, waive: fire/patrol, period: 2026-W45, why: 全市停止聚集}

== passes ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
tasks:
  - {id: patrol, title: 消防巡查, schedule: 每月1次}
-- ledger/2026-11.yaml
- {date: 2026-11-03, waive: fire/patrol, period: 2026-11, why: 全市停止聚集}
"""

from collections.abc import Iterator

from tongxin.answers.expansion import Expansion
from tongxin.answers.occurrences import Agenda
from tongxin.checks.bad_schedule import expansions
from tongxin.diagnostic import Diagnostic, near
from tongxin.messages import Message, msg
from tongxin.model.ledger import Entry
from tongxin.model.world import Duty


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every `period` of a waiver or an extension that its task does not have."""
    known: dict[int, tuple[Expansion, ...]] = {}
    for entry in agenda.standing:
        duty = _duty(agenda, entry)
        if duty is None or entry.period is None:
            continue
        if id(duty) not in known:
            unique = {id(found): found for found in expansions(agenda, duty)}
            known[id(duty)] = tuple(found for found in unique.values() if found.slots)
        if known[id(duty)]:
            yield from _findings(entry, entry.period, duty, known[id(duty)])


def _duty(agenda: Agenda, entry: Entry) -> Duty | None:
    """The one task whose period this is."""
    found = agenda.world.duties_called(entry.waive or entry.extend or "", entry.date)
    return found[0] if len(found) == 1 and found[0].plan.tree.complete else None


def _findings(
    entry: Entry, period: tuple[str, str], duty: Duty, known: tuple[Expansion, ...]
) -> Iterator[Diagnostic]:
    first, last = period
    if any("..".join(period) in expansion.numbers for expansion in known):
        return  # a label that is a span itself: 2026-03..2026-05
    unknown = [
        label
        for label in dict.fromkeys(period)
        if not any(label in expansion.numbers for expansion in known)
    ]
    for label in unknown:
        message = msg('"{task}" has no period "{label}"', task=duty.name, label=label)
        yield Diagnostic("unknown-period", entry.at("period"), message, _remedy(label, known))
    both = [e.numbers for e in known if first in e.numbers and last in e.numbers]
    if both and all(numbers[last] < numbers[first] for numbers in both):
        message = msg('"{first}" comes after "{last}"', first=first, last=last)
        remedy = msg("write {last}..{first}", first=first, last=last)
        yield Diagnostic("unknown-period", entry.at("period"), message, remedy)


def _remedy(label: str, known: tuple[Expansion, ...]) -> Message:
    labels = [slot.label for slot in known[0].slots]
    guess = near(label, labels)
    if guess is not None:
        return msg(
            'did you mean "{word}"? They run from {first} to {last}',
            word=guess,
            first=labels[0],
            last=labels[-1],
        )
    return msg("they run from {first} to {last}", first=labels[0], last=labels[-1])
