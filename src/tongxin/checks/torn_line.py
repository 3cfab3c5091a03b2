"""A line of the ledger is torn: it begins with `- {` and does not end with `}`, or another entry
stands right behind it.

One entry stands on one line, so that branches merge without loss and a damaged line harms itself
alone. A crash, a full disk or a bad merge tears a line; and what is appended to a torn line stands
right behind it, as does an entry behind one whose line has no end. The line is left out and the
others count. Complete it, or delete it and record the work again.

`check --fix` loses nothing that was written and makes nothing up. It writes the brace where that
alone is missing: the last value ends with a quotation mark or a bracket, or is the whole date of
`at`. It puts an entry that was spread over several lines on one, and entries that were glued
together on lines of their own. Any other torn line becomes a comment, `# - {id: …`: the file can be
read again, and the entry must be recorded again; delete the comment then.

== 中文 ==
台账里这一行断了：以 `- {` 开头，却没有以 `}` 结尾，或者后面紧接着另一条。

台账一条一行，这样多人的记录合并时不会丢，坏了一行也只影响这一行。写到一半死机、磁盘满了、合并出错，
都会留下断行；后面再追加的一条，就会紧接在断行后面；上一行末尾没有换行的，两条也会连在一起。断行暂不
计入，其他记录照常统计。请把这一行补全，或者删掉重新登记。

`check --fix` 不丢一个字，也不添一句话：只差最后那个括号的（末尾是引号、方括号，或者是完整的录入
日期）补上括号；一条分写成几行的并成一行；几条连在一起的分开，各占一行；别的断行变成注释
`# - {id: …`，这样文件就读得通了，那条记录要重新登记，登记好以后把注释删掉。

== fails ==
-- ledger/2026-11.yaml
- {date: 2026-11-03, note: 北苑楼道清理完毕}
- {date: 2026-11-04, note: 南苑楼道清理

== fails ==
-- ledger/2026-11.yaml
- {date: 2026-11-03, note: 北苑楼道清理完毕}
- {date: 2026-11-04, note: 南苑楼道清- {date: 2026-11-05, note: 东苑楼道清理完毕}

== passes ==
-- ledger/2026-11.yaml
- {date: 2026-11-03, note: 北苑楼道清理完毕}
- {date: 2026-11-04, note: 南苑楼道清理完毕}

== passes ==
-- ledger/2026-11.yaml
- {date: 2026-11-03, note: 北苑楼道清理完毕}
# - {date: 2026-11-04, note: 南苑楼道清
- {date: 2026-11-05, note: 东苑楼道清理完毕}
"""
