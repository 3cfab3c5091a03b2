"""A line `---` begins a second document in the file; what follows it is not read.

One file is one plan, one basis or one month of the ledger. Put the second part into a file of its
own, or take the line away if the parts belong together. A single `---` before the first key does
no harm.

== 中文 ==
文件中间有一行 `---`，从这里起算另一份文档，后面的内容都没有读。

一个文件只放一份计划、一份依据或一个月的台账。请把后面的内容另存成单独的文件；如果本来就是一份，删
掉这一行即可。写在最前面的 `---` 没有影响。

== fails ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
---
plan: rain
title: 汛期值班工作计划
period: 2026

== passes ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
-- plans/rain.yaml
plan: rain
title: 汛期值班工作计划
period: 2026
"""
