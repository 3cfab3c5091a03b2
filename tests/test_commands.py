"""One function a verb: what each answers, in which form, and that asking changes nothing."""

import hashlib
import json
import os
import re
import shutil
import stat
import subprocess
from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from tests.harness import TODAY, day, found, write
from tongxin.checks import CODES
from tongxin.commands.check import check
from tongxin.commands.context import Context
from tongxin.commands.coverage import coverage
from tongxin.commands.due import due, today
from tongxin.commands.explain import explain
from tongxin.commands.init import init
from tongxin.commands.load import load
from tongxin.commands.pictures import BURNDOWN, HEAT, chart
from tongxin.commands.schema import schema
from tongxin.commands.show import show
from tongxin.diagnostic import TongxinError

EXAMPLE = Path(__file__).parent.parent


class Desk:
    """A context, and what was written through it."""

    def __init__(
        self, root: Path, form: str = "text", on: str = TODAY, language: str | None = "en"
    ) -> None:
        self.out, self.err = StringIO(), StringIO()
        self.context = Context(root, day(on), language, form, self.out, self.err, language)

    @property
    def text(self) -> str:
        return self.out.getvalue()

    @property
    def errors(self) -> str:
        return self.err.getvalue()

    @property
    def json(self) -> Any:
        return json.loads(self.text)


def checked(root: Path, **options: Any) -> Any:
    """`check --format json`."""
    desk = Desk(root, "json", options.pop("on", TODAY))
    check(desk.context, **options)
    return desk.json


SETTINGS = """\
tongxin: 1
community: {name: 示例社区, parent: 示例街道, numbers: {households: 1000}}
places:
  - {id: bei, name: 北苑小区, kind: 小区, manager: 北苑物业}
  - {id: nan, name: 南苑小区, kind: 小区}
  - {id: xiao, name: 实验小学, kind: 学校}
"""

PLAN = """\
plan: fire
title: 消防工作计划
period: 2026-10..2026-12
basis: notice
goals:
  - {id: safe, text: 不出事, indicators: families, answers: notice/S1}
indicators:
  - {id: families, name: 参加户数, target: "≥10%", of: households, sum: people}
groups:
  - {id: brigade, name: 消防安全组}
tasks:
  - {id: setup, title: 成立工作组, group: brigade, schedule: {by: 2026-10-31}, answers: notice/S2}
  - id: inspect
    title: 小区检查
    group: brigade
    places: [小区]
    schedule: {every: week, each: place}
    from: 2026-11-09
    evidence: [检查记录, 照片]
    answers: notice/S1
  - {id: talk, title: 消防讲座, group: brigade, schedule: {by: 2026-11-30, each: audience},
     audience: [老年人, 儿童], topics: [用火, 用电], indicators: families}
"""

BASIS = """\
basis: notice
title: 消防通知
clauses:
  - {id: S1, text: 每周检查, points: 5, evidence: [检查记录]}
  - {id: S2, text: 成立组织}
  - {id: S3, text: 没有人管}
"""

LEDGER = """\
- {date: 2026-11-10, task: fire/inspect, place: [bei, nan], by: 消防安全组, evidence: {检查记录: ["纸质：一盒"]}}
- {date: 2026-11-17, task: fire/inspect, place: bei, by: 消防安全组}
- {date: 2026-11-18, task: fire/talk, audience: 儿童, topic: 用火, people: 60, by: 消防安全组}
- {date: 2026-11-19, hazard: H-1, event: found, kind: 安全, place: nan, level: ordinary, what: "门锁坏了"}
"""

