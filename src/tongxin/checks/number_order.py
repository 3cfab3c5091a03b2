"""A document is dated before one with a lower number.

Numbers are given in the order in which documents are issued; a date that runs backwards means that
a number was kept back, or that a date is wrong. Correct the date, or exchange the numbers.

== 中文 ==
文号靠后的文件，日期反而在前。

文号按发文先后编排。日期倒着走，不是留了号，就是日期写错了。请改日期，或者对调文号。

== fails ==
-- tongxin.yaml
tongxin: 1
community: {name: 同心社区}
document-numbers:
  - {id: office, prefix: 双办}
-- ledger/2026-11.yaml
- {date: 2026-11-20, number: 双办〔2026〕1号, title: 关于召开居民代表会议的通知}
- {date: 2026-11-18, number: 双办〔2026〕2号, title: 关于开展冬季消防检查的通知}

== passes ==
-- tongxin.yaml
tongxin: 1
community: {name: 同心社区}
document-numbers:
  - {id: office, prefix: 双办}
-- ledger/2026-11.yaml
- {date: 2026-11-20, number: 双办〔2026〕1号, title: 关于召开居民代表会议的通知}
- {date: 2026-11-20, number: 双办〔2026〕2号, title: 关于开展冬季消防检查的通知}
"""

from collections.abc import Iterator

from tongxin.answers.document_numbers import backwards
from tongxin.answers.occurrences import Agenda
from tongxin.calendar.periods import iso
from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every number that is dated before a lower one."""
    for one, before in backwards(agenda):
        yield Diagnostic(
            "number-order",
            one.entry.at("date"),
            msg(
                "{number} is dated {date}, before {lower} of {later}",
                number=str(one.number), date=iso(one.entry.date or 1),
                lower=str(before.number), later=iso(before.entry.date or 1),
            ),
            msg("correct the date, or exchange the numbers"),
        )  # fmt: skip
