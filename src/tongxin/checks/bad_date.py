"""A date or a span of dates cannot be read, or no such day exists.

Write a day, a month or a year: 2026-11-23, 2026-11, 2026, also 2026年11月23日; join the two ends
of a span with `..`, `~` or 至. Years run from 1949 to 2199 and a plan's period is at most ten
years long. A date without a year is the first such day in the plan's period, which must have one;
where the period holds two such days, the year is asked for. What depends on the date is not
computed until it is right.

`check --fix` writes 2026/11/23, 2026.11.23, 20261123 and their full-width forms with hyphens, and
2026.9.1-2026.12.31, whose two ends both have their year, as 2026-09-01..2026-12-31. In `period` of
the ledger, which repeats a label, it also writes 2026-9 as 2026-09. Without a year 9/1 could be
anything, and is left to you.

== 中文 ==
日期或起止时间认不出来，或者根本没有这一天（例如 2 月 30 日）。

可以写到日、月或年：2026-11-23、2026-11、2026，也可以写 2026年11月23日；起止两头用 `..`、`~` 或“至”
连接。年份在 1949 到 2199 之间，一份计划的起止时间最长十年。计划的起止时间要写年份；别处不写年份的，
取计划期内第一个这样的日子；计划期内有两个的，请写明年份。日期改对之前，与它有关的期限都不计算。

`check --fix` 会把 2026/11/23、2026.11.23、20261123 以及全角的写法改成短横；2026.9.1-2026.12.31 两头
都有年份的，改成 2026-09-01..2026-12-31；台账的“期次”要照抄，2026-9 会改成 2026-09。9/1 没写年份，可
能有几种意思，请自己改。

== fails ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
goals:
  - {id: files, text: 建齐消防档案, by: 2026-02-30}

== passes ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
goals:
  - {id: files, text: 建齐消防档案, by: 2026-02-28}
"""
