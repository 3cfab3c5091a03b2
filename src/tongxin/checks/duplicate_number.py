"""Two documents bear one number.

A number names one document. Give the later one the next free number (`tongxin number` shows it);
of two entries of one document void one. Entries that are void are left alone.

== 中文 ==
两份文件用了同一个文号。

一个文号只能对应一份文件。请给后发的那份改用下一个空号（tongxin number 会显示）；同一份文件登记了
两次的，作废其中一条。已作废的不再提醒。

== fails ==
-- tongxin.yaml
tongxin: 1
community: {name: 同心社区}
document-numbers:
  - {id: office, prefix: 双办}
-- ledger/2026-11.yaml
- {date: 2026-11-19, number: 双办〔2026〕1号, title: 关于召开居民代表会议的通知}
- {date: 2026-11-20, number: 双办〔2026〕1号, title: 关于开展冬季消防检查的通知}

== passes ==
-- tongxin.yaml
tongxin: 1
community: {name: 同心社区}
document-numbers:
  - {id: office, prefix: 双办}
-- ledger/2026-11.yaml
- {date: 2026-11-19, number: 双办〔2026〕1号, title: 关于召开居民代表会议的通知}
- {date: 2026-11-20, number: 双办〔2026〕2号, title: 关于开展冬季消防检查的通知}
"""

from collections.abc import Iterator

from tongxin.answers.document_numbers import doubles, next_number, series_of
from tongxin.answers.occurrences import Agenda
from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every entry whose number another one bears already."""
    for one, first in doubles(agenda):
        place = first.entry.at("number")
        series = series_of(agenda.world, one.number.prefix)
        free = "" if series is None else str(next_number(agenda.world, series, one.number.year))
        yield Diagnostic(
            "duplicate-number",
            one.entry.at("number"),
            msg(
                "{number} was given before, to {title}",
                number=str(one.number),
                title=first.entry.title or "",
            ),
            msg(
                "the first stands at {file}:{line}; the next free number is {free}",
                file=place.source.path, line=place.line, free=free,
            )
            if free
            else msg("the first stands at {file}:{line}", file=place.source.path, line=place.line),
        )  # fmt: skip
