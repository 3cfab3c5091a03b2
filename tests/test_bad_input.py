"""What people and programs do to files: each fault named where it stands, and none hides another.

Every workspace here holds, besides the fault, a plan whose one error (an unknown key) must still be
found: whatever happens to one file, the others are checked.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

import pytest

from tests.harness import Found, day, found, world, write
from tests.test_commands import Desk
from tongxin.commands.check import check
from tongxin.commands.coverage import coverage
from tongxin.commands.due import due, today
from tongxin.commands.show import show
from tongxin.diagnostic import TongxinError
from tongxin.workspace.find import find_root

WITNESS = {"plans/witness.yaml": "plan: witness\ntitle: 见证\nperiod: 2026\ncolour: red\n"}


def findings(root: Path, files: Mapping[str, str | bytes]) -> list[Found]:
    """What is found besides the witness, which must be there; every output form must bear it."""
    everything = found(root, {**WITNESS, **files})
    witness = [f for f in everything if f.path == "plans/witness.yaml"]
    assert [(f.code, f.line, f.text) for f in witness] == [("unknown-key", 4, "colour")]
    for form in ("text", "json", "sarif", "github", "junit"):
        desk = Desk(root, form)
        assert check(desk.context, everything=True) == 1
        assert "witness.yaml" in desk.text
    for ask in (due, today, show, coverage):
        ask(Desk(root).context)
    return [f for f in everything if f.path != "plans/witness.yaml"]


def errors(root: Path, text: str | bytes, path: str = "plans/a.yaml") -> list[tuple[str, int, str]]:
    """(code, line, text) of what is found in one file; that no task names the group is no news."""
    content = dedent(text) if isinstance(text, str) else text
    have = [f for f in findings(root, {path: content}) if f.path == path]
    return [(f.code, f.line, f.text) for f in have if f.code != "idle-group"]


HEAD = "plan: a\ntitle: 甲\nperiod: 2026\n"
GROUPS = "groups: [{id: g, name: 一组}]\n"
TASK = "  - {{id: {id}, title: {title}, group: g, schedule: {schedule}}}\n"


def plan(*lines: str) -> str:
    """A plan without faults, and these lines behind it."""
    return HEAD + GROUPS + "".join(f"{line}\n" for line in lines)


# ── not YAML, not UTF-8, half merged ──────────────────────────────────────────────────────────


def test_a_sound_workspace_has_no_other_finding(tmp_path: Path) -> None:
    sound = plan("tasks:", TASK.format(id="x", title="检查", schedule="每月1次").rstrip())
    assert findings(tmp_path, {"plans/a.yaml": sound}) == []


def test_not_yaml(tmp_path: Path) -> None:
    found_here = errors(tmp_path, HEAD + 'note: "没有闭合\n')
    assert found_here[0][:2] == ("syntax", 4)


def test_a_text_document(tmp_path: Path) -> None:
    assert errors(tmp_path, "安全工作计划\n\n一、指导思想\n以人为本。\n")[0][:2] == (
        "wrong-type",
        1,
    )


def test_a_picture(tmp_path: Path) -> None:
    png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256))
    (only,) = findings(tmp_path, {"plans/a.yaml": png})
    assert (only.code, only.line) == ("not-utf8", 1)


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-16"])
def test_another_encoding(encoding: str, tmp_path: Path) -> None:
    text = "计划: a\n标题: 安全工作计划\n起止时间: 2026\n"
    (only,) = findings(tmp_path, {"plans/a.yaml": text.encode(encoding)})
    assert (only.code, only.path, only.line) == ("not-utf8", "plans/a.yaml", 1)
    assert ("UTF-16" if encoding == "utf-16" else "GBK") in only.message
    desk = Desk(tmp_path)
    check(desk.context)
    name = "UTF-16" if encoding == "utf-16" else "GB18030"
    assert f"iconv -f {name} -t UTF-8 plans/a.yaml" in desk.text


def test_settings_in_another_encoding(tmp_path: Path) -> None:
    settings = "tongxin: 1\ncommunity: {name: 示例社区}\n".encode("gbk")
    have = findings(tmp_path, {"tongxin.yaml": settings})
    assert [(f.code, f.path) for f in have] == [("not-utf8", "tongxin.yaml")]


def test_conflict_markers(tmp_path: Path) -> None:
    text = HEAD + "<<<<<<< HEAD\nnote: 我们\n=======\nnote: 他们\n>>>>>>> other\n" + "colour: red\n"
    have = errors(tmp_path, text)
    assert [f for f in have if f[0] == "conflict-marker"] == [
        ("conflict-marker", 4, "<<<<<<< HEAD")
    ]
    assert ("unknown-key", 9, "colour") in have
    assert len(have) == 2


def test_conflict_markers_in_the_ledger(tmp_path: Path) -> None:
    text = "- {date: 2026-11-01, note: 一}\n<<<<<<< HEAD\n- {date: 2026-11-02, note: 二}\n=======\n"
    text += (
        "- {date: 2026-11-03, note: 三}\n>>>>>>> other\n- {date: 2026-11-04, note: 四, red: 1}\n"
    )
    have = errors(tmp_path, text, "ledger/2026-11.yaml")
    assert {(code, line) for code, line, _ in have} == {("conflict-marker", 2), ("unknown-key", 7)}


# ── what a keyboard does ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (plan("备注：甲"), [("fullwidth-colon", 5, "：")]),
        (plan("备注:甲"), [("no-space-after-colon", 5, ":")]),
        ("计划:a\n标题: 甲\n起止时间: 2026\n", [("no-space-after-colon", 1, ":")]),
        ("计划：a\n标题: 甲\n起止时间: 2026\n", [("fullwidth-colon", 1, "：")]),
        (
            HEAD + "groups: [{id: g， name: 一组}]\n",
            [("fullwidth-comma", 4, "，")],
        ),
        pytest.param(
            plan("tasks:", "  - id: x", "\u3000\u3000title: 检查", "    group: g",
                 "    schedule: 每月1次"),
            [("fullwidth-space", 7, "\u3000\u3000")],
        ),
        pytest.param(
            plan("tasks:", "  - id: x", "\ttitle: 检查", "    group: g", "    schedule: 每月1次"),
            [("tab-indent", 7, "\t")],
        ),
        (plan("title: 乙"), [("duplicate-key", 5, "title")]),
        (plan("标题: 乙"), [("duplicate-key", 5, "标题")]),
        (plan("note: 见附件 #3 号楼"), [("cut-text", 5, "#3 号楼")]),
        (plan("indicators:", "  - {id: i, name: 户数, target: >5}"), [("bad-target", 6, ">5")]),
    ],
)  # fmt: skip
def test_typing(text: str, expected: list[tuple[str, int, str]], tmp_path: Path) -> None:
    have = errors(tmp_path, text)
    if expected[0][0] == "bad-target":  # the sign ends where the line or the mapping does
        assert [f[:2] for f in have] == [f[:2] for f in expected]
        assert have[0][2].startswith(expected[0][2])
    else:
        assert have == expected


@pytest.mark.parametrize("target", [">5", "> 5", ">=5", ">= 5", ">-5"])
def test_a_sign_that_begins_a_block(target: str, tmp_path: Path) -> None:
    text = plan(
        "indicators:", "  - id: i", "    name: 户数", f"    target: {target}", "    unit: 户"
    )
    have = errors(tmp_path, text)
    assert [(code, line) for code, line, _ in have] == [("bad-target", 8)]
    desk = Desk(tmp_path)
    check(desk.context)
    assert "≥" in desk.text


def test_a_note_split_by_commas(tmp_path: Path) -> None:
    text = "- {date: 2026-11-20, note: 查了三处,都合格,已登记}\n"
    have = errors(tmp_path, text, "ledger/2026-11.yaml")
    assert have == [("unknown-key", 1, "都合格"), ("unknown-key", 1, "已登记")]
    desk = Desk(tmp_path)
    check(desk.context)
    assert "parted from the text before it by the comma" in desk.text
    assert "quotes" in desk.text


def test_two_faults_of_colons_in_a_row(tmp_path: Path) -> None:
    have = errors(tmp_path, "计划: a\n标题：甲\n起止时间：2026\n备注:乙\n")
    assert have == [
        ("fullwidth-colon", 2, "："),
        ("fullwidth-colon", 3, "："),
        ("no-space-after-colon", 4, ":"),
    ]


@pytest.mark.parametrize("sign", ["：", ":", ":\u3000"])
def test_an_item_of_keys_without_a_colon_and_a_space(sign: str, tmp_path: Path) -> None:
    """Where no line of an item has one, YAML takes them all for one text."""
    text = plan("tasks:", f"  - id{sign}x", f"    title{sign}检查", f"    group{sign}g")
    have = errors(tmp_path, text)
    code = {"：": "fullwidth-colon", ":": "no-space-after-colon"}.get(sign, "fullwidth-space")
    assert have == [(code, line, sign[-1]) for line in (6, 7, 8)]


@pytest.mark.parametrize("sign", ["：", ":", ":\u3000"])
@pytest.mark.parametrize("indent", [5, 8])
def test_a_key_that_hangs_below_a_text(sign: str, indent: int, tmp_path: Path) -> None:
    lines = ("tasks:", "  - id: x", "    schedule: 每月1次", "    title: 检查")
    have = errors(tmp_path, plan(*lines, " " * indent + f"group{sign}g"))
    code = {"：": "fullwidth-colon", ":": "no-space-after-colon"}.get(sign, "fullwidth-space")
    assert have == [(code, 9, sign[-1]), ("task-without-group", 6, "x")] or have == [
        ("task-without-group", 6, "x"), (code, 9, sign[-1])
    ]  # fmt: skip


@pytest.mark.parametrize(
    "item",
    ["{编号：g，名称：一组}", "{编号: g，名称：一组}", "{编号：g，名称: 一组}", "｛编号: g, 名称: 一组｝",
     "｛编号：g，名称：一组｝"],
)  # fmt: skip
def test_full_width_signs_in_braces(item: str, tmp_path: Path) -> None:
    """All of them in one go, and nothing that only follows from them."""
    tasks = ["tasks:", TASK.format(id="x", title="检查", schedule="每月1次").rstrip()]
    have = errors(tmp_path, HEAD + "\n".join(["groups:", f"  - {item}", *tasks]) + "\n")
    wide = {"：": "fullwidth-colon", "，": "fullwidth-comma", "｛": "syntax", "｝": "syntax"}
    assert have == [(wide[sign], 5, sign) for sign in item if sign in wide]


@pytest.mark.parametrize(
    "line",
    [
        "note: {甲：乙，丙：丁}",
        "groups: [{id: h, name: 二组, note: 集合，地点：北苑}]",
        "groups: [{id: h, name: '二组，备注：x', note: ［注意］}]",
        "note: ｛内部｝",
    ],
)
def test_full_width_signs_of_texts(line: str, tmp_path: Path) -> None:
    codes = {code for code, _, _ in errors(tmp_path, HEAD + line + "\n")}
    assert codes <= {"wrong-type", "unknown-key"}


@pytest.mark.parametrize("bullet", ["-", "—", "— ", "– ", "· ", "• ", "* ", "-\u3000"])
@pytest.mark.parametrize("below", [(), ("    title: 检查", "    group: g")])
def test_a_bullet_that_is_no_dash(bullet: str, below: tuple[str, ...], tmp_path: Path) -> None:
    have = errors(tmp_path, plan("tasks:", f"  {bullet}id: x", *below))
    assert have == [("syntax", 6, bullet)]


@pytest.mark.parametrize(
    ("value", "rest", "said"),
    [
        ('"甲"乙"', '乙"', "quotation mark"),
        ('"甲"乙', "乙", "quotation mark"),
        ("'甲'乙'", "乙'", "quotation mark"),
        ("[甲]乙", "乙", "brackets"),
        ("{甲}乙", "乙", "brackets"),
    ],
)
@pytest.mark.parametrize("where", ["plan", "ledger"])
def test_a_text_that_ends_early(
    value: str, rest: str, said: str, where: str, tmp_path: Path
) -> None:
    if where == "plan":
        text, path = plan(f"note: {value}"), "plans/a.yaml"
    else:
        text, path = f"- {{date: 2026-11-20, note: {value}}}\n", "ledger/2026-11.yaml"
        rest += "}"
    (only,) = (f for f in findings(tmp_path, {path: text}) if f.code != "idle-group")
    assert (only.code, only.text) == ("syntax", rest)
    assert said in only.message


def test_a_brace_in_a_text_of_the_ledger(tmp_path: Path) -> None:
    text = "- {date: 2026-11-20, note: 甲}乙}\n"
    (only,) = findings(tmp_path, {"ledger/2026-11.yaml": text})
    assert (only.code, only.text) == ("syntax", "乙}")
    assert "brackets" in only.message


def test_a_text_over_lines_may_hold_colons(tmp_path: Path) -> None:
    text = plan("note: 要求如下", "  一是：到位", "  见 http://x.cn/a", "  9:30 开始")
    assert errors(tmp_path, text) == []


def test_wide_spaces_that_fit_nothing_are_left(tmp_path: Path) -> None:
    text = plan("tasks:", "      - id: x", "\u3000title: 检查")
    have = found(tmp_path, {"plans/a.yaml": text})
    assert [(f.code, f.line) for f in have if f.code == "fullwidth-space"] == [
        ("fullwidth-space", 7)
    ]
    check(Desk(tmp_path).context, fix=True)
    assert (tmp_path / "plans/a.yaml").read_text("utf-8") == text


def test_a_colon_above_another_fault(tmp_path: Path) -> None:
    have = errors(tmp_path, "计划：a\n标题:甲   # 说明\n起止时间: 2026\n备注: 乙\n")
    assert [(code, line) for code, line, _ in have] == [
        ("fullwidth-colon", 1),
        ("no-space-after-colon", 2),
    ]


def test_an_indent_of_wide_spaces_under_a_list(tmp_path: Path) -> None:
    text = HEAD + "tasks:\n\u3000- id: x\n\u3000  title: 检查\n"
    assert {code for code, _, _ in errors(tmp_path, text)} >= {"fullwidth-space"}


# ── numbers and dates ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plan: a\ntitle: 20__年计划\nperiod: 2026\n", ("placeholder", 2, "20__")),
        ("plan: a\ntitle: 甲\nperiod: 20__年\n", ("placeholder", 3, None)),
        ("plan: a\ntitle: 甲\nperiod: 2月30日\n", ("bad-date", 3, "2月30日")),
        ("plan: a\ntitle: 甲\nperiod: 2026-02-30\n", ("bad-date", 3, "2026-02-30")),
        ("plan: a\ntitle: 甲\nperiod: 2026-13\n", ("bad-date", 3, "2026-13")),
        ("plan: a\ntitle: 甲\nperiod: 2000..2099\n", ("bad-date", 3, "2000..2099")),
        (plan("tasks:", TASK.format(id="x", title="检查", schedule="2月30日").rstrip()),
         ("bad-date", 6, "2月30日")),
        (plan("tasks:", TASK.format(id="x", title="检查", schedule="{every: 0 weeks}").rstrip()),
         ("bad-schedule", 6, "0 weeks")),
        (plan("tasks:", TASK.format(id="x", title="检查", schedule="{every: -1 weeks}").rstrip()),
         ("bad-schedule", 6, "-1 weeks")),
        (plan("tasks:", TASK.format(id="x", title="检查",
                                    schedule="{every: week, times: 0}").rstrip()),
         ("bad-count", 6, "0")),
        (plan("tasks:", TASK.format(id="x", title="检查", schedule="每周若干次").rstrip()),
         ("bad-schedule", 6, None)),
    ],
)  # fmt: skip
def test_numbers_and_dates(
    text: str, expected: tuple[str, int, str | None], tmp_path: Path
) -> None:
    have = errors(tmp_path, text)
    code, line, characters = expected
    assert [f[:2] for f in have] == [(code, line)]
    if characters is not None:
        assert have[0][2] == characters


@pytest.mark.parametrize("count", ["0", "-1", "1.5", "两次", "''", "99999999999999999999"])
def test_a_count_that_is_none(count: str, tmp_path: Path) -> None:
    text = plan("tasks:", TASK.format(id="x", title="检查", schedule="每周1次").rstrip())
    ledger = f"- {{date: 2026-11-20, task: a/x, count: {count}}}\n"
    have = findings(tmp_path, {"plans/a.yaml": text, "ledger/2026-11.yaml": ledger})
    assert [(f.code, f.path, f.line) for f in have] == [("bad-count", "ledger/2026-11.yaml", 1)]


def test_another_version_of_the_language(tmp_path: Path) -> None:
    have = findings(tmp_path, {"tongxin.yaml": "tongxin: 2\ncommunity: {name: 甲}\n"})
    assert [(f.code, f.line, f.text) for f in have] == [("unknown-version", 1, "2")]


@pytest.mark.parametrize("key", ["tongxin", "同心"])
def test_the_version_is_written_under_the_key_that_was_typed(key: str, tmp_path: Path) -> None:
    settings = f"{key}: 2\ncommunity: {{name: 甲}}\n"
    [finding] = world(tmp_path, {"tongxin.yaml": settings}).diagnostics
    assert str(finding.help) == f"update tongxin, or write {key}: 1"


def test_an_unknown_check(tmp_path: Path) -> None:
    settings = "tongxin: 1\ncommunity: {name: 甲}\nchecks: {same-works: none, syntax: info}\n"
    have = findings(tmp_path, {"tongxin.yaml": settings})
    assert [(f.code, f.line, f.text) for f in have] == [("unknown-check", 3, "same-works")]


# ── things that name each other ───────────────────────────────────────────────────────────────


def test_a_plan_is_not_its_own_basis(tmp_path: Path) -> None:
    assert errors(tmp_path, plan("basis: [a]")) == [("unknown-basis", 5, "a")]


def test_two_plans_with_one_id(tmp_path: Path) -> None:
    have = findings(tmp_path, {"plans/a.yaml": plan(), "plans/b.yaml": plan()})
    codes = {(f.code, f.path) for f in have if f.code != "idle-group"}
    assert ("duplicate-id", "plans/b.yaml") in codes
    assert codes <= {("duplicate-id", "plans/b.yaml"), ("id-mismatch", "plans/b.yaml")}


def test_a_ring_of_tasks_over_three_plans(tmp_path: Path) -> None:
    names = {"a": "b", "b": "c", "c": "a"}
    files = {
        f"plans/{name}.yaml": f"plan: {name}\ntitle: 计划{name}\nperiod: 2026\n{GROUPS}tasks:\n"
        f"  - {{id: t, title: 事, group: g, schedule: {{by: 2026-12-31}}, after: {after}/t}}\n"
        for name, after in names.items()
    }
    have = [f for f in findings(tmp_path, files) if f.code == "dependency-cycle"]
    assert [(f.path, f.line, f.text) for f in have] == [("plans/a.yaml", 6, "b/t")]
    for name in ("a/t", "b/t", "c/t"):
        assert name in have[0].message


def test_a_ring_of_indicators(tmp_path: Path) -> None:
    text = plan(
        "indicators:",
        "  - {id: i, name: 一, target: 10%, of: j}",
        "  - {id: j, name: 二, target: 10%, of: k}",
        "  - {id: k, name: 三, target: 10%, of: i}",
    )
    have = [f for f in errors(tmp_path, text) if f[0] == "dependency-cycle"]
    assert have == [("dependency-cycle", 6, "j")]
    assert show(Desk(tmp_path).context, "a") == 0


def test_plans_that_stand_in_each_other(tmp_path: Path) -> None:
    files = {
        f"plans/{one}.yaml": f"plan: {one}\ntitle: 计划{one}\nperiod: 2026\npart-of: {other}\n"
        for one, other in (("a", "b"), ("b", "a"))
    }
    have = findings(tmp_path, files)
    assert [(f.code, f.path, f.line) for f in have] == [("dependency-cycle", "plans/a.yaml", 4)]


# ── size and depth ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_nested_without_end(opening: str, tmp_path: Path) -> None:
    text = HEAD + "note: " * (opening != "- ") + ("note:\n  " if opening == "- " else "")
    have = errors(tmp_path, (text + opening * 100_000 + "\n").encode())
    assert [(code, line) for code, line, _ in have] in (
        [("depth-limit", 4)],
        [("depth-limit", 5)],
    )


def test_a_bomb_of_aliases(tmp_path: Path) -> None:
    lines = ["x0: &x0 [甲, 甲, 甲, 甲, 甲, 甲, 甲, 甲, 甲]"]
    lines += [f"x{n}: &x{n} [" + ", ".join([f"*x{n - 1}"] * 9) + "]" for n in range(1, 12)]
    have = errors(tmp_path, HEAD + "\n".join(lines) + "\n")
    assert "alias-limit" in {code for code, _, _ in have}


def test_an_alias_of_itself(tmp_path: Path) -> None:
    have = errors(tmp_path, HEAD + "principles: &p [甲, *p]\n")
    assert [(code, line) for code, line, _ in have] == [("alias-limit", 4)]


def test_a_file_of_fifty_megabytes(tmp_path: Path) -> None:
    write(tmp_path, {"plans/a.yaml": plan()})
    with (tmp_path / "plans/a.yaml").open("r+b") as file:
        file.truncate(50 * 1024 * 1024)
    have = findings(tmp_path, {})
    assert [(f.code, f.path, f.line) for f in have] == [("unreadable", "plans/a.yaml", 1)]
    assert "50 MB" in have[0].message


def test_a_line_of_a_megabyte(tmp_path: Path) -> None:
    text = plan(f"note: {'很长' * 500_000}", "colour: red")
    assert errors(tmp_path, text) == [("unknown-key", 6, "colour")]
    desk = Desk(tmp_path)
    check(desk.context)
    assert max(map(len, desk.text.split("\n"))) < 400


def test_two_thousand_tasks(tmp_path: Path) -> None:
    tasks = [TASK.format(id=f"t{n}", title="检查", schedule="12月").rstrip() for n in range(2000)]
    files = {**WITNESS, "plans/a.yaml": plan("tasks:", *tasks, "colour: red")}
    have = [(f.code, f.path, f.line) for f in found(tmp_path, files)]
    assert have == [
        ("unknown-key", "plans/a.yaml", 2006),
        ("unknown-key", "plans/witness.yaml", 4),
    ]


# ── files that are none ───────────────────────────────────────────────────────────────────────


def only(root: Path, path: str) -> Found:
    """The one finding besides the witness, at the beginning of a file."""
    (finding,) = findings(root, {})
    assert (finding.path, finding.line) == (path, 1)
    return finding


def test_a_link_to_nowhere(tmp_path: Path) -> None:
    write(tmp_path, WITNESS)
    (tmp_path / "plans/a.yaml").symlink_to("nowhere.yaml")
    assert only(tmp_path, "plans/a.yaml").code == "unreadable"


def test_links_in_a_loop(tmp_path: Path) -> None:
    write(tmp_path, WITNESS)
    (tmp_path / "plans/a.yaml").symlink_to("b.yaml")
    (tmp_path / "plans/b.yaml").symlink_to("a.yaml")
    have = findings(tmp_path, {})
    assert [(f.code, f.path) for f in have] == [
        ("unreadable", "plans/a.yaml"),
        ("unreadable", "plans/b.yaml"),
    ]


@pytest.mark.parametrize("form", ["folder", "loop", "nowhere"])
def test_a_workspace_whose_settings_are_no_file_is_not_passed_over(
    form: str, tmp_path: Path
) -> None:
    write(tmp_path, {})
    settings = tmp_path / "below/tongxin.yaml"
    settings.parent.mkdir()
    if form == "folder":
        settings.mkdir()
    else:
        settings.symlink_to("tongxin.yaml" if form == "loop" else "nowhere.yaml")
    (settings.parent / "plans").mkdir()
    for start in (settings.parent, settings.parent / "plans"):
        with pytest.raises(TongxinError) as refused:
            find_root(start)
        assert str(refused.value.message) == f"{settings} is no file that can be read"


def test_a_folder_that_is_a_loop(tmp_path: Path) -> None:
    write(tmp_path, WITNESS)
    (tmp_path / "plans/loop").symlink_to(".", target_is_directory=True)
    everything = found(tmp_path, WITNESS)
    assert len(everything) < 10
    assert ("unknown-key", "plans/witness.yaml") in {(f.code, f.path) for f in everything}


def test_the_folder_of_plans_is_a_loop(tmp_path: Path) -> None:
    write(tmp_path, {})
    (tmp_path / "plans").symlink_to("plans")
    assert {f.code for f in found(tmp_path, {})} == {"unreadable"}


def test_the_folder_of_plans_is_a_file(tmp_path: Path) -> None:
    have = found(tmp_path, {"plans": "plan: a\n"})
    assert {f.code for f in have} == {"unreadable"}
    assert "plans" in {f.path for f in have}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.parametrize("folder", ["plans", "plans/basis", "ledger"])
def test_a_named_pipe(folder: str, tmp_path: Path) -> None:
    write(tmp_path, WITNESS)
    (tmp_path / folder).mkdir(exist_ok=True)
    os.mkfifo(tmp_path / folder / "x.yaml")
    assert only(tmp_path, f"{folder}/x.yaml").code == "unreadable"


@pytest.mark.parametrize("folder", ["plans", "plans/basis", "ledger"])
def test_a_folder_named_like_a_file(folder: str, tmp_path: Path) -> None:
    write(tmp_path, WITNESS)
    (tmp_path / folder / "x.yaml").mkdir(parents=True)
    assert only(tmp_path, f"{folder}/x.yaml").code == "unreadable"


@pytest.mark.parametrize("path", ["plans/a.yaml", "plans/basis/a.yaml", "ledger/2026-11.yaml"])
def test_a_file_that_may_not_be_read(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Permission bits do not bind every user, so the system's refusal is played."""
    write(tmp_path, {path: plan(), **WITNESS})
    read_bytes = Path.read_bytes

    def refused(self: Path) -> bytes:
        if self == tmp_path / path:
            raise PermissionError(13, "Permission denied")
        return read_bytes(self)

    monkeypatch.setattr(Path, "read_bytes", refused)
    everything = world(tmp_path, {}).diagnostics
    have = [(f.code, f.span.source.path) for f in everything]
    assert sorted(have) == [("unknown-key", "plans/witness.yaml"), ("unreadable", path)]
    assert "Permission denied" in str(next(f for f in everything if f.code == "unreadable").message)


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 0)() == 0, reason="permissions do not bind root")
def test_a_file_without_permission(tmp_path: Path) -> None:
    write(tmp_path, {"plans/a.yaml": plan(), **WITNESS})
    (tmp_path / "plans/a.yaml").chmod(0)
    assert only(tmp_path, "plans/a.yaml").code == "unreadable"


