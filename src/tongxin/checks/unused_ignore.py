"""A comment `# tongxin: ignore CODE` names a code that is not found on its line.

Either the fault was mended and the comment stayed behind, or the code is misspelt and silences
nothing. Left there, it would hide the same fault when it comes back. Take the code out of the
comment; `check --fix` removes a comment that names this code alone, once every file can be read
without a fault that might hide what it silences. A comment that names no code silences nothing, and
is told as well.

== 中文 ==
注释 `# 同心: 忽略 CODE` 里写的代码，在这一行并没有出现。

要么问题已经改好、注释忘了删，要么代码拼错了、什么也没有忽略。留着它，以后真出现同样的问题反而看不
到。请把这个代码从注释里去掉；注释里只有这一个代码的，`check --fix` 会把整条注释删掉，但要等各个文件
都读得通，免得别的毛病把它所忽略的问题遮住了。没有写代码的忽略注释什么也忽略不了，同样会提示。

== fails ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
groups:
  - {id: fire, name: 消防安全工作组}
tasks:
  - id: patrol
    title: 消防巡查
    group: fire    # tongxin: ignore unknown-group
    schedule: 每周1次

== passes ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
groups:
  - {id: fire, name: 消防安全工作组}
tasks:
  - id: patrol
    title: 消防巡查
    group: fire
    schedule: 每周1次
"""
