"""Reports and documents as they are read: golden texts, forms, languages, every template."""

import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from tests.harness import TODAY, day, write
from tests.test_commands import Desk
from tongxin.commands import documents
from tongxin.commands.render import Subject, render
from tongxin.commands.report import Asked, report
from tongxin.commands.templates import check_templates, templates
from tongxin.diagnostic import TongxinError
from tongxin.output import view
from tongxin.output.style import width

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
HAN = "[\u3400-\u4dbf\u4e00-\u9fff]"
SHIPPED = ("tongxin.yaml", "plans", "ledger", "evidence")


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped workspace, outside git."""
    root = tmp_path_factory.mktemp("shipped")
    for name in SHIPPED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, root / name)
        else:
            shutil.copy(source, root)
    return root


def reported(
    root: Path, form: str = "markdown", language: str | None = "zh", on: str = TODAY, **more: Any
) -> str:
    asked = more.pop("asked", Asked())
    desk = Desk(root, form, on, language)
    assert report(desk.context, asked, **more) == 0, desk.errors
    return desk.text


def rendered(
    root: Path, name: str, form: str = "markdown", language: str = "zh", **more: Any
) -> str:
    desk = Desk(root, form, language=language)
    assert render(desk.context, name, **more) == 0, desk.errors
    return desk.text


# ── golden reports ────────────────────────────────────────────────────────────────────────────

SPANS = {
    "week": Asked(week="2026-W47"),
    "month": Asked(month="2026-10"),
    "quarter": Asked(quarter="2026-Q4"),
    "year": Asked(year="2026"),
    "phase": Asked(phase="safe-community/全面推进实施"),
}


@pytest.mark.parametrize("form", ["markdown", "html"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", SPANS)
def test_golden_reports(kind: str, language: str, form: str, shipped: Path) -> None:
    """TONGXIN_GOLDEN=1 writes the files anew; whoever does so reads them."""
    made = reported(shipped, form, language, asked=SPANS[kind])
    same(f"report-{kind}.{language}.{'md' if form == 'markdown' else 'html'}", made)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("plan", Subject(plan="safety")),
        ("overview", Subject()),
        ("acceptance-index", Subject(name="creation")),
        ("task-record", Subject(task="sanitation/weekly")),
        ("rectification-notice", Subject(hazard="H-20261106-h9zs")),
        ("escalation-letter", Subject(hazard="H-20261105-6d79")),
        ("supervision-order", Subject()),
        ("assignments", Subject()),
        ("circular", Subject(name="2026-10")),
        ("injury-report", Subject()),
        ("implementation-rules", Subject(plan="safety")),
        ("acceptance-report", Subject(name="creation")),
        ("inspection-record", Subject(entry="E-20260904-3bcg")),
        ("hygiene-inspection-record", Subject(task="sanitation/weekly", on=day("2026-09-04"))),
        ("hazard-ledger", Subject(name="2026-11")),
        ("training-sign-in", Subject(task="safety/training", on=day("2026-12-08"))),
        ("meeting-minutes", Subject(entry="E-20260904-s5qu")),
        ("duty-roster", Subject(name="2026-10")),
    ],
)
def test_golden_documents(name: str, about: Subject, language: str, shipped: Path) -> None:
    same(f"{name}.{language}.md", rendered(shipped, name, language=language, subject=about))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_golden_brief_and_traced(language: str, shipped: Path) -> None:
    brief = reported(shipped, "text", language, asked=SPANS["week"], brief=True)
    assert len(brief.splitlines()) <= 22
    same(f"brief.{language}.txt", brief)
    traced = reported(shipped, language=language, asked=SPANS["week"], trace=True)
    same(f"report-traced.{language}.md", traced)


@pytest.mark.parametrize("columns", [60, 80])
def test_golden_terminal(columns: int, shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongxin.output.terminal.WIDTH", columns)
    made = reported(shipped, "text", asked=SPANS["week"])
    assert max(width(line) for line in made.splitlines()) <= columns
    same(f"report-{columns}.zh.txt", made)


def same(name: str, text: str) -> None:
    file = GOLDEN / name
    if os.environ.get("TONGXIN_GOLDEN"):
        file.write_text(text, "utf-8", newline="\n")
    assert text == file.read_text("utf-8")


# ── one language in a document ────────────────────────────────────────────────────────────────


def documents_of(root: Path, language: str) -> dict[str, str]:
    """Every kind of report and document of the English workspace."""
    found = {kind: reported(root, language=language, asked=asked) for kind, asked in (
        ("week", Asked(week="2026-W47")), ("month", Asked(month="2026-11")),
        ("quarter", Asked(quarter="2026-Q4")), ("year", Asked(year="2026")),
        ("phase", Asked(phase="run")), ("days", Asked(span="2026-11-02..2026-11-18")),
    )}  # fmt: skip
    found["brief"] = reported(root, "text", language, asked=Asked(month="2026-11"), brief=True)
    for name, about in (
        ("plan", Subject(plan="fire")), ("overview", Subject()), ("acceptance-index", Subject()),
        ("task-record", Subject(task="fire/patrol")), ("rectification-notice", Subject(hazard="H-1")),
        ("escalation-letter", Subject(hazard="H-1")), ("supervision-order", Subject()),
        ("assignments", Subject()), ("circular", Subject()), ("injury-report", Subject()),
        ("implementation-rules", Subject(plan="fire")), ("acceptance-report", Subject()),
        ("escalation-letter", Subject(hazard="H-1")), ("hazard-ledger", Subject()),
        ("inspection-record", Subject(entry="E-9")), ("duty-roster", Subject()),
        ("hygiene-inspection-record", Subject(task="fire/patrol")),
        ("training-sign-in", Subject(entry="E-1")), ("meeting-minutes", Subject(task="fire/each")),
    ):  # fmt: skip
        found[name] = rendered(root, name, language=language, subject=about, trace=True)
    return found


def test_no_english_in_chinese_documents_and_the_reverse(tmp_path: Path) -> None:
    """Of a workspace whose own names are in one language only."""
    root = write(tmp_path, english_workspace())
    for name, english in documents_of(root, "en").items():
        assert not re.findall(HAN, english), (name, english)
    own = set(re.findall("[A-Za-z]{2,}", " ".join(english_workspace().values())))
    for name, chinese in documents_of(root, "zh").items():
        assert set(re.findall("[A-Za-z]{2,}", chinese)) - own <= {"tongxin", "git"}, (name, chinese)


def english_workspace() -> dict[str, str]:
    return {
        "tongxin.yaml": "tongxin: 1\ncommunity: {name: Beiyuan, parent: Street}\nlanguage: en\n"
        "places: [{id: bei, name: North, kind: estate}]\n",
        "plans/basis/std.yaml": "basis: std\ntitle: Standard\nclauses:\n"
        "  - {id: S1, text: Patrols, points: 2.5, evidence: photo}\n  - {id: S2, text: Charter}\n"
        "  - {id: S3, text: Nobody}\n",
        "plans/fire.yaml": """\
            plan: fire
            title: Fire plan
            period: 2026-09..2027-06
            indicators: [{id: people, name: People reached, target: 20, sum: people}]
            groups: [{id: brigade, name: Brigade}]
            phases: [{id: run, name: Running, from: 2026-09, to: 2027-03}]
            tasks:
              - {id: patrol, title: Patrol, group: brigade, schedule: at least 2 per week, answers: std/S1,
                 indicators: people, phase: run}
              - {id: each, title: Round, group: brigade, schedule: {every: month, each: place}}
              - {id: late, title: Charter, answers: std/S2, schedule: {by: 2026-10-10}}
            """,
        "ledger/2026-11.yaml": """\
            - {id: E-1, date: 2026-11-17, task: fire/patrol, people: 3, note: "all clear", evidence: [gone.txt, "paper: box 3"]}
            - {id: E-2, date: 2026-11-18, problem: "no hose"}
            - {id: E-3, date: 2026-11-18, note: "visit"}
            - {id: E-4, date: 2026-11-02, task: fire/patrol, at: 2026-11-17}
            - {id: E-5, date: 2026-11-03, waive: fire/each, period: 2026-11, why: "works"}
            - {id: E-6, date: 2026-11-10, hazard: H-1, event: found, place: bei, what: "bikes"}
            - {id: E-7, date: 2026-11-12, hazard: H-1, event: escalated, to: Street}
            - {id: E-8, date: 2026-11-12, incident: fall, count: 1, place: bei}
            - {id: E-9, date: 2026-11-10, task: fire/patrol, place: bei, result: fail, failed: {bei: "bikes"}}
            """,
    }


# ── every template against every shape of data ────────────────────────────────────────────────

LONG = "很长的名称" * 40
SHAPES: dict[str, dict[str, str]] = {
    "nothing": {},
    "an empty plan": {"plans/a.yaml": "plan: a\ntitle: 空计划\nperiod: 2026\n"},
    "no ledger": {
        "plans/a.yaml": "plan: a\ntitle: 计划\nperiod: 2026\ntasks:\n"
        "  - {id: t, title: 巡查, schedule: 每周2次}\n"
    },
    "500 tasks": {
        "plans/a.yaml": "plan: a\ntitle: 计划\nperiod: 2026\ntasks:\n"
        + "".join(f"  - {{id: t{n}, title: 任务{n}, schedule: 每周1次}}\n" for n in range(500))
    },
    "long names": {
        "plans/a.yaml": f"plan: a\ntitle: {LONG}\nperiod: 2026\ngroups: [{{id: g, name: {LONG}}}]\n"
        f"tasks:\n  - {{id: t, title: {LONG}, group: g, schedule: 每周1次, checklist: [{LONG}]}}\n",
        "ledger/2026-11.yaml": f'- {{date: 2026-11-17, task: a/t, note: "{LONG}"}}\n'
        f'- {{date: 2026-11-17, hazard: H-1, event: found, what: "{LONG}"}}\n',
    },
    "names full of markup": {
        "plans/a.yaml": "plan: a\ntitle: 'A|B <b>*c*</b> [d](e) `f` # g'\nperiod: 2026\n"
        "groups: [{id: g, name: '| pipe | *star* <script>alert(1)</script>'}]\n"
        "tasks:\n  - {id: t, title: '1. # <i>|', group: g, schedule: 每周1次}\n",
        "ledger/2026-11.yaml": '- {date: 2026-11-17, task: a/t, note: "<script>alert(1)</script> | *x*"}\n'
        '- {date: 2026-11-18, problem: "| a | <img src=x onerror=y>"}\n'
        '- {date: 2026-11-17, hazard: H-1, event: found, what: "<b>|"}\n',
    },
    "a period at fault": {
        "plans/a.yaml": "plan: a\ntitle: 计划\nperiod: 2026-13\ntasks: [{id: t, title: 巡查}]\n"
    },
}  # fmt: skip
NAMES = (
    "report",
    "brief",
    "plan",
    "overview",
    "acceptance-index",
    "task-record",
    "rectification-notice",
    "escalation-letter",
    "supervision-order",
    "assignments",
    "circular",
    "injury-report",
    "implementation-rules",
    "acceptance-report",
    "inspection-record",
    "hygiene-inspection-record",
    "hazard-ledger",
    "training-sign-in",
    "meeting-minutes",
    "duty-roster",
)
OF_A_TASK = (
    "task-record",
    "inspection-record",
    "hygiene-inspection-record",
    "training-sign-in",
    "meeting-minutes",
)


def week_for(name: str) -> Asked:
    """The span for the templates that report on one."""
    return Asked(week="2026-W47") if name in ("report", "brief", "circular") else Asked()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", NAMES)
def test_every_template_renders_every_shape(
    name: str, shape: str, language: str, tmp_path: Path
) -> None:
    root = write(tmp_path, SHAPES[shape])
    for form in ("html", "markdown") if name != "brief" else ("text",):
        desk = Desk(root, form, language=language)
        about = Subject(plan="a" if name in ("plan", "implementation-rules") else None, task="a/t" if name in OF_A_TASK else None,
                        hazard="H-1" if name in ("rectification-notice", "escalation-letter") else None)  # fmt: skip
        try:
            assert render(desk.context, name, about, week_for(name), trace=True) == 0, desk.errors
        except TongxinError as error:  # what it is about is not there
            assert str(error.message).startswith("no ")
            continue
        assert desk.text.strip()
        if form == "html":
            tags = Tags()
            tags.feed(desk.text)
            assert tags.open == []
            assert not tags.found & {"script", "img", "b", "i"}


class Tags(HTMLParser):
    """Which elements a page has, and which are left open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.found.add(tag)
        if tag not in ("meta", "br", "hr", "img", "link"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        self.found.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


# ── reproducible ──────────────────────────────────────────────────────────────────────────────


def git(root: Path, *words: str) -> str:
    run = subprocess.run(
        ["git", "-C", str(root), "-c", "user.name=T", "-c", "user.email=t@example.org", *words],
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return run.stdout.strip()


def test_the_same_commit_and_date_give_the_same_bytes(shipped: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "one", tmp_path / "elsewhere" / "two"
    shutil.copytree(shipped, first)
    git(first, "init", "-q")
    git(first, "add", "-A")
    git(first, "commit", "-qm", "a")
    git(tmp_path, "clone", "-q", str(first), str(second))
    made = []
    for root, changes in (
        (first, {"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "1"}),
        (second, {"TZ": "America/Lima", "PYTHONHASHSEED": "2", "COLUMNS": "50"}),
    ):
        for form in ("html", "markdown", "text", "json"):
            env = {k: os.environ[k] for k in ("PATH", "HOME") if k in os.environ} | changes
            run = subprocess.run(
                [sys.executable, "-m", "tongxin", "report", "--week", "2026-W47", "--today", TODAY, "--root", str(root), "--format", form],
                env=env, capture_output=True, check=True, cwd=root,
            )  # fmt: skip
            made.append((form, run.stdout))
    assert dict(made[:4]) == dict(made[4:])
    assert git(first, "rev-parse", "--short=10", "HEAD") in made[1][1].decode()


def test_a_commit_is_named_only_where_all_is_committed(tmp_path: Path) -> None:
    root = write(tmp_path, {"plans/a.yaml": "plan: a\ntitle: 计划\nperiod: 2026\n"})
    assert "没有提交号" in reported(root)
    git(root, "init", "-q")
    assert "没有提交号" in reported(root)
    git(root, "add", "-A")
    git(root, "commit", "-qm", "a")
    assert f"据提交 {git(root, 'rev-parse', '--short=10', 'HEAD')} 生成" in reported(root)
    (root / "plans/a.yaml").write_text("plan: a\ntitle: 别的\nperiod: 2026\n", "utf-8")
    assert "没有提交号" in reported(root)


# ── forms, files, spans ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.md", "# "),
        ("a.html", "<!DOCTYPE html>"),
        ("a.json", "{"),
        ("a.HTM", "<!DOCTYPE"),
        ("a.txt", "同心社区 Weekly work report\n═"),
    ],
)
def test_the_ending_of_the_file_chooses_the_form(
    name: str, begins: str, shipped: Path, tmp_path: Path
) -> None:
    desk = Desk(shipped)
    assert report(desk.context, output=tmp_path / name) == 0
    assert (tmp_path / name).read_text("utf-8").startswith(begins)
    assert desk.text == ""
    assert name in desk.errors


@pytest.mark.parametrize("name", ["a.odt", "a", "a.xlsx"])
def test_endings_that_cannot_be_made(name: str, shipped: Path, tmp_path: Path) -> None:
    with pytest.raises(TongxinError):
        report(Desk(shipped).context, output=tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_the_figures_as_json_are_those_of_the_document(shipped: Path) -> None:
    figures = json.loads(reported(shipped, "json", asked=SPANS["week"]))
    text = reported(shipped, asked=SPANS["week"])
    score = figures["score"]
    assert f"应办 {score['owed']} 项，办结 {score['kept']} 项" in text
    assert [g["name"] for g in figures["groups"] if g["score"]["owed"]] == re.findall(
        r"^\| (\S+) \| \d+ \| \d+ \| \S+ \| \S+ \|$", text, re.M
    )
    assert figures["span"]["label"] == "2026-W47"


def wrong(value: Any, hint: Any, path: str = "") -> list[str]:
    """Where a value is not of its type: every key there and no other."""
    if is_typeddict(hint):
        if not isinstance(value, dict):
            return [path]
        hints = get_type_hints(hint)
        missing = {key for key in hint.__required_keys__ if key not in value}
        unknown = set(value) - set(hints)
        below = (wrong(value[k], hints[k], f"{path}.{k}") for k in value if k in hints)
        return [f"{path}.{k}" for k in missing | unknown] + [one for some in below for one in some]
    if get_origin(hint) is list:
        if not isinstance(value, list):
            return [path]
        [of] = get_args(hint)
        return [one for n, item in enumerate(value) for one in wrong(item, of, f"{path}[{n}]")]
    if get_origin(hint) is dict:
        return [one for k, v in value.items() for one in wrong(v, get_args(hint)[1], f"{path}.{k}")]
    if get_args(hint):  # a union
        return [] if any(not wrong(value, one, path) for one in get_args(hint)) else [path]
    if hint is float:
        return [] if type(value) in (int, float) else [path]
    return [] if type(value) is hint else [path]


@pytest.mark.parametrize("kind", SPANS)
def test_the_json_of_a_report_is_as_documented(kind: str, shipped: Path) -> None:
    figures = json.loads(reported(shipped, "json", asked=SPANS[kind]))
    assert wrong(figures, view.ReportView) == []


@pytest.mark.parametrize("shape", SHAPES)
def test_the_data_of_every_document_is_as_documented(shape: str, tmp_path: Path) -> None:
    root = write(tmp_path, SHAPES[shape])
    for name in NAMES:
        desk = Desk(root, "json")
        with suppress(TongxinError):
            about = Subject(plan="a" if name == "plan" else None)
            about = replace(about, task="a/t" if name in OF_A_TASK else None)
            if name in ("rectification-notice", "escalation-letter"):
                about = replace(about, hazard="H-1")
            render(desk.context, name, about, week_for(name))
            made = json.loads(desk.text)
            assert made.pop("version") == view.VERSION
            assert wrong(made, view.Data) == []


def test_what_is_wrong_is_seen() -> None:
    """Or the tests above cannot fail."""
    good: Any = {"version": "1", "date": "2026-11-23", "commit": None}
    assert wrong(good, view.MadeView) == []
    assert wrong(good | {"commit": 1}, view.MadeView) == [".commit"]
    assert wrong(good | {"more": 1}, view.MadeView) == [".more"]
    assert wrong({"version": "1"}, view.MadeView) != []


@pytest.mark.parametrize(
    ("asked", "label"),
    [
        (Asked(), "2026-W47"),
        (Asked(span="本周"), "2026-W48"),
        (Asked(span="上周"), "2026-W47"),
        (Asked(span="2026-Q3"), "2026-Q3"),
        (Asked(month="this"), "2026-11"),
        (Asked(month="last"), "2026-10"),
        (Asked(month="10"), "2026-10"),
        (Asked(month="9月"), "2026-09"),
        (Asked(year="this"), "2026"),
        (Asked(first=day("2026-11-02")), "2026-11-02..2026-11-23"),
        (Asked(first=day("2026-11-02"), last=day("2026-11-08")), "2026-11-02..2026-11-08"),
        (Asked(span="safe-community/全面推进实施"), None),
    ],
)
def test_spans_that_are_asked_for(asked: Asked, label: str | None, shipped: Path) -> None:
    found = json.loads(reported(shipped, "json", asked=asked))["span"]
    assert found["label"] == label if label else found["kind"] == "phase"


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (Asked(week="2026-W60"), '"2026-W60" is no week'),
        (Asked(month="2026-Q4"), '"2026-Q4" is no month'),
        (Asked(span="nonsense"), '"nonsense" is no span'),
        (Asked(week="2026-W47", month="2026-11"), "name one span"),
        (Asked(last=day("2026-11-02")), "--to needs --from"),
        (Asked(first=day("2026-11-20"), last=day("2026-11-02")), "ends before it begins"),
        (Asked(week="2026-W50"), "has not begun"),
        (Asked(month="2026-08"), "lies before the ledger"),
        (Asked(phase="nonsense"), "no phase"),
    ],
)
def test_spans_that_are_refused(asked: Asked, says: str, shipped: Path) -> None:
    with pytest.raises(TongxinError, match=re.escape(says)):
        report(Desk(shipped).context, asked)


def test_a_plan_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    root = write(
        tmp_path,
        {
            "plans/a.yaml": "plan: a\ntitle: 计划\nperiod: 2026\n",
            "plans/b.yaml": "标题：没救\n : [".encode("gbk"),
        },
    )
    desk = Desk(root, "markdown")
    assert report(desk.context) == 0
    assert "plans/b.yaml" in desk.errors
    assert "plans/b.yaml" in desk.text


# ── a workspace's own templates ───────────────────────────────────────────────────────────────

PLAN = "plan: a\ntitle: 计划\nperiod: 2026\ntasks: [{id: t, title: 巡查, schedule: 每周1次}]\n"


def own(root: Path, name: str, text: str) -> Path:
    return write(root, {"plans/a.yaml": PLAN, f"templates/{name}": text})


def test_an_own_template_comes_first_and_a_block_is_overridden(tmp_path: Path) -> None:
    root = own(
        tmp_path,
        "report.md.j2",
        '{% extends "tongxin/report.md.j2" %}\n{% block foot %}\n\n审核：{{ workspace.name }}\n{% endblock %}\n',
    )
    text = reported(root)
    assert text.endswith("审核：示例社区\n")
    assert "## 一、" in text
    whole = own(tmp_path, "report.md.j2", "# 只有标题\n")
    assert reported(whole) == "# 只有标题\n"


def test_templates_are_listed(tmp_path: Path) -> None:
    root = own(tmp_path, "整改.md.j2", "{{ hazard.what }}\n")
    desk = Desk(root, "json")
    assert templates(desk.context) == 0
    listed = {one["name"]: one for one in json.loads(desk.text)["templates"]}
    assert set(NAMES) <= set(listed)
    assert listed["整改"]["needs"] == ["hazard"]
    assert not listed["整改"]["built_in"]
    assert listed["report"]["needs"] == []
    assert listed["report"]["takes"] == ["span"]
    assert listed["plan"]["needs"] == ["plan"]
    assert listed["task-record"]["needs"] == ["task"]
    assert listed["overview"]["needs"] == []


def test_the_built_in_templates_are_without_fault(shipped: Path) -> None:
    desk = Desk(shipped)
    assert check_templates(desk.context) == 0, desk.text


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("{{ workspace.nmae }}", "unknown-variable", "name"),
        ("{{ wrkspace }}", "unknown-variable", "workspace"),
        ("{% for g in report.groups %}{{ g.scroe }}{% endfor %}", "unknown-variable", "score"),
        ("{{ today|dtae }}", "unknown-filter", "date"),
        ('{% include "_prats.md.j2" %}', "unknown-template", "_parts.md.j2"),
        ("{% if %}", "template-syntax", ""),
    ],
)
def test_templates_check(text: str, code: str, says: str, tmp_path: Path) -> None:
    root = own(tmp_path, "mine.md.j2", f"一行\n{text}\n")
    desk = Desk(root, "json", language="en")
    assert check_templates(desk.context) == 1
    [found] = json.loads(desk.text)["diagnostics"]
    assert (found["file"], found["line"], found["code"]) == ("templates/mine.md.j2", 2, code)
    assert says in (found["help"] or "")


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__ }}", "{{ nothing }}", "{% for x in range(99999) %}{% for y in range(99999) %}{% endfor %}{% endfor %}",
        "{{ 'x' * 10000000000 }}", "{{ 1 / 0 }}", "{% include '/etc/passwd' %}", "{% include 'mine.md.j2' %}", "{% if %}",
    ],
)  # fmt: skip
def test_a_template_at_fault_writes_nothing(text: str, tmp_path: Path) -> None:
    root = own(tmp_path, "mine.md.j2", f"一行\n{text}\n")
    desk = Desk(root, "markdown")
    target = tmp_path / "out.md"
    assert render(desk.context, "mine", output=target) == 2
    assert "templates/mine.md.j2:2:" in desk.errors
    assert desk.text == ""
    assert not target.exists()


