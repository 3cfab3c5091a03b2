"""The two spellings of every key, and that a plan in either is one plan."""

from types import ModuleType
from typing import Any

import pytest

from tongxin.diagnostic import Source
from tongxin.model import basis, community, ledger, plan, schedule, words
from tongxin.model.community import read_settings
from tongxin.model.fields import Table, Thing
from tongxin.model.plan import Plan, read_plan
from tongxin.text.tree import Mapping, Node, Scalar, Sequence, Tree, parse_tree

MODULES: tuple[ModuleType, ...] = (basis, community, ledger, plan, schedule)
TABLES = {
    id(table): table
    for module in MODULES
    for table in vars(module).values()
    if isinstance(table, Table)
}


@pytest.mark.parametrize("name", words.SPELLINGS)
def test_both_spellings_are_unique_within_their_table(name: str) -> None:
    table = words.SPELLINGS[name]
    spelled = [spelling for word, names in table.items() for spelling in (word, names[0])]
    assert len(spelled) == len(set(spelled))
    assert words.spellings(name) == {
        spelling: word for word, names in table.items() for spelling in (word, names[0])
    }


@pytest.mark.parametrize("name", words.SPELLINGS)
def test_english_is_ascii_and_chinese_is_not(name: str) -> None:
    for word, (first, *_) in words.SPELLINGS[name].items():
        assert word.isascii(), word
        assert not first.isascii(), first


@pytest.mark.parametrize("name", words.SPELLINGS)
def test_a_synonym_never_hides_a_spelling(name: str) -> None:
    for spelling, word in words.spellings(name).items():
        assert words.synonyms(name)[spelling] == word


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_every_field_has_its_chinese_spelling(table: Table) -> None:
    for field in table.fields:
        spelled = {name for name, found in table.lookup.items() if found is field}
        assert field.name in spelled
        assert any(not name.isascii() for name in spelled), field.name


# keys and their Chinese spellings as the page of the language names them
PAGE = {
    "plan": "plan 计划 title 标题 status 状态 ended 终止日期 period 起止时间 basis 依据 "
    "part-of 所属计划 follows 接续 principles 指导思想 goals 目标 indicators 指标 groups 工作组 "
    "phases 阶段 tasks 任务 measures 保障措施 was 曾用 note 备注",
    "goal": "id 编号 text 内容 by 完成时限 indicators 指标 answers 落实 was 曾用 note 备注",
    "indicator": "id 编号 name 名称 target 目标值 of 占 every 统计周期 unit 单位 "
    "baseline 基期值 sum 累计 answers 落实 was 曾用 note 备注",
    "group": "id 编号 name 名称 lead 组长 deputies 副组长 members 成员 contact 联络员 "
    "duties 职责 answers 落实 was 曾用 note 备注",
    "phase": "id 编号 name 名称 from 起 to 止 answers 落实 was 曾用 note 备注",
    "task": "id 编号 title 事项 group 责任组 with 配合 schedule 时间要求 phase 阶段 from 起 "
    "to 止 places 地点 audience 对象 topics 主题 checklist 检查要点 evidence 佐证 produces 文书 "
    "after 前置 goals 目标 indicators 指标 remind 提醒 shift 遇休 carry 结转 answers 落实 "
    "was 曾用 note 备注",
    "measure": "text 内容 answers 落实 note 备注",
    "schedule": "every 每 times 次数 day 逢 in 于 by 截止 from 起 to 止 each 逐个 while 条件 "
    "all-year 全年 irregular 不定期 vague 未明确 note 备注",
    "basis": "basis 依据 title 标题 issued 印发 clauses 条目 was 曾用 note 备注",
    "issued": "by 单位 number 文号 date 日期 note 备注",
    "clause": "id 编号 text 内容 points 分值 evidence 佐证 was 曾用 note 备注",
    "done": "id 流水号 date 日期 by 经办 note 情况 evidence 佐证 at 录入 task 任务 place 地点 "
    "count 次数 people 人数 amount 数量 audience 对象 topic 主题 result 结果 failed 不合格项",
    "hazard": "id 流水号 date 日期 hazard 隐患 event 环节 kind 类别 place 地点 level 级别 "
    "what 问题描述 due 整改期限 to 送达 result 结果 task 任务",
    "measured": "id 流水号 date 日期 indicator 指标 value 数值",
    "incident": "date 日期 incident 伤害 count 次数 place 地点 cause 原因 age 年龄段 sex 性别 "
    "severity 伤害程度",
    "waive": "date 日期 waive 免办 period 期次 place 地点 why 理由",
    "extend": "date 日期 extend 延期 period 期次 place 地点 to 至 why 理由",
    "note": "date 日期 problem 存在问题 note 情况",
    "void": "date 日期 void 作废 why 理由",
}


