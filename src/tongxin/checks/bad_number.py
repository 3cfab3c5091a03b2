"""What should be the number of a document is none, or is of no series of this community.

A number (发文字号) is written as GB/T 9704-2012 has it: the code word of who issues it, the year
in full in brackets 〔〕, the serial number without 第 and without leading zeros, then 号. Its code
word must be one of `document-numbers` in tongxin.yaml. Another way of writing the same number is
put right by `check --fix`; it counts meanwhile.

== 中文 ==
文号写得不规范，或者不是本单位的发文代字。

按 GB/T 9704-2012，发文字号由机关代字、年份、顺序号组成：年份写全称，用六角括号〔〕括起来；顺序号
不加“第”，不编虚位（1 不写成 01），后面加“号”。代字要在 tongxin.yaml 的“文号”里登记过。只是写法
不规范的，check --fix 会改好，改之前也照常计算。

== fails ==
-- tongxin.yaml
tongxin: 1
community: {name: 同心社区}
document-numbers:
  - {id: office, prefix: 双办}
-- ledger/2026-11.yaml
- {date: 2026-11-20, number: 双办（2026）第05号, title: 关于开展冬季消防检查的通知}

== passes ==
-- tongxin.yaml
tongxin: 1
community: {name: 同心社区}
document-numbers:
  - {id: office, prefix: 双办, used: {2026: 4}}
-- ledger/2026-11.yaml
- {date: 2026-11-20, number: 双办〔2026〕5号, title: 关于开展冬季消防检查的通知}
"""

from collections.abc import Iterator

from tongxin.answers.document_numbers import given, series_of
from tongxin.answers.occurrences import Agenda
from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every number with a code word that the workspace does not know."""
    world = agenda.world
    known = tuple(series.prefix for series in world.settings.document_numbers)
    if not world.settings.tree.complete:
        return
    for one in given(agenda.standing):
        if series_of(world, one.number.prefix) is None:
            yield Diagnostic(
                "bad-number",
                one.entry.at("number"),
                msg('no series of numbers begins with "{prefix}"', prefix=one.number.prefix),
                msg("the workspace has: {names}", names=known)
                if known
                else msg(
                    "enter it in tongxin.yaml: {line}",
                    line=f"document-numbers: [{{id: office, prefix: {one.number.prefix}}}]",
                ),
            )