def test_a_template_that_is_no_utf8_or_leads_away(tmp_path: Path) -> None:
    root = own(tmp_path, "bad.md.j2", "x")
    (root / "templates/bad.md.j2").write_bytes("标题".encode("gbk"))
    (root / "templates/away.md.j2").symlink_to("/etc/hostname")
    desk = Desk(root)
    templates(desk.context)
    assert "templates/bad.md.j2" in desk.errors
    assert "templates/away.md.j2" in desk.errors
    assert "away" not in desk.text


@pytest.mark.parametrize(
    ("name", "about", "says"),
    [
        ("paln", Subject(), 'did you mean "plan"'),
        ("plan", Subject(), "needs a plan"),
        ("plan", Subject(plan="x"), 'no plan "x"'),
        ("task-record", Subject(), "needs a task"),
        ("rectification-notice", Subject(), "needs a hazard"),
        ("rectification-notice", Subject(hazard="zzzz"), 'no hazard "zzzz"'),
    ],
)
def test_what_a_document_needs(name: str, about: Subject, says: str, shipped: Path) -> None:
    with pytest.raises(TongxinError) as refused:
        render(Desk(shipped).context, name, about)
    assert says in f"{refused.value.message} {refused.value.remedy}"


def test_a_hazard_by_its_end_and_by_its_place(shipped: Path) -> None:
    for reference in ("H-20261106-h9zs", "h9zs", "北苑小区"):
        assert "H-20261106-h9zs" in rendered(
            shipped, "rectification-notice", subject=Subject(name=reference)
        )


