"""Numbers of documents are missing: the next one that is there leaves others out.

Whoever looks for a missing number cannot know whether a document was lost or never written. Enter
the documents that have those numbers; of a number that was given up make an entry that says so and
void it: a void number is no gap. Numbers of before the ledger began stand under `used` of their
series.

== 中文 ==
文号中间有缺号。

缺了号，查档的人说不清是文件丢了还是根本没发。用掉的号请补录；编了号没有发文的，登记一条再作废，
作废的号不算缺号。启用台账以前已经用掉的号，写在“文号”的“已用”里。

== fails ==
-- tongxin.yaml
tongxin: 1
community: {name: 同心社区}
document-numbers:
  - {id: office, prefix: 双办}
-- ledger/2026-11.yaml
- {date: 2026-11-19, number: 双办〔2026〕1号, title: 关于召开居民代表会议的通知}
- {date: 2026-11-20, number: 双办〔2026〕3号, title: 关于开展冬季消防检查的通知}

== passes ==
-- tongxin.yaml
tongxin: 1
community: {name: 同心社区}
document-numbers:
  - {id: office, prefix: 双办, used: {2026: 41}}
-- ledger/2026-11.yaml
- {date: 2026-11-19, number: 双办〔2026〕42号, title: 关于召开居民代表会议的通知}
- {date: 2026-11-20, number: 双办〔2026〕43号, title: 关于开展冬季消防检查的通知}
"""

from collections.abc import Iterator

from tongxin.answers.document_numbers import gaps
from tongxin.answers.occurrences import Agenda
from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg, msgn


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every number before which others are missing; silent while a month cannot be read."""
    world = agenda.world
    if not world.complete:
        return
    for one, first in gaps(world):
        number, last = one.number, one.number.serial - 1
        missing = str(number._replace(serial=first))
        if last > first:
            missing += f" … {number._replace(serial=last)}"
        yield Diagnostic(
            "number-gap",
            one.entry.at("number"),
            msgn(
                "{n} number before it is missing: {numbers}",
                "{n} numbers before it are missing: {numbers}",
                last - first + 1,
                numbers=missing,
            ),
            msg(
                "enter it: {command}; or write into its series: {line}",
                command=f"tongxin number … --as {number._replace(serial=first)} --on …",
                line=f"used: {{{number.year}: {last}}}",
            ),
        )
