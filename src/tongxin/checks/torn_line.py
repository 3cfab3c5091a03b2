"""A line of the ledger begins with `- {` and does not end with `}`: the entry is torn.

One entry stands on one line, so that branches merge without loss and a damaged line harms itself
alone. The line is left out and the others count. Complete it, or delete it and record the work
again; an entry that was spread over several lines is put on one.

== 中文 ==
台账里这一行以 `- {` 开头，却没有以 `}` 结尾，这条记录断了。

台账一条一行，这样多人的记录合并时不会丢，坏了一行也只影响这一行。断行暂不计入，其他记录照常统计。
请把这一行补全，或者删掉重新登记；一条记录分写成几行的，请并成一行。

== fails ==
-- ledger/2026-11.yaml
- {date: 2026-11-03, note: 北苑楼道清理完毕}
- {date: 2026-11-04, note: 南苑楼道清理

== passes ==
-- ledger/2026-11.yaml
- {date: 2026-11-03, note: 北苑楼道清理完毕}
- {date: 2026-11-04, note: 南苑楼道清理完毕}
"""
