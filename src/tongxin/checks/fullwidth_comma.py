"""A full-width comma (，) stands in a list in brackets or a mapping in braces without quotes.

YAML parts the values there at half-width commas only, so `[派出所，物业]` is one value and a group
or a place of that name does not exist. Write a half-width comma and a space, or put the whole text
in quotes if the comma belongs to it. Outside of brackets a full-width comma is a comma of the text
and is left alone. `check --fix` mends a comma behind a bracket or before a key, which can only part
two values; between two words of a list it may belong to the text and is left to you.

== 中文 ==
方括号或花括号里的内容用了中文逗号“，”，又没有加引号。

括号里只有英文逗号才能把几项分开，`[派出所，物业]` 会被当成一项，这样的工作组或地点自然找不到。要分
开的，改成英文逗号加空格，也可以用顿号“、”写成一句；逗号本来就是文字一部分的，给整句加上引号。括号
以外的中文逗号不受影响。逗号跟在括号后面或者后面是键的，`check --fix` 会改好；列表里夹在两个词中间
的，可能本来就是文字，请自己看一看。

== fails ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
tasks:
  - {id: patrol, title: 消防巡查, schedule: 每周1次, with: [派出所，物业]}

== passes ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
tasks:
  - {id: patrol, title: 消防巡查, schedule: 每周1次, with: [派出所, 物业]}
"""
