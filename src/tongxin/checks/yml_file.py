"""The name of a file ends in .yml; files of a workspace end in .yaml, so this one is not read.

Two endings would let `fire.yml` and `fire.yaml` stand side by side, each half up to date. Rename
the file; the finding gives the new name. Where a file of that name is there already, keep the one
that is right and delete the other.

== 中文 ==
文件名以 .yml 结尾，工作区的文件一律用 .yaml，这个文件没有读。

如果两种结尾都认，fire.yml 和 fire.yaml 就可能并排存在，谁新谁旧说不清。请照提示给出的名字改名；
已经有那个名字的文件的，留下对的一个，删掉另一个。

== fails ==
-- plans/fire.yml
plan: fire
title: 消防工作计划
period: 2026

== passes ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
"""
