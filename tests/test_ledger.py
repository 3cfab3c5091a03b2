"""Ledger entries: every kind in both languages, what decides the kind, evidence, faults."""

from typing import Any

import pytest

from tests.harness import day
from tongxin.diagnostic import Diagnostic, Source
from tongxin.model.ledger import Entry, Evidence, Ledger, read_ledger
from tongxin.text.tree import parse_tree


def read(text: str) -> tuple[Ledger, list[Diagnostic]]:
    return read_ledger(parse_tree(Source("ledger/2026-11.yaml", text)))


def sound(text: str) -> tuple[Entry, ...]:
    ledger, findings = read(text)
    assert findings == [], [(f.code, f.span.text) for f in findings]
    return ledger.entries


def places(text: str) -> list[tuple[str, int, int, str]]:
    return [(f.code, *f.span.source.position(f.span.start), f.span.text) for f in read(text)[1]]


def values(entry: Entry) -> dict[str, Any]:
    """What an entry says, without what it does not say and where it stands."""
    said = {name: getattr(entry, name) for name in Entry.__annotations__}
    return {name: said[name] for name in said if said[name] != getattr(Entry, name, None)}


ON = day("2026-11-03")

KINDS: list[tuple[str, str, dict[str, Any]]] = [
    (
        ("{id: E-1, date: 2026-11-03, task: [safety/inspect, sanitation/weekly], place: beiyuan, "
        "by: 消防组, people: 6, amount: 2.5, count: 2, audience: [老人, 儿童], topic: 用电, "
        "result: pass, note: 已清理, evidence: [evidence/a.jpg], at: 2026-11-04}"),
        ("{流水号: E-1, 日期: 2026年11月3日, 任务: safety/inspect、sanitation/weekly, "
        "地点: beiyuan, 经办: 消防组, 人数: 6, 数量: 2.5, 次数: 2, 对象: 老人、儿童, 主题: 用电, "
        "结果: 合格, 情况: 已清理, 佐证: evidence/a.jpg, 录入: 2026-11-04}"),
        {
            "kind": "done", "id": "E-1", "task": ("safety/inspect", "sanitation/weekly"),
            "place": ("beiyuan",), "by": "消防组", "people": 6, "amount": 2.5, "count": 2,
            "audience": ("老人", "儿童"), "topic": ("用电",), "result": "pass", "note": "已清理",
            "evidence": (Evidence("evidence/a.jpg"),), "recorded": day("2026-11-04"),
        },
    ),
    (
        "{date: 2026-11-03, task: a/b, place: [n, m], result: fail, failed: {n: 无灯, m: 堆物}}",
        "{日期: 2026-11-03, 任务: a/b, 地点: n、m, 结果: 不合格, 不合格项: {n: 无灯, m: 堆物}}",
        {
            "kind": "done", "task": ("a/b",), "place": ("n", "m"), "result": "fail",
            "failed": (("n", "无灯"), ("m", "堆物")),
        },
    ),
    (
        ("{date: 2026-11-03, hazard: H-1, event: found, kind: 安全, place: n, level: major, "
        "what: 飞线充电, due: 2026-11, to: 物业}"),
        ("{日期: 2026-11-03, 隐患: H-1, 环节: 发现, 类别: 安全, 地点: n, 级别: 重大, "
        "问题描述: 飞线充电, 整改期限: 2026-11, 送达: 物业}"),
        {
            "kind": "hazard", "hazard": "H-1", "event": "found", "hazard_kind": "安全",
            "place": ("n",), "level": "major", "what": "飞线充电", "due": day("2026-11-30"),
            "to": "物业",
        },
    ),
    (
        "{date: 2026-11-03, hazard: H-1, event: verified, result: fail, task: [a/b, c/d]}",
        "{日期: 2026-11-03, 隐患: H-1, 环节: 复查, 结果: 不合格, 任务: [a/b, c/d]}",
        {
            "kind": "hazard", "hazard": "H-1", "event": "verified", "result": "fail",
            "task": ("a/b", "c/d"),
        },
    ),
    *(
        (
            f"{{date: 2026-11-03, hazard: H-1, event: {english}}}",
            f"{{日期: 2026-11-03, 隐患: H-1, 环节: {chinese}}}",
            {"kind": "hazard", "hazard": "H-1", "event": english},
        )
        for english, chinese in [
            ("notified", "通知"), ("rectified", "整改"), ("closed", "销号"), ("escalated", "上报"),
            ("answered", "答复"), ("extended", "延期"), ("watched", "值守"),
        ]
    ),
    (
        "{date: 2026-11-03, indicator: a/rated, value: 67}",
        "{日期: 2026-11-03, 指标: a/rated, 数值: 67}",
        {"kind": "measured", "indicator": "a/rated", "value": (67,)},
    ),
    (
        ("{date: 2026-11-03, incident: 跌倒, count: 2, place: n, cause: 地滑, age: 60岁以上, "
        "sex: female, severity: severe}"),
        ("{日期: 2026-11-03, 伤害: 跌倒, 次数: 2, 地点: n, 原因: 地滑, 年龄段: 60岁以上, "
        "性别: 女, 伤害程度: 重伤}"),
        {
            "kind": "incident", "incident": "跌倒", "count": 2, "place": ("n",), "cause": "地滑",
            "age": "60岁以上", "sex": "female", "severity": "severe",
        },
    ),
    (
        "{date: 2026-11-03, waive: a/b, period: 2026-W40..2026-W42, place: n, why: 停水}",
        "{日期: 2026-11-03, 免办: a/b, 期次: 2026-W40..2026-W42, 地点: n, 理由: 停水}",
        {
            "kind": "waive", "waive": "a/b", "period": ("2026-W40", "2026-W42"), "place": ("n",),
            "why": "停水",
        },
    ),
    (
        "{date: 2026-11-03, extend: a/b, period: once, to: 2026-12-04, why: 样本不足}",
        "{日期: 2026-11-03, 延期: a/b, 期次: once, 至: 2026-12-04, 理由: 样本不足}",
        {
            "kind": "extend", "extend": "a/b", "period": ("once", "once"),
            "until": day("2026-12-04"), "why": "样本不足",
        },
    ),
    (
        "{date: 2026-11-03, note: 居民送来锦旗, by: 走访组}",
        "{日期: 2026-11-03, 情况: 居民送来锦旗, 经办: 走访组}",
        {"kind": "note", "note": "居民送来锦旗", "by": "走访组"},
    ),
    (
        "{date: 2026-11-03, problem: 灭鼠盒被雨淹}",
        "{日期: 2026-11-03, 存在问题: 灭鼠盒被雨淹}",
        {"kind": "note", "problem": "灭鼠盒被雨淹"},
    ),
    (
        "{id: E-2, date: 2026-11-03, void: E-1, why: 记错了楼栋}",
        "{流水号: E-2, 日期: 2026-11-03, 作废: E-1, 理由: 记错了楼栋}",
        {"kind": "void", "id": "E-2", "void": "E-1", "why": "记错了楼栋"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("english", "chinese", "meant"), KINDS)
def test_every_kind_in_both_languages(english: str, chinese: str, meant: dict[str, Any]) -> None:
    wanted = {"date": ON, **meant}
    assert [values(entry) for entry in sound(f"- {english}\n- {chinese}\n")] == [wanted, wanted]


@pytest.mark.parametrize(("english", "_chinese", "meant"), KINDS)
def test_the_order_of_keys_does_not_matter(
    english: str, _chinese: str, meant: dict[str, Any]
) -> None:
    [plain] = sound(f"- {english}\n")
    plain.node.items.reverse()
    ledger, findings = read_ledger(plain.tree)
    assert findings == []
    assert values(ledger.entries[0]) == {"date": ON, **meant}


def test_an_entry_in_block_style() -> None:
    [entry] = sound("- date: 2026-11-03\n  任务: a/b\n")
    assert values(entry) == {"kind": "done", "date": ON, "task": ("a/b",)}


@pytest.mark.parametrize(
    ("keys", "kind"),
    [
        ("task: a/b", "done"),
        ("hazard: H-1, event: found", "hazard"),
        ("task: a/b, hazard: H-1, event: verified, result: pass", "hazard"),
        ("event: verified, 任务: a/b, 隐患: H-1, 结果: 合格", "hazard"),
        ("indicator: x, value: 1", "measured"),
        ("incident: 跌倒", "incident"),
        ("waive: a/b, period: '2026', why: 甲", "waive"),
        ("extend: a/b, period: '2026', to: 2026-12, why: 甲", "extend"),
        ("void: E-1, why: 甲", "void"),
        ("note: 甲", "note"),
        ("problem: 甲", "note"),
    ],
)
def test_the_key_that_is_there_decides_the_kind(keys: str, kind: str) -> None:
    [entry] = sound(f"- {{date: 2026-11-03, {keys}}}\n")
    assert entry.kind == kind


@pytest.mark.parametrize(
    ("keys", "code", "characters"),
    [
        ("task: a/b, event: found", "unknown-key", "event"),
        ("task: a/b, value: 3", "unknown-key", "value"),
        ("note: 甲, place: n", "unknown-key", "place"),
        ("note: 甲, 人数: 3", "unknown-key", "人数"),
        ("void: E-1, why: 甲, task: a/b", "unknown-key", "task"),
        ("indicator: x, value: 1, people: 3", "unknown-key", "people"),
        ("hazard: H-1, event: found, why: 甲", "unknown-key", "why"),
    ],
)
def test_a_key_of_another_kind_is_unknown(keys: str, code: str, characters: str) -> None:
    found = [(c, text) for c, _, _, text in places(f"- {{date: 2026-11-03, {keys}}}\n")]
    assert found == [(code, characters)]


@pytest.mark.parametrize(
    ("keys", "lacks"),
    [
        ("hazard: H-1", ["event"]),
        ("indicator: x", ["value"]),
        ("waive: a/b", ["period", "why"]),
        ("extend: a/b", ["period", "to", "why"]),
        ("void: E-1", ["why"]),
    ],
)
def test_what_each_kind_must_have(keys: str, lacks: list[str]) -> None:
    _, findings = read(f"- {{id: E-9, date: 2026-11-03, {keys}}}\n")
    assert [(f.code, f.span.text) for f in findings] == [("missing-key", "E-9")] * len(lacks)
    assert [str(f.message).split('"')[1] for f in findings] == lacks


def test_an_entry_without_a_date() -> None:
    ledger, findings = read("- {id: E-1, task: a/b}\n- {date: 2026-11-03, task: a/b}\n")
    assert [(f.code, f.span.line, f.span.text) for f in findings] == [("missing-key", 1, "E-1")]
    assert [entry.date for entry in ledger.entries if entry.date is not None] == [ON]


# ── evidence ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("evidence/a.jpg", [("evidence/a.jpg", None)]),
        ("[evidence/a.jpg, evidence/b.jpg]", [("evidence/a.jpg", None), ("evidence/b.jpg", None)]),
        ("evidence/a.jpg、evidence/b.jpg", [("evidence/a.jpg", None), ("evidence/b.jpg", None)]),
        ("{照片: evidence/a.jpg}", [("evidence/a.jpg", "照片")]),
        (
            "{检查记录: [evidence/r.pdf], 照片: [evidence/a.jpg, evidence/b.jpg]}",
            [
                ("evidence/r.pdf", "检查记录"),
                ("evidence/a.jpg", "照片"),
                ("evidence/b.jpg", "照片"),
            ],
        ),
        ("[]", []),
    ],
)
@pytest.mark.parametrize("key", ["evidence", "佐证"])
def test_forms_of_evidence(key: str, written: str, meant: list[tuple[str, str | None]]) -> None:
    [entry] = sound(f"- {{date: 2026-11-03, task: a/b, {key}: {written}}}\n")
    assert [(e.path, e.kind) for e in entry.evidence] == meant


