"""Nothing was recorded for 60 days of work that has no quota.

Work that goes on all the year or has no rhythm is never overdue, so only the ledger shows that it
is done. A task of an active plan is quiet when its time has run for at least 60 days (counted from
its first day or the day the ledger began, whichever is later) and no entry of the last 60 days
counts for it. Record what was done, or give the task a schedule.

== 中文 ==
常态工作已经 60 天没有台账。

全年开展、不定期的工作不会逾期，做没做全看台账。
实施中的计划，任务开始（或者台账启用，以晚的为准）满 60 天，
最近 60 天又一条记录都没有，就在这里提醒。做过的请补登记；没做的请安排，或者定个次数。

== fails ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
tasks:
  - {id: talk, title: 消防宣传, schedule: 全年}
-- ledger/2026-09.yaml
- {date: 2026-09-10, task: fire/talk}

== passes ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
tasks:
  - {id: talk, title: 消防宣传, schedule: 全年}
-- ledger/2026-10.yaml
- {date: 2026-10-10, task: fire/talk}
"""

from collections.abc import Iterator

from tongxin.answers.occurrences import Agenda, Track
from tongxin.calendar.periods import iso
from tongxin.diagnostic import Diagnostic
from tongxin.messages import Message, msg

QUIET_DAYS = 60
"""Days without an entry after which work without a quota is called quiet."""


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every task with a line of work that is quiet; of work owed one by one, for whom."""
    quiet: dict[int, list[Track]] = {}
    for track in agenda.all_tracks:
        plan = track.duty.plan
        if plan.status == "active" and plan.tree.complete and _is_quiet(agenda, track):
            quiet.setdefault(id(track.duty.task), []).append(track)
    for tracks in quiet.values():
        message, remedy = _message(tracks), msg("record what was done, or give it a schedule")
        yield Diagnostic("quiet-task", tracks[0].duty.task.at(), message, remedy)


def _is_quiet(agenda: Agenda, track: Track) -> bool:
    slots, task = track.expansion.slots, track.duty.task
    if not slots or any(slot.quota for slot in slots):
        return False
    if task.has("schedule") and not task.schedule:
        return False  # at fault, not without quota
    begun = max(slots[0].opens, agenda.world.settings.since or 0)
    ends = slots[-1].closes
    if begun > agenda.today - QUIET_DAYS or (ends is not None and ends < agenda.today):
        return False
    return not track.tallies or track.tallies[-1].date <= agenda.today - QUIET_DAYS


def _message(tracks: list[Track]) -> Message:
    last = max((track.tallies[-1].date for track in tracks if track.tallies), default=None)
    if tracks[0].member:
        names = tuple("/".join(value for _, value in track.member) for track in tracks)
        return msg("no entry for {days} days for: {names}", days=QUIET_DAYS, names=names)
    if last is None:
        return msg("no entry for {days} days: there was never one", days=QUIET_DAYS)
    return msg("no entry for {days} days: the last was {date}", days=QUIET_DAYS, date=iso(last))