def test_the_other_ending(tmp_path: Path) -> None:
    have = findings(tmp_path, {"plans/a.yml": plan()})
    assert [(f.code, f.path) for f in have] == [("yml-file", "plans/a.yml")]


@pytest.mark.parametrize(
    ("path", "there", "told"),
    [
        ("plans/a.yaml.txt", "plans/a.yaml", "keep the one that is right and delete the other"),
        ("plans/a.yml", "plans/a.yaml", "keep the one that is right and delete the other"),
        ("plans/old/a.yaml", "plans/a.yaml", "keep the one that is right and delete the other"),
        ("ledger/2026-11.yml", "ledger/2026-11.yaml", "put the lines into it"),
    ],
)
def test_a_file_is_not_moved_onto_another(path: str, there: str, told: str, tmp_path: Path) -> None:
    text = "" if there.startswith("ledger") else plan()
    diagnostics = world(tmp_path, {path: text, there: text}).diagnostics
    [remedy] = [str(d.help) for d in diagnostics if d.span.source.path == path]
    assert remedy.startswith(f"{there} is there already: {told}")


BASIS = "依据: std\n标题: 标准\n条目:\n  - {编号: S1, 内容: 有计划}\n"


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        ("plans/std.yaml", BASIS, "move it to plans/basis/std.yaml"),
        ("plans/std.yaml", "basis: std\ntitle: 标准\nissued: {by: 市安委会}\n", "plans/basis/std"),
        ("plans/basis/a.yaml", plan(), "move it to plans/a.yaml"),
        ("plans/basis/a.yaml", "basis: std\ntasks: []\n", "move it to plans/a.yaml"),
        ("plans/basis/witness.yaml", plan(), "plans/witness.yaml is there already"),
    ],
)
def test_a_file_in_the_folder_of_the_other_kind_is_one_finding(
    path: str, text: str, told: str, tmp_path: Path
) -> None:
    (only_one,) = findings(tmp_path, {path: text})
    assert (only_one.code, only_one.path, only_one.line) == ("unreadable", path, 1)
    [remedy] = [str(d.help) for d in world(tmp_path, {}).diagnostics if d.code == "unreadable"]
    assert told in remedy


