"""Recording: the line that is written, where it leaves the duty, and what is refused unwritten."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.harness import TODAY, day
from tests.harness import found as findings
from tests.recording import FIRE, LEDGER, agenda, bodies, community, do, lines, put
from tests.test_commands import Desk
from tongxin.commands.done import Work, done
from tongxin.commands.due import due
from tongxin.commands.entries import entries, undo, void
from tongxin.commands.facts import Incident, extend, incident, measure, note, waive
from tongxin.commands.record import Said
from tongxin.diagnostic import TongxinError
from tongxin.messages import ENGLISH, Message
from tongxin.output.style import Line

MOBILE = "15400000000"
SAID = Said()


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return community(tmp_path, monkeypatch)


def refused(root: Path, verb: Any, *arguments: Any, on: str = TODAY, **options: Any) -> str:
    """How a verb is refused; nothing is written then."""
    before = everything(root)
    with pytest.raises(TongxinError) as caught:
        verb(Desk(root, on=on).context, *arguments, **options)
    assert everything(root) == before
    return f"{caught.value}; {caught.value.remedy}"


def undone(root: Path, *words: str, said: Said = SAID, on: str = TODAY, **work: Any) -> str:
    """How `done` is refused."""
    return refused(root, done, Work(words, **work), said, on=on)


def everything(root: Path) -> dict[str, bytes]:
    """Every file of a workspace, but those of this computer alone."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".tongxin" not in path.parts
    }


def state(root: Path, task: str, period: str, on: str = TODAY, place: str | None = None) -> str:
    """How a duty stands."""
    (one,) = (
        o for o in agenda(root, on).occurrences()
        if (o.duty.name, o.period) == (task, period) and o.place in (place, None)
    )  # fmt: skip
    return f"{one.state} {one.count}/{one.quota}"


# ── done ──────────────────────────────────────────────────────────────────────────────────────


def test_one_word_is_enough(root: Path) -> None:
    text = do(root, "消防巡查").text
    (line,) = lines(root)
    assert line == (
        "- {id: E-20261123-000000, date: 2026-11-23, task: fire/patrol, at: 2026-11-23}"
    )
    assert text.splitlines()[:3] == [
        "recorded:",
        f"  {line}",
        " · fire/patrol  消防巡查  this week 1/2, 1 to go",
    ]
    assert " ✓ fire/patrol  消防巡查  this week 2/2, complete\n" in do(root, "消防巡查").text
    assert state(root, "fire/patrol", "2026-W48") == "met 2/2"


def test_in_chinese(root: Path) -> None:
    desk = Desk(root, language="zh")
    assert done(desk.context, Work(("消防巡查",))) == 0
    assert lines(root)[0] in desk.text
    assert "1/2" in desk.text
    assert desk.text.splitlines()[2].startswith(" · fire/patrol  消防巡查  ")


def test_every_option_has_its_key(root: Path) -> None:
    do(
        root, "fire/talk", said=Said(on="昨天", by="消防安全组", note="含: 冒号, 逗号 # 井号", evidence=("纸质：一盒",)),
        places=("xiao",), count=2, people=40, amount="3.5", audience=("老年人", "儿童"), topic=("用火",),
        result="pass",
    )  # fmt: skip
    assert lines(root) == [
        (
            "- {id: E-20261122-000000, date: 2026-11-22, task: fire/talk, place: xiao, by: 消防安全组, "
            "count: 2, people: 40, amount: 3.5, audience: [老年人, 儿童], topic: 用火, result: pass, "
            'note: "含: 冒号, 逗号 # 井号", evidence: ["纸质：一盒"], at: 2026-11-23}'
        )
    ]


@pytest.mark.parametrize(
    "words",
    [
        ("fire/inspect", "bei"),
        ("inspect", "北苑小区"),
        ("小区消防检查", "北苑"),
        ("消防检查", "bei"),
        ("北苑", "检查"),
    ],
)
def test_a_task_and_a_place_by_any_name(root: Path, words: tuple[str, ...]) -> None:
    do(root, *words)
    assert bodies(root) == ["2026-11-23, task: fire/inspect, place: bei"]


@pytest.mark.parametrize(
    ("places", "but", "expected"),
    [
        (("小区",), (), "[bei, nan, dong]"),
        (("all",), (), "[bei, nan, dong]"),  # those of the task
        (("全部",), ("东苑",), "[bei, nan]"),
        (("小区",), ("bei", "nan"), "dong"),
        (("小区",), ("bei、nan",), "dong"),
        (("bei,nan",), (), "[bei, nan]"),
        (("北苑、南苑",), (), "[bei, nan]"),
        (("南苑，北苑",), (), "[nan, bei]"),
        (("bei", "小区"), (), "[bei, nan, dong]"),
        (("小区", "学校"), (), "[bei, nan, dong, xiao]"),
    ],
)
def test_places(root: Path, places: tuple[str, ...], but: tuple[str, ...], expected: str) -> None:
    do(root, "inspect", places=places, but=but)
    assert bodies(root) == [f"2026-11-23, task: fire/inspect, place: {expected}"]


def test_a_part_of_several_names_means_the_place_of_the_task(root: Path) -> None:
    """实验小学 holds 小 as the estates do; of a task at the school it is the school."""
    plan = (root / "plans/fire.yaml").read_text("utf-8")
    school = (
        "  - {id: school, title: 校园检查, places: [xiao], schedule: {every: week, each: place}}\n"
    )
    put(root, {"plans/fire.yaml": plan + school})
    do(root, "校园检查", places=("小",))
    assert bodies(root) == ["2026-11-23, task: fire/school, place: xiao"]


def test_the_only_place_of_a_task_goes_unsaid(root: Path) -> None:
    plan = (root / "plans/fire.yaml").read_text("utf-8")
    school = (
        "  - {id: school, title: 校园检查, places: [xiao], schedule: {every: week, each: place}}\n"
    )
    put(root, {"plans/fire.yaml": plan + school})
    do(root, "校园检查")
    assert bodies(root) == ["2026-11-23, task: fire/school, place: xiao"]


def test_one_entry_serves_several_tasks(root: Path) -> None:
    text = do(root, "inspect", "环境卫生", places=("bei",)).text
    assert bodies(root) == ["2026-11-23, task: [fire/inspect, clean/weekly], place: bei"]
    assert "fire/inspect  小区消防检查  this week 1/3" in text
    assert "clean/weekly  环境卫生评比  this week 1/3" in text


def test_the_same_task_named_twice_counts_once(root: Path) -> None:
    do(root, "inspect", "fire/inspect", "bei", "北苑")
    assert bodies(root) == ["2026-11-23, task: fire/inspect, place: bei"]


def test_of_two_tasks_of_one_name_the_one_that_is_due(root: Path) -> None:
    """`patrol` is a task of two plans; that of clean begins on 23 November."""
    do(root, "patrol", on="2026-11-20")
    assert bodies(root) == ["2026-11-20, task: fire/patrol"]
    assert undone(root, "patrol") == (
        '"patrol" may be any of clean/patrol, fire/patrol; name it whole: tongxin done PLAN/TASK'
    )
    do(root, "clean/patrol")
    do(root, "patrol")
    assert bodies(root)[-1] == "2026-11-23, task: fire/patrol"