@pytest.mark.parametrize("name", PAGE)
def test_the_spellings_of_the_page(name: str) -> None:
    [table] = [table for table in TABLES.values() if table.name == name]
    pairs = PAGE[name].split()
    for english, chinese in zip(pairs[::2], pairs[1::2], strict=True):
        assert table.lookup[english] is table.lookup[chinese]
        assert table.lookup[english].name == english


REQUIRED = {
    "plan": "plan title period", "goal": "id text", "indicator": "id name", "group": "id name",
    "phase": "id name from to", "task": "id title", "measure": "text", "schedule": "",
    "basis": "basis title", "clause": "id text", "issued": "",
}  # fmt: skip


@pytest.mark.parametrize("name", REQUIRED)
def test_what_the_page_requires(name: str) -> None:
    [table] = [table for table in TABLES.values() if table.name == name]
    assert {field.name for field in table.fields if field.required} == set(REQUIRED[name].split())


KEYWORDS = {
    "word:status": "draft 草稿 active 实施 done 完成 stopped 停止",
    "word:sum": "count 次数 amount 数量 people 人数 incidents 伤害",
    "word:shift": "before 提前 after 顺延 skip 不计",
    "word:each": "place 地点 group 责任组 audience 对象 topic 主题",
    "word:result": "pass 合格 fail 不合格",
    "word:level": "ordinary 一般 serious 较大 major 重大",
    "word:event": "found 发现 notified 通知 rectified 整改 verified 复查 closed 销号 "
    "escalated 上报 answered 答复 extended 延期 watched 值守",
    "word:state": "upcoming 未开始 open 进行中 met 按期完成 late 逾期完成 overdue 逾期 "
    "missed 漏办 waived 免办 ongoing 常态",
    "word:target": "down 下降 up 上升",
    "word:while": "hazard 有隐患",
}


@pytest.mark.parametrize("name", KEYWORDS)
def test_the_keywords_of_the_page(name: str) -> None:
    pairs = KEYWORDS[name].split()
    wanted = dict(zip(pairs[::2], pairs[1::2], strict=True))
    found = {word: words.chinese(name, word) for word in words.SPELLINGS[name]}
    assert {word: found.get(word) for word in wanted} == wanted
    closed = {"word:status", "word:sum", "word:shift", "word:each", "word:result", "word:event"}
    if name in closed:
        assert found.keys() == wanted.keys()


def test_every_period_has_a_word() -> None:
    wanted = {
        "day", "workday", "week", "ten-days", "half-month", "month", "quarter", "half-year", "year",
    }  # fmt: skip
    assert words.SPELLINGS["word:unit"].keys() == wanted


# ── one plan, two languages ───────────────────────────────────────────────────────────────────

