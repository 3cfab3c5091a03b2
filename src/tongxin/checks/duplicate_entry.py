"""One entry stands in the ledger twice.

Either two entries bear one id, in whatever months, or two entries without an id are equal in
everything but `at`. What was done once would count twice. Delete the later line; where the work
really was done twice that day, give each entry an id of its own, or write one entry with `count:
2`. Entries that are void are left alone.

== 中文 ==
同一条台账记了两次。

两条记录流水号相同（不论在哪个月），或者都没有流水号而除“录入”外内容完全一样，
一次工作就会算成两次。请删掉后面那一行；当天确实做了两次的，请各写一个流水号，
或者合成一条并写“次数: 2”。已作废的不再提醒。

== fails ==
-- ledger/2026-11.yaml
- {date: 2026-11-20, note: "清理楼道杂物"}
- {日期: 2026-11-20, 情况: "清理楼道杂物"}

== passes ==
-- ledger/2026-11.yaml
- {date: 2026-11-20, note: "清理楼道杂物"}
"""

from collections.abc import Hashable, Iterator

from tongxin.answers.occurrences import Agenda
from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg
from tongxin.model.ledger import Entry

_NOT_CONTENT = ("tree", "node", "given", "recorded")


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every entry that stands above already, by its id or, without one, by all it says."""
    seen: dict[Hashable, Entry] = {}
    for entry in agenda.standing:
        first = seen.setdefault(entry.id or _content(entry), entry)
        if first is entry:
            continue
        place = first.at()
        yield Diagnostic(
            "duplicate-entry",
            entry.at(),
            msg('the id "{id}" was given before', id=entry.id)
            if entry.id
            else msg("this entry says the same as one before it"),
            msg(
                "the first stands at {file}:{line}; delete this line, or give it an id of its own",
                file=place.source.path,
                line=place.line,
            ),
        )


def _content(entry: Entry) -> Hashable:
    """All that an entry says, however its words are spelled, but when it was written."""
    return tuple(value for name, value in vars(entry).items() if name not in _NOT_CONTENT)