def test_a_round_of_twelve_places_with_one_failing(root: Path) -> None:
    twelve = "".join(f"  - {{id: p{n}, name: {n}号院, kind: 院落}}\n" for n in range(1, 13))
    settings = (root / "tongxin.yaml").read_text("utf-8")
    plan = (root / "plans/fire.yaml").read_text("utf-8")
    yard = "  - {id: yard, title: 院落检查, places: [院落], schedule: {every: week, each: place}}\n"
    put(root, {"tongxin.yaml": settings + twelve, "plans/fire.yaml": plan + yard})
    text = do(
        root, "院落检查", places=("院落",), failed=("7号:楼道堆物",), kind="安全", level="较大",
        said=Said(evidence=("纸质：检查表",), by="消防安全组", note="十二处"),
    ).text  # fmt: skip
    assert bodies(root) == [
        (
            "2026-11-23, task: fire/yard, place: [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12], "
            'by: 消防安全组, result: fail, failed: {p7: "楼道堆物"}, note: "十二处", '
            'evidence: ["纸质：检查表"]'
        ),
        (
            "2026-11-23, hazard: H-20261123-000000, event: found, kind: 安全, place: p7, "
            'level: serious, what: "楼道堆物", by: 消防安全组'
        ),
    ]
    assert (
        "hazard H-20261123-000000 opened (7号院), to be put right by 2026-11-30; "
        "next: tongxin hazard notified 0000\n"
    ) in text
    assert " ✓ fire/yard  院落检查  this week 12/12, complete\n" in text
    found = findings(root, {"tongxin.yaml": (root / "tongxin.yaml").read_bytes()})
    assert [f for f in found if f.path == LEDGER] == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"places": ("bei",), "failed": ("楼道堆物",)}, '{bei: "楼道堆物"}'),
        ({"places": ("bei",), "failed": ("北苑：楼道堆物",)}, '{bei: "楼道堆物"}'),
        ({"places": ("bei",), "failed": ("bei: 楼道: 堆物 ",)}, '{bei: "楼道: 堆物"}'),
        ({"places": ("bei",), "failed": ("nan:积水",)}, '{nan: "积水"}'),  # then one was there too
        (
            {"places": ("小区",), "failed": ("bei:楼道堆物", "nan:积水")},
            '{bei: "楼道堆物", nan: "积水"}',
        ),
    ],
)
def test_what_failed(root: Path, given: dict[str, Any], expected: str) -> None:
    do(root, "inspect", **given)
    assert f"result: fail, failed: {expected}" in bodies(root)[0]
    assert len(bodies(root)) == 1 + expected.count(": ") - expected.count("楼道: ")
    for place in expected.strip("{}").split(", "):
        assert place.partition(":")[0] in bodies(root)[0].partition("result")[0]


def test_what_failed_at_no_place(root: Path) -> None:
    text = do(root, "消防巡查", failed=("水带漏水",)).text
    assert bodies(root) == [
        '2026-11-23, task: fire/patrol, result: fail, failed: "水带漏水"',
        '2026-11-23, hazard: H-20261123-000000, event: found, what: "水带漏水"',
    ]
    assert "opened (no place named)" in text


def test_what_fails_again_opens_no_second_hazard(root: Path) -> None:
    do(root, "inspect", places=("bei",), failed=("楼道堆物",))
    text = do(root, "inspect", places=("bei",), failed=("楼道堆物",)).text
    assert "the hazard H-20261123-000000 is open there for the same already\n" in text
    assert len(agenda(root).hazards) == 1
    do(root, "inspect", places=("bei",), failed=("灯不亮",))
    assert len(agenda(root).hazards) == 2


def test_an_entry_of_an_earlier_day(root: Path) -> None:
    """Its day is the one it happened, `at` the one it was written; it stands in its own month."""
    put(root, {"ledger/2026-10.yaml": "- {date: 2026-10-30, note: x}\n"})
    do(root, "成立工作组", said=Said(on="10-31"), on="2026-11-02")
    assert lines(root) == []
    assert lines(root, "ledger/2026-10.yaml")[1:] == [
        "- {id: E-20261031-000000, date: 2026-10-31, task: fire/setup, at: 2026-11-02}"
    ]
    assert state(root, "fire/setup", "once") == "met 1/1"


@pytest.mark.parametrize(
    ("on", "written"),
    [("今天", "2026-11-23"), ("yesterday", "2026-11-22"), ("周五", "2026-11-20"), ("sat", "2026-11-21"),
     ("11-19", "2026-11-19"), ("19日", "2026-11-19"), ("2026年11月9日", "2026-11-09")],
)  # fmt: skip
def test_days_as_people_say_them(root: Path, on: str, written: str) -> None:
    do(root, "值班备勤", said=Said(on=on))
    assert bodies(root) == [f"{written}, task: fire/ready"]


@pytest.mark.parametrize(
    ("words", "work", "why"),
    [
        (("夜间演练",), {}, 'this counts for nothing: the plan of "夜间演练" is a draft'),
        (
            ("talk",),
            {"audience": ("妇女",)},
            '"消防讲座" is owed for each audience, and none is named',
        ),
        (("inspect", "xiao"), {}, '"小区消防检查" is owed for each place, and none is named'),
    ],
)
def test_what_counts_nowhere_is_written_with_a_warning(
    root: Path, words: tuple[str, ...], work: dict[str, Any], why: str
) -> None:
    desk = do(root, *words, **work)
    assert len(lines(root)) == 1
    assert why in desk.errors
    assert "help: correct it, or write down other work as a note\n" in desk.errors
    desk = do(root, *words, form="json", **work)
    assert [why in text for text in desk.json["warnings"]] == [True]
    assert desk.errors == ""


def test_a_day_outside_every_period(root: Path) -> None:
    desk = do(root, "消防巡查", said=Said(on="2026-08-03"))
    assert bodies(root, "ledger/2026-08.yaml") == ["2026-08-03, task: fire/patrol"]
    assert '"消防巡查" has no period on 2026-08-03; the nearest is 2026-W36' in desk.errors


