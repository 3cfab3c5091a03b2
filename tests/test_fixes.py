"""`check --fix`: whatever of the fixable kinds is done to a sound file, it is mended, and only that."""

import re
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.test_commands import Desk
from tests.test_properties import PATHS, shipped, workspace
from tongxin import checks
from tongxin.commands.check import check
from tongxin.commands.context import Context
from tongxin.commands.fixes import honest, mend
from tongxin.diagnostic import Diagnostic

# ── what hands and programs do to a line ──────────────────────────────────────────────────────

KEY = r"^( *(?:- )?[^\s:：#\"'\[\]{},，&*-][^\s:：#\"'\[\]{},，]*)"
SLIPS = {
    "时间要求": "频次", "事项": "名称", "责任组": "牵头", "标题": "名称", "起止时间": "期间", "佐证": "印证材料",
    "指导思想": "总体要求", "落实": "对应", "目标值": "指标值", "任务": "工作任务", "经办": "检查人",
    "title": "titel", "schedule": "scheduel", "indicators": "indicater", "evidence": "evidense",
    "tasks": "task", "goals": "gaols", "answers": "anwsers", "group": "Group", "period": "peroid",
    "编号": "编　号", "内容": "内 容", "community": "comunity", "language": "langauge",
}  # fmt: skip
KEYWORDS = {"实施": "执行", "合格": "通过", "不合格": "未通过", "销号": "办结", "中文": "英文"}


def wide_colon(line: str, random: Random) -> str:
    return re.sub(
        KEY + r": ?(?=[^\s>|]|$)", lambda m: m[1] + random.choice(["：", "： "]), line, count=1
    )


def no_space(line: str, _: Random) -> str:
    return re.sub(KEY + r": (?=[^\s>|/:&*])", r"\1:", line, count=1)


def wide_space(line: str, _: Random) -> str:
    return re.sub(KEY + r": (?=[^\s>|&*])", "\\1:\u3000", line, count=1)


