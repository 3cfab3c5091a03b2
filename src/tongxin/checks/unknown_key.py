"""A key is none of those that this thing has, in English or in Chinese.

Nothing unknown is skipped in silence: a misspelt `scheduel` would mean that the task is never due.
The finding names the nearest key, also for the many words that people use for the same thing (频次
for 时间要求). Where a comma in braces cut a text in two, its second half shows here as a key: put
the whole text in double quotes. For what is only a remark, use `note`.

`check --fix` writes the right key where it is certain: for a synonym of one key alone, for a key
that differs in blanks, case or width only, and for an English key with a slip of one letter (two in
keys of eight and more), where no other key is as near and the thing then reads better. It does
nothing where that key is given as well. A Chinese key with a wrong character is left to you: it is
mostly another word.

== 中文 ==
这个键（冒号前面的词）不在可以使用的范围里，中英文都对不上。

不认识的键不会悄悄略过，因为“时间要求”一旦写错，这项任务就永远不会到期。提示会给出最接近的写法，习
惯说法也认得，比如写“频次”会提示改成“时间要求”。花括号里的文字被英文逗号断开时，后半句也会被当成
键，请给整句加上英文双引号。只是想补充说明的，写在“备注”里。

拿得准的，`check --fix` 会直接改好：只可能指某一个键的习惯说法；只差空格、大小写、全角半角的；英文键
敲错一个字母的（八个字母以上可以错两个），并且没有别的键同样接近，改了以后又读得通。那个键已经写了
的，不改。中文键写错了字的，多半成了另一个词，请自己看一看。

== fails ==
-- plans/fire.yaml
计划: fire
标题: 消防工作计划
起止时间: 2026
任务:
  - {编号: patrol, 事项: 消防巡查, 频次: 每周1次}

== passes ==
-- plans/fire.yaml
计划: fire
标题: 消防工作计划
起止时间: 2026
任务:
  - {编号: patrol, 事项: 消防巡查, 时间要求: 每周1次}
"""
