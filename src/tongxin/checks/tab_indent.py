"""A line is indented with a tab. YAML takes spaces only.

A tab is as wide as each editor likes, so the same line would belong to different things on two
screens. Put spaces in its place, two for each level; most editors can be told to insert spaces
when the tab key is pressed. `check --fix` does it where the file says the same however wide a tab
is taken to be, from one to eight columns, and leaves it alone where that matters. Tabs behind a
colon or a comma, before a comment and at the end of a line do no harm and are left.

== 中文 ==
这一行用制表符（Tab 键）缩进，YAML 只认空格。

制表符在每个编辑器里宽窄不一，同一行在两台电脑上会显得归属不同的内容。请换成空格，每一级两个；多数
编辑器可以设置成“按 Tab 键时插入空格”。不论算成一格到八格，读出来都是一个意思的，`check --fix` 会换
好；宽窄不同意思就不同的，不动。冒号、逗号后面的，注释前面的，行尾的制表符没有妨碍，也不动。

== fails ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
tasks:
\u0009- {id: patrol, title: 消防巡查, schedule: 每周1次}

== passes ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
tasks:
  - {id: patrol, title: 消防巡查, schedule: 每周1次}
"""
