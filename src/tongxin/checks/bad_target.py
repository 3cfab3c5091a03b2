"""The target of an indicator cannot be read as a number to reach.

Write 0 for none, 5 or ≥5 for at least, ≤3 for at most, 1..2 for a range whose first number is the
smaller, "1:1" for two numbers kept apart, -20% or 下降20% against the `baseline`, each of the
first four with % if it is a percentage. A value that begins with > or | is taken by YAML for a
text in several lines: write ≥ or put it in quotes. Where the target is only a word such as
明显提高, write {vague: 明显提高}; it is then shown as a gap and no value is invented.

== 中文 ==
指标的目标值看不出要达到多少。

写法有：0 表示不发生；5 或 ≥5 表示至少；≤3 表示不超过；1..2 表示范围，小的在前；"1:1" 表示两个数分
开记； -20% 或“下降20%”表示与基期值相比；前四种都可以带 %。以 > 或 | 开头的内容会被 YAML 当成分行文
字，请写 ≥ 或加引号。目标只有“明显提高”这类说法的，写成 {未明确: 明显提高}，会如实显示为尚未量化，
不会替您编数。

== fails ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
indicators:
  - {id: drills, name: 消防演练场次, target: 多多益善}

== passes ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
indicators:
  - {id: drills, name: 消防演练场次, target: ≥2}
"""
