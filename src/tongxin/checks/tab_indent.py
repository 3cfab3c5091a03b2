"""A line is indented with a tab. YAML takes spaces only.

A tab is as wide as each editor likes, so the same line would belong to different things on two
screens. Put spaces in its place, two for each level; most editors can be told to insert spaces
when the tab key is pressed.

== 中文 ==
这一行用制表符（Tab 键）缩进，YAML 只认空格。

制表符在每个编辑器里宽窄不一，同一行在两台电脑上会显得归属不同的内容。请换成空格，每一级两个；多数
编辑器可以设置成“按 Tab 键时插入空格”。

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
