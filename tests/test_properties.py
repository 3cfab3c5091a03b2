"""Whatever stands in the files: nothing raises, and every finding points into its file."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.harness import TODAY, day, write
from tongxin import checks
from tongxin.answers.occurrences import Agenda
from tongxin.commands.check import check
from tongxin.commands.context import Context
from tongxin.commands.coverage import coverage
from tongxin.commands.due import due, today
from tongxin.commands.explain import explain
from tongxin.commands.load import load
from tongxin.commands.pictures import BURNDOWN, HEAT, chart
from tongxin.commands.show import show
from tongxin.diagnostic import Span
from tongxin.text.mend import mended
from tongxin.workspace.read import faults_of, read_world

ROOT = Path(__file__).parent.parent
PATHS = (
    "tongxin.yaml",
    "ledger/2026-11.yaml",
    "plans/basis/creation.yaml",
    "plans/healthy-community.yaml",
    "plans/peaceful-family.yaml",
    "plans/safe-community.yaml",
    "plans/safety.yaml",
    "plans/sanitation.yaml",
)
SIGNS = "：，、\t\u3000\"'{}[]&*#|>:,-?!%@`~ 0年月日次\\\r\n\x00\u2028\ufeff\U0001f600"
few = settings(deadline=None, max_examples=15, suppress_health_check=list(HealthCheck))
many = settings(deadline=None, max_examples=50, suppress_health_check=list(HealthCheck))


@contextmanager
def workspace(files: dict[str, str | bytes]) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield write(Path(folder), files)


def asked(root: Path, form: str) -> Context:
    return Context(root, day(TODAY), "zh", form, StringIO(), StringIO())


def said(context: Context) -> str:
    assert isinstance(context.out, StringIO)
    return context.out.getvalue()


def holds(span: Span) -> bool:
    """Does a span lie within its source?"""
    return 0 <= span.start <= span.end <= len(span.source.text)


def holds_everything(root: Path, all_forms: bool = True) -> None:
    """Read, check and show a workspace; look at every finding."""
    world = read_world(root)
    findings = checks.find(Agenda(world, day(TODAY)))
    sources = {source.path: source for source in world.sources}
    for finding in findings:
        assert holds(finding.span), finding
        source = finding.span.source
        line, column = source.position(finding.span.start)
        assert 1 <= line <= source.line_count
        assert column >= 1
        if source.path in sources and source.text:
            assert len(source.text) == len(sources[source.path].text)
        for edit in finding.fix.edits if finding.fix else ():
            assert holds(edit.span)
        if finding.fix:
            mended(source, [finding], lambda text: faults_of(text, world.names))
    for form in ("text", "json", "sarif", "github", "junit") if all_forms else ("text",):
        context = asked(root, form)
        assert check(context, everything=True) in (0, 1)
        if form in ("json", "sarif"):
            json.loads(said(context))
        if form == "junit":
            from xml.etree import ElementTree

            ElementTree.fromstring(said(context).encode())  # noqa: S314
        if form == "github":
            assert said(context).count("\n") == len(findings)
    for ask in (due, today, show, coverage, load, lambda c: due(c, everything=True)):
        ask(asked(root, "json"))
        ask(asked(root, "text"))
    for plan in world.plans:
        if world.plan_index.get(plan.id) is plan:
            show(asked(root, "text"), plan.id)
            show(asked(root, "text"), plan.id, gantt=True)
            if plan.period is not None:
                chart(asked(root, "text"), HEAT, plan.id)
    chart(asked(root, "text"), BURNDOWN)
    for name, duties in list(world.duty_index.items())[:3]:
        if len(duties) == 1 and name not in checks.CODES:
            explain(asked(root, "text"), name, everything=True)


# ── random content ────────────────────────────────────────────────────────────────────────────

WORDS = st.sampled_from(
    ["plan", "计划", "title", "标题", "period", "起止时间", "tasks", "任务", "id", "编号", "schedule",
     "时间要求", "groups", "by", "起", "to", "every", "each", "places", "while", "hazard", "date",
     "note", "task", "2026", "2026-02-30", "每周2次", "定期", "≥10%", ">5", "1..2", "all", "S1", "a",
     "x", "20__年", "~", "null", "yes", "0", "-1", "1e9"]
)  # fmt: skip
GLUE = st.sampled_from(
    [": ", "：", "\n", "\n  ", "\n- ", "\n  - ", "{", "}", "[", "]", ", ", "，", " #", '"', "'", "\t",
     "&a ", "*a", "| ", "> ", "--- ", "\r\n", "<<: ", "? ", "%", "\u3000", "<<<<<<< x\n"]
)  # fmt: skip
YAML_LIKE = st.lists(st.one_of(WORDS, GLUE), max_size=40).map("".join)
PLACES = st.sampled_from(
    ["plans/a.yaml", "plans/basis/a.yaml", "ledger/2026-11.yaml", "tongxin.yaml"]
)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"\xfe\xff"])
def test_a_mark_of_another_encoding_alone(content: bytes) -> None:
    with workspace({"plans/a.yaml": content}) as root:
        holds_everything(root)


@many
@given(PLACES, st.binary(max_size=200))
def test_random_bytes(path: str, content: bytes) -> None:
    with workspace({path: content}) as root:
        holds_everything(root)


@many
@given(PLACES, st.text(max_size=200))
def test_random_text(path: str, text: str) -> None:
    with workspace({path: text.encode("utf-8", "replace")}) as root:
        holds_everything(root)


@settings(parent=many, max_examples=100)
@given(PLACES, YAML_LIKE, YAML_LIKE)
def test_text_like_yaml(path: str, text: str, more: str) -> None:
    head = "" if path != "plans/a.yaml" else "plan: a\ntitle: 甲\nperiod: 2026\n"
    with workspace({path: (head + text).encode(), "ledger/2026-10.yaml": more.encode()}) as root:
        holds_everything(root)


VALUE = st.sampled_from(
    ["每周2次", "定期", "{every: week, each: place}", "[每月, 每周]", "{by: [元旦, 春节]}", "{in: 汛期}",
     "{every: 2 weeks}", "{day: 02-29}", "{from: 2026-12, to: 2026-01}", "{every: month, day: 31}",
     "{every: day, times: 1000}", "{while: hazard, every: week}", "{vague: 定期}", "all", "全部", "[]",
     "{}", "~", "''", "2026", "2026-11-23", "2026-02-30", "1..2", "≥10%", "1:1", "-20%", "下降",
     "{vague: 提高}", "true", "draft", "done", "stopped", "a", "b", "a/t", "a/u", "x", "[a, b]",
     "9999-12-31", "0001-01-01", "0", "-1", "1000000000", "3 days", "skip", "是", "{a: {b: [c]}}"]
)  # fmt: skip
KEYS = {
    table: st.sampled_from(sorted(names))
    for table, names in (
        ("plan", ["status", "ended", "basis", "part-of", "follows", "principles", "note", "was"]),
        ("task", ["group", "with", "schedule", "phase", "from", "to", "places", "audience",
                  "topics", "evidence", "produces", "after", "goals", "indicators", "answers",
                  "remind", "shift", "carry", "was"]),
        ("entry", ["task", "place", "count", "people", "amount", "audience", "topic", "result",
                   "failed", "hazard", "event", "level", "due", "to", "indicator", "value",
                   "incident", "waive", "extend", "period", "why", "void", "evidence", "at", "id"]),
        ("place", ["kind", "manager", "from", "to", "was"]),
    )
}  # fmt: skip


def mapping(table: str) -> st.SearchStrategy[str]:
    pairs = st.dictionaries(KEYS[table], VALUE, max_size=5)
    return pairs.map(lambda d: "".join(f", {key}: {value}" for key, value in d.items()))


@settings(parent=many, max_examples=60)
@given(
    mapping("task"), mapping("task"), mapping("place"), st.lists(mapping("entry"), max_size=4),
    VALUE, st.dictionaries(KEYS["plan"], VALUE, max_size=3),
)  # fmt: skip
def test_any_value_in_any_field(
    one: str, two: str, place: str, entries: list[str], period: str, plan: dict[str, str]
) -> None:
    more = "".join(f"{key}: {value}\n" for key, value in plan.items())
    text = f"plan: a\ntitle: 甲\nperiod: {period}\n{more}"
    text += "groups: [{id: a, name: 组}]\ngoals: [{id: x, text: 好}]\n"
    text += "indicators: [{id: x, name: 数, target: 1, sum: count}]\n"
    text += f"tasks:\n  - {{id: t, title: 一{one}}}\n  - {{id: u, title: 二{two}}}\n"
    places = f"places:\n  - {{id: a, name: 北苑{place}}}\n  - {{id: b, name: 南苑, kind: x}}\n"
    files: dict[str, str | bytes] = {
        "tongxin.yaml": f"tongxin: 1\ncommunity: {{name: 社区}}\n{places}",
        "plans/a.yaml": text,
        "ledger/2026-11.yaml": "".join(f"- {{date: 2026-11-20{entry}}}\n" for entry in entries),
    }
    with workspace(files) as root:
        holds_everything(root)


# ── the shipped files, damaged ────────────────────────────────────────────────────────────────


@cache
def shipped(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


def damaged(text: str, random: Random, times: int) -> str:
    """Lines deleted, repeated and exchanged; signs put in; the end cut off."""
    for _ in range(times):
        lines = text.split("\n")
        line, other = random.randrange(len(lines)), random.randrange(len(lines))
        act = random.randrange(6)
        if act == 0:
            del lines[line]
        elif act == 1:
            lines.insert(other, lines[line])
        elif act == 2:
            lines[line], lines[other] = lines[other], lines[line]
        if act < 3:
            text = "\n".join(lines)
            continue
        where = random.randrange(len(text) + 1)
        if act == 3 and random.random() < 0.2:
            text = text[:where]
        elif act == 4:
            text = text[:where] + text[where + random.randrange(1, 4) :]
        else:
            text = text[:where] + random.choice(SIGNS) + text[where:]
    return text


@pytest.mark.parametrize("path", PATHS)
@settings(parent=few, max_examples=3)
@given(st.randoms(use_true_random=False), st.integers(1, 6))
def test_damage_to_one_file(path: str, random: Random, times: int) -> None:
    """Beside the basis and a month of the ledger, so that references are looked up too."""
    files: dict[str, str | bytes] = {
        kept: shipped(kept).encode() for kept in ("tongxin.yaml", "plans/safety.yaml")
    }
    files["plans/basis/creation.yaml"] = shipped("plans/basis/creation.yaml").encode()
    files["ledger/2026-11.yaml"] = "\n".join(
        shipped("ledger/2026-11.yaml").split("\n")[:30]
    ).encode()
    files[path] = damaged(shipped(path), random, times).encode()
    with workspace(files) as root:
        holds_everything(root, all_forms=False)


@few
@given(st.randoms(use_true_random=False))
def test_a_file_cut_off_anywhere(random: Random) -> None:
    path = random.choice(PATHS)
    content = shipped(path).encode()
    with workspace({path: content[: random.randrange(len(content))]}) as root:
        holds_everything(root, all_forms=False)


# ── order does not matter ─────────────────────────────────────────────────────────────────────


def owed(root: Path) -> list[Any]:
    """What is due, overdue and missed, as the machine reads it."""
    everything, faults = asked(root, "json"), asked(root, "json")
    due(everything, everything=True)
    check(faults, since=day("2026-01-01"))
    answer = json.loads(said(faults))
    return [json.loads(said(everything))["occurrences"], answer["overdue"], answer["missed"]]


def example(ledger: dict[str, str]) -> dict[str, str | bytes]:
    kept = [path for path in PATHS if not path.startswith("ledger/")]
    return {**{path: shipped(path) for path in kept}, **ledger}


LEDGERS = tuple(f"ledger/2026-{month}.yaml" for month in ("09", "10", "11"))


@cache
def owed_by_the_example() -> list[Any]:
    with workspace(example({path: shipped(path) for path in LEDGERS})) as root:
        return owed(root)


@settings(parent=few, max_examples=2)
@given(st.randoms(use_true_random=False))
def test_the_order_of_entries_changes_nothing(random: Random) -> None:
    """Within each file every line but those of hazards changes places."""
    ledger = {}
    for path in LEDGERS:
        lines = shipped(path).removesuffix("\n").split("\n")
        free = [
            n for n, line in enumerate(lines) if "hazard: " not in line and "隐患: " not in line
        ]
        order = random.sample(free, len(free))
        shuffled = list(lines)
        for place, source in zip(free, order, strict=True):
            shuffled[place] = lines[source]
        ledger[path] = "\n".join(shuffled) + "\n"
    with workspace(example(ledger)) as root:
        assert owed(root) == owed_by_the_example()


@settings(parent=few, max_examples=2)
@given(st.randoms(use_true_random=False))
def test_the_file_of_an_entry_changes_nothing(random: Random) -> None:
    """An entry counts by its date, in whatever month's file it stands (`wrong-month` says so)."""
    lines = {path: shipped(path).removesuffix("\n").split("\n") for path in LEDGERS}
    for path in LEDGERS:
        for line in [x for x in lines[path] if "hazard: " not in x and "隐患: " not in x][::3]:
            lines[path].remove(line)
            lines[random.choice(LEDGERS)].append(line)
    ledger = {path: "\n".join(some) + "\n" for path, some in lines.items()}
    with workspace(example(ledger)) as root:
        assert owed(root) == owed_by_the_example()