def test_nothing_of_the_workspace_is_changed(shipped: Path) -> None:
    before = {p: p.read_bytes() for p in shipped.rglob("*") if p.is_file()}
    reported(shipped)
    templates(Desk(shipped).context)
    assert {p: p.read_bytes() for p in shipped.rglob("*") if p.is_file()} == before


def test_the_built_in_templates_are_shipped() -> None:
    assert {source.path.rpartition("/")[2] for source in documents.built_in()} == {
        p.name for p in (ROOT / "templates").glob("*.j2")
    }


# ── what a stranger found ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "about", "asked", "says"),
    [
        ("report", Subject(plan="safety"), Asked(), "not about a plan"),
        ("overview", Subject(name="safety"), Asked(), 'no use for "safety"'),
        ("plan", Subject(plan="safety"), Asked(week="2026-W47"), "not about a span"),
        ("plan", Subject(plan="safety", task="sanitation/weekly"), Asked(), "not about a task"),
        ("report", Subject(name="2026-10"), Asked(week="2026-W47"), 'no use for "2026-10"'),
    ],
)
def test_what_a_template_has_no_use_for_is_refused(
    name: str, about: Subject, asked: Asked, says: str, shipped: Path
) -> None:
    with pytest.raises(TongxinError, match=re.escape(says)):
        render(Desk(shipped).context, name, about, asked)


