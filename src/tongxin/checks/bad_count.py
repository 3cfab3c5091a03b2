"""A number is wanted and the value is none, or is too small.

`count` and `times` take whole numbers of at least 1, `people` whole numbers from 0; `amount`,
`points` and the numbers of the community take decimals from 0; `value` also takes a sign, a % or a
ratio such as 1:2; time limits take days, workdays or weeks, such as 7 days, 3个工作日. Write
Arabic digits and no unit behind a count. The value is not counted until it is right.

== 中文 ==
这里要写数字，写的却不是数字，或者数太小。

次数要写不小于 1 的整数，人数写不小于 0 的整数；数量、分值和社区基础数据可以有小数，不能为负；数值
还可以带正负号、% 或写成 1:2；时限写天数、工作日或周，如 7天、3个工作日。请用阿拉伯数字，次数后面不
要带单位。改对之前，这个数不计入统计。

== fails ==
-- ledger/2026-11.yaml
- {date: 2026-11-09, note: 消防演练, task: fire/drill, people: 四十余人}
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
tasks:
  - {id: drill, title: 消防演练, schedule: 每半年}

== passes ==
-- ledger/2026-11.yaml
- {date: 2026-11-09, note: 消防演练, task: fire/drill, people: 43}
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
tasks:
  - {id: drill, title: 消防演练, schedule: 每半年}
"""