def test_what_may_be_either_is_read_as_what_its_folder_says(tmp_path: Path) -> None:
    have = findings(tmp_path, {"plans/a.yaml": "basis: std\ntitle: 标准\nperiod: 2026\n"})
    assert [f.code for f in have] == ["missing-key", "unknown-basis"]


def test_a_plan_in_a_folder_below_is_unread(tmp_path: Path) -> None:
    write(tmp_path, {"plans/old/b.yaml": plan()})
    for ask in (due, today, show, coverage):
        desk = Desk(tmp_path)
        ask(desk.context)
        assert desk.errors == "plans/old/b.yaml could not be read whole; see: tongxin check\n"


@pytest.mark.parametrize(
    ("name", "right"),
    [("b.YAML", "b.yaml"), ("b.Yml", "b.yaml"), ("b.YML", "b.yaml"), ("B.Yaml.TXT", "B.yaml")],
)
def test_an_ending_in_capitals(name: str, right: str, tmp_path: Path) -> None:
    have = findings(tmp_path, {f"plans/{name}": plan(), f"ledger/{name}": ""})
    assert [(f.code, f.path) for f in have] == [
        ("yml-file", f"ledger/{name}"), ("yml-file", f"plans/{name}")
    ]  # fmt: skip
    desk = Desk(tmp_path)
    check(desk.context)
    assert f"rename it: {right}" in desk.text


