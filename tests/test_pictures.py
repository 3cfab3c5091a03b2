"""Pictures as SVG: sound XML, all that the data hold, no label over another, the same bytes."""

import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest

from tests.harness import agenda, day, write
from tests.test_charts import SAFE
from tests.test_commands import EXAMPLE, Desk
from tongxin.answers.load import load
from tongxin.answers.occurrences import Agenda, State
from tongxin.answers.pictures import burndown, gantt, heat_of_groups, heat_of_plan
from tongxin.commands.load import load as load_verb
from tongxin.commands.pictures import BURNDOWN, GANTT, HEAT, chart
from tongxin.messages import ENGLISH, Translator
from tongxin.output.pictures.burndown import draw_burndown
from tongxin.output.pictures.gantt import Scale, draw_gantt, joined
from tongxin.output.pictures.heatmap import draw_heat
from tongxin.output.pictures.load import draw_load
from tongxin.output.pictures.svg import COLOURS, SIGNS, cut, long, number
from tongxin.output.style import width
from tongxin.workspace.read import read_world

CHINESE = Translator("zh")
SVG = "{http://www.w3.org/2000/svg}"


def drawn(a: Agenda, translate: Translator = ENGLISH) -> dict[str, str]:
    """A picture of each kind; of plans that of the first."""
    plan = a.world.plans[0]
    return {
        "gantt": draw_gantt(gantt(a, plan), translate),
        "heat": draw_heat(heat_of_plan(a, plan), translate),
        "groups": draw_heat(heat_of_groups(a), translate),
        "burndown": draw_burndown(burndown(a), translate),
        "load": draw_load(load(a, 20), translate),
    }


def tree(picture: str) -> ET.Element:
    return ET.fromstring(picture)  # noqa: S314


def of_class(root: ET.Element, tag: str, name: str) -> list[ET.Element]:
    return [e for e in root.iter(SVG + tag) if name in e.get("class", "").split()]


class Box(NamedTuple):
    """Where a text is."""

    left: float
    top: float
    right: float
    bottom: float
    said: str


def boxes(root: ET.Element) -> Iterator[Box]:
    """The texts: a wide letter is as wide as high, another three fifths of that."""
    for element in root.iter(SVG + "text"):
        size, said = float(element.get("font-size", "")), element.text or ""
        wide = sum(size if width(c) == 2 else 0.6 * size for c in said)
        x, y = float(element.get("x", "")), float(element.get("y", ""))
        left = x - wide * {"middle": 0.5, "end": 1.0}.get(element.get("text-anchor", ""), 0)
        yield Box(left, y - 0.8 * size, left + wide, y + 0.15 * size, said)


def assert_readable(picture: str) -> None:
    """No label lies on another, none leaves the picture."""
    root = tree(picture)
    wide, high = (float(root.get(name, "")) for name in ("width", "height"))
    found = list(boxes(root))
    assert found
    for box in found:
        assert box.left >= 0, box
        assert box.top >= 0, box
        assert box.right <= wide, box
        assert box.bottom <= high, box
    for one, other in combinations(found, 2):
        apart = (
            one.right <= other.left or other.right <= one.left
            or one.bottom <= other.top or other.bottom <= one.top
        )  # fmt: skip
        assert apart, (one, other)


KINDS = ("gantt", "heat", "groups", "burndown", "load")

LONG = SAFE | {
    "plans/long.yaml": "plan: a\ntitle: " + "很长的计划标题" * 12 + "\nperiod: 2026..2035\n"
    "groups: [{id: g, name: " + "名字很长的责任组" * 6 + "}]\n"
    "tasks:\n  - {id: t, title: " + "检查并登记" * 20 + ", group: g, schedule: 每月1次}\n"
    "  - {id: u, title: A rather long title in English that goes on and on, schedule: 每季度1次}\n"
}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("given", [SAFE, LONG], ids=["short", "long"])
def test_every_picture_is_readable(
    kind: str, language: str, given: dict[str, str], tmp_path: Path
) -> None:
    picture = drawn(agenda(tmp_path, given), Translator(language))[kind]
    root = tree(picture)
    assert root.tag == SVG + "svg"
    assert root.get("role") == "img"
    named = root.get("aria-labelledby", "").split()
    heads = {e.get("id"): e for e in root if e.get("id")}
    assert [heads[name].tag for name in named] == [SVG + "title", SVG + "desc"]
    assert all(heads[name].text for name in named)
    assert_readable(picture)
    han = re.search("[\u4e00-\u9fff]", "".join(heads[name].text or "" for name in named[1:]))
    assert bool(han) is (language == "zh")


@pytest.mark.parametrize("plan", range(5))
def test_the_pictures_of_the_example_are_readable(plan: int) -> None:
    a = Agenda(read_world(EXAMPLE), day("2026-11-23"))
    found = a.world.plans[plan]
    assert_readable(draw_gantt(gantt(a, found), CHINESE))
    assert_readable(draw_heat(heat_of_plan(a, found), CHINESE))