def test_a_span_behind_the_name_of_a_report(shipped: Path) -> None:
    made = rendered(shipped, "report", subject=Subject(name="2026-10"))
    assert made == reported(shipped, asked=Asked(month="10"))


def test_the_notice_goes_to_whom_it_was_given_not_to_the_parent(shipped: Path) -> None:
    """The hazard was escalated later: `to` is the street office by then."""
    made = rendered(shipped, "rectification-notice", subject=Subject(hazard="H-20261110-ue4a"))
    addressee = made.split("\n\n")[2]
    assert "街道办事处" not in addressee
    closed = rendered(shipped, "rectification-notice", subject=Subject(hazard="H-20260904-qc3z"))
    assert "销号" in closed


def test_an_entry_of_two_periods_is_one_in_the_sum_of_its_task(tmp_path: Path) -> None:
    plan = "plan: a\ntitle: 计划\nperiod: 2026\ntasks:\n  - {id: t, title: 发放, schedule: [每季度1次, {by: 2026-11-20}]}\n"
    root = write(
        tmp_path,
        {
            "plans/a.yaml": plan,
            "ledger/2026-11.yaml": "- {date: 2026-11-12, task: a/t, amount: 86}\n",
        },
    )
    assert "数量 86" in reported(root, asked=Asked(month="2026-11"))