# ── done: what is refused ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "work", "said", "why"),
    [
        (("inspekt",), {}, {}, '"inspekt" is neither a task nor a place; did you mean "inspect"'),
        (("fire/inspct",), {}, {}, 'did you mean "inspect" (小区消防检查'),
        (("什么",), {}, {}, '"什么" is neither a task nor a place'),
        (("inspect",), {"places": ("西苑",)}, {}, 'no place "西苑"'),
        (("inspect",), {"places": ("北苑小去",)}, {}, 'did you mean "bei" (北苑小区'),
        (("inspect",), {"places": ("苑",)}, {}, '"苑" may be any of 北苑小区, 南苑小区, 东苑小区'),
        (("inspect",), {"places": ("小区",), "but": ("西苑",)}, {}, 'no place "西苑"'),
        (("inspect",), {}, {}, ('"小区消防检查" is owed for each place; lacking: 北苑小区, 南苑小区, 东苑小区; '
         "say where: --place bei, --place all")),
        (("inspect",), {"places": ("bei",), "but": ("bei",)}, {}, "no place is left"),
        (("inspect",), {"failed": ("",)}, {}, "does not name one place"),
        (("inspect",), {"places": ("bei",), "failed": ("堆物",), "result": "pass"}, {}, "the result is to be pass"),
        (("inspect",), {"places": ("bei",), "result": "good"}, {}, '"good" is none of'),
        (("talk",), {}, {}, '"消防讲座" is owed for each of 老年人, 儿童; say for which: --audience 老年人'),
        (("inspect",), {"places": ("小区",), "failed": ("堆物",)}, {}, '"堆物": at which place?; write: --fail bei:堆物'),
        (("inspect",), {"places": ("小区",), "failed": ("小区:堆物",)}, {}, "does not name one place and what failed"),
        (("inspect",), {"places": ("小区",), "failed": ("bei:",)}, {}, "does not name one place and what failed"),
        (("inspect",), {"places": ("小区",), "failed": ("西苑:堆物",)}, {}, 'no place "西苑"'),
        (("巡查",), {}, {}, '"巡查" may be any of clean/patrol, fire/patrol; name it whole'),
        ((), {}, {}, "which task was done?; name it: tongxin done "),
        (("bei",), {}, {}, "which task was done?"),
        (("消防巡查",), {}, {"on": "11-31"}, '"11-31" is no day; write: --on 2026-11-23'),
        (("消防巡查",), {}, {"on": "0日"}, '"0日" is no day'),
        (("消防巡查",), {}, {"on": "2026-11"}, '"2026-11" is no day'),
        (("消防巡查",), {}, {"on": "2026-11-24"}, "2026-11-24 is yet to come: only what has happened"),
        (("消防巡查",), {"amount": "许多"}, {}, "许多"),
        (("消防巡查",), {"level": "super", "failed": ("x",)}, {}, '"super" is none of'),
        (("消防巡查",), {}, {"note": "XX"}, "not recorded"),
        (("消防巡查",), {}, {"evidence": ("nothing.jpg",)}, "nothing.jpg does not exist"),
    ],
)  # fmt: skip
def test_what_is_refused(
    root: Path, words: tuple[str, ...], work: dict[str, Any], said: dict[str, Any], why: str
) -> None:
    assert why in undone(root, *words, said=Said(**said), **work)


def test_what_lacks_is_offered(root: Path) -> None:
    do(root, "inspect", "bei")
    assert "lacking: 南苑小区, 东苑小区; say where: --place nan," in undone(root, "inspect")


def test_without_a_task_what_is_due_is_listed(root: Path) -> None:
    desk = Desk(root)
    with pytest.raises(TongxinError):
        done(desk.context, Work())
    assert desk.text == ""
    assert "fire/setup" in desk.errors
    assert "this week 0/2" in desk.errors


def test_nothing_is_due(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = community(tmp_path, monkeypatch)
    for name in ("fire", "clean"):
        (root / f"plans/{name}.yaml").unlink()
    assert "which task was done? Nothing is due" in undone(root)


# ── done: asked at a terminal ─────────────────────────────────────────────────────────────────


class Somebody:
    """Picks what he was told to, and remembers what he was asked."""

    def __init__(self, *answers: list[int]) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, list[str]]] = []

    def __call__(self, rows: Sequence[Line], question: Message) -> list[int]:
        shown = ["".join(text for _, text in row) for row in rows]
        self.asked.append((ENGLISH(question), shown))
        return self.answers.pop(0)


def ask(root: Path, picker: Somebody, *words: str, **work: Any) -> Desk:
    desk = Desk(root)
    assert done(desk.context, Work(words, **work), SAID, picker) == 0
    assert picker.answers == []
    return desk


def test_what_is_due_is_offered(root: Path) -> None:
    picker = Somebody([0, 4])
    ask(root, picker)
    ((question, rows),) = picker.asked
    assert question == "Which was done? Numbers, parted by blanks"
    assert [row.split()[1 if row.startswith(" !") else 0] for row in rows] == [
        "fire/setup", "clean/patrol", "clean/weekly", "fire/inspect", "fire/patrol", "fire/meet", "fire/talk",
    ]  # fmt: skip
    assert "this week 0/2" in rows[4]
    assert bodies(root) == ["2026-11-23, task: [fire/setup, fire/patrol]"]


def test_what_is_due_at_a_place_is_offered(root: Path) -> None:
    picker = Somebody([0])
    ask(root, picker, "东苑")
    ((_, rows),) = picker.asked
    assert [row.split()[0] for row in rows] == ["clean/weekly", "fire/inspect"]
    assert bodies(root) == ["2026-11-23, task: clean/weekly, place: dong"]


def test_of_several_titles_those_that_are_due_are_offered(root: Path) -> None:
    picker = Somebody([1])
    ask(root, picker, "巡查")
    ((_, rows),) = picker.asked
    assert [row.split()[0] for row in rows] == ["clean/patrol", "fire/patrol"]
    assert bodies(root) == ["2026-11-23, task: fire/patrol"]


def test_places_that_lack_are_offered(root: Path) -> None:
    do(root, "inspect", "nan")
    picker = Somebody([0, 1])
    ask(root, picker, "inspect")
    assert picker.asked == [
        (
            '"小区消防检查": where? Numbers, parted by blanks, or all',
            ["北苑小区  bei", "东苑小区  dong"],
        )
    ]
    assert bodies(root)[-1] == "2026-11-23, task: fire/inspect, place: [bei, dong]"


def test_of_several_names_the_place_is_asked_for(root: Path) -> None:
    picker = Somebody([1])
    ask(root, picker, "inspect", places=("苑",))
    assert picker.asked[0][0] == '"苑": which place?'
    assert bodies(root) == ["2026-11-23, task: fire/inspect, place: nan"]


def test_nobody_is_locked_out_while_somebody_chooses(root: Path) -> None:
    class Slow(Somebody):
        def __call__(self, rows: Sequence[Line], question: Message) -> list[int]:
            do(root, "值班备勤")  # somebody else
            return super().__call__(rows, question)

    ask(root, Slow([0]), "inspect")
    assert bodies(root) == [
        "2026-11-23, task: fire/ready", "2026-11-23, task: fire/inspect, place: bei",
    ]  # fmt: skip


# ── done: the answer as JSON, and writing nothing ─────────────────────────────────────────────


def test_the_answer_as_json(root: Path) -> None:
    answer = do(root, "inspect", "bei", form="json").json
    (line,) = lines(root)
    assert {key: answer[key] for key in ("version", "written", "file", "entries", "notes", "warnings")} == {
        "version": 1, "written": True, "file": LEDGER, "notes": [], "warnings": [],
        "entries": [{"id": "E-20261123-000000", "hazard": None, "line": line}],
    }  # fmt: skip
    assert [(o["task"], o["place"], o["period"], o["count"], o["state"]) for o in answer["occurrences"]] == [
        ("fire/inspect", "bei", "2026-W48", 1, "met"),
        ("fire/inspect", "nan", "2026-W48", 0, "open"),
        ("fire/inspect", "dong", "2026-W48", 0, "open"),
    ]  # fmt: skip
    assert [(o["place"], o["period"], o["on"]) for o in answer["missed"]] == [
        ("bei", "2026-W47", "2026-11-20"), ("nan", "2026-W47", "2026-11-20"),
        ("dong", "2026-W47", "2026-11-20"),
    ]  # fmt: skip
    assert [(o["task"], o["place"]) for o in answer["also"]] == [("clean/weekly", "bei")]


def test_a_hazard_in_json(root: Path) -> None:
    answer = do(root, "inspect", "bei", failed=("堆物",), form="json").json
    assert [one["hazard"] for one in answer["entries"]] == [None, "H-20261123-000000"]
    assert len(answer["notes"]) == 1


