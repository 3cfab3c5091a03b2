"""Lists and mappings stand within each other more than 64 levels deep, and nothing of the file is
read.

A plan needs about eight levels, so this is a slip of the keyboard or a file made to do harm. Look
for brackets that were typed too often or copied into each other, and take them away.

== 中文 ==
列表、括号一层套一层，超过了 64 层，整个文件都不读。

一份计划有八层左右就够了，出现这种情况多半是括号连打了许多，或者复制时套在了一起。请找到多余的括号
删掉。

== fails ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
principles: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
  预防为主
  ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]

== passes ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
principles: [预防为主]
"""
