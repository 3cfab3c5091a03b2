"""One-off work or an observance is due on a day that is not worked.

Said of active plans, of work on a date, by a date, between two dates or on a named day, for the
next such occurrence of each task that is due today or later and still owed; only in years whose
holidays are known, and not where the task says `shift`. Nobody may be in the office on that day.
Write `shift: before` or `shift: after`, or choose another day.

== 中文 ==
一次性工作或者纪念日活动的截止日是休息日。

只看实施中的计划里按日期、按期限、按起止时间或者按节日安排、今天及以后到期且还没有办完的工作，
每项任务只提醒最近一次；放假安排尚未公布的年份不提醒，任务写了“遇休”的也不提醒。那天单位可能没人。
请写“遇休: 提前”或“遇休: 顺延”，或者换个日子。

== fails ==
-- plans/safe.yaml
plan: safe
title: 冬季安全工作计划
period: 2026
tasks:
  - {id: stove, title: 取暖用火排查, schedule: {by: 2026-12-20}}

== passes ==
-- plans/safe.yaml
plan: safe
title: 冬季安全工作计划
period: 2026
tasks:
  - {id: stove, title: 取暖用火排查, schedule: {by: 2026-12-20}, shift: before}
"""

from collections.abc import Iterator

from tongxin.answers.expansion import expand
from tongxin.answers.occurrences import Agenda, Occurrence, State, Track, schedule_of
from tongxin.calendar.periods import Day, iso, year_of
from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg
from tongxin.model import words
from tongxin.model.schedule import Rule, Shape
from tongxin.model.world import Duty

ONE_OFF = frozenset((Shape.DATES, Shape.SPAN, Shape.BEFORE, Shape.NAMED))
AHEAD = frozenset((State.UPCOMING, State.OPEN))
WEEKDAYS = tuple(words.word("word:weekday", name) for name in words.SPELLINGS["word:weekday"])


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """The next occurrence of each task that is due on a day off."""
    working = agenda.world.working_days

    def off(day: Day) -> bool:
        return not working.is_working(day) and working.known(year_of(day))

    for duty in agenda.world.duties:
        if duty.plan.status != "active" or duty.task.shift:
            continue
        rules = tuple(r for r in schedule_of(duty.task) if r.shape in ONE_OFF and r.hazard is None)
        found = [o for o in _ahead(agenda, duty, rules) if off(o.due)] if rules else []
        if found:
            due = min(occurrence.due for occurrence in found)
            yield Diagnostic(
                "non-working-due",
                duty.task.at("schedule"),
                msg(
                    "due on {date}, {weekday}, a day that is not worked",
                    date=iso(due),
                    weekday=WEEKDAYS[(due - 1) % 7],
                ),
                msg(
                    'add "{key}: {before}" or "{key}: {after}", or choose another day',
                    key=words.word("task", "shift"),
                    before=words.word("word:shift", "before"),
                    after=words.word("word:shift", "after"),
                ),
            )


def _ahead(agenda: Agenda, duty: Duty, rules: tuple[Rule, ...]) -> Iterator[Occurrence]:
    """What these rules still owe, today or later."""
    for member, some in agenda.members(duty, rules):
        window = agenda.window(duty.plan, duty.task, dict(member).get("place"))
        if window is not None:
            track = Track(agenda, duty, member, expand(some, window, agenda.almanac))
            yield from track.occurrences(AHEAD)
