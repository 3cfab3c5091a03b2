"""`tongxin.yaml` asks for a version of the plan language that this tool does not read. It reads
version 1.

A later version may give keys another meaning, so what is shown may be wrong; the workspace is read
as version 1 all the same. Update the tool, or write `tongxin: 1` if the number is a slip.

== 中文 ==
tongxin.yaml 里写的版本，本工具还不认识；目前认识的是第 1 版。

新版本里同一个键可能有别的含义，按旧版本读出来的结果不一定对；眼下仍按第 1 版读。请升级工具；如果只
是数字写错了，改成 `同心: 1`。

== fails ==
-- tongxin.yaml
tongxin: 2
community: {name: 示例社区}

== passes ==
-- tongxin.yaml
tongxin: 1
community: {name: 示例社区}
"""