FILES = {
    "tongxin.yaml": SETTINGS,
    "plans/fire.yaml": PLAN,
    "plans/basis/notice.yaml": BASIS,
    "ledger/2026-11.yaml": LEDGER,
}
"""On Monday 2026-11-23: setup was due on 10-31 and is 23 days overdue. The weeks of inspect begin
on 11-09: W46 is kept at both places, W47 at bei alone, W48 runs. One of two talks was given."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path, FILES)


# ── check ─────────────────────────────────────────────────────────────────────────────────────

SETUP = {
    "task": "fire/setup", "title": "成立工作组", "group": "brigade", "place": None,
    "period": "once", "opens": "2026-10-01", "due": "2026-10-31", "closes": None,
    "quota": 1, "count": 0, "state": "overdue", "days": 23,
}  # fmt: skip
SHORT = {
    "task": "fire/inspect", "title": "小区检查", "group": "brigade", "place": "nan",
    "period": "2026-W47", "opens": "2026-11-16", "due": "2026-11-22", "closes": "2026-11-22",
    "quota": 1, "count": 0, "state": "missed", "days": 1,
}  # fmt: skip


def test_check_json(root: Path) -> None:
    desk = Desk(root, "json")
    assert check(desk.context) == 0
    answer = desk.json
    assert set(answer) >= {
        "version", "today", "root", "files", "summary", "diagnostics", "overdue", "missed",
    }  # fmt: skip
    assert answer["version"] == 1
    assert answer["today"] == TODAY
    assert answer["root"] == "."
    assert answer["files"] == 4
    assert {key: answer["summary"][key] for key in ("error", "overdue", "missed")} == {
        "error": 0, "overdue": 1, "missed": 1,
    }  # fmt: skip
    assert answer["overdue"] == [SETUP]
    assert answer["missed"] == [SHORT]
    assert desk.errors == ""


def test_check_json_diagnostic(tmp_path: Path) -> None:
    """Columns count characters, not bytes and not UTF-16; the end is the first column behind."""
    plan = "plan: a\ntitle: 甲\nperiod: 2026\ngroups: [{id: fire, name: 消防安全工作组}]\ntasks:\n"
    plan += "  - {id: x, title: 😀检查👍🏽, group: 消防组, schedule: 每月1次}\n"
    answer = checked(write(tmp_path, {"plans/a.yaml": plan}))
    (finding,) = (d for d in answer["diagnostics"] if d["code"] == "unknown-group")
    line = plan.split("\n")[5]
    assert set(finding) >= {
        "file", "line", "column", "end_line", "end_column", "code", "severity", "message", "help",
        "fix",
    }  # fmt: skip
    column = line.index("消防组") + 1
    assert column == 34  # the thumb is two characters: hand and colour
    assert (finding["line"], finding["column"]) == (6, column)
    assert (finding["end_line"], finding["end_column"]) == (6, column + 3)
    assert line[finding["column"] - 1 : finding["end_column"] - 1] == "消防组"
    assert finding["file"] == "plans/a.yaml"
    assert finding["severity"] == "error"
    assert "消防组" in finding["message"]
    assert '"fire"' in finding["help"]
    assert finding["fix"] is None


def test_check_json_fix(tmp_path: Path) -> None:
    plan = "plan: a\r\n标题：甲\r\nperiod: 2026/11/23\r\n"
    answer = checked(write(tmp_path, {"plans/a.yaml": plan.encode()}))
    fixes = {d["code"]: d["fix"] for d in answer["diagnostics"]}
    assert fixes["fullwidth-colon"] == {
        "safe": True,
        "edits": [
            {"line": 2, "column": 3, "end_line": 2, "end_column": 4, "replacement": ": "},
        ],
    }
    assert fixes["bad-date"] == {
        "safe": True,
        "edits": [
            {"line": 3, "column": 9, "end_line": 3, "end_column": 19, "replacement": "2026-11-23"},
        ],
    }


def test_check_json_summary_counts_what_it_lists(tmp_path: Path) -> None:
    plan = "plan: a\ntitle: 甲\nperiod: 2026\nred: 1\ntasks:\n  - {id: x, title: 讲座, schedule: 定期}\n"
    answer = checked(write(tmp_path, {"plans/a.yaml": plan}))
    severities = [d["severity"] for d in answer["diagnostics"]]
    assert set(severities) == {"error", "warning", "info"}
    for severity in ("error", "warning", "info"):
        assert answer["summary"][severity] == severities.count(severity)
    places = [(d["file"], d["line"], d["column"]) for d in answer["diagnostics"]]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("since", "weeks"),
    [(None, ["W47"]), ("2026-11-23", []), ("2026-11-22", ["W47"]), ("2026-10-01", ["W45", "W47"]),
     ("2026-11-08", ["W45", "W47"]), ("2026-11-09", ["W47"])],
)  # fmt: skip
def test_check_since(since: str | None, weeks: list[str], tmp_path: Path) -> None:
    """Weeks W45 (closed on 11-08, 15 days ago) and W47 (closed on 11-22) were not kept."""
    plan = "plan: p\ntitle: 甲\nperiod: 2026-11\ntasks:\n"
    plan += "  - {id: t, title: 巡查, from: 2026-11-02, schedule: 每周1次}\n"
    ledger = "- {date: 2026-11-12, task: p/t}\n"
    root = write(tmp_path, {"plans/p.yaml": plan, "ledger/2026-11.yaml": ledger})
    answer = checked(root, since=None if since is None else day(since))
    assert [row["period"] for row in answer["missed"]] == [f"2026-{week}" for week in weeks]
    assert answer["summary"]["missed"] == 2
    desk = Desk(root)
    assert check(desk.context, since=None if since is None else day(since)) == 0
    assert ("closed short earlier" in desk.text) == (len(weeks) < 2)


def test_check_text_ends_with_one_summary_line(tmp_path: Path) -> None:
    desk = Desk(write(tmp_path, {}))
    assert check(desk.context) == 0
    assert desk.text == "1 file: 0 errors, 0 warnings, 0 notes, 0 overdue, 0 missed\n"
    assert desk.errors == ""


def test_check_text_lists_overdue_and_missed(root: Path) -> None:
    desk = Desk(root)
    check(desk.context)
    (line,) = (x for x in desk.text.split("\n") if "fire/setup" in x)
    assert "23 days overdue" in line
    assert "2026-10-31" in line
    assert "消防安全组" in line
    (line,) = (x for x in desk.text.split("\n") if "last week" in x)
    assert "0 of 1" in line
    assert "南苑小区" in line
    assert desk.text.rstrip().endswith("1 overdue, 1 missed")


def test_check_all_shows_every_note(tmp_path: Path) -> None:
    groups = "".join(f"  - {{id: g{n}, name: 组{n}}}\n" for n in range(9))
    files = {"plans/a.yaml": f"plan: a\ntitle: 甲\nperiod: 2026\ngroups:\n{groups}"}
    root = write(tmp_path, files)
    few, every = Desk(root), Desk(root)
    check(few.context)
    check(every.context, everything=True)
    assert every.text.count("[idle-group]") == 9
    assert 0 < few.text.count("[idle-group]") < 9
    left = 9 - few.text.count("[idle-group]")
    assert re.search(rf"idle-group: {left} more", few.text)


def test_a_check_turned_off_is_not_found(tmp_path: Path) -> None:
    plan = "plan: a\ntitle: 甲\nperiod: 2026\ntasks:\n  - {id: x, title: 讲座, schedule: 定期}\n"
    settings = "tongxin: 1\ncommunity: {name: 社区}\nchecks: "
    for severity in ("error", "warning", "info", "none"):
        files = {
            "plans/a.yaml": plan,
            "tongxin.yaml": f"{settings}{{vague-schedule: {severity}}}\n",
        }
        answer = checked(write(tmp_path, files))
        have = [d["severity"] for d in answer["diagnostics"] if d["code"] == "vague-schedule"]
        assert have == ([] if severity == "none" else [severity])


# ── check --fix ───────────────────────────────────────────────────────────────────────────────

MENDABLE = {
    "colon": ("计划: a\n标题：甲\n起止时间: 2026\n", "计划: a\n标题: 甲\n起止时间: 2026\n"),
    "colon and space": ("计划: a\n标题： 甲\n起止时间: 2026\n", "计划: a\n标题: 甲\n起止时间: 2026\n"),
    "no space": ("计划:a\n标题: 甲\n起止时间: 2026\n", "计划: a\n标题: 甲\n起止时间: 2026\n"),
    "date": ("plan: a\ntitle: 甲\nperiod: 2026/11/23\n", "plan: a\ntitle: 甲\nperiod: 2026-11-23\n"),
    "wide space": (
        "plan: a\ntitle: 甲\nperiod: 2026\ntasks:\n  - id: x\n\u3000\u3000title: 乙\n",
        "plan: a\ntitle: 甲\nperiod: 2026\ntasks:\n  - id: x\n    title: 乙\n",
    ),
    "several": (
        "计划: a\n标题：甲   # 说明：别动\n起止时间: 2026/11/23\n备注:一：二\n",
        "计划: a\n标题: 甲   # 说明：别动\n起止时间: 2026-11-23\n备注: 一：二\n",
    ),
    "item of wide colons": (
        "计划: a\n标题：甲\n起止时间: 2026\n任务:\n  - 编号：x\n    事项：乙\n    备注：丙：丁\n",
        "计划: a\n标题: 甲\n起止时间: 2026\n任务:\n  - 编号: x\n    事项: 乙\n    备注: 丙：丁\n",
    ),
    "item without spaces": (
        "计划: a\n标题: 甲\n起止时间: 2026\n任务:\n  - 编号:x\n    事项:乙\n",
        "计划: a\n标题: 甲\n起止时间: 2026\n任务:\n  - 编号: x\n    事项: 乙\n",
    ),
    "item of three hands": (
        "计划: a\n标题: 甲\n起止时间: 2026\n任务:\n  - 编号:\u3000x\n      事项：乙\n    备注:丙\n",
        "计划: a\n标题: 甲\n起止时间: 2026\n任务:\n  - 编号: x\n    事项: 乙\n    备注: 丙\n",
    ),
    "plan of wide colons": (
        "计划：a\n标题：甲\n起止时间：2026\n任务：\n  - 编号：x\n    事项：乙\n",
        "计划: a\n标题: 甲\n起止时间: 2026\n任务:\n  - 编号: x\n    事项: 乙\n",
    ),
    "wide spaces, each for one": (
        ("plan: a\ntitle: 甲\nperiod: 2026\ntasks:\n  - id: x\n    title: 乙\n"
        "\u3000\u3000\u3000\u3000note:\u3000丙\n"),
        "plan: a\ntitle: 甲\nperiod: 2026\ntasks:\n  - id: x\n    title: 乙\n    note: 丙\n",
    ),
    "wide spaces and a wide colon": (
        "plan: a\ntitle: 甲\nperiod: 2026\ntasks:\n  - id: x\n\u3000\u3000title：乙\n",
        "plan: a\ntitle: 甲\nperiod: 2026\ntasks:\n  - id: x\n    title: 乙\n",
    ),
    "wide spaces before a key of the plan": (
        "plan: a\ntitle: 甲\nperiod: 2026\n\u3000\u3000note: 乙\n",
        "plan: a\ntitle: 甲\nperiod: 2026\nnote: 乙\n",
    ),
    "wide spaces before items": (
        ("plan: a\ntitle: 甲\nperiod: 2026\ntasks:\n\u3000- id: x\n\u3000\u3000title: 乙\n"
        "\u3000- id: y\n\u3000\u3000title: 丙\n"),
        ("plan: a\ntitle: 甲\nperiod: 2026\ntasks:\n  - id: x\n    title: 乙\n"
        "  - id: y\n    title: 丙\n"),
    ),
    "swallowed": (
        ("plan: a\nnote: 甲\n  title：乙\nperiod: 2026\ntasks:\n  - title: 丙\n"
        "        id:\u3000x\n      note:丁\n"),
        ("plan: a\nnote: 甲\ntitle: 乙\nperiod: 2026\ntasks:\n  - title: 丙\n"
        "    id: x\n    note: 丁\n"),
    ),
    "braces all full-width": (
        (
            "plan: a\ntitle: 甲\nperiod: 2026\ngroups:\n  - ｛编号：g，名称：消防组｝\n"
            "tasks:\n  - {编号：t，事项：巡查，责任组：[g，\u3000g]，时间要求：｛每：周，次数：2｝}\n"
        ),
        (
            "plan: a\ntitle: 甲\nperiod: 2026\ngroups:\n  - {编号: g, 名称: 消防组}\n"
            "tasks:\n  - {编号: t, 事项: 巡查, 责任组: [g，\u3000g], 时间要求: {每: 周, 次数: 2}}\n"
        ),
    ),
    "one brace full-width": (
        "plan: a\ntitle: 甲\nperiod: 2026\ngroups: [｛id: g, name: 消防组}，{id: h, name: 乙｝］\n",
        "plan: a\ntitle: 甲\nperiod: 2026\ngroups: [{id: g, name: 消防组}, {id: h, name: 乙}]\n",
    ),
    "half of the signs full-width": (
        "plan: a\ntitle: 甲\nperiod: 2026\ngroups:\n  - {id: g，name：消防组, note: 一，二：三}\n",
        "plan: a\ntitle: 甲\nperiod: 2026\ngroups:\n  - {id: g, name: 消防组, note: 一，二：三}\n",
    ),
    "brackets full-width": (
        "plan: a\ntitle: ［甲］\nperiod: 2026\nbasis: ［b］\n",
        "plan: a\ntitle: ［甲］\nperiod: 2026\nbasis: [b]\n",
    ),
    "bullets": (
        (
            "plan: a\ntitle: 甲\nperiod: 2026\ngoals:\n  -id: g\n    text: 乙\n"
            "tasks:\n  — id: x\n    title: 乙\n  • id: y\n    title: 丙\n  * id: z\n"
        ),
        (
            "plan: a\ntitle: 甲\nperiod: 2026\ngoals:\n  - id: g\n    text: 乙\n"
            "tasks:\n  - id: x\n    title: 乙\n  - id: y\n    title: 丙\n  - id: z\n"
        ),
    ),
    "bullet and colon": (
        "plan: a\ntitle: 甲\nperiod: 2026\ntasks:\n  -\u3000编号：x\n",
        "plan: a\ntitle: 甲\nperiod: 2026\ntasks:\n  - 编号: x\n",
    ),
    "tabs": (
        "plan: a\ntitle: 甲\nperiod: 2026\n\t\ntasks:\n\t- id: x\n\t  title：乙\n",
        "plan: a\ntitle: 甲\nperiod: 2026\n\ntasks:\n  - id: x\n    title: 乙\n",
    ),
    "keys and keywords": (
        "计划: a\n标　题: 甲\n起止: 2026/9-2026/12\n状态: 执行\n任务:\n  - {编号: x, 名称: 乙, 频次: 2026/9/1前}\n",
        "计划: a\n标题: 甲\n起止时间: 2026-09..2026-12\n状态: 实施\n任务:\n  - {编号: x, 事项: 乙, 时间要求: 2026-09-01前}\n",
    ),
    "wide spaces in braces": (
        "plan: a\ntitle: 甲\nperiod: 2026\ntasks:\n  - {\u3000id: x,\u3000title\u3000: 乙}\n",
        "plan: a\ntitle: 甲\nperiod: 2026\ntasks:\n  - {id: x, title: 乙}\n",
    ),
    "unused ignore": (
        "plan: a\ntitle: 甲 # tongxin: ignore bad-date\nperiod: 2026\n",
        "plan: a\ntitle: 甲\nperiod: 2026\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MENDABLE)
@pytest.mark.parametrize("bom", [False, True])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("final", [True, False])
def test_fix_changes_the_fault_alone(
    name: str, bom: bool, newline: str, final: bool, tmp_path: Path
) -> None:
    def as_bytes(text: str) -> bytes:
        text = text if final else text.rstrip("\n")
        return (b"\xef\xbb\xbf" if bom else b"") + text.replace("\n", newline).encode()

    before, after = MENDABLE[name]
    other = b"plan: b\ntitle: \xe4\xb9\x99\nperiod: 2026\n"
    root = write(tmp_path, {"plans/a.yaml": as_bytes(before), "plans/b.yaml": other})
    file = root / "plans/a.yaml"
    file.chmod(0o640)
    untouched = (root / "plans/b.yaml").stat().st_mtime_ns
    desk = Desk(root)
    check(desk.context, fix=True)
    assert file.read_bytes() == as_bytes(after)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert (root / "plans/b.yaml").stat().st_mtime_ns == untouched
    assert re.fullmatch(r"plans/a\.yaml: \d+ places? mended\n", desk.errors)
    assert sorted(path.name for path in (root / "plans").iterdir()) == ["a.yaml", "b.yaml"]
    again = Desk(root)
    check(again.context, fix=True)
    assert again.errors == ""
    assert again.text == desk.text  # what was shown is what stands there now


def test_fix_of_named_files_only(tmp_path: Path) -> None:
    fault = "plan: {}\n标题：甲\nperiod: 2026\n"
    root = write(tmp_path, {f"plans/{n}.yaml": fault.format(n) for n in "ab"})
    check(Desk(root).context, [root / "plans/b.yaml"], fix=True)
    assert (root / "plans/a.yaml").read_text("utf-8") == fault.format("a")
    assert "标题: 甲" in (root / "plans/b.yaml").read_text("utf-8")


def test_fix_in_the_ledger_keeps_the_other_lines(tmp_path: Path) -> None:
    good = '- {date: 2026-11-10, note: "甲：乙"}   # 说明\n'
    root = write(
        tmp_path, {"ledger/2026-11.yaml": good + "- {date: 2026/11/11, note: 丙}\n" + good}
    )
    check(Desk(root).context, fix=True)
    text = (root / "ledger/2026-11.yaml").read_text("utf-8")
    assert text == good + "- {date: 2026-11-11, note: 丙}\n" + good


@pytest.mark.parametrize("bullet", ["-", "—", "— ", "– ", "· ", "• ", "* ", "*", "-\u3000"])
def test_fix_of_a_bullet_in_the_ledger(bullet: str, tmp_path: Path) -> None:
    entry = "{date: 2026-11-11, note: 丙}\n"
    root = write(tmp_path, {"ledger/2026-11.yaml": f"{bullet}{entry}- {entry}{bullet}{entry}"})
    (finding, *_) = checked(root)["diagnostics"]
    assert finding["message"] == "an item of a list begins with a dash and a space"
    check(Desk(root).context, fix=True)
    assert (root / "ledger/2026-11.yaml").read_text("utf-8") == f"- {entry}" * 3


def test_fix_beside_a_torn_line(tmp_path: Path) -> None:
    torn = "- {date: 2026-11-09, note: 撕\n"
    root = write(tmp_path, {"ledger/2026-11.yaml": torn + "- {date: 2026/11/11, note: 丙}\n"})
    check(Desk(root).context, fix=True)
    text = (root / "ledger/2026-11.yaml").read_text("utf-8")
    assert text == "# " + torn + "- {date: 2026-11-11, note: 丙}\n"


@pytest.mark.parametrize(
    "text",
    [
        "plan: a\ntitle: 甲\nperiod: 2026\n备注: 见附件 #3\n",
        "plan: a\ntitle: 甲\nperiod: 2026-02-30\n",
        "plan: a\ntitle: 甲\nperiod: 2026\nnote: |\n  乙\n\t丙\n",
        "plan: a\ntitle: 甲\nperiod: 2026\ntasks: [{id: x, title: 乙, with: [甲，丙]}]\n",
        "plan: a\ntitle: 甲\nperiod: 2026\ncolor: red\n",
    ],
)
def test_what_is_not_certain_is_left_alone(text: str, tmp_path: Path) -> None:
    root = write(tmp_path, {"plans/a.yaml": text.encode()})
    desk = Desk(root)
    check(desk.context, fix=True)
    assert (root / "plans/a.yaml").read_bytes() == text.encode()
    assert desk.errors == ""


def test_a_fix_that_would_break_is_not_applied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tongxin import checks
    from tongxin.diagnostic import Diagnostic, Edit, Fix, Span
    from tongxin.messages import msg

    text = "plan: a\ntitle: 甲\nperiod: 2026\n"
    root = write(tmp_path, {"plans/a.yaml": text})
    desk = Desk(root)
    (source,) = (s for s in desk.context.world.sources if s.path == "plans/a.yaml")
    span = Span(source, text.index("甲"), text.index("甲") + 1)
    breaking = Diagnostic("bad-date", span, msg("x"), None, Fix((Edit(span, "[甲"),)))
    monkeypatch.setattr(checks, "find", lambda _agenda: [breaking])
    check(desk.context, fix=True)
    assert (root / "plans/a.yaml").read_text("utf-8") == text
    assert (
        desk.errors
        == "plans/a.yaml:2: not mended, since then: a list in brackets is not closed, or a comma is missing\n"
    )


def test_a_fix_that_is_refused_stops_no_other(tmp_path: Path) -> None:
    bad = "- {id:@ E-20261029-q6tk, date: 2026-11-20, note: 甲}\n"
    text = bad + "- {date: 2026/11/21, note: 乙}\n" * 5 + bad + "- {date：2026-11-22, note：丙}\n"
    root = write(tmp_path, {"ledger/2026-11.yaml": text})
    before = Desk(root)
    check(before.context)
    assert "check --fix mends 7 of them" in before.text  # of nine
    desk = Desk(root)
    check(desk.context, fix=True)
    mended = text.replace("2026/11/21", "2026-11-21").replace("：", ": ")
    assert (root / "ledger/2026-11.yaml").read_text("utf-8") == mended
    why = "not mended, since then: no value can begin with this character\n"
    assert desk.errors == (
        f"ledger/2026-11.yaml: 7 places mended\n"
        f"ledger/2026-11.yaml:1: {why}ledger/2026-11.yaml:7: {why}"
    )
    assert "mends" not in desk.text
    fixes = [d["fix"] for d in checked(root)["diagnostics"] if d["fix"]]
    assert [fix["safe"] for fix in fixes] == [False, False]


def test_what_a_fix_reveals_elsewhere_is_no_reason_to_refuse_it(tmp_path: Path) -> None:
    text = "plan: a\ntitle: 甲\nperiod: 2026\n" + "".join(f"备注{n}：乙\n" for n in range(60))
    root = write(tmp_path, {"plans/a.yaml": text})
    check(Desk(root).context, fix=True)
    assert (root / "plans/a.yaml").read_text("utf-8").count("：") == 0  # forty faults a reading


def test_a_file_changed_meanwhile_is_refused(tmp_path: Path) -> None:
    root = write(tmp_path, {"plans/a.yaml": "plan: a\n标题：甲\nperiod: 2026\n"})
    desk = Desk(root)
    assert desk.context.agenda.world.plans
    theirs = "plan: a\n标题：甲\nperiod: 2027\n"
    (root / "plans/a.yaml").write_text(theirs, "utf-8")
    with pytest.raises(TongxinError, match=r"plans/a\.yaml"):
        check(desk.context, fix=True)
    assert (root / "plans/a.yaml").read_text("utf-8") == theirs


def test_a_file_taken_away_meanwhile_is_refused(tmp_path: Path) -> None:
    root = write(tmp_path, {"plans/a.yaml": "plan: a\n标题：甲\nperiod: 2026\n"})
    desk = Desk(root)
    assert desk.context.agenda.world.plans
    (root / "plans/a.yaml").unlink()
    with pytest.raises(TongxinError, match=r"plans/a\.yaml"):
        check(desk.context, fix=True)


def test_all_files_are_mended_or_none(tmp_path: Path) -> None:
    text = "plan: {}\n标题：甲\nperiod: 2026\n"
    root = write(tmp_path, {f"plans/{name}.yaml": text.format(name) for name in "abc"})
    desk = Desk(root)
    assert desk.context.agenda.world.plans
    (root / "plans/b.yaml").write_text("plan: b\n", "utf-8")
    with pytest.raises(TongxinError, match=r"plans/b\.yaml was changed"):
        check(desk.context, fix=True)
    assert [(root / f"plans/{name}.yaml").read_text("utf-8") for name in "ac"] == [
        text.format("a"), text.format("c"),
    ]  # fmt: skip
    assert desk.errors == ""


def test_fix_leaves_nothing_where_nothing_is_mended(tmp_path: Path) -> None:
    root = write(tmp_path, {"plans/a.yaml": "plan: a\ntitle: 甲\nperiod: 2026\n"})
    check(Desk(root).context, fix=True)
    assert sorted(path.name for path in root.iterdir()) == ["plans", "tongxin.yaml"]


def test_fix_writes_through_no_link_left_behind(tmp_path: Path) -> None:
    """No temporary file stays, whatever happens."""
    root = write(tmp_path, {"plans/a.yaml": "plan: a\n标题：甲\nperiod: 2026\n"})
    check(Desk(root).context, fix=True)
    assert [path.name for path in (root / "plans").iterdir()] == ["a.yaml"]


# ── due ───────────────────────────────────────────────────────────────────────────────────────

KEYS = {
    "task", "title", "group", "place", "period", "opens", "due", "closes", "quota", "count",
    "state", "days",
}  # fmt: skip


def rows(answer: Any) -> list[tuple[str, str | None, str, str]]:
    return [(o["task"], o["place"], o["period"], o["state"]) for o in answer["occurrences"]]


def test_due_json(root: Path) -> None:
    desk = Desk(root, "json")
    assert due(desk.context) == 0
    answer = desk.json
    assert (answer["version"], answer["today"]) == (1, TODAY)
    assert all(set(o) - {"for"} == KEYS for o in answer["occurrences"])
    assert sorted(rows(answer), key=str) == sorted(
        [
            ("fire/setup", None, "once", "overdue"),
            ("fire/inspect", "bei", "2026-W48", "open"),
            ("fire/inspect", "nan", "2026-W48", "open"),
            ("fire/inspect", "bei", "2026-W49", "upcoming"),
            ("fire/inspect", "nan", "2026-W49", "upcoming"),
            ("fire/talk", None, "once", "open"),
        ],
        key=str,
    )
    (talk,) = (o for o in answer["occurrences"] if o["task"] == "fire/talk")
    assert talk["for"] == {"audience": "老年人"}
    assert answer["occurrences"][0] == SETUP


def test_due_all_json_is_every_occurrence_in_order(root: Path) -> None:
    desk = Desk(root, "json")
    assert due(desk.context, everything=True) == 0
    answer = desk.json
    # weeks from 11-09 to 12-31: W46 … W52 whole; of W53 four days (12-28 … 12-31) remain, kept
    weeks = [f"2026-W{n}" for n in range(46, 54)]
    inspect = [row for row in rows(answer) if row[0] == "fire/inspect"]
    assert [row[2] for row in inspect if row[1] == "bei"] == weeks
    assert [row[3] for row in inspect if row[1] == "bei"] == ["met", "met", "open"] + [
        "upcoming"
    ] * 5
    assert [row[3] for row in inspect if row[1] == "nan"] == ["met", "missed", "open"] + [
        "upcoming"
    ] * 5
    talks = [(o["for"]["audience"], o["state"]) for o in answer["occurrences"] if "for" in o]
    assert sorted(talks) == [("儿童", "met"), ("老年人", "open")]
    order = [(o["due"], o["task"], o["place"] or "") for o in answer["occurrences"]]
    assert order == sorted(order)
    assert len(answer["occurrences"]) == 1 + 16 + 2


def test_due_all_leaves_drafts_and_ended_plans_out(tmp_path: Path) -> None:
    plan = "plan: {id}\ntitle: {id}\nperiod: 2026\nstatus: {id}\ntasks:\n"
    plan += "  - {{id: t, title: 检查, schedule: 每月1次}}\n"
    names = ("draft", "active", "done", "stopped")
    files = {f"plans/{name}.yaml": plan.format(id=name) for name in names}
    desk = Desk(write(tmp_path, files), "json")
    due(desk.context, everything=True)
    assert {o["task"] for o in desk.json["occurrences"]} == {"active/t"}


@pytest.mark.parametrize(
    ("options", "tasks"),
    [
        ({"groups": ["brigade"]}, {"setup", "inspect", "talk"}),
        ({"groups": ["消防安全组"]}, {"setup", "inspect", "talk"}),
        ({"places": ["bei"]}, {"inspect"}),
        ({"places": ["北苑小区"]}, {"inspect"}),
        ({"places": ["小区"]}, {"inspect"}),
        ({"places": ["学校"]}, set()),
        ({"groups": ["brigade"], "places": ["nan"]}, {"inspect"}),
    ],
)
def test_due_narrowed(options: dict[str, list[str]], tasks: set[str], root: Path) -> None:
    desk = Desk(root, "json")
    due(desk.context, **options)  # type: ignore[arg-type]
    assert {o["task"].partition("/")[2] for o in desk.json["occurrences"]} == tasks
    if set(options) == {"places"} and options["places"][0] in ("bei", "北苑小区"):
        assert {o["place"] for o in desk.json["occurrences"]} == {"bei"}


def test_due_narrowed_to_another_group(tmp_path: Path) -> None:
    plan = PLAN.replace("groups:\n", "groups:\n  - {id: other, name: 另一组}\n")
    desk = Desk(write(tmp_path, {**FILES, "plans/fire.yaml": plan}), "json")
    due(desk.context, ["other"])
    assert desk.json["occurrences"] == []


@pytest.mark.parametrize(("days", "weeks"), [(0, 0), (6, 0), (7, 1), (13, 1), (14, 2), (3660, 5)])
def test_due_days_ahead(days: int, weeks: int, root: Path) -> None:
    """W49 opens on 11-30, seven days from today, and each week behind it seven days later."""
    desk = Desk(root, "json")
    due(desk.context, days=days)
    coming = [
        o for o in desk.json["occurrences"] if o["state"] == "upcoming" and o["place"] == "bei"
    ]
    assert len(coming) == weeks


def test_due_text(root: Path) -> None:
    together, each = Desk(root), Desk(root)
    due(together.context)
    due(each.context, each=True)
    (line,) = (x for x in together.text.split("\n") if "fire/inspect" in x and "this week" in x)
    assert "this week 0/2" in line
    assert "北苑小区 1" in line
    assert "南苑小区 1" in line
    assert "5 working days left" in line
    assert sum("fire/inspect" in x and "this week 0/1" in x for x in each.text.split("\n")) == 2
    (line,) = (x for x in together.text.split("\n") if "fire/talk" in x)
    assert "1/2" in line
    assert "老年人 1" in line
    assert "儿童" not in line
    assert "H-1" in together.text
    assert "门锁坏了" in together.text


def test_due_when_nothing_is_due(tmp_path: Path) -> None:
    desk = Desk(write(tmp_path, {}))
    assert due(desk.context) == 0
    assert desk.text == "nothing is due\n"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_day(language: str, root: Path) -> None:
    desk = Desk(root, language=language)
    assert today(desk.context) == 0
    for part in ("示例社区", TODAY, "fire/setup", "fire/inspect", "H-1", "tongxin due"):
        assert part in desk.text
    assert "W49" not in desk.text
    assert "下周" not in desk.text


# ── explain ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("code", CODES)
def test_explain_every_code(code: str, tmp_path: Path) -> None:
    english, chinese = Desk(tmp_path, language="en"), Desk(tmp_path, language="zh")
    assert explain(english.context, code) == 0
    assert explain(chinese.context, code) == 0
    assert english.text.startswith(code)
    assert english.text != chinese.text
    assert re.search(r"[\u4e00-\u9fff].*。", chinese.text)
    answer = Desk(tmp_path, "json")
    explain(answer.context, code)
    assert answer.json == {
        "version": 1, "code": code, "severity": CODES[code], "page": answer.json["page"],
    }  # fmt: skip
    assert answer.json["page"].split("\n")[0] in english.text


@pytest.mark.parametrize("subject", ["fire/inspect", "inspect", "小区检查", "小区检"])
def test_explain_a_task(subject: str, root: Path) -> None:
    desk = Desk(root)
    assert explain(desk.context, subject) == 0
    lines = PLAN.split("\n")
    schedule = next(n for n, line in enumerate(lines, 1) if "every: week" in line)
    assert desk.text.startswith("fire/inspect  小区检查\n")
    assert f"plans/fire.yaml:{schedule}" in desk.text
    assert "plans/fire.yaml:3" in desk.text  # the period
    assert "2026-11-09..2026-12-31" in desk.text  # the window
    assert desk.text.count("ledger/2026-11.yaml:1") == 2  # one entry, counted at two places
    assert desk.text.count("ledger/2026-11.yaml:2") == 1
    assert "ledger/2026-11.yaml:3" not in desk.text
    assert re.search(r"2026-W47 .*missed .*0/1", desk.text)


def test_explain_a_task_json(root: Path) -> None:
    desk = Desk(root, "json")
    assert explain(desk.context, "setup") == 0
    assert desk.json["version"] == 1
    assert desk.json["task"] == "fire/setup"
    assert desk.json["title"] == "成立工作组"
    assert desk.json["occurrences"] == [SETUP]


TWO_WEEKS = """\
plan: fire
title: 消防
period: 2026
tasks:
  - {id: t, title: 巡查, schedule: 每周1次}
  - {title: 无编号, schedule: 每周1次}
