"""A file that belongs to the workspace is not read, or cannot be read.

Either it stands in a folder below `plans/`, where nothing is looked for except `plans/basis/`; or
it is a basis among the plans, or a plan among the bases; or it is a folder or a device whose name
ends in .yaml; or it has more than 32 MB; or the system does not permit it to be read. What it holds
counts nowhere. Move plans directly into `plans/` and bases into `plans/basis/`, rename the folder,
divide the file, or ask for the right to read it.

== 中文 ==
这个文件本该属于工作区，却没有读到，或者读不了。

可能的原因：放在了 plans/ 的下级文件夹里（除 plans/basis/ 外不往下找）；依据放在了计划当中，或者计划
放在了 plans/basis/ 里；名字以 .yaml 结尾的其实是文件夹；文件超过 32 MB；电脑不允许读取。文件里的内
容一概没有计入。请把计划直接放在 plans/ 里，依据放在 plans/basis/ 里，文件夹改个名字，过大的文件分开
存放，没有权限的找管理员开通。

== fails ==
-- plans/2026/fire.yaml
plan: fire
title: 消防工作计划
period: 2026

== passes ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
"""