def test_a_report_that_lies_in_the_workspace_does_not_change_the_next(tmp_path: Path) -> None:
    root = write(tmp_path, {"plans/a.yaml": PLAN})
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "a")
    first = reported(root)
    assert report(Desk(root).context, output=root / "周报.md") == 0
    assert reported(root) == first
    (root / "ledger").mkdir(exist_ok=True)
    (root / "ledger/2026-11.yaml").write_text("- {date: 2026-11-18, note: 新}\n", "utf-8")
    assert "没有提交号" in reported(root)


def test_templates_that_cannot_be_read_are_errors(tmp_path: Path) -> None:
    root = own(tmp_path, "bad.md.j2", "x")
    folder = root / "templates"
    (folder / "bad.md.j2").write_bytes("标题".encode("gbk"))
    (folder / "round.md.j2").symlink_to("round.md.j2")
    (folder / "nowhere.md.j2").symlink_to("nothing")
    (folder / "folder.md.j2").mkdir()
    desk = Desk(root, "json")
    assert check_templates(desk.context) == 1
    found = {d["file"]: d["code"] for d in json.loads(desk.text)["diagnostics"]}
    assert found == {
        "templates/bad.md.j2": "not-utf8",
        **dict.fromkeys(
            (f"templates/{name}.md.j2" for name in ("round", "nowhere", "folder")), "unreadable"
        ),
    }
    assert reported(root)  # the rest can be used


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("_page.html.j2", "<html>{{ body|safe }}\n{{ titel }}</html>", 2),
        (
            "report.md.j2",
            '{% extends "tongxin/report.md.j2" %}\n{% block fooot %}x{% endblock %}',
            2,
        ),
        ("report.md.j2", '{% extends "tongxin/report.md.j2" %}\n\n审核人\n', 3),
    ],
)
def test_what_would_never_be_seen_is_told(name: str, text: str, line: int, tmp_path: Path) -> None:
    desk = Desk(own(tmp_path, name, text), "json")
    assert check_templates(desk.context) == 1
    [found] = json.loads(desk.text)["diagnostics"]
    assert (found["file"], found["line"]) == (f"templates/{name}", line)