def test_the_same_data_give_the_same_bytes(tmp_path: Path) -> None:
    assert drawn(agenda(tmp_path / "a", SAFE)) == drawn(agenda(tmp_path / "b", SAFE))


@pytest.mark.parametrize("kind", KINDS)
def test_texts_are_escaped(kind: str, tmp_path: Path) -> None:
    evil = '<b>&amp; "甲" ]]> --> \u202e'
    plan = SAFE["plans/safe.yaml"].replace("安全社区创建计划", f"'{evil}'")
    plan = plan.replace("消防巡查", f"'{evil}'").replace("消防安全组", f"'{evil}'")
    root = tree(drawn(agenda(tmp_path, SAFE | {"plans/safe.yaml": plan}))[kind])
    assert not list(root.iter(SVG + "b"))
    if kind != "burndown":
        assert any('<b>&amp; "甲"' in said for said in root.itertext())
    assert "\u202e" not in "".join(root.itertext())


@pytest.mark.parametrize("kind", KINDS)
def test_colours_have_fallbacks_and_a_dark_side(kind: str, tmp_path: Path) -> None:
    picture = drawn(agenda(tmp_path, SAFE))[kind]
    style = next(tree(picture).iter(SVG + "style")).text or ""
    assert "prefers-color-scheme:dark" in style
    used = set(re.findall(r'class="tx-([a-z0-9]+?)(?:-line)?"', picture))
    assert used <= set(COLOURS)
    for name in used:
        light, dark = COLOURS[name]
        assert style.count(f"--tx-{name}:{light};") >= 1
        assert style.count(f"--tx-{name}:{dark};") >= 1
        assert f"var(--tx-{name},{light})" in style
    for part in re.findall(r"<(?:rect|text|path|line)\b[^>]*>", picture):
        assert re.search(r' (?:fill|stroke)="(?:#[0-9a-f]{3,6}|none)"', part), part
    assert "url(" not in picture  # nothing is fetched
    assert "<script" not in picture


def luminance(colour: str) -> float:
    """As WCAG 2 has it."""
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("side", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("above", "below"),
    [
        *(("ink", name) for name in ("paper", "band", "l0", "l1", "l2", "l3", "l4")),
        *((name, "paper") for name in ("faint", "phase", "today", "overdue", "missed")),
        *(("sign", name) for name in ("met", "late", "missed", "overdue", "waived", "open")),
        ("faint", "upcoming"), ("phase", "band"),
    ],
)  # fmt: skip
def test_what_is_written_can_be_read_on_its_ground(above: str, below: str, side: int) -> None:
    one, other = sorted(luminance(COLOURS[name][side]) for name in (above, below))
    assert (other + 0.05) / (one + 0.05) >= 4.5


def test_every_state_has_its_own_sign() -> None:
    assert set(SIGNS) == set(State) - {State.ONGOING}
    assert len(set(SIGNS.values())) == len(SIGNS)


# ── what the data hold ────────────────────────────────────────────────────────────────────────


def test_a_gantt_holds_every_bar_and_mark(tmp_path: Path) -> None:
    a = agenda(tmp_path, SAFE)
    found = gantt(a, a.world.plans[0])
    root = tree(draw_gantt(found, ENGLISH))
    assert len(of_class(root, "g", "phase")) == 2
    assert len(of_class(root, "g", "task")) == 5
    labels = {e.text for e in root.iter(SVG + "text")}
    assert {bar.title for bar in found.bars} <= labels
    assert {"09", "10", "11", "12", "01", "02", "2026", "2027"} <= labels
    rows = of_class(root, "g", "task")
    for row, bar in zip(rows, (bar for bar in found.bars if not bar.is_phase), strict=True):
        marks = of_class(row, "g", "mark")
        counted = sum(int(m[0].text.rpartition(" ")[2]) for m in marks if m[0].text)
        assert counted == sum(mark.count for mark in bar.marks)
        # a task of every week has its signs a week apart
        assert len(marks) == len(bar.marks)
        for one, mark in zip(marks, bar.marks, strict=True):
            assert one.get("class") == f"mark {mark.state}"
    assert "today 2026-11-23" in labels


def test_today_is_shown_only_within_the_plan(tmp_path: Path) -> None:
    a = agenda(tmp_path, SAFE, "2026-08-01")
    root = tree(draw_gantt(gantt(a, a.world.plans[0]), ENGLISH))
    assert not [e for e in root.iter(SVG + "text") if "today" in (e.text or "")]


def test_marks_that_would_cover_each_other_are_joined(tmp_path: Path) -> None:
    """Work of every day of two months: one mark for several days, none lost, none over another."""
    plan = "plan: p\ntitle: 计划\nperiod: 2026\ntasks: [{id: t, title: 值班, schedule: 每天1次}]\n"
    a = agenda(
        tmp_path, {"plans/p.yaml": plan, "ledger/2026-11.yaml": "- {date: 2026-11-20, task: t}\n"}
    )
    (bar,) = gantt(a, a.world.plans[0]).bars
    found = joined(bar.marks, Scale(day("2026-01-01"), day("2026-12-31"), 0, 760))
    assert sum(mark.count for mark, _ in found) == 365
    places = [x for _, x in found]
    assert all(b - x >= 12 for x, b in pairwise(places))


