"""A command was given the id of a hazard that is not in the ledger, or four last letters or a
place that fit no open one.

A hazard is known by its first step, `found`; the later ones need it. Look the id up in the ledger
or in the list that `due` ends with. In the ledger itself a step without a `found` is `hazard-step`.

== 中文 ==
命令里给出的隐患，在台账里找不到：编号、末四位或地点都对不上一条未销号的隐患。

隐患要先登记“发现”，才能登记整改、复查等后面的环节。编号可以在台账里查，待办清单末尾也列着。台账里
缺“发现”一环的记录，另由 `hazard-step` 提示。
"""