def test_a_plan_too_deep_with_another_ending(tmp_path: Path) -> None:
    have = findings(tmp_path, {"plans/2026/b.YML": plan()})
    assert [(f.code, f.path) for f in have] == [("unreadable", "plans/2026/b.YML")]


def test_a_file_whose_name_is_not_utf8(tmp_path: Path) -> None:
    write(tmp_path, WITNESS)
    name = os.fsdecode(b"plans/\xbc\xc6.yaml")
    try:
        (tmp_path / name).write_text("a: b\n", "utf-8")
    except OSError:
        pytest.skip("no such names here")
    assert {f.path for f in findings(tmp_path, {})} == {name}
    shown = {
        "text": "plans/��.yaml:1:1", "github": "file=plans/��.yaml", "junit": "plans/��.yaml",
        "json": "plans/\\udcbc\\udcc6.yaml", "sarif": "plans/%BC%C6.yaml",
    }  # fmt: skip
    for form, place in shown.items():
        desk = Desk(tmp_path, form)
        check(desk.context)
        assert place in desk.text
        desk.text.encode()
    desk = Desk(tmp_path, "json")
    check(desk.context)
    assert name in {finding["file"] for finding in desk.json["diagnostics"]}


def test_files_of_editors_and_systems_are_left_alone(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "plans/.a.yaml.swp": b"\x00", "plans/.DS_Store": b"\x00", "plans/a.yaml~": "x",
        "plans/README.md": "# plans\n", "plans/.hidden.yaml": "{", "ledger/a.txt": "x",
    }  # fmt: skip
    assert findings(tmp_path, files) == []