def wide_indent(line: str, _: Random) -> str:
    return re.sub(r"^(?:  )+(?=\S)", lambda m: "\u3000" * (len(m[0]) // 2), line)


def bullet(line: str, random: Random) -> str:
    return re.sub(
        r"^( *)- (?=[^\s{\[:]+: )", lambda m: m[1] + random.choice(["— ", "• ", "-"]), line
    )


def date(line: str, random: Random) -> str:
    """A date in a place where a date stands, not in a text."""
    sign = random.choice("/.／")
    return re.sub(
        r"((?:\b(?:date|at|by|from|to|due|since)|日期|录入|起|止|完成时限|起止时间|period): )"
        r"(\d{4})-(\d\d)-(\d\d)(?=[,}]|\.\.|$)",
        lambda m: m[1] + sign.join((m[2], *(part.lstrip("0") for part in (m[3], m[4])))), line, count=1,
    )  # fmt: skip


def key(line: str, random: Random) -> str:
    there = [word for word in SLIPS if re.search(rf"(?:^ *(?:- )?|[{{,] ?){word}:", line)]
    if not there:
        return line
    word = random.choice(there)
    return re.sub(rf"((?:^ *(?:- )?|[{{,] ?)){word}:", rf"\1{SLIPS[word]}:", line, count=1)


def keyword(line: str, _: Random) -> str:
    for word, other in KEYWORDS.items():
        line = re.sub(
            rf"((?:状态|结果|环节|language): ){word}(?=[,}}]|$)", rf"\1{other}", line, count=1
        )
    return line


def tabs(line: str, _: Random) -> str:
    return re.sub(r"^(?:  )+(?=\S)", lambda m: "\t" * (len(m[0]) // 2), line)


def blank_with_tab(line: str, _: Random) -> str:
    return line or "\t"


def wide_signs(line: str, _: Random) -> str:
    """Every sign of a ledger line's first two keys from the other keyboard."""
    return re.sub(r"^- \{([^\s:]+): ([^\s,\[\]{}\"]+), ([^\s:]+): ", r"- {\1：\2，\3：", line)


def torn(line: str, random: Random) -> str:
    return line[: random.randrange(4, len(line))] if re.match(r"- \{..", line) else line


def harmless_tab(line: str, _: Random) -> str:
    return line + "\t" if line and "#" not in line else line


Hand = Callable[[str, Random], str]
HANDS: dict[str, Hand] = {
    hand.__name__: hand
    for hand in (wide_colon, no_space, wide_space, wide_indent, bullet, date, key, keyword, tabs,
                 blank_with_tab, wide_signs, torn, harmless_tab)
}  # fmt: skip
CERTAIN = {"wide_colon", "no_space", "wide_space", "date", "key", "keyword", "wide_signs"}
"""What is always put back as it was, if nothing else is at fault beside it."""


def handled(lines: list[str], random: Random, times: int) -> dict[int, tuple[str, str]]:
    """Do so to some lines: by number the hand and what stood there."""
    done: dict[int, tuple[str, str]] = {}
    for _ in range(times * 20):
        number, name = random.randrange(len(lines)), random.choice(list(HANDS))
        before = lines[number]
        after = HANDS[name](before, random) if not before.lstrip().startswith("#") else before
        if number not in done and after != before:
            lines[number] = after
            done[number] = (name, before)
        if len(done) == times:
            break
    return done


# ── what is asked of the fix ──────────────────────────────────────────────────────────────────

Looks = Callable[[Context], list[Diagnostic]]


def while_reading(context: Context) -> list[Diagnostic]:
    """The findings of single files."""
    return list(context.world.diagnostics)


def by_all_checks(context: Context) -> list[Diagnostic]:
    """All there are."""
    return checks.find(context.agenda)


def assert_mends(path: str, sound: str, random: Random, times: int, look: Looks) -> None:
    """Faults of a sound file are mended, once and for all, and no other line is touched."""
    newline, bom = random.choice(["\n", "\r\n"]), random.choice(["", "\ufeff"])
    lines = sound.removesuffix("\n").split("\n")
    done = handled(lines, random, times)
    text = newline.join(lines) + random.choice(["", newline])
    with workspace({path: (bom + text).encode()}) as root:
        context = Desk(root).context
        mending = mend(context, look)
        left = [f for f in honest(mending.context, look(mending.context)) if f.fix and f.fix.safe]
        assert left == [], [(f.code, f.span.line, f.span.text) for f in left]
        assert mending.context.instead.keys() <= {path}
        check(Desk(root).context, fix=True)
        content = (root / path).read_bytes().decode()
        check(Desk(root).context, fix=True)
        assert (root / path).read_bytes().decode() == content
    assert content.startswith(bom)
    after = content.removeprefix(bom)
    assert after.endswith(newline) == text.endswith(newline)
    assert after.count("\n") == after.count(newline) == text.count(newline)
    mended = after.removesuffix(newline).split(newline)
    for number, line in enumerate(lines):
        if number not in done:
            assert mended[number] == line
            continue
        name, before = done[number]
        if name == "harmless_tab":
            assert mended[number] == line
        elif name == "torn":
            assert mended[number] in (f"# {line}", line + "}")
        elif name == "blank_with_tab":
            assert mended[number] in ("", line)
        elif name in CERTAIN and len(done) == 1:
            assert mended[number] == before
        else:
            assert mended[number] in (before, line) or len(done) > 1


PLAN = """\
# 一份小计划
计划: fire
标题: 消防工作计划
起止时间: 2026-09-01..2026-12-31
状态: 实施
工作组:
  - {编号: g, 名称: 消防组, 职责: "巡查：两人一组"}

目标:
  - 编号: files
    内容: 建齐消防档案
    完成时限: 2026-11-30
    落实: []
任务:
  - 编号: patrol
    事项: 消防巡查
    责任组: g
    时间要求: {每: 周, 次数: 2, 起: 2026-10-01}
    佐证: [检查记录, 照片]   # 每次都要
  - 编号: talk
    事项: 消防讲座：进校园
    责任组: g
    时间要求: {截止: 2026-11-30}

  - id: drill
    title: 疏散演练
    group: g
    schedule: {by: 2026-12-20}
    evidence: [照片]
备注: 未尽事宜，另行通知
"""
LEDGER = """\
# 十一月
- {id: E-20261102-aaaa, date: 2026-11-02, note: "北苑，一切正常：好", at: 2026-11-02}
- {日期: 2026-11-03, 情况: 南苑清理完毕, 经办: 物业, 录入: 2026-11-03}

- {date: 2026-11-04, hazard: H-20261104-aaaa, event: found, what: 堵塞, due: 2026-11-11}
- {日期: 2026-11-05, 隐患: H-20261104-aaaa, 环节: 复查, 结果: 合格, at: 2026-11-05}
- {日期: 2026-11-06, 隐患: H-20261104-aaaa, 环节: 销号, 情况: "办结"}
"""
SMALL = {"plans/fire.yaml": PLAN, "ledger/2026-11.yaml": LEDGER}
anything = settings(deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("path", SMALL)
@settings(parent=anything, max_examples=250)
@given(st.randoms(use_true_random=False), st.integers(1, 5))
def test_small_files(path: str, random: Random, times: int) -> None:
    assert_mends(path, SMALL[path], random, times, by_all_checks)


@pytest.mark.parametrize("path", PATHS)
@settings(parent=anything, max_examples=15)
@given(st.randoms(use_true_random=False), st.integers(1, 5))
def test_shipped_files(path: str, random: Random, times: int) -> None:
    assert_mends(path, shipped(path), random, times, while_reading)


@pytest.mark.parametrize("name", HANDS)
def test_every_hand_has_something_to_do(name: str) -> None:
    random = Random(1)  # noqa: S311
    lines = [line for text in (*SMALL.values(), *map(shipped, PATHS)) for line in text.split("\n")]
    assert any(HANDS[name](line, random) != line for line in lines)


def test_the_small_files_are_sound() -> None:
    with workspace({path: text.encode() for path, text in SMALL.items()}) as root:
        assert [f.code for f in by_all_checks(Desk(root).context) if f.fix] == []
        assert Desk(root).context.world.diagnostics == ()


# ── what must not be taken away ───────────────────────────────────────────────────────────────


def fixed(files: dict[str, str | bytes], path: str) -> str:
    """A file after `check --fix`."""
    with workspace(files) as root:
        check(Desk(root).context, fix=True)
        return (root / path).read_bytes().decode()


IGNORING = """\
plan: a
title: 甲
period: 2026
tasks:
  - {id: t, title: 巡查, group: 无此组, schedule: 每周1次}  # tongxin: ignore unknown-group
  - {id: u, title: 讲座%sgroup: 无此组, schedule: 每月1次}  # tongxin: ignore unknown-group, bad-date
"""


def test_a_comment_is_kept_while_a_fault_may_hide_what_it_silences() -> None:
    """The group is looked up only once the whole file can be read."""
    torn = IGNORING % "，"
    assert fixed({"plans/a.yaml": torn}, "plans/a.yaml") == IGNORING % ", "
    beyond = IGNORING % ", " + 'note: "没有收口\n'
    assert fixed({"plans/a.yaml": beyond}, "plans/a.yaml") == beyond


def test_a_comment_goes_once_nothing_can_be_hidden() -> None:
    text = "plan: a\ntitle: 甲  # tongxin: ignore bad-date\nperiod: %s\n"
    files: dict[str, str | bytes] = {"plans/a.yaml": text % "2026/9-2026/12"}
    right = "plan: a\ntitle: 甲\nperiod: 2026-09..2026-12\n"
    assert fixed(files, "plans/a.yaml") == right
    other = {**files, "plans/b.yaml": "plan: b\ntitle: 乙\nperiod: 2026-02-30\n"}
    assert fixed(other, "plans/a.yaml") == text % "2026-09..2026-12"


def test_a_file_in_another_encoding_is_left_alone() -> None:
    content = "plan: a\ntitle: 平安社区  # tongxin: ignore bad-date\nperiod: 2026\n".encode("gbk")
    with workspace({"plans/a.yaml": content}) as root:
        desk = Desk(root)
        check(desk.context, fix=True)
        assert (root / "plans/a.yaml").read_bytes() == content
        assert desk.errors == ""
        assert "unused-ignore" not in desk.text