ENGLISH = """\
plan: safe-community
title: 安全社区创建工作计划
status: stopped
ended: 2027-05-31
period: 2026-09..2027-06
basis: [creation]
part-of: town
follows: safe-2025
principles: 以人为本,预防为主
was: [safe]
note: 试行
goals:
  - {id: title, text: 建成区级安全社区, by: 2027-06-30, indicators: [accidents], answers: c/S28}
  - {id: calm, text: 群众满意, was: [peace], note: 问卷}
indicators:
  - {id: accidents, name: 重大安全事故, target: 0, sum: incidents, answers: [creation/S9]}
  - {id: families, name: 参加健康家庭活动户数, target: "≥10%", of: households, every: quarter}
  - {id: rated, name: 获评健康家庭户数, target: "≥10%", of: families, unit: 户}
  - {id: fewer, name: 一般事故, target: down 20%, baseline: 12.5, sum: count, note: 街道口径}
  - {id: talks, name: 宣传人数, target: 1..2, sum: people, was: [talk]}
  - {id: better, name: 知晓率, target: {vague: 提高}}
groups:
  - id: fire
    name: 消防安全工作组
    lead: 社区主任
    deputies: [副主任]
    members: [安全专干, 楼栋长]
    contact: 安全专干
    duties: [制定消防实施细则, 组织防火演练]
    answers: creation/S48
    was: [fires]
    note: 与派出所合署
phases:
  - {id: start, name: 学习准备和启动阶段, from: 2026-09, to: 2026-10, answers: creation/S1}
  - {id: do, name: 实施阶段, from: 2026-11-01, to: 2027-06, was: [run], note: 可延}
tasks:
  - id: inspect
    title: 安全生产大检查
    group: fire
    with: [派出所, 北苑物业]
    schedule: {every: month, times: 2, each: place, from: 11, to: 02, note: 雨天顺延}
    places: [小区, 学校]
    audience: [老人]
    topics: [用电, 用气]
    checklist: [疏散通道畅通, 灭火器在有效期]
    evidence: [检查记录, 照片]
    produces: [检查表]
    goals: title
    indicators: [fewer]
    answers: creation/S4
    remind: 3 workdays
    shift: after
    carry: true
    was: [check]
    note: 逐户
  - {id: plan, title: 定方案, group: [fire], phase: start, schedule: {by: 2026-09-30}}
  - {id: week, title: 周查, schedule: {every: week, day: [tue, fri], while: {hazard: 安全}}}
  - {id: late, title: 月末盘点, from: 2026-10, to: 2027-03, schedule: {every: month, day: last fri}}
  - {id: sum, title: 总结, after: [plan], schedule: [{in: [03, 10]}, {day: 植树节}], shift: skip}
  - {id: all, title: 巡防, places: all, schedule: {all-year: true}, shift: before}
  - {id: odd, title: 抽查, schedule: {irregular: true}}
  - {id: some, title: 走访, schedule: {vague: 定期}}
measures:
  - 经费到位
  - {text: 每月督查, answers: creation/S12, note: 纪检参加}
"""

VALUES = {
    "stopped": "停止", "incidents": "伤害", "count": "次数", "people": "人数", "quarter": "季度",
    "after": "顺延", "skip": "不计", "before": "提前", "true": "是", "month": "月", "week": "周",
    "place": "地点", "tue": "周二", "fri": "周五", "last fri": "最后一个周五",
    "down 20%": "下降20%",
    "3 workdays": "3个工作日", "2026-09-30": "2026年9月30日",
    "2026-09..2027-06": "2026年9月至2027年6月",
    "11": "11月", "02": "2月", "03": "3月", "10": "10月",
}  # fmt: skip
INSIDE = {
    "goals": "goal", "indicators": "indicator", "groups": "group", "phases": "phase",
    "tasks": "task", "measures": "measure", "schedule": "schedule", "while": "condition",
    "target": "vague",
}  # fmt: skip


def in_chinese(node: Node, table: str, key: str = "") -> str:
    """The node in flow style with Chinese keys, and Chinese keywords where there are some."""
    if type(node) is Scalar:
        free = key in {"id", "title", "name", "text", "note", "group", "after", "was", "goals"}
        return '"' + (node.value if free else VALUES.get(node.value, node.value)) + '"'
    if type(node) is Sequence:
        return "[" + ", ".join(in_chinese(item, table, key) for item in node.items) + "]"
    assert type(node) is Mapping
    pairs = []
    for name, value in node.items:
        inside = INSIDE.get(name.value, table)
        pairs.append(f"{words.chinese(table, name.value)}: {in_chinese(value, inside, name.value)}")
    return "{" + ", ".join(pairs) + "}"


def tree_of(text: str) -> Tree:
    return parse_tree(Source("plans/safe-community.yaml", text))


def model(text: str) -> Plan:
    found, findings = read_plan(tree_of(text))
    assert findings == [], [(f.code, f.span.text, str(f.message)) for f in findings]
    assert found is not None
    return found


