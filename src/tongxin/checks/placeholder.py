"""A blank of a form was never filled in: `20__`, two or more underscores, 某某, or two or more X
or × that stand alone.

Such a text comes from a model document and says nothing yet; printed, it would go out as it is.
Write what is meant, or take the key away. The value is left out until then.

== 中文 ==
套用范本时留下的空没有填：`20__`、连续的下划线、“某某”，或者单独出现的 XX、××。

这样的文字还没有内容，生成文书时会原样印出去。请填上实际内容，暂时填不了的把这一项删掉。填好之前，
这一项按没有写处理。

== fails ==
-- plans/fire.yaml
plan: fire
title: XX社区消防工作计划
period: 2026

== passes ==
-- plans/fire.yaml
plan: fire
title: 示例社区消防工作计划
period: 2026
"""
