"""An entry of work done counts for none of the tasks it names.

An entry that names a task counts when its plan is no draft, when its date lies in a period of the
task (between the first day whose entries count and the day the period closes), and, for work owed
for each place, audience, topic or group, when it names one of them. Otherwise what was done is
lost in every report. Correct the date, the task or the place; where the work is not in any plan,
write a note instead. Tasks that do not exist are `unknown-task`. An extension to a day that is not
later than the due day extends nothing, and is told here too.

== 中文 ==
台账登记了任务，但对哪项任务都不算数。

要算数，计划不能是草稿，日期要落在任务的某一期之内（从开始计数的那天到这一期结束），
逐个地点（对象、主题、责任组）完成的任务还要写明是哪一个。不然做过的工作在报告里就丢了。
请改正日期、任务或地点；确实不在计划里的工作，改记为一般记事。任务本身找不到的，报 unknown-task。
延期到的日子不晚于原来的期限，等于没有延期，也在这里提示。

== fails ==
-- plans/winter.yaml
plan: winter
title: 冬季消防工作计划
period: 2026-11..2026-12
tasks:
  - {id: patrol, title: 消防巡查, schedule: 每周1次}
-- ledger/2026-10.yaml
- {date: 2026-10-20, task: winter/patrol}

== fails ==
-- plans/winter.yaml
plan: winter
title: 冬季消防工作计划
period: 2026-10..2026-12
tasks:
  - {id: patrol, title: 消防巡查, schedule: 每月1次}
-- ledger/2026-10.yaml
- {date: 2026-10-20, extend: winter/patrol, period: 2026-10, to: 2026-10-25, why: "停电"}

== passes ==
-- plans/winter.yaml
plan: winter
title: 冬季消防工作计划
period: 2026-10..2026-12
tasks:
  - {id: patrol, title: 消防巡查, schedule: 每周1次}
-- ledger/2026-10.yaml
- {date: 2026-10-20, task: winter/patrol}
"""

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from tongxin.answers.expansion import Slot
from tongxin.answers.occurrences import Agenda, Track, labels_between
from tongxin.calendar.periods import Day, iso
from tongxin.diagnostic import Diagnostic
from tongxin.messages import Message, msg
from tongxin.model import words
from tongxin.model.ledger import Entry
from tongxin.model.world import Duty


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every entry that names known tasks and counts for none of them."""
    world = agenda.world
    if not world.settings.tree.complete:
        return
    lines = _Lines(agenda)
    for entry in agenda.entries:
        if entry.kind not in ("done", "hazard"):
            continue
        named = [(n, world.duties_called(name, entry.date)) for n, name in enumerate(entry.task)]
        known = [(number, duties[0]) for number, duties in named if len(duties) == 1]
        if not known or any(lines.takes(duty, entry) for _, duty in known):
            continue
        number, duty = known[0]
        message = lines.why_not(duty, entry)
        remedy = msg("correct it, or write down other work as a note")
        yield Diagnostic("uncounted-entry", entry.at("task", number), message, remedy)
    for entries in agenda.changes_by_duty.values():
        for entry in entries:
            if entry.kind == "extend" and (dues := _not_extended(agenda, entry)):
                message = msg(
                    "this extends nothing: {period} is due on {due} anyway",
                    period="..".join(dict.fromkeys(entry.period or ())),
                    due=iso(max(dues)),
                )
                remedy = msg("write a later day, or void this entry")
                yield Diagnostic("uncounted-entry", entry.at("to"), message, remedy)


def _not_extended(agenda: Agenda, entry: Entry) -> list[Day]:
    """The due days that an extension names, if it moves none of them; else nothing."""
    until, dues = entry.until, list[Day]()
    for duty in agenda.world.duties_called(entry.extend or "", entry.date):
        for track in agenda.tracks_of(duty.name):
            slots, numbers = track.expansion.slots, track.expansion.numbers
            labels = labels_between(track.expansion, entry.period)
            dues += [slots[numbers[label]].due for label in labels]
    return dues if until is not None and all(until <= due for due in dues) else []


class _Line:
    """One line of occurrences, and the days on which an entry counts for one of them."""

    def __init__(self, track: Track) -> None:
        self.track = track

    def span(self, slot: Slot) -> tuple[Day, Day | None]:
        """First and last day whose entries count; an extension keeps a slot open longer."""
        extended = next((e.get(slot.label) for _, e in self.track.changes), None)
        if slot.closes is None or extended is None or extended.until is None:
            return slot.since, slot.closes
        return slot.since, max(slot.closes, extended.until)

    @cached_property
    def _covered(self) -> list[tuple[Day, Day]]:
        """The days that some slot takes, as spans that do not overlap, in order."""
        found: list[tuple[Day, Day]] = []
        today = self.track.agenda.today
        spans = map(self.span, self.track.expansion.slots)
        for first, last in sorted((f, today if last is None else last) for f, last in spans):
            if found and first <= found[-1][1] + 1:
                found[-1] = found[-1][0], max(found[-1][1], last)
            else:
                found.append((first, last))
        return found

    def holds(self, day: Day) -> bool:
        """Does the day lie in a slot?"""
        number = bisect_right(self._covered, day, key=lambda span: span[0])
        return number > 0 and day <= self._covered[number - 1][1]

    def distance(self, slot: Slot, day: Day) -> Day:
        """How many days lie between a day and a slot."""
        first, last = self.span(slot)
        return first - day if day < first else day - (day if last is None else last)


class _Lines:
    """The lines of each task."""

    def __init__(self, agenda: Agenda) -> None:
        self._agenda = agenda

    @cached_property
    def _by_duty(self) -> dict[Duty, list[_Line]]:
        found: dict[Duty, list[_Line]] = {}
        for track in self._agenda.all_tracks:
            found.setdefault(track.duty, []).append(_Line(track))
        return found

    def takes(self, duty: Duty, entry: Entry) -> bool:
        """Does an entry count for a task? In a plan at fault: for all we know."""
        if duty.plan.period is None or not duty.plan.tree.complete:
            return True
        lines, day = self._by_duty.get(duty, ()), entry.date
        return day is None or any(line.track.counts(entry) and line.holds(day) for line in lines)

    def why_not(self, duty: Duty, entry: Entry) -> Message:
        """Why an entry does not count for a task."""
        title, day = duty.task.title, entry.date or 0
        if duty.plan.status == "draft":
            return msg('this counts for nothing: the plan of "{title}" is a draft', title=title)
        lines = self._by_duty.get(duty, [])
        matching = [line for line in lines if line.track.counts(entry)]
        if lines and not matching:
            each = tuple(words.word("word:each", name) for name, _ in lines[0].track.member)
            return msg(
                'this counts for nothing: "{title}" is owed for each {each}, and none is named',
                title=title,
                each=each,
            )
        slots = [(line, slot) for line in matching for slot in line.track.expansion.slots]
        if not slots:
            return msg('this counts for nothing: "{title}" is never due', title=title)
        line, slot = min(slots, key=lambda pair: pair[0].distance(pair[1], day))
        first, last = line.span(slot)
        return msg(
            'this counts for nothing: "{title}" has no period on {date}; '
            "the nearest is {period}, {first} to {last}",
            title=title,
            date=iso(day),
            period=slot.label,
            first=iso(first),
            last=iso(slot.due if last is None else last),
        )