# ── empty, torn, turned over ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text", ["", "\n\n", "# 只有说明\n", "---\n", "\ufeff", "- a\n- b\n", "甲\n"]
)
@pytest.mark.parametrize("path", ["plans/a.yaml", "plans/basis/a.yaml"])
def test_no_mapping(text: str, path: str, tmp_path: Path) -> None:
    have = errors(tmp_path, text, path)
    assert [code for code, _, _ in have] == ["wrong-type"]
    if text in ("", "\n\n", "# 只有说明\n", "\ufeff"):
        assert have[0][1] == 1


@pytest.mark.parametrize("text", ["", "\n", "# 还没有\n", "[]\n"])
def test_an_empty_ledger_is_an_empty_ledger(text: str, tmp_path: Path) -> None:
    assert errors(tmp_path, text, "ledger/2026-11.yaml") == []


def test_empty_settings(tmp_path: Path) -> None:
    have = findings(tmp_path, {"tongxin.yaml": ""})
    assert {(f.code, f.path, f.line) for f in have} == {("wrong-type", "tongxin.yaml", 1)}


def test_a_second_document(tmp_path: Path) -> None:
    have = errors(tmp_path, plan("---", "plan: b"))
    assert [code for code, _, _ in have] == ["second-document"]


@pytest.mark.parametrize(
    "torn",
    ["- {date: 2026-11-20, note: 没写", "- {date: 2026-11-20, task: a/x, place: [北苑",
     '- {date: 2026-11-20, note: "引号', "- {", "- {date: 2026-11-20, evidence: {照片: [a.jpg]"],
)  # fmt: skip
@pytest.mark.parametrize("where", [0, 1, 2])
def test_a_torn_line(torn: str, where: int, tmp_path: Path) -> None:
    lines = ["- {date: 2026-11-18, note: 一, red: 1}", "- {date: 2026-11-19, note: 二, red: 1}"]
    lines.insert(where, torn)
    have = errors(tmp_path, "\n".join(lines) + "\n", "ledger/2026-11.yaml")
    others = [n for n in range(1, 4) if n != where + 1]
    assert [(code, line) for code, line, _ in have if code == "torn-line"] == [
        ("torn-line", where + 1)
    ]
    assert [line for code, line, _ in have if code == "unknown-key"] == others
    assert len(have) == 3


