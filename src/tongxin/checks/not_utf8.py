r"""A file is saved in another encoding than UTF-8, usually GBK or UTF-16, and is not read at all.

Plans are read on many computers; only UTF-8 (with or without a byte order mark) reads the same on
every one of them. The finding names GBK or UTF-16 where the bytes read well as it, with the
command that converts the file, and otherwise the first byte that is not UTF-8. Save the file as
UTF-8: most editors have it under "Save as" or "Save with encoding". While the file cannot be read,
nothing is said to be missing or unknown because of it.

== 中文 ==
文件不是用 UTF-8 编码保存的，多半是 GBK 或 UTF-16，整个文件都没有读进来。

同一份计划要在不同电脑上打开，只有 UTF-8（带不带 BOM 都行）才不会变成乱码。能认出是 GBK 或 UTF-16
的，会直接写明并给出转换命令；认不出的，指出第一个有问题的字节。请在编辑器里“另存为”，编码选
UTF-8；记事本里也是在“另存为”窗口的“编码”处选择。

== fails ==
-- plans/fire.yaml (bytes)
plan: fire
title: \xcf\xfb\xb7\xc0\xb9\xa4\xd7\xf7\xbc\xc6\xbb\xae
period: 2026

== passes ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
"""
