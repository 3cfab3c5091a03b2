"""A key stands twice in one place, in one spelling or once in English and once in Chinese.

Only the first is used, so whoever wrote the second one would wait for it in vain. This happens
when a block is copied, and when two people's changes are merged. Keep the one that is right and
delete the other; the finding stands at the second and says where the first one is.

== 中文 ==
同一处把一个键写了两遍，或者中文写了一遍、英文又写了一遍。

只有第一个算数，后面那个等于白写。复制粘贴、两个人的改动合并到一起时最容易出现。请留下对的那个，删
掉另一个；提示标在第二个上，并说明第一个在哪一行。

== fails ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
标题: 消防安全工作计划
period: 2026

== passes ==
-- plans/fire.yaml
plan: fire
标题: 消防安全工作计划
period: 2026
"""