"""


def test_explain_names_the_files_of_two_plans_of_one_id(tmp_path: Path) -> None:
    write(tmp_path, {"plans/fire.yaml": TWO_WEEKS, "plans/fire (1).yaml": TWO_WEEKS})
    with pytest.raises(TongxinError) as refused:
        explain(Desk(tmp_path).context, "fire/t")
    assert str(refused.value.message) == (
        'several tasks are called "fire/t": plans/fire (1).yaml:5, plans/fire.yaml:5'
    )


def test_explain_names_what_is_unread_before_it_refuses(tmp_path: Path) -> None:
    write(tmp_path, {"plans/fire.yaml": TWO_WEEKS.encode("gbk")})
    desk = Desk(tmp_path)
    with pytest.raises(TongxinError):
        explain(desk.context, "fire/t")
    assert desk.errors.startswith("plans/fire.yaml could not be read whole")


def test_explain_proposes_no_task_without_an_id(tmp_path: Path) -> None:
    write(tmp_path, {"plans/fire.yaml": TWO_WEEKS.replace("id: t, ", "")})
    with pytest.raises(TongxinError) as refused:
        explain(Desk(tmp_path).context, "fire/t")
    assert "fire/" not in str(refused.value.remedy)


def test_explain_tells_of_dropped_periods(tmp_path: Path) -> None:
    """October has two days in the window from the 30th: less than half, so it is left out."""
    plan = "plan: p\ntitle: 甲\nperiod: 2026\ntasks:\n"
    plan += "  - {id: t, title: 检查, from: 2026-10-30, schedule: 每月1次}\n"
    desk = Desk(write(tmp_path, {"plans/p.yaml": plan}))
    explain(desk.context, "p/t")
    assert "2026-10 left out" in desk.text
    assert re.search(r"2026-11 .*open", desk.text)


def test_explain_tells_of_waivers_and_extensions(tmp_path: Path) -> None:
    plan = "plan: p\ntitle: 甲\nperiod: 2026\ntasks:\n"
    plan += "  - {id: a, title: 检查甲, schedule: {by: 2026-10-31}}\n"
    plan += "  - {id: b, title: 检查乙, schedule: {by: 2026-10-31}}\n"
    ledger = "- {date: 2026-10-20, waive: p/a, period: once, why: 房子拆了}\n"
    ledger += "- {date: 2026-10-20, extend: p/b, period: once, to: 2026-12-10, why: 缺材料}\n"
    root = write(tmp_path, {"plans/p.yaml": plan, "ledger/2026-10.yaml": ledger})
    desk = Desk(root)
    explain(desk.context, "p/a")
    assert "房子拆了" in desk.text
    assert "waived" in desk.text
    assert "ledger/2026-10.yaml:1" in desk.text
    desk = Desk(root)
    explain(desk.context, "p/b")
    assert "缺材料" in desk.text
    assert "due 2026-12-10" in desk.text
    assert "ledger/2026-10.yaml:2" in desk.text


# ── show ──────────────────────────────────────────────────────────────────────────────────────


def test_show_json(root: Path) -> None:
    desk = Desk(root, "json")
    assert show(desk.context) == 0
    assert desk.json == {
        "version": 1,
        "plans": [
            {"plan": "fire", "title": "消防工作计划", "status": "active",
             "period": ["2026-10-01", "2026-12-31"], "tasks": 3},
        ],
    }  # fmt: skip


def test_show_plan_json(root: Path) -> None:
    desk = Desk(root, "json")
    assert show(desk.context, "fire") == 0
    answer = desk.json
    assert (answer["version"], answer["plan"], answer["status"]) == (1, "fire", "active")
    assert answer["period"] == ["2026-10-01", "2026-12-31"]
    tasks = {task["task"]: task for task in answer["tasks"]}
    assert list(tasks) == ["fire/setup", "fire/inspect", "fire/talk"]
    inspect = tasks["fire/inspect"]
    assert inspect["title"] == "小区检查"
    assert inspect["schedule"] == "{every: week, each: place}"
    states = {state: n for state, n in inspect["states"].items() if n}
    assert states == {"met": 3, "missed": 1, "open": 2, "upcoming": 10}
    (families,) = answer["indicators"]
    # 60 people came; a tenth of 1000 households is 100
    assert families["indicator"] == "fire/families"
    assert families["value"] == 60
    assert families["percent"] == 6
    assert families["met"] is False


def test_show_text(root: Path) -> None:
    desk = Desk(root)
    assert show(desk.context, "fire") == 0
    for part in ("消防工作计划", "brigade", "setup", "inspect", "talk", "safe", "families", "60"):
        assert part in desk.text
    desk = Desk(root, language="zh")
    assert show(desk.context, "消防工作计划") == 0
    for part in ("目标", "指标", "工作组", "任务"):
        assert part in desk.text


def test_show_gantt_of_every_plan(tmp_path: Path) -> None:
    plan = (
        "plan: {0}\ntitle: 计划{0}\nperiod: 2026-11\n"
        "tasks: [{{id: t, title: 巡查, schedule: 11月}}]\n"
    )
    write(tmp_path, {f"plans/{name}.yaml": plan.format(name) for name in "ab"})
    desks = {name: Desk(tmp_path) for name in ("a", "b", None)}
    for name, desk in desks.items():
        assert show(desk.context, name, gantt=True) == 0
    assert desks[None].text == desks["a"].text + "\n" + desks["b"].text


@pytest.mark.parametrize("plan_title", ["甲", "平安社区创建和安全生产工作计划" * 3])
@pytest.mark.parametrize("task_title", ["乙", "年终检查", "检查并登记" * 10])
def test_show_gantt_columns_stand_below_their_months(
    plan_title: str, task_title: str, tmp_path: Path
) -> None:
    """What is due in November stands below the 11 of the head, and so does today.

    Eighteen months are too many for weeks, and few enough for months.
    """
    from tongxin.output.style import width

    plan = f"plan: p\ntitle: {plan_title}\nperiod: 2026-07..2027-12\ntasks:\n"
    plan += f"  - {{id: t, title: {task_title}, schedule: {{from: 2026-11-01, to: 2026-11-30}}}}\n"
    desk = Desk(write(tmp_path, {"plans/p.yaml": plan}))
    assert show(desk.context, "p", gantt=True) == 0
    lines = desk.text.split("\n")
    head = next(line for line in lines if re.search("07 08 .* 12", line))
    row = next(line for line in lines if line.startswith(task_title[:5]))
    mark = next(line for line in lines if line.endswith(f"^ {TODAY}"))
    november = width(head[: head.index("11")])
    assert width(row[: row.index("·")]) == november
    assert width(mark[: mark.index("^")]) == november
    assert plan_title in desk.text


# ── coverage ──────────────────────────────────────────────────────────────────────────────────


def test_coverage_json(root: Path) -> None:
    desk = Desk(root, "json")
    assert coverage(desk.context) == 0
    answer = desk.json
    assert (answer["version"], answer["today"]) == (1, TODAY)
    assert answer["summary"]["clauses"] == 3
    assert answer["summary"]["answered"] == 2
    assert answer["summary"]["unanswered"] == 1
    clauses = {clause["clause"]: clause for clause in answer["clauses"]}
    assert list(clauses) == ["notice/S1", "notice/S2", "notice/S3"]
    first = clauses["notice/S1"]
    assert (first["text"], first["points"]) == ("每周检查", 5)
    assert {answered["name"] for answered in first["answers"]} == {"fire/safe", "fire/inspect"}
    assert (first["owed"], first["kept"]) == (6, 3)  # W46 twice, W47 once; W48 has opened
    assert len(first["evidence"]) == 1
    assert first["lacking"] == ["照片"]
    second = clauses["notice/S2"]
    assert (second["owed"], second["kept"]) == (1, 0)
    assert clauses["notice/S3"]["answers"] == []
    assert {"audience": "儿童", "topic": "用火", "count": 1} in answer["matrix"]


def test_coverage_text(root: Path) -> None:
    desk = Desk(root)
    assert coverage(desk.context, "notice") == 0
    assert "notice/S3" in desk.text
    assert "nothing answers this clause" in desk.text
    assert "3 of 6 kept" in desk.text
    desk = Desk(root)
    assert coverage(desk.context, missing=True) == 0
    assert "notice/S3" in desk.text
    assert re.search("notice/S2.*not done yet", desk.text)
    assert "照片" in desk.text
    assert "消防安全组" in desk.text


def test_coverage_of_one_basis(root: Path) -> None:
    write(root, {**FILES, "plans/basis/other.yaml": "basis: other\ntitle: 另一份\n"
                 "clauses: [{id: Z1, text: 乙}]\n"})  # fmt: skip
    desk = Desk(root, "json")
    coverage(desk.context, "另一份")
    assert [clause["clause"] for clause in desk.json["clauses"]] == ["other/Z1"]


# ── schema ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "pattern"),
    [("plan", "plans/*.yaml"), ("basis", "plans/basis/*.yaml"), ("ledger", "ledger/*.yaml"),
     ("workspace", "tongxin.yaml")],
)  # fmt: skip
def test_schema_accepts_the_example_and_refuses_a_wrong_key(kind: str, pattern: str) -> None:
    import jsonschema_rs
    import yaml

    desk = Desk(EXAMPLE, "json")
    assert schema(desk.context, kind) == 0
    jsonschema_rs.meta.validate(desk.json)
    validator = jsonschema_rs.validator_for(desk.json)

    def plain(value: Any) -> Any:
        """Dates as texts, as JSON has them."""
        if isinstance(value, dict):
            return {str(key): plain(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [plain(inner) for inner in value]
        return value if isinstance(value, (str, int, float, type(None))) else str(value)

    files = sorted(EXAMPLE.glob(pattern))
    assert files
    for file in files:
        content = plain(yaml.safe_load(file.read_text("utf-8")))
        assert [str(error) for error in validator.iter_errors(content)] == []
        if isinstance(content, dict):
            assert not validator.is_valid({**content, "colour": "red"})


# ── asking changes nothing ────────────────────────────────────────────────────────────────────


def snapshot(root: Path) -> dict[str, tuple[str, int, int]]:
    """Path → content, mode and time of everything below a folder."""
    return {
        path.relative_to(root).as_posix(): (
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
            path.stat().st_mode,
            path.stat().st_mtime_ns,
        )
        for path in sorted(root.rglob("*"))
    }


def test_asking_never_writes(root: Path) -> None:
    write(root, {**FILES, "plans/bad.yaml": "plan：bad\ntitle: 甲\nperiod: 2026/11/23\n"})
    before = snapshot(root)
    for form in ("text", "json"):
        for ask in (
            lambda c: check(c, everything=True, fail_on=["overdue"]),
            due,
            lambda c: due(c, everything=True),
            today,
            show,
            lambda c: show(c, "fire"),
            lambda c: show(c, "fire", gantt=True),
            lambda c: chart(c, HEAT, "fire"),
            lambda c: chart(c, HEAT),
            lambda c: chart(c, BURNDOWN),
            load,
            coverage,
            lambda c: coverage(c, missing=True),
            lambda c: explain(c, "fire/inspect"),
            lambda c: explain(c, "syntax"),
            lambda c: schema(c, "plan"),
        ):
            ask(Desk(root, form).context)
    for form in ("sarif", "github", "junit"):
        check(Desk(root, form).context)
    assert snapshot(root) == before


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "junit"])
def test_the_same_day_gives_the_same_text(form: str, tmp_path: Path) -> None:
    """Whatever the folder is called and in whatever order its files were made."""
    one = write(tmp_path / "one", FILES)
    two = write(tmp_path / "二", dict(reversed(FILES.items())))
    desks = Desk(one, form), Desk(two, form)
    for desk in desks:
        check(desk.context)
    assert desks[0].text == desks[1].text != ""


# ── init ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("on", ["2026-01-01", "2026-11-23", "2026-12-31", "2027-02-28"])
def test_init_checks_clean(language: str, on: str, tmp_path: Path) -> None:
    folder = tmp_path / "我的 社区"
    desk = Desk(tmp_path, on=on, language=language)
    assert init(desk.context, folder, "同心社区") == 0
    answer = checked(folder, on=on)
    notes = [d["code"] for d in answer["diagnostics"] if d["severity"] == "info"]
    assert len(answer["diagnostics"]) == len(notes)
    assert notes == ([] if on < "2027" else ["unknown-calendar-year"])
    assert answer["overdue"] == answer["missed"] == []
    assert answer["files"] == 2
    assert str(folder) in desk.text
    assert (folder / ".gitattributes").read_text("utf-8") == "ledger/*.yaml merge=union\n"
    shown = Desk(folder, "json", on)
    due(shown.context)
    assert [o["task"] for o in shown.json["occurrences"]] != []


@pytest.mark.parametrize(
    "name",
    ["O'Brien \"2\" 社区", "甲: 乙", "甲 # 乙", "- 甲", "{甲}", "yes", "2026", "1.10", "null", "*甲",
     "&甲", "!甲", "%甲", "@甲", "甲：乙", " 甲 ", "甲\\n乙", "😀", "同心 " * 40 + "社区", "~", "甲,乙"],
)  # fmt: skip
def test_init_keeps_the_name(name: str, tmp_path: Path) -> None:
    init(Desk(tmp_path).context, tmp_path / "x", name)
    world = Desk(tmp_path / "x").context.world
    assert world.settings.community is not None
    assert world.settings.community.name == name
    assert checked(tmp_path / "x")["diagnostics"] == []


def test_init_in_a_git_checkout(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True, capture_output=True)
    (tmp_path / "README.md").write_text("mine\n", "utf-8")
    (tmp_path / ".gitattributes").write_bytes(b"*.png binary")
    assert init(Desk(tmp_path).context, tmp_path, "甲") == 0
    assert (tmp_path / "README.md").read_text("utf-8") == "mine\n"
    kept = (tmp_path / ".gitattributes").read_bytes()
    assert kept == b"*.png binary\nledger/*.yaml merge=union\n"
    assert checked(tmp_path)["diagnostics"] == []


def test_git_joins_the_ledgers_of_an_init(tmp_path: Path) -> None:
    """What `.gitattributes` is for: two branches that append merge without a conflict."""
    init(Desk(tmp_path).context, tmp_path, "甲")
    ledger = tmp_path / "ledger/2026-11.yaml"
    ledger.write_text('- {date: 2026-11-01, note: "一"}\n', "utf-8")

    def git(*arguments: str) -> None:
        names = (
            "-c",
            "user.name=t",
            "-c",
            "user.email=t@example.org",
            "-c",
            "commit.gpgsign=false",
        )
        subprocess.run(["git", *names, *arguments], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-q", "-m", "one")
    git("checkout", "-q", "-b", "other")
    before = ledger.read_text("utf-8")
    ledger.write_text(before + '- {date: 2026-11-02, note: "二"}\n', "utf-8")
    git("commit", "-q", "-a", "-m", "two")
    git("checkout", "-q", "main")
    ledger.write_text(before + '- {date: 2026-11-03, note: "三"}\n', "utf-8")
    git("commit", "-q", "-a", "-m", "three")
    git("merge", "-q", "--no-edit", "other")
    assert len(Desk(tmp_path).context.world.all_entries) == 3


def test_init_keeps_attributes_that_are_there(tmp_path: Path) -> None:
    kept = b"# mine\nledger/*.yaml merge=union\r\n"
    (tmp_path / ".gitattributes").write_bytes(kept)
    init(Desk(tmp_path).context, tmp_path, "甲")
    assert (tmp_path / ".gitattributes").read_bytes() == kept


@pytest.mark.parametrize("taken", ["tongxin.yaml", "plans/a.yaml", "ledger/2026-11.yaml"])
@pytest.mark.parametrize("example", [False, True])
def test_init_refuses_a_folder_with_its_files(taken: str, example: bool, tmp_path: Path) -> None:
    file = tmp_path / taken
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("mine", "utf-8")
    before = snapshot(tmp_path)
    with pytest.raises(TongxinError, match=re.escape(taken.partition("/")[0])):
        init(Desk(tmp_path).context, tmp_path, "甲", example)
    assert snapshot(tmp_path) == before


def test_init_never_overwrites_evidence(tmp_path: Path) -> None:
    shipped = next(path for path in sorted((EXAMPLE / "evidence").rglob("*")) if path.is_file())
    mine = tmp_path / shipped.relative_to(EXAMPLE)
    mine.parent.mkdir(parents=True)
    mine.write_bytes(b"mine")
    with suppress(TongxinError):
        init(Desk(tmp_path).context, tmp_path, "甲", example=True)
    assert mine.read_bytes() == b"mine"


def test_init_where_a_file_stands(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", "utf-8")
    with pytest.raises(TongxinError):
        init(Desk(tmp_path).context, tmp_path / "taken", "甲")
    with pytest.raises(TongxinError):
        init(Desk(tmp_path).context, tmp_path / "taken/below", "甲")


def test_init_example(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    assert init(desk.context, tmp_path / "x", "甲", example=True) == 0
    answer = checked(tmp_path / "x")
    assert answer["summary"]["error"] == 0
    assert len(list((tmp_path / "x/plans").glob("*.yaml"))) == 5
    assert "missing-evidence" not in {d["code"] for d in answer["diagnostics"]}
    attributes = (tmp_path / "x/.gitattributes").read_text("utf-8")
    assert attributes == "ledger/*.yaml merge=union\n"
    assert answer == checked(EXAMPLE)


def test_the_next_command_of_init_can_be_typed(tmp_path: Path) -> None:
    """It goes to the folder, whatever the folder is called, and checks it."""
    if not shutil.which("bash"):
        pytest.skip("no shell here")
    desk = Desk(tmp_path)
    init(desk.context, tmp_path / "my community", "甲")
    command = desk.text.rstrip("\n").split("\n")[-1].partition(": ")[2]
    assert command.endswith("tongxin check")
    stand_in = command.replace("tongxin check", "pwd")
    run = subprocess.run(
        ["bash", "-c", stand_in], capture_output=True, text=True, check=False, env=dict(os.environ)
    )
    assert run.stdout == f"{tmp_path / 'my community'}\n"


def test_init_of_the_folder_one_is_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    desk = Desk(tmp_path)
    assert init(desk.context, Path(), "甲") == 0
    assert "cd " not in desk.text
    assert found(tmp_path / "y", {}) == []


# ── what a reader of the whole must be told ───────────────────────────────────────────────────


def test_missing_lists_what_a_clause_itself_asks_for(tmp_path: Path) -> None:
    from tongxin.commands.coverage import coverage as cover

    files = {
        "plans/basis/b.yaml": "basis: b\ntitle: 标准\nclauses: [{id: s1, text: 要求, evidence: [照片, 记录]}]\n",
        "plans/p.yaml": "plan: p\ntitle: 甲\nperiod: 2026-11\ntasks:\n"
        "  - {id: x, title: 事, schedule: 每月1次, evidence: 照片, answers: b/s1}\n",
        "ledger/2026-11.yaml": "- {date: 2026-11-03, task: p/x, evidence: {照片: a.jpg}}\n",
    }
    desk = Desk(write(tmp_path, files))
    assert cover(desk.context, missing=True) == 0
    assert "b/s1" in desk.text
    assert "记录" in desk.text
    assert "照片" not in desk.text


def test_a_title_of_two_tasks_names_neither(tmp_path: Path) -> None:
    files = {
        "plans/p.yaml": "plan: p\ntitle: 甲\nperiod: 2026-11\ntasks:\n"
        "  - {id: x, title: 事, schedule: 每月1次}\n  - {id: y, title: 事, schedule: 每月1次}\n",
        "ledger/2026-11.yaml": "- {date: 2026-11-03, task: p/事}\n",
    }
    desk = Desk(write(tmp_path, files))
    check(desk.context)
    assert "unknown-task" in desk.text
    assert "p/x" in desk.text
    assert "p/y" in desk.text