def test_dry_run_writes_nothing(root: Path, tmp_path: Path) -> None:
    photo = tmp_path / "photo.txt"
    photo.write_text("x")
    before = everything(root)
    said = Said(dry_run=True, evidence=(str(photo),))
    text = do(root, "inspect", "bei", said=said, failed=("堆物",)).text
    assert text.startswith("not written (--dry-run):\n  - {id: E-20261123-")
    assert "this week 1/3" in text
    assert everything(root) == before
    assert not (root / ".tongxin").exists()
    assert do(root, "消防巡查", said=Said(dry_run=True), form="json").json["written"] is False
    assert "nothing.jpg does not exist" in undone(
        root, "消防巡查", said=Said(dry_run=True, evidence=("nothing.jpg",))
    )


# ── evidence ──────────────────────────────────────────────────────────────────────────────────


def test_evidence_from_elsewhere_is_copied(root: Path, tmp_path: Path) -> None:
    """Under the letters of the entry that points at it."""
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "签到表.txt").write_text(folder)
    files = tuple(str(tmp_path / folder / "签到表.txt") for folder in ("a", "b"))
    do(root, "消防例会", said=Said(evidence=files))
    assert lines(root)[0].startswith("- {id: E-20261123-000000,")
    assert bodies(root)[0].endswith(
        "evidence: [evidence/2026/11/签到表-000000.txt, evidence/2026/11/签到表-000000-2.txt]"
    )
    folder = root / "evidence/2026/11"
    assert [
        (folder / name).read_text() for name in ("签到表-000000.txt", "签到表-000000-2.txt")
    ] == ["a", "b"]
    found = findings(root, {"tongxin.yaml": (root / "tongxin.yaml").read_bytes()})
    assert "missing-evidence" not in {f.code for f in found}


def test_evidence_goes_into_the_month_of_its_entry(root: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    do(root, "消防例会", said=Said(on="10-30", evidence=(str(tmp_path / "a.txt"),)))
    assert (root / "evidence/2026/10/a-000000.txt").exists()


def test_the_same_name_twice_on_two_days(root: Path, tmp_path: Path) -> None:
    for number in range(2):
        (tmp_path / "a.txt").write_text(str(number))
        do(root, "消防例会", said=Said(evidence=(str(tmp_path / "a.txt"),)))
    folder = root / "evidence/2026/11"
    assert sorted(path.read_text() for path in folder.iterdir()) == ["0", "1"]


@pytest.mark.parametrize("way", ["root", "absolute", "here"])
def test_evidence_that_is_there_already(
    root: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    put(root, {"evidence/2026/11/a.txt": "x"})
    path = {"root": "evidence/2026/11/a.txt", "here": "a.txt",
            "absolute": str(root / "evidence/2026/11/a.txt")}[way]  # fmt: skip
    monkeypatch.chdir(root / ("evidence/2026/11" if way == "here" else "plans"))
    do(root, "消防例会", said=Said(evidence=(path,)))
    assert bodies(root) == ["2026-11-23, task: fire/meet, evidence: [evidence/2026/11/a.txt]"]
    assert len(list((root / "evidence").rglob("*.txt"))) == 1


def test_evidence_on_paper(root: Path) -> None:
    do(root, "消防例会", said=Said(evidence=("纸质：第三柜", "paper: box 3")))
    assert bodies(root)[0].endswith('evidence: ["纸质：第三柜", "paper: box 3"]')


def test_all_kinds_of_evidence_in_the_order_given(root: Path, tmp_path: Path) -> None:
    put(root, {"evidence/b.txt": "x"})
    (tmp_path / "a.txt").write_text("x")
    files = ("纸质：第三柜", str(tmp_path / "a.txt"), "evidence/b.txt")
    do(root, "消防例会", said=Said(evidence=files))
    assert bodies(root)[0].endswith(
        'evidence: ["纸质：第三柜", evidence/2026/11/a-000000.txt, evidence/b.txt]'
    )


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"note": f"电话{MOBILE}"}, "a mobile number stands here"),
        ({"note": "XX"}, "blank"),
        ({"evidence": ("nothing.txt",)}, "nothing.txt does not exist"),
        ({"evidence": (".",)}, "is a folder, not a file"),
    ],
)
def test_no_copy_is_left_of_what_is_refused(
    root: Path, tmp_path: Path, said: dict[str, Any], why: str
) -> None:
    (tmp_path / "a.txt").write_text("x")
    evidence = (str(tmp_path / "a.txt"), *said.get("evidence", ()))
    assert why in undone(root, "消防例会", said=Said(**{**said, "evidence": evidence}))
    assert not list((root / "evidence").rglob("*.txt"))


def test_no_copy_is_left_where_the_ledger_cannot_be_written(root: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    put(root, {LEDGER: "a: b\n"})
    undone(root, "消防例会", said=Said(evidence=(str(tmp_path / "a.txt"),)))
    assert not list((root / "evidence").rglob("*.txt"))


def test_evidence_belongs_to_the_first_line(root: Path) -> None:
    do(root, "inspect", "bei", failed=("堆物",), said=Said(evidence=("纸质：表",), note="看过"))
    first, second = bodies(root)
    assert "evidence" in first
    assert "note" in first
    assert "evidence" not in second
    assert "note" not in second


# ── personal numbers ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("verb", "arguments"),
    [
        (note, (f"联系{MOBILE}", False)),
        (note, (f"联系{MOBILE}", True)),
        (measure, ("rate", MOBILE)),
        (incident, (Incident("跌倒", cause=f"电话{MOBILE}"),)),
        (
            incident,
            (
                Incident(
                    f"跌倒{MOBILE}",
                ),
            ),
        ),
        (waive, ("patrol", "2026-W48", MOBILE, None)),
        (extend, ("fire/setup", None, "12-10", MOBILE, None)),
    ],
)
def test_personal_numbers_are_refused(root: Path, verb: Any, arguments: tuple[Any, ...]) -> None:
    arguments = tuple("fire/patrol" if one == "patrol" else one for one in arguments)
    refusal = refused(root, verb, *arguments, SAID)
    assert "a mobile number stands here: not recorded" in refusal
    assert "--allow-personal" in refusal
    assert MOBILE not in refusal
    desk = Desk(root)
    assert verb(desk.context, *arguments, Said(allow_personal=True)) == 0
    assert MOBILE in lines(root)[0]


@pytest.mark.parametrize(
    "said",
    [Said(note="电话 154-0000-0000"), Said(by=f"王{MOBILE}"), Said(evidence=(f"纸质：{MOBILE}",)),
     Said(note=f"+86{MOBILE}"), Said(note="电话１５４００００００００")],
)  # fmt: skip
def test_wherever_they_stand(root: Path, said: Said) -> None:
    assert "a mobile number stands here: not recorded" in undone(root, "消防巡查", said=said)


# ── the other facts ───────────────────────────────────────────────────────────────────────────


def told(root: Path, verb: Any, *arguments: Any, on: str = TODAY, form: str = "text") -> Desk:
    desk = Desk(root, form, on)
    assert verb(desk.context, *arguments) == 0
    return desk