def test_a_ledger_that_is_a_mapping(tmp_path: Path) -> None:
    have = errors(tmp_path, "date: 2026-11-20\nnote: 甲\n", "ledger/2026-11.yaml")
    assert [(code, line) for code, line, _ in have] == [("wrong-type", 1)]


def test_an_entry_that_is_a_word(tmp_path: Path) -> None:
    text = "- 检查北苑\n- {date: 2026-11-20, note: 甲, red: 1}\n"
    have = errors(tmp_path, text, "ledger/2026-11.yaml")
    assert [(code, line) for code, line, _ in have] == [("wrong-type", 1), ("unknown-key", 2)]


# ── bytes that are harmless ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("final", [True, False])
def test_bom_line_ends_and_final_newline(
    bom: bytes, newline: str, final: bool, tmp_path: Path
) -> None:
    text = plan("colour: red").replace("\n", newline)
    content = bom + (text if final else text.removesuffix(newline)).encode()
    assert errors(tmp_path, content) == [("unknown-key", 5, "colour")]
    desk = Desk(tmp_path, "json")
    check(desk.context)
    (finding,) = (d for d in desk.json["diagnostics"] if d["code"] == "unknown-key"
                  and d["file"] == "plans/a.yaml")  # fmt: skip
    place = [finding[key] for key in ("line", "column", "end_line", "end_column")]
    assert place == [5, 1, 5, 7]


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85", "\u00a0", "\u200b", "\ufeff"])
def test_signs_that_editors_do_not_show_end_no_line(sign: str, tmp_path: Path) -> None:
    text = plan(f'note: "甲{sign}乙"', "colour: red")
    assert errors(tmp_path, text) == [("unknown-key", 6, "colour")]


