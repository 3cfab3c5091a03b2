"""A key is followed by a full-width colon (：), as a Chinese keyboard types it, so it is no key.

The whole line is then one text, or hangs silently at the end of the text above it, and what it
says is lost. Write a half-width colon and a space. `check --fix` does it, since nothing else can
be meant.

== 中文 ==
键后面用了中文冒号“：”，这样它就不成其为键了。

整行会被当成一句话，或者悄悄接到上一行文字的后面，所写内容等于没写。请改成英文冒号加一个空格。这种
错误意思明确，`check --fix` 可以自动改好。

== fails ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
tasks:
  - id: patrol
    title: 消防巡查
    责任组：消防安全工作组
    schedule: 每周1次

== passes ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
groups: {id: fire, name: 消防安全工作组}
tasks:
  - id: patrol
    title: 消防巡查
    责任组: 消防安全工作组
    schedule: 每周1次
"""