@pytest.mark.parametrize(
    ("name", "value", "body", "says"),
    [
        ("fire/rate", "92%", "fire/rate, value: 92%", '"疏散通道合格率" is 92% now (target ≥90%): reached'),
        ("rate", "80", "fire/rate, value: 80", '"疏散通道合格率" is 80% now (target ≥90%): not reached'),
        ("合格率", "90.5%", "fire/rate, value: 90.5%", "is 90.5% now (target ≥90%): reached"),
        ("之比", "2:1", 'fire/pairs, value: "2:1"', "is 2:1 now (target 2:1): reached"),
    ],
)  # fmt: skip
def test_measure(root: Path, name: str, value: str, body: str, says: str) -> None:
    text = told(root, measure, name, value, SAID).text
    assert bodies(root) == [f"2026-11-23, indicator: {body}"]
    assert says in text


def test_the_latest_measurement_counts(root: Path) -> None:
    told(root, measure, "rate", "92%", SAID)
    text = told(root, measure, "rate", "50%", Said(on="11-19", by="检查组", note="补测")).text
    assert (
        bodies(root)[1] == '2026-11-19, indicator: fire/rate, value: 50%, by: 检查组, note: "补测"'
    )
    assert "is 92% now" in text


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("ratee", "1", 'no indicator "ratee"; did you mean "rate"'),
        ("fire/ratee", "1", 'did you mean "rate" (疏散通道合格率'),
        ("zzz", "1", 'no indicator "zzz"'),
        ("families", "3", '"参加户数" is summed from the ledger by itself; record the work'),
        ("火灾", "3", "is summed from the ledger by itself"),
        ("rate", "许多", '"许多" is no number: not recorded'),
        ("rate", "1e3", '"1e3" is no number'),
        ("rate", "~", '"~" is no number'),
        ("rate", "", 'the measurement has no "value"'),
        ("pairs", "2:0", "neither number of a ratio may be 0"),
    ],
)
def test_what_cannot_be_measured(root: Path, name: str, value: str, why: str) -> None:
    assert why in refused(root, measure, name, value, SAID)


def test_a_name_of_two_indicators(root: Path) -> None:
    plan = (root / "plans/clean.yaml").read_text("utf-8")
    more = "indicators:\n  - {id: rate, name: 保洁合格率, target: 1}\n"
    put(root, {"plans/clean.yaml": plan + more})
    assert '"rate" may be any of clean/rate, fire/rate' in refused(root, measure, "rate", "1", SAID)
    told(root, measure, "保洁", "1", SAID)
    assert bodies(root) == ["2026-11-23, indicator: clean/rate, value: 1"]


def test_incident(root: Path) -> None:
    wanted = Incident("跌倒", "北苑", 2, "地滑", "60+", "女", "轻伤")
    told(root, incident, wanted, Said(note="已就医"))
    assert bodies(root) == [
        (
            '2026-11-23, incident: 跌倒, place: bei, cause: "地滑", age: 60+, sex: female, '
            'severity: minor, count: 2, note: "已就医"'
        )
    ]
    text = told(root, incident, Incident("accidents"), SAID).text
    assert '"火灾伤害" is 1 now (target 0): not reached' in text


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        (Incident("跌倒", "西苑"), 'no place "西苑"'),
        (Incident("跌倒", "小区"), '"小区" may be any of 北苑小区, 南苑小区, 东苑小区'),
        (Incident("跌倒", sex="x"), '"x" is none of male, female'),
        (Incident("跌倒", severity="huge"), '"huge" is none of minor, moderate, severe, death'),
        (Incident(""), "not recorded"),
    ],
)
def test_what_is_no_incident(root: Path, wanted: Incident, why: str) -> None:
    assert why in refused(root, incident, wanted, SAID)


def test_waive(root: Path) -> None:
    text = told(root, waive, "消防巡查", None, "停电", None, Said(by="书记")).text
    assert bodies(root) == [
        '2026-11-23, waive: fire/patrol, period: 2026-W48, why: "停电", by: 书记'
    ]
    assert "fire/patrol 消防巡查, this week: waived, due 2026-11-29\n" in text
    assert state(root, "fire/patrol", "2026-W48") == "waived 0/2"


def test_waive_at_one_place(root: Path) -> None:
    text = told(root, waive, "inspect", "2026-W47", "封闭施工", "北苑", SAID).text
    assert bodies(root) == [
        '2026-11-23, waive: fire/inspect, period: 2026-W47, place: bei, why: "封闭施工"'
    ]
    assert "fire/inspect 小区消防检查, last week: waived, due 2026-11-22\n" in text
    assert "missed" not in text  # of the other places nothing was said
    assert state(root, "fire/inspect", "2026-W47", place="bei") == "waived 0/1"
    assert state(root, "fire/inspect", "2026-W47", place="nan") == "missed 0/1"


@pytest.mark.parametrize(
    "typed", ["2026-W47..2026-W49", "2026-W47 ~ 2026-W49", "2026-W47至2026-W49"]
)
def test_waive_several_periods(root: Path, typed: str) -> None:
    text = told(root, waive, "inspect", typed, "封闭施工", None, SAID).text
    assert "period: 2026-W47..2026-W49" in bodies(root)[0]
    assert [line.split(", ")[1] for line in text.splitlines()[2:]] == [
        "last week: waived", "this week: waived", "next week: waived",
    ]  # fmt: skip
    for week in ("2026-W47", "2026-W48", "2026-W49"):
        assert state(root, "fire/inspect", week, place="dong") == "waived 0/1"


@pytest.mark.parametrize(
    ("task", "period", "why", "place", "expected"),
    [
        ("inspct", None, "x", None, 'no task "inspct"; did you mean "fire/inspect"'),
        ("巡查", None, "x", None, '"巡查" may be any of'),
        (
            "fire/inspect",
            "2026-X",
            "x",
            None,
            '"fire/inspect" has no period "2026-X": not recorded',
        ),
        ("fire/inspect", "2026-W49..2026-W47", "x", None, '"2026-W49" comes after "2026-W47"'),
        ("fire/inspect", "2026-W47", "", None, 'the waiver has no "why": not recorded'),
        ("fire/inspect", "2026-W47", "x", "西苑", 'no place "西苑"'),
        (
            "fire/ready",
            None,
            "x",
            None,
            '"值班备勤" has no period on 2026-11-23; see: tongxin explain',
        ),
    ],
)
def test_what_cannot_be_waived(
    root: Path, task: str, period: str | None, why: str, place: str | None, expected: str
) -> None:
    assert expected in refused(root, waive, task, period, why, place, SAID)


def test_what_is_not_owed_by_place_is_not_waived_at_one(root: Path) -> None:
    text = told(root, waive, "fire/patrol", None, "x", "bei", SAID).text
    assert 'this changes nothing: "消防巡查" is not owed for 北苑小区 alone\n' in text


def test_extend(root: Path) -> None:
    text = told(root, extend, "成立工作组", None, "12-10", "等批复", None, SAID).text
    assert bodies(root) == [
        '2026-11-23, extend: fire/setup, period: once, to: 2026-12-10, why: "等批复"'
    ]
    assert "fire/setup 成立工作组, once: open, due 2026-12-10\n" in text
    desk = Desk(root, "json")
    due(desk.context)
    (one,) = (o for o in desk.json["occurrences"] if o["task"] == "fire/setup")
    assert (one["due"], one["state"]) == ("2026-12-10", "open")


