"""A key is followed by a colon without a space, so it is no key: `title:巡查` is one text to YAML.

Write a space behind the colon. `check --fix` does it. Inside a value a colon without a space is
fine, as in 9:30.

== 中文 ==
键的冒号后面少了一个空格，`title:巡查` 会被当成一句话，不是键和内容。

请在冒号后面补一个空格，`check --fix` 可以自动补。内容里面的冒号不需要空格，例如 9:30。

== fails ==
-- plans/fire.yaml
plan: fire
title:消防工作计划
period: 2026

== passes ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
"""
