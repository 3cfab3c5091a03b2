"""A place in the file is not YAML, and no more exact code fits it.

Frequent reasons are a quotation mark or a bracket that is not closed, a text that holds ": " or
begins with one of * & % @ [ {, a line whose indent fits none of the lines above it, and a control
character that a program left behind. The finding points at the place and says what to write there.
The lines at fault are left out and the rest of the file is still checked; after 40 faults of this
sort the file is given up. A text that is in doubt is always right in double quotes. `check --fix`
mends full-width brackets and braces, and bullets such as • or a dash without its space, where a key
shows what was meant; the rest is left to you.

== 中文 ==
这个地方不合 YAML 的写法，又不属于别的更具体的毛病。

常见的有：引号或括号没有收口；文字里夹着半角冒号加空格；文字以 * & % @ [ { 等符号开头；某一行的缩进
和上面哪一行都对不齐；从别处粘贴时带进了看不见的控制字符。提示会指出位置和改法，出错的几行先跳过，
其余内容照常核对；一个文件里这类错误满 40 处就不再往下读。拿不准的文字，加一对英文双引号总不会错。
全角的括号，以及用 • 之类的符号代替短横、短横后面漏了空格的，只要后面的键说明了用意，`check --fix`
会改好，其余的请自己改。

== fails ==
-- plans/rain.yaml
plan: rain
title: 汛期值班工作计划
period: 2026
note: 注意: 值班员带好雨具

== passes ==
-- plans/rain.yaml
plan: rain
title: 汛期值班工作计划
period: 2026
note: "注意: 值班员带好雨具"
"""
