"""An alias (`*name`) stands for something that holds itself, or the aliases of the file stand for
more than 200,000 values.

Neither can be written out, so nothing of the file is read. Nobody needs this in a plan; it is a
slip or an attack. Take the alias away and write the values themselves, or put the text in quotes
if its * or & was meant as a sign.

== 中文 ==
引用（`*名字`）指向了包含它自己的内容，或者文件里的引用展开后超过 200,000 个值。

这样的内容展不完，整个文件都不读。工作计划用不着这种写法，不是笔误就是有人捣乱。请去掉引用，把内容
直接写出来；如果 * 或 & 只是普通符号，给这段文字加上引号。

== fails ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
groups:
  - {id: fire, name: 消防安全工作组, members: &fire [网格员, *fire]}

== passes ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
groups:
  - {id: fire, name: 消防安全工作组, members: [网格员, 楼长]}
"""