def test_evidence_on_a_shelf() -> None:
    [entry] = sound(
        '- {date: 2026-11-03, task: a/b, evidence: {通知书: ["纸质：2026-09盒", e/纸质.jpg]}}\n'
    )
    assert [e.on_paper for e in entry.evidence] == [True, False]


def test_a_file_called_paperwork_is_no_box_on_a_shelf() -> None:
    [entry] = sound("- {date: 2026-11-03, task: a/b, evidence: [paperwork/a.jpg]}\n")
    assert [e.on_paper for e in entry.evidence] == [False]


def test_every_kind_of_entry_may_have_evidence() -> None:
    for english, _, _ in KINDS:
        if "evidence" not in english:
            [entry] = sound(f"- {english[:-1]}, evidence: x.jpg}}\n")
            assert entry.evidence == (Evidence("x.jpg"),)


def test_a_note_may_have_any_of_the_common_keys() -> None:
    [entry] = sound("- {date: 2026-11-03, by: 综合专干, evidence: [evidence/a.jpg]}\n")
    assert entry.kind == "note"


def test_an_entry_of_a_date_alone_says_nothing() -> None:
    assert places("- {date: 2026-11-03}\n") == [("missing-key", 1, 3, "{date: 2026-11-03}")]


@pytest.mark.parametrize(
    ("keys", "written", "meant"),
    [
        ("tsak: fire/t", "tsak", "task"),
        ("任物: fire/t", "任物", "任务"),
        ("hazrd: H-1, event: found, to: 街道", "hazrd", "hazard"),
        ("viod: E-1, why: 重复", "viod", "void"),
        ("indicater: a/b, value: 5", "indicater", "indicator"),
    ],
)
def test_a_misspelt_key_that_should_have_told_the_kind(keys: str, written: str, meant: str) -> None:
    _, [finding] = read(f"- {{date: 2026-11-10, {keys}}}\n")
    assert (finding.code, finding.span.text) == ("unknown-key", written)
    assert str(finding.help) == f'did you mean "{meant}"?'


