"""Torn lines of a ledger: what `check --fix` makes of them, and that nothing is lost or made up."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.harness import write
from tests.test_commands import Desk, checked
from tests.test_properties import workspace
from tongxin.commands.check import check
from tongxin.commands.fixes import mend
from tongxin.diagnostic import Source
from tongxin.model.ledger import ENTRIES, is_entry
from tongxin.text.torn import NO_ENTRIES, torn
from tongxin.workspace.read import faults_of

PATH = "ledger/2026-11.yaml"
GOOD = "- {date: 2026-11-01, note: 好}\n"
B = "- {id: b, date: 2026-11-05, note: 乙}"


def fixed(root: Path, text: str) -> tuple[str, str]:
    """A ledger after `check --fix`, between two good lines; and what was said."""
    write(root, {PATH: (GOOD + text + "\n" + GOOD.replace("好", "妥")).encode()})
    desk = Desk(root)
    check(desk.context, fix=True)
    content = (root / PATH).read_bytes().decode()
    assert content.startswith(GOOD)
    assert content.endswith("\n" + GOOD.replace("好", "妥"))
    return content[len(GOOD) : -len(GOOD) - 1], desk.errors


@pytest.mark.parametrize(
    "line",
    [
        '- {id: a, date: 2026-11-03, note: "北苑"',
        "- {id: a, date: 2026-11-03, note: '北苑'",
        "- {id: a, date: 2026-11-03, note: 北苑, evidence: [a.jpg, b.jpg]",
        "- {id: a, date: 2026-11-03, note: 北苑, at: 2026-11-03",
        "- {流水号: a, 日期: 2026-11-03, 情况: 北苑, 录入: 2026-11-03",
    ],
)
def test_the_brace_alone_is_missing(line: str, tmp_path: Path) -> None:
    assert fixed(tmp_path, line) == (line + "}", f"{PATH}: 1 place mended\n")


@pytest.mark.parametrize(
    "line",
    [
        "- {id: a, date: 2026-11-03, note: 北苑",  # how did it go on?
        "- {id: a, date: 2026-11-03",
        "- {id: a, date: 2026-11-03, note: 北苑, at: 2026-11-0",
        '- {id: a, date: 2026-11-03, note: "北苑',
        '- {id: a, date: 2026-11-03, note: "北苑",',
        "- {id: a, date: 2026-11-03, note: 北苑, evidence: {照片: [a.jpg]",
        "- {id: a, date: 2026-11-03, note: 北苑, evidence: [a.jpg",
        '- {id: a, note: "北苑"',  # no date
        '- {id: a, date: 2026-11-03, hazard: H-1, by: "甲"',  # no event
        "- {",
    ],
)
def test_what_cannot_be_told_is_kept_as_a_comment(line: str, tmp_path: Path) -> None:
    said = (
        f"{PATH}: 1 place mended\n{PATH}: 1 torn line is a comment now (# - {{…): record it again\n"
    )
    assert fixed(tmp_path, line) == ("# " + line, said)
    assert checked(tmp_path)["summary"]["error"] == 0


@pytest.mark.parametrize(
    ("line", "after"),
    [
        (f"- {{id: a, date: 2026-11-0{B}", f"# - {{id: a, date: 2026-11-0\n{B}"),
        (f'- {{id: a, date: 2026-11-03, note: "北{B}', f'# - {{id: a, date: 2026-11-03, note: "北\n{B}'),
        (f'- {{id: a, date: 2026-11-03, note: "北"{B}', f'- {{id: a, date: 2026-11-03, note: "北"}}\n{B}'),
        (f"- {{id: a, date: 2026-11-03, note: 北}}{B}", f"- {{id: a, date: 2026-11-03, note: 北}}\n{B}"),
        (f"- {{id: a, date: 2026-11-03, note: 北}} {B}  # 说明", f"- {{id: a, date: 2026-11-03, note: 北}}\n{B}  # 说明"),
        (f"{B}- {{id: a, da", f"{B}\n# - {{id: a, da"),
        (f"- {{a- {{b{B}- {{c", f"# - {{a- {{b\n{B}\n# - {{c"),
        (f"{B}{B.replace('b', 'c')}{B.replace('b', 'd')}", f"{B}\n{B.replace('b', 'c')}\n{B.replace('b', 'd')}"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_entries_on_one_line(line: str, after: str, newline: str, tmp_path: Path) -> None:
    text = f"{GOOD}{line}\n{GOOD}".replace("\n", newline)
    write(tmp_path, {PATH: text.encode()})
    check(Desk(tmp_path).context, fix=True)
    wanted = f"{GOOD}{after}\n{GOOD}".replace("\n", newline)
    assert (tmp_path / PATH).read_bytes().decode() == wanted


@pytest.mark.parametrize(
    ("lines", "after"),
    [
        ("- {date: 2026-11-03,\n   note: 北苑}", "- {date: 2026-11-03, note: 北苑}"),
        ('- {date: 2026-11-03, note: "北\n    苑",\n  at: 2026-11-03\n  }',
         '- {date: 2026-11-03, note: "北 苑", at: 2026-11-03 }'),
    ],
)  # fmt: skip
def test_an_entry_over_several_lines_is_put_on_one(lines: str, after: str, tmp_path: Path) -> None:
    assert fixed(tmp_path, lines)[0] == after


def test_a_torn_entry_over_several_lines_is_left(tmp_path: Path) -> None:
    lines = "- {date: 2026-11-03,\n   note: 北苑"
    assert fixed(tmp_path, lines) == (lines, "")


def test_wide_signs_of_a_torn_line_are_mended_first(tmp_path: Path) -> None:
    wide = '- {date：2026-11-03，note："北苑"'
    assert fixed(tmp_path, wide)[0] == '- {date: 2026-11-03, note: "北苑"}'
    cut = "- {date：2026-11-03，note：北"
    assert fixed(tmp_path, cut)[0] == "# - {date: 2026-11-03, note: 北"


@pytest.mark.parametrize(
    "line",
    [
        f'- {{date: 2026-11-03, note: "照抄：{B}"}}',
        f"- {{date: 2026-11-03, note: 撤下一条}}  # {B}",
        "- {date: 2026-11-03, note: 北- 南, failed: {甲: - 乙}}",
    ],
)
def test_an_entry_that_quotes_another_is_one(line: str, tmp_path: Path) -> None:
    assert fixed(tmp_path, line) == (line, "")
    assert "torn-line" not in {d["code"] for d in checked(tmp_path)["diagnostics"]}


def test_lines_behind_one_that_is_divided_are_mended_with_it(tmp_path: Path) -> None:
    """Places are compared as they were before the new line was put in."""
    slashed = "- {date: 2026/11/6, 附件: a.jpg, note：丙}\n"
    write(
        tmp_path, {PATH: f"- {{id: a, date: 2026-11-0{B}\n{slashed}{slashed.replace('丙', '丁')}"}
    )
    desk = Desk(tmp_path)
    check(desk.context, fix=True)
    right = "- {date: 2026-11-06, 佐证: a.jpg, note: 丙}\n"
    assert (tmp_path / PATH).read_text("utf-8") == (
        f"# - {{id: a, date: 2026-11-0\n{B}\n{right}{right.replace('丙', '丁')}"
    )
    assert "not mended" not in desk.errors


def test_a_torn_last_line_without_an_end(tmp_path: Path) -> None:
    write(tmp_path, {PATH: (GOOD + "- {date: 2026").encode()})
    check(Desk(tmp_path).context, fix=True)
    assert (tmp_path / PATH).read_text("utf-8") == GOOD + "# - {date: 2026"


def test_many_beginnings_on_one_line_are_bearable() -> None:
    line = "- {" * 100_000
    source = Source(PATH, line)
    found = torn(source, 0, line, False, ENTRIES)
    assert found is not None
    assert found.finding.fix is not None
    assert torn(source, 0, line + "}", True, NO_ENTRIES) is None


def test_what_is_a_whole_entry() -> None:
    assert is_entry(B)
    assert is_entry(GOOD)
    for text in ("", "- x", "{date: 2026-11-03, note: 甲}", GOOD + GOOD, "- {note: 甲}", B[:-1]):
        assert not is_entry(text)


ENTRY = st.builds(
    "- {{id: {}, date: 2026-11-{:02}, {}}}".format,
    st.from_regex(r"E-2026[0-9a-z]{4}", fullmatch=True),
    st.integers(1, 30),
    st.lists(
        st.sampled_from(
            ["by: 物业", "at: 2026-11-23", "evidence: [a.jpg, b.jpg]", "evidence: {照片: [a.jpg]}",
             "task: a/b, result: fail", "problem: '甲 - {乙}'"]
        ),
        max_size=3, unique_by=lambda pair: pair.partition(":")[0],
    ).flatmap(
        lambda pairs: st.sampled_from(
            ["note: 北苑楼道", 'note: "一，二：三"', "note: '甲 - {乙}'"]
        ).flatmap(lambda note: st.permutations([note, *pairs]))
    ).map(", ".join),
)  # fmt: skip


@given(
    st.lists(ENTRY, min_size=2, max_size=6, unique=True), st.integers(0, 5), st.floats(0, 1),
    st.booleans(), st.sampled_from(["\n", "\r\n"]), st.booleans(), st.booleans(),
)  # fmt: skip
@settings(max_examples=200, deadline=None)
def test_nothing_is_lost_and_nothing_made_up(
    lines: list[str], place: int, cut: float, glued: bool, newline: str, bom: bool, final: bool
) -> None:
    """A line is cut anywhere, and perhaps the next one is written right behind it."""
    place %= len(lines)
    whole = lines[place]
    lines[place] = whole[: 3 + int(cut * (len(whole) - 3))]
    others = [line for n, line in enumerate(lines) if n != place]
    ends = [newline] * len(lines)
    ends[-1] = newline if final else ""
    if glued and place < len(lines) - 1:
        ends[place] = ""
    text = "".join(line + end for line, end in zip(lines, ends, strict=True))
    source = Source(PATH, text, bom)
    with workspace({PATH: ("\ufeff" * bom + text).encode()}) as root:
        context = Desk(root).context
        mending = mend(context, lambda now: list(now.world.diagnostics))
        after = mending.changes[0].text if mending.changes else text
        names = context.world.names
    assert [f for f in faults_of(Source(PATH, after, bom), names) if f.code == "torn-line"] == []
    newline = newline if newline in text else "\n"  # a file of one line says nothing of its ends
    kept = [line for line in after.split(newline) if line]
    assert [line for line in kept if line in others] == others  # every other line as it was
    (torn_one,) = [line for line in kept if line not in others] or [lines[place]]
    left = torn_one.removeprefix("# ").removesuffix("}")
    assert left.rstrip() == lines[place].removesuffix("}").rstrip()
    assert after.count("\r") == after.count("\n") * (newline == "\r\n")
    assert source.bom == bom
