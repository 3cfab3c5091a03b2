"""A text without quotes is cut off by a # that follows a space: YAML takes the rest for a comment.

`note: 见附件 #3 号楼` keeps 见附件 alone, and `note: #3 号楼` keeps nothing. It is reported where a
character that is no space stands directly behind the #, which is how numbers are written and how
comments seldom are. Put the whole text in quotes; if it is a comment, write a space behind the #.
Comments of # signs in a row and those that begin with `tongxin:` are left alone.

== 中文 ==
没有加引号的文字里，空格后面跟着 #，从 # 起的内容都被当成注释丢掉了。

例如 `备注: 见附件 #3 号楼`，读到的只有“见附件”；`备注: #3 号楼` 则什么也没有读到。# 后面紧跟文字、
数字的才提示，因为编号多是这样写，注释很少这样写。请给整句加上引号；如果确实是注释，在 # 后面加一个
空格。

== fails ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
note: 疏散图见附件 #3 号楼

== passes ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
note: "疏散图见附件 #3 号楼"
"""

import re
from collections.abc import Iterator

from tongxin.answers.occurrences import Agenda
from tongxin.diagnostic import Diagnostic, Source, Span
from tongxin.messages import msg
from tongxin.text.tree import parse_tree, walk

_MESSAGE = msg("from this # on the line is a comment, not part of the text")
_HELP = msg("put the whole text in quotes; if it is a comment, write a space behind the #")
_MARK = re.compile(r"#(?!tongxin:|同心[:：])[^\s#!][^\r\n]*")


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every comment that begins where an unquoted text ends, and looks like a part of it."""
    for source in agenda.world.sources:
        marks = list(_marks(source.text))
        if not marks:
            continue
        ends = _plain_ends(source)
        for text_end, start, end in marks:
            if text_end in ends:
                yield Diagnostic("cut-text", Span(source, start, end), _MESSAGE, _HELP)


def _marks(text: str) -> Iterator[tuple[int, int, int]]:
    """Each # behind a blank: where the blanks begin, where the # stands, where its line ends."""
    for found in _MARK.finditer(text):
        before = start = found.start()
        while before > 0 and text[before - 1] in " \t":
            before -= 1
        if before < start:
            yield before, start, start + len(found[0].rstrip())


def _plain_ends(source: Source) -> set[int]:
    """The offsets at which texts without quotes end."""
    tree = parse_tree(source)
    return {s.end for s in walk(tree.root) if s.plain and not tree.is_alias(s)}
