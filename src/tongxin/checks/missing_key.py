"""A key that this thing must have is not there, or has no value.

A plan needs `plan`, `title` and `period`; a task `id` and `title`; a goal `id` and `text`; an
indicator or a group `id` and `name`; a phase also its `from` and `to`; an entry of the ledger its
`date` and what it is about. Without them the thing cannot be named, dated or counted. Add the key
the finding names. Nothing is said to be missing from a file that could not be read whole.

== 中文 ==
缺少必须写的键，或者写了键却没有内容。

计划要有计划、标题、起止时间；任务要有编号、事项；目标要有编号、内容；指标和工作组要有编号、名称；
阶段还要写起、止；台账每条要有日期和所记的事。缺了这些就没法称呼、没法排期、没法统计。请把提示里点
名的键补上。文件没有读完整的，不会报缺项。

== fails ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划

== passes ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
"""