@pytest.mark.parametrize(
    ("period", "to", "why", "expected"),
    [
        (
            None,
            "2026-11-25",
            "x",
            "2026-11-25 is not later than the day it is due anyway, 2026-11-30",
        ),
        ("2026-11", "2026-11-30", "x", "is not later than the day"),
        (None, "soon", "x", '"soon" is no day; write: --to 2026-12-01'),
        (None, "12-05", "", 'has no "why": not recorded'),
        ("2026-13", "12-05", "x", 'has no period "2026-13"'),
    ],
)
def test_what_cannot_be_extended(
    root: Path, period: str | None, to: str, why: str, expected: str
) -> None:
    assert expected in refused(root, extend, "fire/meet", period, to, why, None, SAID)


def test_extend_beyond_the_turn_of_the_year(root: Path) -> None:
    told(root, extend, "fire/meet", "2026-12", "01-15", "推迟", None, SAID, on="2026-12-20")
    assert "to: 2027-01-15" in bodies(root, "ledger/2026-12.yaml")[0]


def test_note(root: Path) -> None:
    told(root, note, "慰问独居老人", False, SAID)
    told(root, note, "路灯不亮", True, Said(by="卫生组", on="昨天", evidence=("纸质：一盒",)))
    assert bodies(root) == [
        '2026-11-23, note: "慰问独居老人"',
        '2026-11-22, by: 卫生组, problem: "路灯不亮", evidence: ["纸质：一盒"]',
    ]


@pytest.mark.parametrize("problem", [False, True])
def test_a_note_that_says_nothing(root: Path, problem: bool) -> None:
    assert "this entry says nothing: not recorded" in refused(root, note, "", problem, SAID)


@pytest.mark.parametrize(
    ("verb", "arguments"),
    [
        (measure, ("rate", "92%")),
        (incident, (Incident("跌倒"),)),
        (waive, ("fire/patrol", None, "停电", None)),
        (extend, ("fire/setup", None, "12-10", "等批复", None)),
        (note, ("慰问独居老人", False)),
    ],
)
def test_each_of_them(root: Path, verb: Any, arguments: tuple[Any, ...]) -> None:
    """Dry, as JSON, in Chinese; of a day that is none and of one to come."""
    before = everything(root)
    assert told(root, verb, *arguments, Said(dry_run=True)).text.startswith("not written")
    assert everything(root) == before
    desk = Desk(root, language="zh")
    assert verb(desk.context, *arguments, Said(dry_run=True)) == 0
    assert "  - {id: E-20261123-000001, date: 2026-11-23, " in desk.text
    assert '"gestern" is no day' in refused(root, verb, *arguments, Said(on="gestern"))
    assert "is yet to come" in refused(root, verb, *arguments, Said(on="2026-12-01"))
    answer = told(root, verb, *arguments, SAID, form="json").json
    (line,) = lines(root)
    assert answer["entries"][0]["line"] == line
    assert (answer["version"], answer["written"], answer["file"]) == (1, True, LEDGER)


# ── taking back ───────────────────────────────────────────────────────────────────────────────


def voided(root: Path) -> list[str]:
    """The last letters of what is void."""
    return sorted(name[-1] for name in agenda(root).voided)


def test_void(root: Path) -> None:
    do(root, "消防巡查")
    do(root, "消防巡查")
    text = told(root, void, "E-20261123-000000", "记错了", SAID).text
    assert lines(root)[2] == (
        "- {id: E-20261123-000002, date: 2026-11-23, void: E-20261123-000000, "
        'why: "记错了", at: 2026-11-23}'
    )
    assert f"void: {lines(root)[0][2:]}\n" in text
    assert state(root, "fire/patrol", "2026-W48") == "open 1/2"


@pytest.mark.parametrize(("language", "why"), [("zh", None), ("en", "recorded by mistake")])
def test_a_void_without_a_reason(root: Path, language: str, why: str | None) -> None:
    do(root, "消防巡查")
    desk = Desk(root, language=language)
    assert void(desk.context, "0000", None, SAID) == 0
    assert "void: E-20261123-000000, why: " in bodies(root)[1]
    if why is not None:
        assert bodies(root)[1].endswith(f'why: "{why}"')


def test_a_void_is_voided(root: Path) -> None:
    do(root, "消防巡查")
    told(root, void, "000000", None, SAID)
    assert voided(root) == ["0"]
    refusal = refused(root, void, "000000", None, SAID)
    assert "E-20261123-000000 is void already; to restore it, void its void" in refusal
    text = told(root, void, "000001", None, SAID).text
    assert "E-20261123-000000 counts again\n" in text
    assert state(root, "fire/patrol", "2026-W48") == "open 1/2"
    told(root, void, lines(root)[-1].split(",")[0][-6:], None, SAID)  # and again
    assert state(root, "fire/patrol", "2026-W48") == "open 0/2"
    told(root, void, lines(root)[-1].split(",")[0][-6:], None, SAID)
    assert state(root, "fire/patrol", "2026-W48") == "open 1/2"
    assert len(lines(root)) == 5


@pytest.mark.parametrize("reference", ["zzzz", "00", "E-20261123-000009x", ""])
def test_nothing_to_void(root: Path, reference: str) -> None:
    do(root, "消防巡查")
    assert f'no entry "{reference}"' in refused(root, void, reference, None, SAID)


def test_a_mistyped_entry_is_offered(root: Path) -> None:
    do(root, "消防巡查")
    refusal = refused(root, void, "E-20261123-00000", None, SAID)
    assert 'did you mean "E-20261123-000000"?' in refusal


def test_letters_of_several_entries(root: Path) -> None:
    put(
        root,
        {
            LEDGER: "".join(
                f"- {{id: E-202611{n}-abcd, date: 2026-11-{n}, note: x}}\n" for n in (10, 11)
            )
        },
    )
    refusal = refused(root, void, "abcd", None, SAID)
    assert '"abcd" may be any of E-20261110-abcd, E-20261111-abcd' in refusal


def test_an_entry_of_another_month_is_voided_today(root: Path) -> None:
    put(root, {"ledger/2026-10.yaml": "- {id: E-1, date: 2026-10-05, task: fire/meet}\n"})
    told(root, void, "E-1", "重复", SAID)
    assert bodies(root) == ['2026-11-23, void: E-1, why: "重复"']
    assert lines(root, "ledger/2026-10.yaml") == ["- {id: E-1, date: 2026-10-05, task: fire/meet}"]
    assert state(root, "fire/meet", "2026-10") == "missed 0/1"


def test_undo_takes_back_all_of_one_command(root: Path) -> None:
    do(root, "消防巡查")
    do(root, "inspect", "bei", failed=("堆物",))
    text = told(root, undo, SAID).text
    first, second = (line.split(",")[0].split()[-1] for line in lines(root)[1:3])
    assert [body.split(", why")[0] for body in bodies(root)[3:]] == [
        f"2026-11-23, void: {first}", f"2026-11-23, void: {second}",
    ]  # fmt: skip
    assert agenda(root).hazards == ()
    assert state(root, "fire/inspect", "2026-W48", place="bei") == "open 0/1"
    assert state(root, "fire/patrol", "2026-W48") == "open 1/2"
    back = text.splitlines()[-1].removeprefix("to take this back: ")
    for command in back.split(" && "):
        told(root, void, command.removeprefix("tongxin void "), None, SAID)
    assert len(agenda(root).hazards) == 1
    assert state(root, "fire/inspect", "2026-W48", place="bei") == "met 1/1"