@pytest.mark.parametrize(
    "line",
    ['note: "\\ud800"', 'note: "a\\xb"', "note: !x!y z", "note: !<x z", "note: |0\n  甲",
     "%YAML 9.9\n---", "%TAG\n---", "%YAML x\n---", "%\n---", 'note: "甲\n---\n乙"'],
)  # fmt: skip
def test_no_words_of_the_parser(line: str, tmp_path: Path) -> None:
    write(tmp_path, {"plans/a.yaml": f"{line}\n{HEAD}" if line[0] == "%" else f"{HEAD}{line}\n"})
    messages = [str(f.message) for f in world(tmp_path, {}).diagnostics if f.code == "syntax"]
    assert messages
    assert not any("this is not YAML" in message for message in messages)


def test_a_key_that_is_a_list(tmp_path: Path) -> None:
    write(tmp_path, {"plans/a.yaml": plan("? [a, b]", ": c")})
    desk = Desk(tmp_path)
    check(desk.context)
    assert 'a text that begins with { or [ needs quotes: "{…}"\n' in desk.text


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\ufffe"])
def test_control_characters(sign: str, tmp_path: Path) -> None:
    text = plan(f'note: "甲{sign}乙"', "colour: red")
    have = errors(tmp_path, text)
    assert ("syntax", 5, sign) in have
    assert ("unknown-key", 6, "colour") in have


