"""Git left both sides of a conflict in the file, between lines of <<<<<<< and >>>>>>>.

Two branches changed the same lines and nobody has decided yet. Until then the first side, the one
above the line of =======, is read, and the rest of the file is checked as usual. Keep what is
right of the two sides and delete the three marker lines.

== 中文 ==
文件里还留着 git 合并冲突的痕迹，就是 <<<<<<< 到 >>>>>>> 之间的那一段。

两个人改了同一处，还没有定下用谁的。定下之前暂按 ======= 上面那一份来读，其余内容照常核对。请把两份
内容合成一份，再把三行记号删掉。

== fails ==
-- plans/fire.yaml
plan: fire
<<<<<<< HEAD
title: 消防工作计划
=======
title: 消防安全工作计划
>>>>>>> street
period: 2026

== passes ==
-- plans/fire.yaml
plan: fire
title: 消防安全工作计划
period: 2026
"""
