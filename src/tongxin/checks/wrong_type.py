"""A value is of another kind than its key takes: a text where a list of things is wanted, a list
where one text is wanted, a word that is none of the known ones, an id with a space in it, an empty
file.

The value is left out, so what it says has no effect. The finding tells what is wanted here. Ids
take letters of any script, digits and hyphens; the tasks of a plan stand below `tasks`, each
beginning with a dash. For a synonym of one known word alone, such as 执行 for 实施, `check --fix`
writes that word.

== 中文 ==
这里写的内容和要求的种类不符：该写若干条的写成了一句话，该写一句话的写成了列表，该从固定词里选的写
了别的词，编号里带了空格，或者整个文件是空的。

不符的内容不起作用。提示会说明这里该写什么。编号只能用文字、数字和连字符；任务写在“任务”下面，每条
以短横开头。习惯说法只可能指某一个固定词的，例如把“实施”写成“执行”，`check --fix` 会改好。

== fails ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
tasks: 每周消防巡查一次

== passes ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
tasks:
  - {id: patrol, title: 消防巡查, schedule: 每周1次}
"""