def test_everything_at_once(tmp_path: Path) -> None:
    """One fault a file, one a line: all are found in a single run."""
    files: dict[str, str | bytes] = {
        "plans/gbk.yaml": "计划: 安全\n".encode("gbk"),
        "plans/tab.yaml": "plan: tab\ntitle: 甲\nperiod: 2026\ntasks:\n\t- {id: x}\n",
        "plans/twice.yaml": "plan: twice\ntitle: 甲\ntitle: 乙\nperiod: 2026\n",
        "plans/colon.yaml": "plan：colon\ntitle: 甲\nperiod: 2026\n",
        "plans/date.yaml": "plan: date\ntitle: 甲\nperiod: 2026-02-30\n",
        "plans/empty.yaml": "",
        "ledger/2026-11.yaml": "- {date: 2026-11-20, note: 甲\n",
    }
    have = {(f.code, f.path) for f in findings(tmp_path, files)}
    assert have >= {
        ("not-utf8", "plans/gbk.yaml"),
        ("tab-indent", "plans/tab.yaml"),
        ("duplicate-key", "plans/twice.yaml"),
        ("fullwidth-colon", "plans/colon.yaml"),
        ("bad-date", "plans/date.yaml"),
        ("wrong-type", "plans/empty.yaml"),
        ("torn-line", "ledger/2026-11.yaml"),
    }


def test_days_at_the_ends_of_the_calendar(tmp_path: Path) -> None:
    write(tmp_path, {"plans/a.yaml": plan("tasks:", TASK.format(
        id="x", title="检查", schedule="每月1次").rstrip()), **WITNESS})  # fmt: skip
    for on in ("1901-01-01", "2199-12-31"):
        desk = Desk(tmp_path, on=on)
        assert check(desk.context) == 1
        assert "witness" in desk.text
        due(desk.context, everything=True)
    assert day("2199-12-31") > day("1901-01-01")