def test_undo_goes_back_step_by_step(root: Path) -> None:
    for _ in range(3):
        do(root, "值班备勤")
    for left in (2, 1, 0):
        told(root, undo, SAID)
        assert state(root, "fire/ready", "2026-09..2026-12") == f"ongoing {left}/0"
    assert "nothing is left that was recorded from here; name the entry" in refused(
        root, undo, SAID
    )


def test_an_undo_of_a_void(root: Path) -> None:
    do(root, "值班备勤")
    told(root, void, "000000", None, SAID)
    text = told(root, undo, SAID).text
    assert "E-20261123-000000 counts again" in text
    assert state(root, "fire/ready", "2026-09..2026-12") == "ongoing 1/0"


def test_only_ones_own_is_undone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    do(root, "消防巡查")
    monkeypatch.setattr("getpass.getuser", lambda: "li")
    assert "nothing is left that was recorded from here" in refused(root, undo, SAID)
    do(root, "值班备勤")
    told(root, undo, SAID)
    assert voided(root) == ["1"]


def test_what_was_not_recorded_here_is_not_undone(root: Path) -> None:
    put(root, {LEDGER: "- {id: E-1, date: 2026-11-20, task: fire/ready}\n"})
    assert "nothing is left" in refused(root, undo, SAID)


def test_what_went_away_by_git_is_not_undone(root: Path) -> None:
    do(root, "消防巡查")
    do(root, "值班备勤")
    put(root, {LEDGER: lines(root)[0] + "\n"})  # as after a checkout
    told(root, undo, SAID)
    assert bodies(root)[-1].startswith("2026-11-23, void: E-20261123-000000")


def test_undo_dry(root: Path) -> None:
    do(root, "消防巡查")
    assert "not written" in told(root, undo, Said(dry_run=True)).text
    assert voided(root) == []
    told(root, undo, SAID)
    assert voided(root) == ["0"]


# ── entries ───────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def kept(root: Path) -> Path:
    put(root, {"ledger/2026-10.yaml": "- {date: 2026-10-05, task: fire/meet, place: xiao}\n"})
    do(root, "消防巡查")
    do(root, "inspect", "bei")
    told(root, note, "慰问独居老人", False, Said(on="11-01"))
    told(root, waive, "fire/patrol", None, "停电", None, SAID)
    told(root, void, "000000", None, SAID)
    return root


def listed(root: Path, **options: Any) -> list[tuple[Any, ...]]:
    rows = told_entries(root, "json", **options).json["entries"]
    return [(row["kind"], row["date"][5:], row["void"]) for row in rows]


def told_entries(root: Path, form: str = "text", **options: Any) -> Desk:
    desk = Desk(root, form)
    assert entries(desk.context, **options) == 0
    return desk


def test_entries_by_date(kept: Path) -> None:
    assert listed(kept) == [
        ("done", "10-05", False), ("note", "11-01", False), ("done", "11-23", True),
        ("done", "11-23", False), ("waive", "11-23", False), ("void", "11-23", False),
    ]  # fmt: skip
    assert [row[0] for row in listed(kept, number=2)] == ["waive", "void"]
    assert len(listed(kept, number=2, everything=True)) == 6
    assert listed(kept, task="消防巡查") == [("done", "11-23", True), ("waive", "11-23", False)]
    assert listed(kept, place="北苑") == [("done", "11-23", False)]
    assert listed(kept, place="xiao") == [("done", "10-05", False)]
    assert listed(kept, place="nan") == []


def test_entries_as_text(kept: Path) -> None:
    text = told_entries(kept, number=3).text
    assert text.splitlines() == [
        (
            "E-20261123-000001  date: 2026-11-23, task: fire/inspect, place: bei, at: 2026-11-23  "
            "ledger/2026-11.yaml:2"
        ),
        (
            'E-20261123-000003  date: 2026-11-23, waive: fire/patrol, period: 2026-W48, why: "停电", '
            "at: 2026-11-23  ledger/2026-11.yaml:4"
        ),
        (
            "E-20261123-000004  date: 2026-11-23, void: E-20261123-000000, "
            'why: "recorded by mistake", at: 2026-11-23  ledger/2026-11.yaml:5'
        ),
        "3 earlier entries (--all shows them)",
    ]
    text = told_entries(kept, everything=True).text
    assert text.splitlines()[0].startswith("(no id)  date: 2026-10-05")
    assert "E-20261123-000000  void  date: 2026-11-23, task: fire/patrol" in text


def test_entries_of_nothing(root: Path) -> None:
    assert told_entries(root).text == "no entries\n"
    assert told_entries(root, "json").json == {"version": 1, "entries": []}
    with pytest.raises(TongxinError, match='no task "zzz"'):
        told_entries(root, task="zzz")
    with pytest.raises(TongxinError, match='no place "zzz"'):
        told_entries(root, place="zzz")


def test_an_entry_in_chinese_keys(root: Path) -> None:
    put(root, {LEDGER: "- {流水号: E-1, 日期: 2026-11-20, 任务: fire/ready}\n"})
    assert told_entries(root).text == (
        "E-1  日期: 2026-11-20, 任务: fire/ready  ledger/2026-11.yaml:1\n"
    )
    told(root, void, "E-1", None, SAID)
    assert voided(root) == ["1"]


# ── what stands in the file already ───────────────────────────────────────────────────────────

OLD = "- {date: 2026-11-03, note: x}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "NEW\n"),
        ("# 十一月\n", "# 十一月\nNEW\n"),
        (f"{OLD}\n", f"{OLD}\nNEW\n"),
        (OLD, f"{OLD}\nNEW\n"),
        (f"{OLD}\r\n", f"{OLD}\r\nNEW\r\n"),
        (f"{OLD}\r\n{OLD}", f"{OLD}\r\n{OLD}\r\nNEW\r\n"),
        (f"\ufeff{OLD}\n", f"\ufeff{OLD}\nNEW\n"),
        (f"---\n{OLD}\n", f"---\n{OLD}\nNEW\n"),
        (f"  {OLD}\n", f"  {OLD}\n  NEW\n"),
        (f"# c\n   {OLD}\n", f"# c\n   {OLD}\n   NEW\n"),
        (f"{OLD}\n  # 完", f"{OLD}\n  # 完\nNEW\n"),
        (f"{OLD}\n\n\n", f"{OLD}\n\n\nNEW\n"),
        ("- date: 2026-11-03\n  note: x", "- date: 2026-11-03\n  note: x\nNEW\n"),
        (f"{OLD}\n- {{date: 2026-11-04, ta", f"{OLD}\n- {{date: 2026-11-04, ta\nNEW\n"),
        (f"  {OLD}\n  - {{date: 2026-11-0", f"  {OLD}\n  - {{date: 2026-11-0\n  NEW\n"),
        (f"<<<<<<< a\n{OLD}\n=======\n>>>>>>> b\n", f"<<<<<<< a\n{OLD}\n=======\n>>>>>>> b\nNEW\n"),
    ],
)  # fmt: skip
def test_a_line_behind_what_is_there(root: Path, before: str, after: str) -> None:
    file = root / LEDGER
    file.parent.mkdir()
    file.write_bytes(before.encode())
    do(root, "值班备勤")
    new = "- {id: E-20261123-000000, date: 2026-11-23, task: fire/ready, at: 2026-11-23}"
    assert file.read_bytes().decode() == after.replace("NEW", new)
    assert state(root, "fire/ready", "2026-09..2026-12") == "ongoing 1/0"


