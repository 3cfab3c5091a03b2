"""Which ledger that people keep an entry belongs to: each to one, none to two.

The rule, the first that fits:

1. an event of a hazard: 隐患排查整改; an injury: 伤害监测.
2. work with a result, or with what failed: 安全检查.
3. the last telling word in a task's title: the head of a Chinese title stands last, so 宣传培训 is
   a training and 培训会议 a meeting. Of several tasks the first whose title has such a word.
4. the kinds of evidence that the tasks ask for: 会议记录, 培训记录, 宣传资料, 检查记录.
5. a telling word in what the entry says of its topic and audience.
6. a task with a checklist: 安全检查.
7. everything else: 其他工作.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

from tongxin.model.ledger import Entry
from tongxin.model.world import Duty


class Book(StrEnum):
    """The ledgers that people keep, in the order of their sheets."""

    INSPECTIONS = "inspections"
    HAZARDS = "hazards"
    TRAININGS = "trainings"
    MEETINGS = "meetings"
    PUBLICITY = "publicity"
    INCIDENTS = "incidents"
    OTHERS = "others"


_WORDS = {
    Book.TRAININGS: ("培训", "讲座", "演练", "课堂", "训练", "授课", "讲课", "宣讲", "training",
                     "lecture", "drill", "course"),
    Book.MEETINGS: ("会议", "例会", "会商", "座谈", "大会", "开会", "议事", "联席", "动员会",
                    "交流会", "部署", "商定", "听取", "meeting", "conference"),
    Book.PUBLICITY: ("宣传", "黑板", "橱窗", "专栏", "板报", "折页", "发放", "咨询", "倡议", "普法",
                     "知识", "资料到户", "健康资料", "画廊", "灯箱", "展板", "publicity", "leaflet",
                     "campaign"),
    Book.INSPECTIONS: ("检查", "巡查", "排查", "督查", "走查", "抽查", "巡逻", "巡看", "查看",
                       "走访", "复看", "回头看", "隐患", "inspection", "patrol", "inspect"),
}  # fmt: skip
"""Words that tell the ledger of what they stand in."""

_KINDS = {
    "会议记录": Book.MEETINGS, "会商纪要": Book.MEETINGS, "培训记录": Book.TRAININGS,
    "课件": Book.TRAININGS, "宣传资料": Book.PUBLICITY, "发放登记": Book.PUBLICITY,
    "检查记录": Book.INSPECTIONS, "走查登记表": Book.INSPECTIONS, "走访记录": Book.INSPECTIONS,
}  # fmt: skip
"""Kinds of evidence that tell it."""

_TELLING = re.compile("|".join(sorted((w for ws in _WORDS.values() for w in ws), key=len)[::-1]))
_BOOK_OF = {word: book for book, words in _WORDS.items() for word in words}


def book_of(entry: Entry, duties: Iterable[Duty]) -> Book:
    """The ledger of an entry that names these duties."""
    if entry.kind == "hazard":
        return Book.HAZARDS
    if entry.kind == "incident":
        return Book.INCIDENTS
    if entry.kind != "done":
        return Book.OTHERS
    if entry.result is not None or entry.failed:
        return Book.INSPECTIONS
    tasks = [duty.task for duty in duties]
    found = _first_told([task.title for task in tasks])
    if found is None:
        kinds = (_KINDS.get(kind) for task in tasks for kind in task.evidence)
        found = next((book for book in kinds if book is not None), None)
    if found is None:
        found = _first_told([*entry.topic, *entry.audience])
    if found is None and any([task.checklist for task in tasks]):
        found = Book.INSPECTIONS
    return found or Book.OTHERS


def _first_told(texts: Iterable[str]) -> Book | None:
    """The ledger of the last telling word in the first text that has one."""
    for book in map(_told, texts):
        if book is not None:
            return book
    return None


@lru_cache(maxsize=10_000)  # the titles of tasks come again with every entry
def _told(text: str) -> Book | None:
    words = _TELLING.findall(text.lower())
    return _BOOK_OF[words[-1]] if words else None
