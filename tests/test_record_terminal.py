"""Recording as it is typed: options, Chinese verbs, exit codes, streams; a week of a community."""

import gettext
import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.harness import TODAY
from tests.recording import LEDGER, bodies, community, lines, put
from tests.test_cli import Main, environment
from tests.test_output import identity_number
from tongxin import cli

MOBILE = "15400000000"


class Terminal(Main):
    """The program in this process, one command after the other, in a workspace, on a day."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], root: Path
    ) -> None:
        super().__init__(monkeypatch)
        self.groups, self.capsys, self.root = cli.app.registered_groups, capsys, root
        self.out = self.err = ""

    def __call__(self, *arguments: str, on: str = TODAY, lang: str = "en") -> int:
        self.monkeypatch.setattr(cli.app, "registered_groups", list(self.groups))
        code = super().__call__(*arguments, "--root", str(self.root), "--today", on, "--lang", lang)
        self.out, self.err = self.capsys.readouterr()
        return code

    def ok(self, *arguments: str, on: str = TODAY, lang: str = "en") -> str:
        """What is answered where nothing is amiss."""
        assert self(*arguments, on=on, lang=lang) == 0, self.err
        assert self.err == ""
        return self.out

    def no(self, *arguments: str, on: str = TODAY, lang: str = "en") -> str:
        """How it is refused; nothing is written then, and nothing said but that."""
        before = (self.root / LEDGER).read_bytes() if (self.root / LEDGER).exists() else None
        assert self(*arguments, on=on, lang=lang) == 2
        assert self.out == ""
        after = (self.root / LEDGER).read_bytes() if (self.root / LEDGER).exists() else None
        assert after == before
        return self.err

    def json(self, *arguments: str, on: str = TODAY) -> Any:
        return json.loads(self.ok(*arguments, "--format", "json", on=on))


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return community(tmp_path, monkeypatch)


@pytest.fixture
def terminal(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Terminal]:
    domain = gettext.textdomain()
    monkeypatch.setenv("LANGUAGE", "")
    for name in ("TONGXIN_TODAY", "TONGXIN_LANG"):
        monkeypatch.delenv(name, raising=False)
    yield Terminal(monkeypatch, capsys, root)
    gettext.textdomain(domain)


# ── verbs ─────────────────────────────────────────────────────────────────────────────────────

VERBS = {
    "done 检查 北苑": "登记 检查 北苑",
    "measure rate 92%": "填报 rate 92%",
    "incident 跌倒 --place 北苑": "伤害 跌倒 --place 北苑",
    "waive fire/patrol --why 停电": "免办 fire/patrol --why 停电",
    "extend fire/setup --to 12-10 --why x": "延期 fire/setup --to 12-10 --why x",
    "note 慰问": "记事 慰问",
    "hazard found 北苑 堆物": "隐患 发现 北苑 堆物",
    "entries": "流水",
    "hazard list": "隐患 清单",
}


@pytest.mark.parametrize(("english", "chinese"), VERBS.items())
def test_each_verb_has_its_chinese_name(terminal: Terminal, english: str, chinese: str) -> None:
    option = [] if english in ("entries", "hazard list") else ["--dry-run"]
    assert terminal(*english.split(), *option) == 0
    first = [line for line in terminal.out.splitlines() if "id: " not in line]
    assert terminal(*chinese.split(), *option) == 0
    second = [line for line in terminal.out.splitlines() if "id: " not in line]
    assert len(first) == len(second)
    assert first[0] == second[0]


def test_the_loop_in_chinese(terminal: Terminal) -> None:
    terminal.ok("隐患", "发现", "北苑", "楼道堆物")
    for event, *more in (("通知",), ("整改",), ("复查", "fail"), ("通知",), ("上报",), ("答复",),
                         ("延期", "--due", "12-20"), ("值守",), ("整改",), ("复查", "pass"), ("销号",)):  # fmt: skip
        terminal.ok("隐患", event, "北苑", *more, "--force", lang="zh")
    assert [body.split("event: ")[1].split(",")[0] for body in bodies(terminal.root)] == [
        "found", "notified", "rectified", "verified", "notified", "escalated", "answered",
        "extended", "watched", "rectified", "verified", "closed",
    ]  # fmt: skip
    assert "closed 2026-11-23" in terminal.ok("隐患", "清单", "--all")
    assert "closed" in terminal.ok("隐患", "查看", "0000")


def test_void_and_undo_in_chinese(terminal: Terminal) -> None:
    terminal.ok("登记", "值班")
    terminal.ok("登记", "值班")
    terminal.ok("作废", "000000", "--why", "重复")
    terminal.ok("撤销")
    assert [body.split(", ")[1] for body in bodies(terminal.root)] == [
        "task: fire/ready", "task: fire/ready", "void: E-20261123-000000", "void: E-20261123-000002",
    ]  # fmt: skip


def test_the_round_of_the_page(terminal: Terminal) -> None:
    text = terminal.ok("done", "inspect", "--place", "小区", "--fail", "北苑:楼道堆物")
    assert bodies(terminal.root) == [
        (
            "2026-11-23, task: fire/inspect, place: [bei, nan, dong], result: fail, "
            'failed: {bei: "楼道堆物"}'
        ),
        '2026-11-23, hazard: H-20261123-000000, event: found, place: bei, what: "楼道堆物"',
    ]
    assert "this week 3/3, complete" in text


@pytest.mark.parametrize(
    ("typed", "body"),
    [
        ("done inspect --place 小区 --except 东苑", "task: fire/inspect, place: [bei, nan]"),
        ("done inspect --place bei --place nan", "task: fire/inspect, place: [bei, nan]"),
        ("done meet --count 2 --people 12 --amount 3", "task: fire/meet, count: 2, people: 12, amount: 3"),
        ("done talk --audience 老年人 --audience 儿童 --topic 用火",
         "task: fire/talk, audience: [老年人, 儿童], topic: 用火"),
        ("done meet --result fail --by 消防安全组 --note x",
         'task: fire/meet, by: 消防安全组, result: fail, note: "x"'),
        ("incident 烫伤 --count 2 --age 0-6 --sex 男 --severity 轻伤 --cause 开水",
         'incident: 烫伤, cause: "开水", age: 0-6, sex: male, severity: minor, count: 2'),
        ("note 路灯不亮 --problem", 'problem: "路灯不亮"'),
        ("waive inspect 2026-W47 --place bei --why x",
         'waive: fire/inspect, period: 2026-W47, place: bei, why: "x"'),
        ("extend meet 2026-11 --to 12-05 --why x",
         'extend: fire/meet, period: 2026-11, to: 2026-12-05, why: "x"'),
        ("hazard found --place bei 楼道堆物", 'hazard: H-20261123-000000, event: found, place: bei, what: "楼道堆物"'),
        ("hazard found bei --what 楼道堆物", 'hazard: H-20261123-000000, event: found, place: bei, what: "楼道堆物"'),
        ("hazard found bei 堆物 --kind 安全 --level 重大 --due 2天",
         'hazard: H-20261123-000000, event: found, kind: 安全, place: bei, level: major, what: "堆物", due: 2026-11-25'),
    ],
)  # fmt: skip
def test_options(terminal: Terminal, typed: str, body: str) -> None:
    assert terminal(*typed.split()) == 0
    assert bodies(terminal.root)[0] == f"2026-11-23, {body}"


@pytest.mark.parametrize(
    "typed",
    [
        "done --count 0 meet", "done --count x meet", "done meet --people -1", "done meet --result well",
        "done meet --force", "measure rate", "measure", "incident", "waive meet", "extend meet --why x",
        "extend meet --to 12-05", "waive meet --why x --note y", "note", "note x --note y", "void",
        "void x --on 11-20", "undo x", "entries -n 0", "entries x", "hazard", "hazard fond", "hazard closed",
        "hazard found bei x --force", "hazard verified bei well", "hazard show", "hazard list --sort x",
        "done meet --format sarif",
    ],
)  # fmt: skip
def test_wrong_usage(terminal: Terminal, typed: str) -> None:
    error = terminal.no(*typed.split())
    assert "error: " in error
    assert "help: " in error
    assert "Traceback" not in error


def test_a_mistyped_verb_is_offered(terminal: Terminal) -> None:
    assert 'did you mean "notified"?' in terminal.no("hazard", "notifed", "bei")
    assert 'did you mean "done"?' in terminal.no("don", "meet")


def test_whoever_cannot_be_asked_is_told_what_is_needed(terminal: Terminal) -> None:
    error = terminal.no("done")
    assert "fire/setup" in error
    assert error.splitlines()[-2:] == [
        "error: which task was done?", "help: name it: tongxin done fire/setup",
    ]  # fmt: skip
    assert "lacking: 北苑小区, 南苑小区, 东苑小区" in terminal.no("done", "inspect")


def test_json_is_all_that_goes_to_the_output(terminal: Terminal) -> None:
    answer = terminal.json("done", "夜间演练")  # counts nowhere: said within the JSON
    assert len(answer["warnings"]) == 1
    assert terminal.json("entries")["entries"][0]["kind"] == "done"
    assert terminal.json("undo")["entries"][0]["line"].endswith(
        'void: E-20261123-000000, why: "recorded by mistake", at: 2026-11-23}'
    )


@pytest.mark.parametrize(
    "typed",
    [
        f"done {MOBILE}", f"done inspect --place {MOBILE}", f"done inspect --place 小区 --fail 电话{MOBILE}",
        f"done inspect --place 小区 --except {MOBILE}", f"done meet --on {MOBILE}", f"done meet --note {MOBILE}",
        f"done meet --evidence {MOBILE}.jpg", f"done meet --result {MOBILE}", f"done meet --{MOBILE}",
        f"measure {MOBILE} 1", f"measure rate {MOBILE}", f"incident 跌倒 --place {MOBILE}",
        f"incident 跌倒 --sex {MOBILE}", f"waive {MOBILE} --why x", f"waive meet {MOBILE} --why x",
        f"extend meet --to {MOBILE} --why x", f"void {MOBILE}", f"note 电话{MOBILE}",
        f"hazard found {MOBILE} 堆物", f"hazard found bei 电话{MOBILE}", f"hazard found bei x --due {MOBILE}",
        f"hazard found bei x --level {MOBILE}", f"hazard found bei x --task {MOBILE}", f"hazard closed {MOBILE}",
        f"entries --task {MOBILE}", f"hazard list --place {MOBILE}", f"hazard show {MOBILE}",
    ],
)  # fmt: skip
def test_a_personal_number_is_not_repeated(terminal: Terminal, typed: str) -> None:
    assert MOBILE not in terminal.no(*typed.split())


@pytest.mark.parametrize("number", [identity_number(), "6" + "0" * 14 + "7", "154 0000 0000"])
def test_every_kind_of_number(terminal: Terminal, number: str) -> None:
    error = terminal.no("note", f"号码{number}")
    assert "stands here: not recorded" in error
    assert number not in error
    assert number in terminal.ok("note", f"号码{number}", "--allow-personal")


def test_a_copy_is_not_left_behind(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / f"{MOBILE}.txt").write_text("x")
    error = terminal.no("done", "meet", "--evidence", str(tmp_path / f"{MOBILE}.txt"))
    assert "a mobile number stands here" in error
    assert not list((terminal.root / "evidence").rglob("*.txt"))


# ── at a real terminal ────────────────────────────────────────────────────────────────────────


@pytest.mark.skipif(os.name == "nt", reason="there are no such terminals")
def test_what_is_due_is_picked_by_number(root: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    env = environment(TONGXIN_TODAY=TODAY, TONGXIN_LANG="en", NO_COLOR="1", TERM="dumb")
    program = subprocess.Popen(
        [sys.executable, "-m", "tongxin", "done", "--root", str(root)],
        stdin=theirs, stdout=theirs, stderr=theirs, env=env, close_fds=True,
    )  # fmt: skip
    os.close(theirs)
    try:
        seen = _until(ours, b"parted by blanks")
        assert b"  1 " in seen
        assert b"fire/setup" in seen
        os.write(ours, b"99\n")  # no such line: asked again
        _until(ours, b"parted by blanks")
        os.write(ours, b"1\n")
        seen = _until(ours, b"complete, but late")
        assert program.wait(60) == 0
    finally:
        program.kill()
        program.wait()
        os.close(ours)
    assert [line.split("task: ")[1] for line in lines(root)] == ["fire/setup, at: 2026-11-23}"]


def _until(terminal: int, wanted: bytes) -> bytes:
    """What a terminal shows up to some text."""
    seen = b""
    while wanted not in seen:
        assert select.select([terminal], [], [], 60)[0], seen
        seen += os.read(terminal, 4096)
    return seen


# ── a week of a community ─────────────────────────────────────────────────────────────────────

WEEK = ("2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20", "2026-11-21",
        "2026-11-22")  # fmt: skip
MON, TUE, WED, THU, FRI, SAT, SUN = WEEK


def test_a_week_recorded_at_the_terminal(terminal: Terminal, tmp_path: Path) -> None:
    """From Monday 16 to Sunday 22 November 2026; what was recorded is what is reported."""
    settings = (terminal.root / "tongxin.yaml").read_text("utf-8")
    put(terminal.root, {"tongxin.yaml": settings + "since: 2026-11-16\n"})
    photo = tmp_path / "楼道.txt"
    photo.write_text("a photo")

    # Monday: a patrol; the setting up of the group, overdue since October, gets more time
    assert "this week 1/2, 1 to go" in terminal.ok("done", "消防巡查", on=MON)
    terminal.ok("extend", "成立工作组", "--to", "11-27", "--why", "等街道批复", on=MON)

    # Tuesday: the round, one place fails, with a photo; the other plan's visit is offered
    text = terminal.ok(
        "登记", "小区消防检查", "--place", "小区", "--except", "东苑", "--fail", "北苑:楼道堆物",
        "--evidence", str(photo), "--by", "消防安全组", on=TUE,
    )  # fmt: skip
    assert "tongxin done clean/weekly --place bei、nan" in text
    terminal.ok("done", "clean/weekly", "--place", "bei、nan", on=TUE)
    name = terminal.json("hazard", "list", on=TUE)["hazards"][0]["hazard"]

    # Wednesday: the notice, with its document; an entry by mistake is taken back
    notice = tmp_path / "notice.md"
    assert terminal("hazard", "notified", name[-4:], "-o", str(notice), on=WED) == 0
    assert "楼道堆物" in notice.read_text("utf-8")
    terminal.ok("done", "消防例会", on=WED)
    terminal.ok("undo", on=WED)

    # Thursday: put right and inspected again, the patrol of yesterday, and a problem
    terminal.ok("hazard", "rectified", "北苑", on=THU)
    terminal.ok("hazard", "verified", "北苑", "pass", on=THU)
    terminal.ok("hazard", "closed", "北苑", on=THU)
    assert "this week 2/2, complete" in terminal.ok("done", "消防巡查", "--on", "昨天", on=THU)
    terminal.ok("note", "停车占用消防通道", "--problem", on=THU)

    # Friday: a talk, a measurement, other work; the last place is under construction
    terminal.ok(
        "done", "消防讲座", "--audience", "老年人", "--topic", "用火", "--people", "45", on=FRI
    )
    terminal.ok("measure", "疏散通道合格率", "88%", on=FRI)
    terminal.ok("note", "慰问独居老人", on=FRI)
    terminal.ok("waive", "小区消防检查", "2026-W47", "--place", "东苑", "--why", "封闭施工", on=FRI)

    # Saturday: an injury; the week's last duty at the last place, recorded on Sunday
    terminal.ok("incident", "跌倒", "--place", "南苑", "--age", "60+", on=SAT)
    text = terminal.ok("done", "clean/weekly", "东苑", "--on", "周六", on=SUN)
    assert "clean/weekly  环境卫生评比  this week 3/3, complete" in text

    # nothing is wrong in what was written
    assert terminal("check", "--format", "json", on=SUN) == 0
    answer = json.loads(terminal.out)
    assert answer["summary"]["error"] == 0
    assert [d["code"] for d in answer["diagnostics"] if d["file"].startswith("ledger/")] == []
    assert answer["summary"]["missed"] == 0
    assert answer["summary"]["overdue"] == 0

    # one line an entry, none was ever changed
    assert len(lines(terminal.root)) == 19
    assert all(line.startswith("- {id: E-") and line.endswith("}") for line in lines(terminal.root))

    report = terminal.json("report", on=SUN)
    assert report["span"]["label"] == "2026-W47"
    score = {key: report["score"][key] for key in ("owed", "kept", "missed", "overdue", "waived")}
    assert score == {"owed": 6, "kept": 6, "missed": 0, "overdue": 0, "waived": 1}
    duties = {row["task"]: row for group in report["groups"] for row in group["duties"]}
    assert {
        task: (row["count"], row["quota"], row["times"], row["state"])
        for task, row in duties.items()
        if row["period"] == "2026-W47"
    } == {
        "clean/weekly": (3, 3, 2, "met"),
        "fire/inspect": (2, 3, 1, "met"),
        "fire/patrol": (2, 2, 2, "met"),
    }
    assert duties["fire/patrol"]["entries"] == [_id(terminal, 0), _id(terminal, 11)]
    assert [one["text"] for one in report["problems"]] == ["停车占用消防通道"]
    assert [one["text"] for one in report["other"]] == ["慰问独居老人"]
    assert [(one["kind"], one["places"], one["text"]) for one in report["changes"]] == [
        ("extend", [], "等街道批复"), ("waive", ["东苑小区"], "封闭施工"),
    ]  # fmt: skip
    assert [(one["incident"], one["places"]) for one in report["incidents"]] == [
        ("跌倒", ["南苑小区"])
    ]
    assert report["backfilled"] == []
    hazards = report["hazards"]
    assert [len(hazards[key]) for key in ("opened", "closed", "outstanding")] == [1, 1, 0]
    (closed,) = hazards["closed"]
    assert (closed["id"], closed["what"], closed["closed"]) == (name, "楼道堆物", THU)
    assert [one["event"] for one in closed["steps"]] == [
        "found", "notified", "rectified", "verified", "closed",
    ]  # fmt: skip
    values = {one["id"]: (one["value"], one["percent"], one["met"]) for one in report["indicators"]}
    assert values["fire/rate"] == (88, 88.0, False)
    assert values["fire/families"] == (45, 4.5, False)
    assert values["fire/accidents"] == (0, None, True)
    assert ("fire/setup", "2026-11-27") in {
        (row["task"], row["due"]) for row in report["ahead"]["duties"]
    }
    assert report["unread"] == []


def _id(terminal: Terminal, number: int) -> str:
    """The id of a line."""
    return lines(terminal.root)[number].removeprefix("- {id: ").partition(",")[0]
