"""A full-width space, as a Chinese keyboard types it, stands at the beginning of a line or beside
a key.

It looks like two spaces but is a letter to YAML: the line loses its place, or the key is another
word. Type the spaces with the half-width (English) input. At the beginning of a line `check --fix`
writes the indent of the lines it belongs to, and leaves the line alone where that cannot be told;
beside a key it leaves one space behind a colon or a comma, and none before the colon.

== 中文 ==
行首或者键的旁边有全角空格（中文输入法打出来的空格）。

看上去和两个空格一样，YAML 却把它当成一个字：要么这一行归不了位，要么键变成了另一个词。请切换到英文
输入法重打空格；在行首的，`check --fix` 会照同级各行改好缩进，看不出该与哪一行对齐的就不动；在键旁边
的，冒号、逗号后面留一个英文空格，冒号前面的去掉。

== fails ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
tasks:
  - id: patrol
\u3000\u3000title: 消防巡查
    schedule: 每周1次

== passes ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
tasks:
  - id: patrol
    title: 消防巡查
    schedule: 每周1次
"""
