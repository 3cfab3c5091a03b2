"""Keys and keywords that are none: which one was certainly meant, and what is left to a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.test_docs_language import TABLES
from tongxin.diagnostic import Diagnostic, Source
from tongxin.model import words
from tongxin.model.ledger import read_ledger
from tongxin.model.meant import slip_of, squeezed, word_meant
from tongxin.model.plan import read_plan
from tongxin.text.tree import parse_tree

HEAD = "plan: a\ntitle: 甲\nperiod: 2026\n"


def fixes(findings: list[Diagnostic]) -> dict[str, str | None]:
    """What stands there → what is written in its place; None where there is no fix."""
    return {
        f.span.text: f.fix.edits[0].replacement if f.fix else None
        for f in findings
        if f.code in ("unknown-key", "wrong-type", "bad-schedule")
    }


def plan(text: str, head: str = HEAD) -> dict[str, str | None]:
    return fixes(read_plan(parse_tree(Source("plans/a.yaml", head + text)))[1])


def task(keys: str) -> dict[str, str | None]:
    return plan(f"tasks:\n  - {{id: a, title: b, {keys}}}\n")


def entry(keys: str) -> dict[str, str | None]:
    text = f"- {{date: 2026-11-03, {keys}}}\n"
    return fixes(read_ledger(parse_tree(Source("ledger/2026-11.yaml", text)))[1])


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("频次: 每周1次", {"频次": "时间要求"}),
        ("频 次: 每周1次", {"频 次": "时间要求"}),
        ("事　项: c", {"事　项": None}),  # given already
        ("责　任　组: c", {"责　任　组": "责任组"}),
        ("Group: c", {"Group": "group"}),
        ("ｇｒｏｕｐ: c", {"ｇｒｏｕｐ": "group"}),
        ("place: c", {"place": "places"}),
        ("notes: c", {"notes": "note"}),
        ("scheduel: 每周1次", {"scheduel": "schedule"}),
        ("shcedlue: 每周1次", {"shcedlue": "schedule"}),
        ("audiance: 老人", {"audiance": "audience"}),
        ("phaes: c", {"phaes": "phase"}),
        ("form: 2026-10", {"form": "from"}),
        ("form: 检查表", {"form": None}),  # that is no date
        ("phrase: 每周1次", {"phrase": None}),  # another word
        ("plase: c", {"plase": None}),  # phase or places
        ("titel: c", {"titel": None}),  # given already
        ("colour: c", {"colour": None}),
        ("负责人: 组长, 责任人: 主任", {"负责人": None, "责任人": None}),  # one too many
        ("频次: 每周1次, schedule: 每月1次", {"频次": None}),
        ("时间邀求: 每周1次", {"时间邀求": None}),
        ("schedule: {evry: week}", {"evry": "every"}),
        ("schedule: {every: week, time: 2}", {"time": "times"}),
        ("schedule: {every: week, time: 早上}", {"time": None}),
        ("schedule: {每: 周, 次: 2}", {"次": "次数"}),
        ("schedule: {every: week, each: 场所}", {"场所": "地点"}),
        ("schedule: {every: week, each: Place}", {"Place": "place"}),
        ("schedule: {every: week, each: 楼栋}", {"楼栋": None}),
        ("schedule: {every: week, while: {隐患: 消防}}", {"隐患": "有隐患"}),
        ("shift: 延后", {"延后": "顺延"}),
        ("shift: 推后", {"推后": None}),
    ],
)
def test_keys_of_a_task(keys: str, expected: dict[str, str | None]) -> None:
    assert task(keys) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plan: a\ntitel: 甲\nperod: 2026\n", {"titel": "title", "perod": "period"}),
        ("plan: a\n名称: 甲\n起止: 2026\n", {"名称": "标题", "起止": "起止时间"}),
        ("plan: a\nname: 甲\nperiod: 2026\n", {"name": None}),
        (HEAD + "part_of: b\n", {"part_of": "part-of"}),
        (HEAD + "Task: []\ngoal: []\n", {"Task": "tasks", "goal": "goals"}),
        (HEAD + "status: 执行\n", {"执行": "实施"}),
        (HEAD + "status: activ\n", {"activ": None}),
        (HEAD + "a1: 1\na2: 1\na3: 1\na4: 1\nmeasurs: 好\n",
         {"a1": None, "a2": None, "a3": None, "a4": None, "measurs": None}),
    ],
)  # fmt: skip
def test_keys_of_a_plan(text: str, expected: dict[str, str | None]) -> None:
    assert plan(text, head="") == expected


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("事项: a/b, 结果: 通过", {"事项": "任务", "通过": "合格"}),
        ("隐患编号: H-1, 环节: 复核", {"隐患编号": "隐患", "复核": "复查"}),
        ("tasks: a/b", {"tasks": "task"}),
        ("tsk: a/b", {"tsk": None}),
        ("时间: 上午", {"时间": None}),  # the date is there
        ("延期: a/b, 期: 2026-11, 延至: 2026-12-01, 事由: 停电",
         {"期": "期次", "延至": "至", "事由": "理由"}),
        ("indicator: a/b, valve: 3", {"valve": "value"}),
        ("indicator: a/b, value: 1, valve: 3", {"valve": None}),
        ("hazard: H-1, event: found, 整改单位: 物业", {"整改单位": "送达"}),
        ("result: 及格, task: a/b", {"及格": None}),
    ],
)  # fmt: skip
def test_keys_of_an_entry(keys: str, expected: dict[str, str | None]) -> None:
    assert entry(keys) == expected


@pytest.mark.parametrize("quote", ['"', "'"])
def test_quotes_stay(quote: str) -> None:
    text = f"{HEAD}{quote}状 态{quote}: {quote}执行{quote}\n"
    _, findings = read_plan(parse_tree(Source("plans/a.yaml", text)))
    edits = [edit for f in findings if f.fix for edit in f.fix.edits]
    assert [(e.span.text, e.replacement) for e in edits] == [("状 态", "状态")]


def test_an_escape_is_left_to_a_person() -> None:
    text = HEAD + '"\\u72b6 \\u6001": draft\n'
    _, [finding] = read_plan(parse_tree(Source("plans/a.yaml", text)))
    assert (finding.code, finding.fix) == ("unknown-key", None)


@pytest.mark.parametrize("name", TABLES)
def test_every_synonym_of_one_key_is_understood(name: str) -> None:
    """And none that two keys share, nor one that is a key itself."""
    table = TABLES[name]
    names = {field.name for field in table.fields}
    shared: dict[str, set[str]] = {}
    for spelled in table.words or (table.name,):
        for word, spellings in words.SPELLINGS[spelled].items():
            for spelling in spellings[1:] if word in names else ():
                shared.setdefault(spelling, set()).add(word)
    for spelling, some in shared.items():
        meant = word_meant(spelling, table.meanings)
        if spelling in table.lookup:
            assert meant == table.lookup[spelling].name
        else:
            assert meant == (next(iter(some)) if len(some) == 1 else None)


def slipped(word: str, place: int, slip: int, letter: str) -> str:
    place %= len(word)
    return (
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + letter + word[place + 1 :],
        word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :],
    )[slip]


@pytest.mark.parametrize("name", TABLES)
def test_a_slip_makes_no_key_of_another(name: str) -> None:
    table = TABLES[name]

    @given(
        st.sampled_from(sorted(table.english)), st.integers(0, 20), st.integers(0, 3),
        st.sampled_from("abcdefghijklmnopqrstuvwxyz"),
    )  # fmt: skip
    def holds(key: str, place: int, slip: int, letter: str) -> None:
        written = slipped(key, place, slip, letter)
        found = slip_of(written, table.english)
        if len(key) > 4 and squeezed(written) not in table.english:
            assert found is None or found[0] == table.english[key]

    holds()


def test_a_very_long_key_is_bearable() -> None:
    assert plan("? " + "k" * 1_000_000 + "\n: x\n") == {"k" * 1_000_000: None}