def test_a_heat_holds_every_cell(tmp_path: Path) -> None:
    a = agenda(tmp_path, SAFE)
    for heat in (heat_of_plan(a, a.world.plans[0]), heat_of_groups(a)):
        root = tree(draw_heat(heat, ENGLISH))
        rows = of_class(root, "g", "row")
        assert len(rows) == len(heat.rows)
        for drawn_row, row in zip(rows, heat.rows, strict=True):
            cells = [cell for cell in row.cells if cell is not None]
            marks = of_class(drawn_row, "g", "mark")
            assert [m.get("class") for m in marks] == [f"mark {cell.state}" for cell in cells]
            assert all(f"kept {c.kept} of {c.owed}" in (m[0].text or "")
                       for m, c in zip(marks, cells, strict=True))  # fmt: skip


def test_a_burndown_holds_every_move(tmp_path: Path) -> None:
    found = burndown(agenda(tmp_path, SAFE))
    root = tree(draw_burndown(found, ENGLISH))
    assert len(of_class(root, "g", "opened")) == sum(bool(d.opened) for d in found.days) == 3
    assert len(of_class(root, "g", "closed")) == sum(bool(d.closed) for d in found.days) == 2
    (steps,) = of_class(root, "path", "outstanding")
    heights = re.findall(r"V([\d.]+)", steps.get("d", ""))
    assert len(heights) == len(found.days)
    # one height for each number of open hazards, higher for more
    number_at = dict(zip(heights, (d.outstanding for d in found.days), strict=True))
    assert sorted(number_at, key=float, reverse=True) == sorted(
        number_at, key=number_at.__getitem__
    )
    assert "3 found, 2 closed, 1 open" in (root[1].text or "")


def test_no_hazard_can_be_drawn(tmp_path: Path) -> None:
    assert_readable(draw_burndown(burndown(agenda(tmp_path, {})), CHINESE))


def test_a_load_holds_every_figure(tmp_path: Path) -> None:
    found = load(agenda(tmp_path, SAFE, "2026-02-09"), 20)
    root = tree(draw_load(found, ENGLISH))
    assert len(of_class(root, "g", "cell")) == len(found.rows) * 20
    rows = of_class(root, "g", "row")
    assert len(rows) == 2 * len(found.rows)  # in two blocks
    found = load(agenda(tmp_path, SAFE, "2026-09-28"), 4)
    root = tree(draw_load(found, ENGLISH))
    levels = [c[0].get("class") for c in of_class(root, "g", "cell")]
    assert levels == [f"tx-l{found.level(r, n)}" for r in found.rows for n in range(4)]


def test_nothing_is_owed_and_can_be_drawn(tmp_path: Path) -> None:
    a = agenda(tmp_path, {"plans/p.yaml": "plan: p\ntitle: 计划\nperiod: 2026\n"})
    for picture in drawn(a, CHINESE).values():
        assert_readable(picture)


# ── small things ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (1.0, "1"),
        (1.5, "1.5"),
        (1.256, "1.26"),
        (-0.001, "0"),
        (-0.5, "-0.5"),
        (10, "10"),
    ],
)
def test_numbers(value: float, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize("text", ["消防巡查", "patrol of the day", "甲a乙b", "", "a\nb"])
@pytest.mark.parametrize("most", [20, 40, 100])
def test_cut(text: str, most: float) -> None:
    found = cut(text, most)
    assert long(found) <= most
    if not found.endswith("…"):
        assert found == text.replace("\n", " ")


# ── files ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("ending", [".svg", ".SVG"])
def test_the_verbs_write_files(ending: str, language: str, tmp_path: Path) -> None:
    root = write(tmp_path / "w", SAFE)
    for kind, plan in (
        (GANTT, "safe"),
        (GANTT, None),
        (HEAT, "safe"),
        (HEAT, None),
        (BURNDOWN, None),
    ):
        file = tmp_path / f"x{ending}"
        desk = Desk(root, language=language)
        assert chart(desk.context, kind, plan, output=file) == 0
        assert (desk.text, desk.errors.count(str(file))) == ("", 1)
        tree(file.read_text("utf-8"))
        first = file.read_bytes()
        chart(Desk(root, language=language).context, kind, plan, output=file)
        assert file.read_bytes() == first
    file = tmp_path / f"load{ending}"
    assert load_verb(Desk(root, language=language).context, output=file) == 0
    said = file.read_text("utf-8")
    assert ("工作量" in said) is (language == "zh")


def test_a_picture_that_cannot_be_written(tmp_path: Path) -> None:
    from tongxin.diagnostic import TongxinError

    root = write(tmp_path / "w", SAFE)
    with pytest.raises(TongxinError):
        chart(Desk(root).context, BURNDOWN, output=tmp_path / "none" / "x.svg")