def test_keys_of_other_kinds_do_not_tell_the_kind() -> None:
    line = "{date: 2026-11-10, people: 5, place: 北苑}"
    assert places(f"- {line}\n") == [("missing-key", 1, 3, line)]


# ── values ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("67", (67,)), ("12.5", (12.5,)), ("95%", (95,)), ("９５％", (95,)), ("-3", (-3,)),
        ('"1:2"', (1, 2)), ('"3：4"', (3, 4)),
    ],
)  # fmt: skip
def test_values_that_are_measured(written: str, meant: tuple[float, ...]) -> None:
    [entry] = sound(f"- {{date: 2026-11-03, indicator: x, value: {written}}}\n")
    assert entry.value == meant


@pytest.mark.parametrize(
    "written",
    ["很多", "1e5", "1_000", '"1:2:3"', ".", "+-1", '"%"', '"0:0"', '"5:0"', '"0：3"'],
)
def test_what_is_no_value(written: str) -> None:
    found = places(f"- {{date: 2026-11-03, indicator: x, value: {written}}}\n")
    assert found == [("bad-count", 1, 43, written)]


@pytest.mark.parametrize(
    ("key", "written"), [("people", "-1"), ("people", "1.5"), ("count", "两"), ("amount", "-2")]
)
def test_counts_and_amounts(key: str, written: str) -> None:
    found = places(f"- {{date: 2026-11-03, task: a/b, {key}: {written}}}\n")
    assert [(code, text) for code, _, _, text in found] == [("bad-count", written)]