def test_the_names_of_plan_files_change_nothing(tmp_path: Path) -> None:
    """Files are read in order of name; what is owed does not depend on it."""
    files = example({path: shipped(path) for path in LEDGERS})
    own = [path for path in files if path.startswith("plans/") and "basis" not in path]
    new = {path: f"plans/{9 - number}.yaml" for number, path in enumerate(own)}
    renamed = {new.get(path, path): content for path, content in files.items()}
    assert set(renamed) != set(files)
    assert owed(write(tmp_path, renamed)) == owed_by_the_example()


def test_void_of_a_void_wherever_it_stands(tmp_path: Path) -> None:
    plan = "plan: a\ntitle: 甲\nperiod: 2026-11\ntasks: [{id: t, title: 一, schedule: 每月3次}]\n"
    lines = [
        "- {id: E-1, date: 2026-11-02, task: a/t}",
        "- {id: E-2, date: 2026-11-03, task: a/t}",
        "- {id: E-3, date: 2026-11-04, void: E-1, why: 重了}",
        "- {id: E-4, date: 2026-11-05, void: E-3, why: 没重}",
        "- {id: E-5, date: 2026-11-06, void: E-2, why: 记错}",
    ]
    for seed in range(6):
        shuffled = Random(seed).sample(lines, len(lines))  # noqa: S311
        root = write(
            tmp_path, {"plans/a.yaml": plan, "ledger/2026-11.yaml": "\n".join(shuffled) + "\n"}
        )
        ((row,), _, _) = owed(root)
        assert (row["count"], row["quota"]) == (1, 3)