@pytest.mark.parametrize(
    "content",
    [
        "[]\n",
        f"[{OLD[2:]}]\n",
        "a: b\n",
        "十一月\n",
        "null\n",
        f"{OLD}\n...\n",
        f"{OLD}\n---\n{OLD}\n",
    ],
)
def test_a_file_that_is_no_list_of_lines(root: Path, content: str) -> None:
    put(root, {LEDGER: content})
    refusal = undone(root, "值班备勤")
    assert f"{LEDGER} is no list with an entry a line; nothing can be added to it" in refusal
    flow = content.startswith("[")
    remedy = "no brackets around them all" if flow else f"see: tongxin check {LEDGER}"
    assert remedy in refusal


@pytest.mark.parametrize("content", ["- {note: 备注}\n".encode("gb18030"), OLD.encode("utf-16")])
def test_a_file_that_is_not_utf_8(root: Path, content: bytes) -> None:
    (root / "ledger").mkdir()
    (root / LEDGER).write_bytes(content)
    assert "cannot be read" in undone(root, "值班备勤")


def test_a_folder_in_place_of_the_file(root: Path) -> None:
    (root / LEDGER).mkdir(parents=True)
    assert f"{LEDGER} cannot be read; see: tongxin check" in undone(root, "值班备勤")


def test_another_month_that_cannot_be_read_stops_nobody(root: Path) -> None:
    put(root, {"ledger/2026-10.yaml": "a: b\n"})
    do(root, "值班备勤")
    assert len(lines(root)) == 1


def test_a_fault_elsewhere_is_not_held_against_the_entry(root: Path) -> None:
    put(
        root,
        {LEDGER: "- {date: 2026-11-03, task: fire/nothing}\n- {date: 2026-11-04, colour: red}\n"},
    )
    desk = do(root, "值班备勤")
    assert desk.errors == ""


def test_two_who_write_at_once_lose_nothing(root: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: do(root, "值班备勤"), range(8)))
    assert len(lines(root)) == 8
    assert state(root, "fire/ready", "2026-09..2026-12") == "ongoing 8/0"


def test_nothing_is_dated_by_the_clock(root: Path) -> None:
    do(root, "值班备勤", on="2026-09-05")
    assert lines(root, "ledger/2026-09.yaml") == [
        "- {id: E-20260905-000000, date: 2026-09-05, task: fire/ready, at: 2026-09-05}"
    ]
    assert day("2026-09-05") < day(TODAY)


# ── what somebody should know ─────────────────────────────────────────────────────────────────


def test_one_visit_recorded_twice_is_remarked(root: Path) -> None:
    do(root, "inspect", "bei")
    assert "is recorded already" not in do(root, "inspect", "nan").text
    text = do(root, "inspect", "bei").text
    assert "the same is recorded already (E-20261123-000000); if it was one visit" in text
    told(root, undo, SAID)
    told(root, void, "000000", None, SAID)
    assert "is recorded already" not in do(root, "inspect", "bei").text


def test_kind_and_level_need_something_that_failed(root: Path) -> None:
    assert "nothing failed" in undone(root, "值班备勤", kind="消防")
    assert "nothing failed" in undone(root, "值班备勤", level="major")


def test_what_was_done_is_not_waived(root: Path) -> None:
    do(root, "消防巡查")
    told(root, waive, "fire/patrol", "2026-W48", "停电", None, Said(dry_run=True))
    do(root, "消防巡查", on="2026-11-24")
    refusal = refused(root, waive, "fire/patrol", "2026-W48", "停电", None, SAID, on="2026-11-25")
    assert '"消防巡查" was done in 2026-W48: there is nothing to waive or extend' in refusal


def test_the_void_of_a_finding_names_the_steps_that_stay(root: Path) -> None:
    do(root, "inspect", "bei", failed=("bei:楼道堆物",))
    hazard = agenda(root).hazards[0].id
    put(root, {LEDGER: "\n".join([*lines(root), (
        f"- {{id: E-20261123-later1, date: 2026-11-23, hazard: {hazard}, event: notified}}"
    ), ""])})  # fmt: skip
    found = next(e.id for e in agenda(root).entries if e.event == "found")
    text = told(root, void, found, None, SAID).text
    assert f"later steps of {hazard} stay; void them too, if they were a mistake: E-20261123-later1" in text  # fmt: skip


def test_incidents_are_not_measured(root: Path) -> None:
    assert "tongxin incident" in refused(root, measure, "火灾伤害", "1", SAID)


def test_an_entry_of_last_year_means_last_years_task(root: Path) -> None:
    """Next year's plan has the same ids: the day of an entry says which is meant."""
    put(root, {
        "plans/fire-2027.yaml": FIRE.replace("plan: fire", "plan: fire-2027").replace("2026", "2027"),
        LEDGER: "- {id: E-1, date: 2026-11-23, task: ready}\n",
    })  # fmt: skip
    assert state(root, "fire/ready", "2026-09..2026-12") == "ongoing 1/0"
    from tongxin import checks

    codes = [finding.code for finding in checks.find(agenda(root))]
    assert "unknown-task" not in codes


def test_the_path_of_evidence_is_shown_beforehand(root: Path, tmp_path: Path) -> None:
    photo = tmp_path / "照片 1.txt"
    photo.write_text("x", "utf-8")
    said = Said(evidence=(str(photo),), dry_run=True)
    assert "evidence: [evidence/2026/11/照片-1-000000.txt]" in do(root, "值班备勤", said=said).text
    assert not (root / "evidence").exists()


def test_a_period_as_one_says_it(root: Path) -> None:
    told(root, waive, "fire/patrol", "本周", "停电", None, SAID)
    assert bodies(root)[-1].startswith("2026-11-23, waive: fire/patrol, period: 2026-W48")
    again = refused(root, waive, "fire/patrol", "2026-W48", "停电", None, SAID)
    assert '"消防巡查" is not owed in 2026-W48: that is waived already' in again


def test_a_ratio_is_no_percentage(root: Path) -> None:
    assert "not recorded" in refused(root, measure, "fire/rate", "3:7", SAID)


def test_a_year_that_was_typed_is_not_asked_for(root: Path) -> None:
    assert "write the year" not in undone(root, "值班备勤", said=Said(on="2026-11-24"))
    assert "write the year too: --on 2025-" in undone(root, "值班备勤", said=Said(on="12月1日"))


def test_what_failed_is_asked_for(root: Path) -> None:
    assert "to open a hazard: tongxin hazard found" in do(root, "值班备勤", result="fail").text


def test_a_month_that_cannot_be_read_may_hold_it(root: Path) -> None:
    put(root, {LEDGER: "- {date: 2026-11-03, note: 备注}\n".encode("gb18030")})
    assert f"{LEDGER} cannot be read, and it may stand there" in refused(
        root, void, "E-20261103-abcd", None, SAID
    )
    assert f"{LEDGER} cannot be read" in refused(root, undo, SAID)


def test_an_empty_word_names_nothing(root: Path) -> None:
    assert "neither a task nor a place" in undone(root, "")
