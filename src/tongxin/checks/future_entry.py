"""An entry is dated later than it was written.

The date of an entry must not be later than its `at`, or, where it has no `at`, than today. The
ledger says what happened, so such a date is a slip of the hand, and the entry counts for nothing
until that day. Correct the date of an entry without an id; void the others and record them again.
Entries that are void are left alone.

== 中文 ==
台账日期比录入日期还晚。

台账记的是已经发生的事，日期不能晚于“录入”日期；没有写“录入”的，不能晚于今天。
这多半是写错了年份或月份，到那天之前这条记录都不算数。没有流水号的请直接改正日期，
有流水号的请作废后重新登记。已作废的不再提醒。

== fails ==
-- ledger/2026-11.yaml
- {id: E-20261120-a1, date: 2026-11-21, note: "慰问独居老人", at: 2026-11-20}

== passes ==
-- ledger/2026-11.yaml
- {id: E-20261120-a1, date: 2026-11-20, note: "慰问独居老人", at: 2026-11-20}
"""

from collections.abc import Iterator

from tongxin.answers.occurrences import Agenda
from tongxin.calendar.periods import iso
from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every entry that is not void and is dated later than it can have been written."""
    for entry in agenda.standing:
        if entry.date is None:
            continue
        if entry.recorded is not None and entry.date > entry.recorded:
            message = msg(
                "dated {date}, later than it was written, {day}",
                date=iso(entry.date),
                day=iso(entry.recorded),
            )
        elif entry.recorded is None and entry.date > agenda.today:
            message = msg(
                "dated {date}, later than today, {day}", date=iso(entry.date), day=iso(agenda.today)
            )
        else:
            continue
        remedy = (
            msg("void it and record it again: tongxin void {id}", id=entry.id)
            if entry.id
            else msg("correct the date")
        )
        yield Diagnostic("future-entry", entry.at("date"), message, remedy)