def test_blocks_in_blocks_are_seen(tmp_path: Path) -> None:
    text = '{% extends "tongxin/report.md.j2" %}{% block foot %}{% block mine %}x{% endblock %}{% endblock %}'
    assert check_templates(Desk(own(tmp_path, "report.md.j2", text)).context) == 0


def test_an_own_template_of_another_form_comes_first(tmp_path: Path) -> None:
    root = own(tmp_path, "plan.html.j2", "<p>{{ plan.title }}</p>\n")
    about = Subject(plan="a")
    assert rendered(root, "plan", "html", subject=about) == "<p>计划</p>\n"
    assert rendered(root, "plan", "markdown", subject=about).startswith("# 计划")
    own(tmp_path / "b", "plan.md.j2", "{{ plan.title }}\n")
    assert "<p>计划</p>" in rendered(tmp_path / "b", "plan", "html", subject=about)


def test_faults_of_filters_in_chinese(tmp_path: Path) -> None:
    for text in ('{{ "2026-13-45"|date }}', '{{ "x"|percent }}', '{{ "2026-11-02"|span }}'):
        desk = Desk(own(tmp_path, "mine.md.j2", text), "markdown", language="zh")
        assert render(desk.context, "mine") == 2
        message = desk.errors.splitlines()[0].partition("]")[2]
        assert not re.findall("[A-Za-z]{3,}", message.replace("span", "")), message