def said(value: Any) -> Any:
    """A thing as plain values, field by field, without its places."""
    if isinstance(value, Thing):
        [table] = [table for table in TABLES.values() if table.name == value.TABLE]
        return value.TABLE, {f.attribute: said(getattr(value, f.attribute)) for f in table.fields}
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(said(item) for item in value)
    return value


def without_words(value: Any) -> Any:
    """`said`, without the words in which targets and schedules were written."""
    from dataclasses import is_dataclass, replace

    if isinstance(value, dict):
        return {key: without_words(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(without_words(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type) and hasattr(value, "written"):
        return replace(value, written="")
    return value


def test_the_same_plan_in_chinese_is_the_same_model() -> None:
    english = model(ENGLISH)
    root = english.tree.root
    assert type(root) is Mapping
    text = in_chinese(root, "plan")
    assert not any(f"{word}:" in text for word in ("title", "schedule", "every", "text", "target"))
    assert without_words(said(model(text))) == without_words(said(english))


def test_the_sample_leaves_no_field_out() -> None:
    """Every key of a plan's tables stands in the sample, so none can differ unseen."""
    found = model(ENGLISH)
    written: dict[str, set[str]] = {}
    things: list[Thing] = [found]
    for holder in ("goals", "indicators", "groups", "phases", "tasks", "measures"):
        things += getattr(found, holder)
    for thing in things:
        written.setdefault(thing.TABLE, set()).update(key.value for key, _ in thing.node.items)
    for table in (plan.PLAN, plan.GOAL, plan.INDICATOR, plan.GROUP, plan.PHASE, plan.TASK):
        assert written[table.name] == {field.name for field in table.fields}


def test_one_fault_of_the_sample_would_be_seen() -> None:
    changed = ENGLISH.replace("contact: 安全专干", "contact: 消防专干")
    assert said(model(changed)) != said(model(ENGLISH))


def test_keys_of_both_languages_may_be_mixed() -> None:
    mixed = ENGLISH.replace("title: 安全社区", "标题: 安全社区").replace("lead:", "组长:")
    mixed = mixed.replace("{every: week, day:", "{每: week, 逢:")
    assert said(model(mixed)) == said(model(ENGLISH))


def test_a_workspace_in_chinese_is_the_same() -> None:
    english = """\
tongxin: 1
community: {name: 同心社区, org: 居委会, parent: 街道办, numbers: {households: 3200}, note: 甲}
language: en
since: 2026-09-01
backfill: 5 days
calendar: {country: CN, days: {汛期: 06..09}}
groups: [{id: office, name: 办公室}]
places: [{id: b, name: 北苑, kind: [小区], manager: 物业, from: 2026-09, to: 2027, was: [bei]}]
hazards: {notify: 2 days, rectify: 9 days, escalate: 4 days, answers: [c/S1]}
lights: {yellow: 2 days, red: overdue, blue: 9 days}
checks: {same-work: none}
evidence: ../photos
documents: {line-pitch: 28}
note: 乙
"""
    chinese = """\
同心: 1
社区: {名称: 同心社区, 单位: 居委会, 上级: 街道办, 基础数据: {households: 3200}, 备注: 甲}
语言: 英文
启用: 2026年9月1日
补录期限: 5天
日历: {国家: CN, 特定日期: {汛期: 6月至9月}}
工作组: [{编号: office, 名称: 办公室}]
地点: [{编号: b, 名称: 北苑, 类型: [小区], 管理单位: 物业, 起: 2026-09, 止: 2027, 曾用: [bei]}]
整改时限: {通知: 2天, 整改: 9天, 上报: 4天, 落实: [c/S1]}
亮灯: {黄: 2天, 红: 逾期, 蓝: 9天}
核对: {same-work: 关闭}
佐证: ../photos
文书: {行距: 28}
备注: 乙
"""
    found = [read_settings(parse_tree(Source("tongxin.yaml", text))) for text in (english, chinese)]
    assert [findings for _, findings in found] == [[], []]
    assert said(found[0][0]) == said(found[1][0])
