"""A document's number bears another year than the day on which it was issued.

The year of a number is that in which the document is issued, and numbers begin anew each January.
Correct the number, or the date.

== 中文 ==
文号里的年份与发文日期不是同一年。

文号的年份是发文当年，每年一月重新从 1 号编起。请改文号，或者改日期。

== fails ==
-- tongxin.yaml
tongxin: 1
community: {name: 同心社区}
document-numbers:
  - {id: office, prefix: 双办}
-- ledger/2026-01.yaml
- {date: 2026-01-06, number: 双办〔2025〕1号, title: 关于春节前安全检查的通知}

== passes ==
-- tongxin.yaml
tongxin: 1
community: {name: 同心社区}
document-numbers:
  - {id: office, prefix: 双办}
-- ledger/2026-01.yaml
- {date: 2026-01-06, number: 双办〔2026〕1号, title: 关于春节前安全检查的通知}
"""

from collections.abc import Iterator

from tongxin.answers.document_numbers import wrong_years
from tongxin.answers.occurrences import Agenda
from tongxin.calendar.periods import iso
from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every number of another year than its entry's."""
    for one in wrong_years(agenda):
        day = iso(one.entry.date or 1)
        yield Diagnostic(
            "number-year",
            one.entry.at("number"),
            msg("{number} is dated {date}, of another year", number=str(one.number), date=day),
            msg("a document of {year} has a number of {year}", year=day[:4]),
        )
