"""An entry stands in the file of another month, or a ledger file is not named for a month.

The ledger is kept in `ledger/YYYY-MM.yaml`, each entry in the file of the month of its `date`: so
everybody finds it, and files stay small. Move the line into the file of its month; rename a file
that is not named so. Entries that are void are left alone.

== 中文 ==
台账记到了别的月份的文件里，或者台账文件没有按月份命名。

台账按月存放在 ledger/年年年年-月月.yaml，每条记录放在它“日期”所在月份的文件里，大家才找得到，
文件也不会太大。请把这一行移到对应月份的文件；文件名不对的请改名。已作废的不再提醒。

== fails ==
-- ledger/2026-11.yaml
- {date: 2026-10-30, note: "张贴防火通告"}

== passes ==
-- ledger/2026-10.yaml
- {date: 2026-10-30, note: "张贴防火通告"}
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from tongxin.answers.occurrences import Agenda
from tongxin.calendar.periods import iso
from tongxin.diagnostic import Diagnostic, Span
from tongxin.messages import Message, msg
from tongxin.model.ledger import Ledger
from tongxin.model.world import World

_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every entry in the wrong file, and every file that is no month's."""
    for ledger in agenda.world.ledgers:
        source = ledger.source
        month = PurePosixPath(source.path).stem
        if not _MONTH.fullmatch(month):
            place = Span(source, 0, len(source.line(1)))
            message = msg(
                "a ledger file is named for its month, not {name}",
                name=PurePosixPath(source.path).name,
            )
            yield Diagnostic("wrong-month", place, message, _name_of(agenda.world, ledger))
            continue
        for entry in ledger.entries:
            if entry.date is None or entry.id in agenda.voided:
                continue
            own = iso(entry.date)[:7]
            if own != month:
                message = msg(
                    "dated {date}, but this is the file of {month}",
                    date=iso(entry.date),
                    month=month,
                )
                remedy = msg("move the line to ledger/{month}.yaml", month=own)
                yield Diagnostic("wrong-month", entry.at("date"), message, remedy)


def _name_of(world: World, ledger: Ledger) -> Message:
    """What to do with a file that is no month's: its name, or the file its lines belong to."""
    months = sorted({iso(entry.date)[:7] for entry in ledger.entries if entry.date is not None})
    if not months:
        return msg("name it for the month of its entries: YYYY-MM.yaml")
    there = {other.source.path for other in world.ledgers} | set(world.unread)
    path = f"ledger/{months[0]}.yaml"
    if len(months) > 1:
        return msg("put each line into the file of its month, such as {path}", path=path)
    if path in there:
        return msg(
            "{path} is there already: put the lines into it, then delete this file", path=path
        )
    return msg("rename it: {name}", name=f"{months[0]}.yaml")