@pytest.mark.parametrize(
    ("key", "written"),
    [("result", "好"), ("result", "[pass]"), ("task", "{a: b}"), ("failed", "[甲]"), ("id", "E 1")],
)
def test_wrong_types(key: str, written: str) -> None:
    keys = f"{key}: {written}" if key == "task" else f"task: a/b, {key}: {written}"
    found = places(f"- {{date: 2026-11-03, {keys}}}\n")
    assert [(code, text) for code, _, _, text in found] == [("wrong-type", written)]


def test_what_failed_without_a_place() -> None:
    [entry] = sound("- {date: 2026-11-03, task: a/b, result: fail, failed: 灯不亮}\n")
    assert entry.failed == (("", "灯不亮"),)


# ── the file ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("text", ["", "# 十一月\n", "[]\n", "\n\n"])
def test_an_empty_ledger(text: str) -> None:
    assert sound(text) == ()


@pytest.mark.parametrize("text", ["date: 2026-11-03\n", "甲\n"])
def test_a_file_that_is_no_list(text: str) -> None:
    ledger, findings = read(text)
    assert [(f.code, f.span.line) for f in findings] == [("wrong-type", 1)]
    assert ledger.entries == ()


def test_a_fault_hides_no_other_entry() -> None:
    text = (
        "- {date: 2026-11-03, task: a/b}\n- 甲\n- {date: 2026-11-31, task: a/b}\n- [甲]\n"
        "- {date: 2026-11-04, task: a/b, zzz: 1}\n"
    )
    ledger, findings = read(text)
    assert [e.date for e in ledger.entries if e.date is not None] == [ON, ON + 1]
    assert [(f.code, f.span.line) for f in findings] == [
        ("wrong-type", 2),
        ("bad-date", 3),
        ("wrong-type", 4),
        ("unknown-key", 5),
    ]


def test_entries_stay_in_the_order_written() -> None:
    entries = sound("- {date: 2026-11-05, note: 甲}\n- {date: 2026-11-03, note: 乙}\n")
    assert [entry.note for entry in entries] == ["甲", "乙"]


def test_a_re_inspection_needs_its_result() -> None:
    _, findings = read("- {date: 2026-11-03, hazard: H-1, event: verified}\n")
    assert [(f.code, f.span.text) for f in findings] == [("missing-key", "verified")]


@pytest.mark.parametrize("joint", ["..", "~", "至"])
def test_a_range_of_labels_is_joined_like_any_span(joint: str) -> None:
    text = f"- {{date: 2026-11-03, waive: a/b, period: 2026-W41{joint}2026-W42, why: 停}}\n"
    [entry] = sound(text)
    assert entry.period == ("2026-W41", "2026-W42")