def test_characters_that_move_a_cursor_are_replaced(tmp_path: Path) -> None:
    entry = '- {date: 2026-11-18, problem: "坏\\e[31m红\\e]0;pwn\\a字"}\n'
    root = write(tmp_path, {"plans/a.yaml": PLAN, "ledger/2026-11.yaml": entry})
    for form in ("markdown", "html", "text"):
        made = reported(root, form, asked=Asked(week="2026-W47"))
        assert "坏�" in made
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f]", made)


def test_a_link_stays_a_link(shipped: Path, tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("alt", "utf-8")
    (tmp_path / "link.md").symlink_to("real.md")
    assert report(Desk(shipped).context, output=tmp_path / "link.md") == 0
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_text("utf-8").startswith("# ")


def test_the_first_week_of_a_ledger(tmp_path: Path) -> None:
    settings = "tongxin: 1\ncommunity: {name: 示例社区}\nsince: 2026-11-23\n"
    root = write(tmp_path, {"tongxin.yaml": settings, "plans/a.yaml": PLAN})
    assert json.loads(reported(root, "json"))["span"]["label"] == "2026-W48"


# ── the command line ──────────────────────────────────────────────────────────────────────────


def ran(root: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    env = {k: os.environ[k] for k in ("PATH", "HOME") if k in os.environ} | {"TONGXIN_TODAY": TODAY}
    return subprocess.run(
        [sys.executable, "-m", "tongxin", *words, "--root", str(root), "--lang", "en"],
        env=env, capture_output=True, encoding="utf-8", check=False, cwd=root,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("report", "2026-W47"),
        ("报告", "2026-W47"),
        ("report --month", "2026-11"),
        ("report --month last", "2026-10"),
        ("report --month --trace", "2026-11"),
        ("report --quarter", "2026-Q4"),
        ("report --year", "2026"),
        ("report --week", "2026-W48"),
        ("report 上月", "2026-10"),
        ("report --from 2026-11-02 --to 2026-11-08", "2026-11-02..2026-11-08"),
        ("report --phase 全面推进实施", "safe-community/advance"),
    ],
)
def test_the_options_of_report(words: str, label: str, shipped: Path) -> None:
    run = ran(shipped, *words.split(), "--format", "json")
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["span"]["label"] == label


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("report --from x", "--from"),
        ("report --month 2026-13", '"2026-13" is no month'),
        ("report --week 2026-W50", "has not begun"),
        ("render", "Missing argument"),
        ("render nosuch", "there is no template"),
        ("render plan", "needs a plan"),
        ("templates chekc", "no command"),
        ("report -o x.odt", "cannot end in"),
        ("report -o nosuch/x.md", "cannot be written"),
    ],
)
def test_wrong_usage_of_report_and_render(words: str, says: str, shipped: Path) -> None:
    run = ran(shipped, *words.split())
    assert (run.returncode, run.stdout) == (2, "")
    assert says in run.stderr
    assert "Traceback" not in run.stderr


def test_templates_on_the_command_line(shipped: Path) -> None:
    assert "rectification-notice" in ran(shipped, "templates").stdout
    assert ran(shipped, "模板", "check").returncode == 0
    assert ran(shipped, "render", "plan", "safety", "--format", "html").stdout.startswith(
        "<!DOCTYPE"
    )


@pytest.mark.parametrize(
    "text",
    [
        "{% if %}", "{{ a b }}", "{% nosuch %}", "{% if x %}", "{{ x", "{{ 'abc }}", "{{ (1 }}",
        "{% for x %}{% endfor %}", "{{ ! }}", "{# abc", "{{ x| }}", "{{ }}",
        "{% if x %}{% endfor %}", "{% set x %}",
    ],
)  # fmt: skip
def test_faults_of_syntax_in_chinese(text: str, tmp_path: Path) -> None:
    desk = Desk(own(tmp_path, "mine.md.j2", text), "markdown", language="zh")
    assert render(desk.context, "mine") == 2
    message = desk.errors.splitlines()[0].partition("] ")[2]
    typed = {"nosuch", "abc", "if", "set", "endfor", "b"}
    assert set(re.findall("[A-Za-z]+", message)) <= typed, message
