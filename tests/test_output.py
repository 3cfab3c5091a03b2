"""Plain data → text, JSON, SARIF, GitHub annotations, JUnit; nothing private in any of them."""

import os
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.harness import TODAY, write
from tests.test_commands import FILES, Desk
from tongxin.commands.check import check
from tongxin.commands.coverage import coverage
from tongxin.commands.due import due, today
from tongxin.commands.explain import explain
from tongxin.commands.show import show
from tongxin.diagnostic import Diagnostic, Severity, Source, Span
from tongxin.messages import ENGLISH, msg
from tongxin.output.annotations import github, junit
from tongxin.output.findings import render_finding
from tongxin.output.sarif import sarif
from tongxin.output.style import line_breaks, pad, plain, width
from tongxin.output.terminal import in_colour, write_lines

GOLDEN = Path(__file__).parent / "golden"


# ── how wide things are ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("text", ["👩‍👩‍👧‍👦一家", "❤️", "☎︎", "甲\u3000乙"])
def test_joined_emoji_are_shown_whole(text: str) -> None:
    assert plain([("", text)]) == text


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200f", "\x1b", "\x07", "\u2028", "\ud800"])
def test_what_moves_the_cursor_or_turns_the_text_is_not_shown(sign: str) -> None:
    assert plain([("", f"甲{sign}乙")]) == "甲�乙"


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0), ("a", 1), ("é", 1), ("e\u0301", 1), ("中", 2), ("中a文", 5), ("，", 2), ("Ａ", 2),
        ("ｱ", 1), ("😀", 2), ("한", 2), ("\u3000", 2), ("\u200b", 0), ("…", 1), ("“", 1), ("①", 1),
    ],
)  # fmt: skip
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


def test_pad() -> None:
    assert pad("中", 4) == "中  "
    assert pad("中文字", 4) == "中文字"


# ── carets ────────────────────────────────────────────────────────────────────────────────────


def excerpt(text: str, start: int, end: int, private: bool = False) -> list[str]:
    """The lines of a finding at these characters."""
    span = Span(Source("plans/fire.yaml", text), start, end)
    finding = Diagnostic("unknown-group", span, msg("no such group"), private=private)
    return [plain(line) for line in render_finding(finding, ENGLISH)]


@pytest.mark.parametrize(
    ("before", "fault", "behind", "shown", "carets"),
    [
        ("    group: ", "消防组", "", "    group: 消防组", "           ^^^^^^"),
        ("组: ", "x", " y", "组: x y", "    ^"),
        ("", "消", "防", "消防", "^^"),
        ("😀", "中a", "b", "😀中ab", "  ^^^"),
        ("a\t", "b", "", "a b", "  ^"),
        ("\t\t", "中", "", "  中", "  ^^"),
        ("e\u0301", "中", "", "e\u0301中", " ^^"),
        ("甲\u3000", "乙", "", "甲\u3000乙", "    ^^"),
        ("a: ", "：", "b", "a: ：b", "   ^^"),
        ("key: ", "", "", "key:", "     ^"),
        ("key: ", "", "value", "key: value", "     ^"),
        ("“甲”", "乙", "", "“甲”乙", "    ^^"),
    ],
)
def test_carets(before: str, fault: str, behind: str, shown: str, carets: str) -> None:
    """Below the characters at fault, two columns for a wide one: counted by hand."""
    text = f"first\n{before}{fault}{behind}\nlast\n"
    start = len("first\n") + len(before)
    head, line, below = excerpt(text, start, start + len(fault))
    assert head == f"plans/fire.yaml:2:{len(before) + 1}: error[unknown-group] no such group"
    assert line == f" 2 | {shown}".rstrip()
    assert below == f"   | {carets}"


def test_the_bars_stand_below_each_other() -> None:
    text = "\n" * 1233 + "甲乙\n"
    _, line, below = excerpt(text, 1234, 1235)
    assert line == " 1234 | 甲乙"
    assert below == "      |   ^^"


def test_a_fault_over_several_lines_is_marked_on_its_first() -> None:
    _, line, below = excerpt("a: [甲,\n  乙]\n", 3, 11)
    assert line == " 1 | a: [甲,"
    assert below == "   |    ^^^^"


def test_a_fault_at_the_end_of_the_file() -> None:
    _, line, below = excerpt("ab\n", 3, 3)
    assert (line, below) == (" 2 |", "   | ^")
    _, line, below = excerpt("ab", 2, 2)
    assert (line, below) == (" 1 | ab", "   |   ^")


def test_a_file_without_text_has_no_excerpt() -> None:
    assert len(excerpt("", 0, 0)) == 1


def cells(text: str) -> list[str]:
    """The characters of a text by column; those used here are wide from U+2E80 on."""
    return [c for character in text for c in [character] * (2 if character > "\u2e80" else 1)]


@pytest.mark.parametrize("where", [0, 1, 50, 159, 160, 161, 400, 4000, 9998])
@pytest.mark.parametrize("filler", ["x", "中"])
def test_a_long_line_is_shown_around_the_fault(where: int, filler: str) -> None:
    text = filler * where + "错Z" + filler * (10_000 - where - 2) + "\n"
    _, line, below = excerpt(text, where, where + 2)
    assert len(line) < 200
    marked = [n for n, sign in enumerate(below) if sign == "^"]
    shown = cells(line)
    assert "".join(shown[n] for n in marked) == "错错Z"


def test_a_long_fault_is_cut_with_its_line() -> None:
    _, line, below = excerpt("a: " + "中" * 5000 + "\n", 3, 5003)
    assert len(line) < 200
    assert len(below) <= len(cells(line))


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x9b", "\x7f", "\u202e"])
def test_no_control_character_reaches_the_terminal_from_an_excerpt(sign: str) -> None:
    lines = excerpt(f"a: {sign}[31m中\n", 8, 9)
    assert sign not in "".join(lines)
    assert lines[2].endswith("^^")


# ── what a file says is text, not an order to the terminal ────────────────────────────────────

ESCAPES = {
    "plans/e.yaml": 'plan: e\ntitle: "\\e[2J甲"\nperiod: 2026\ntasks:\n'
    '  - {id: t, title: "\\e]0;x\\a巡查", group: "\\e[31m组", schedule: 每月1次}\n'
    '  - {id: u, title: "一行\\n两行", group: "一\\n二", schedule: "每月\\r\\n三"}\n'
}


@pytest.mark.parametrize("verb", [check, due, show, lambda c: explain(c, "e/t")])
def test_no_escape_sequence_reaches_the_terminal(verb: Callable[..., int], tmp_path: Path) -> None:
    desk = Desk(write(tmp_path, ESCAPES))
    verb(desk.context)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", desk.text)


def test_a_finding_is_told_in_one_line(tmp_path: Path) -> None:
    desk = Desk(write(tmp_path, ESCAPES))
    check(desk.context)
    heads = [x for x in desk.text.split("\n") if x.startswith("plans/e.yaml:6:")]
    assert any("unknown-group" in head and "一" in head and "二" in head for head in heads)


# ── nothing private ───────────────────────────────────────────────────────────────────────────


def identity_number() -> str:
    """A number that no person has (its region does not exist), with a right check character."""
    body = "10000019900101001"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]


NUMBERS = ["199" + "0" * 8, identity_number()]
"""Neither can be anybody's."""


def forms_of(root: Path) -> str:
    """Everything `check` can say about a workspace, in every form and both languages."""
    said = []
    for form in ("text", "json", "sarif", "github", "junit"):
        for language in ("en", "zh"):
            desk = Desk(root, form, language=language)
            check(desk.context, everything=True)
            said += [desk.text, desk.errors]
    return "\n".join(said)


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("ledger/2026-11.yaml", '- {{date: 2026-11-20, note: "请打 {} 联系"}}'),
        ("ledger/2026-11.yaml", "# 电话 {}"),
        ("plans/a.yaml", "plan: a\ntitle: 甲\nperiod: 2026\nnote: {} 找我"),
        ("tongxin.yaml", "tongxin: 1\ncommunity: {{name: 甲}}\nnote: 值班 {}"),
    ],
)
def test_a_private_number_is_never_repeated(
    number: str, path: str, line: str, tmp_path: Path
) -> None:
    said = forms_of(write(tmp_path, {path: line.format(number) + "\n"}))
    assert "personal-information" in said
    assert number not in said
    assert number[4:] not in said
    assert "*" * len(number) in said


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize(
    "task",
    [
        "{{id: x, title: 找 {} 检查, schedule: 定期}}",
        "{{id: x, title: 检查, group: {}, schedule: 每月1次}}",
        "{{id: x, title: 检查, schedule: 打 {} 之前}}",
        "{{id: x, title: 检查, schedule: 每月1次, '{}': 1}}",
    ],
)
def test_a_private_number_is_not_repeated_by_other_findings(
    number: str, task: str, tmp_path: Path
) -> None:
    text = f"plan: a\ntitle: 甲\nperiod: 2026\ntasks:\n  - {task.format(number)}\n"
    said = forms_of(write(tmp_path, {"plans/a.yaml": text}))
    assert "personal-information" in said
    assert number not in said


def test_a_full_width_number_is_masked_with_its_width(tmp_path: Path) -> None:
    number = "".join(chr(ord(digit) + 0xFEE0) for digit in NUMBERS[0])
    root = write(tmp_path, {"ledger/2026-11.yaml": f'- {{date: 2026-11-20, note: "{number}"}}\n'})
    said = forms_of(root)
    assert "personal-information" in said
    assert number not in said


# ── SARIF ─────────────────────────────────────────────────────────────────────────────────────

TEXT = {"type": "string", "minLength": 1}
COUNT = {"type": "integer", "minimum": 1}
SARIF = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "additionalProperties": False,
                "properties": {
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name"],
                                "properties": {
                                    "name": TEXT,
                                    "version": TEXT,
                                    "informationUri": {"type": "string", "format": "uri"},
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {"type": "object", "required": ["id"]},
                                    },
                                },
                            }
                        },
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["message", "ruleId", "level", "locations"],
                            "properties": {
                                "ruleId": TEXT,
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "message": {
                                    "type": "object",
                                    "required": ["text"],
                                    "properties": {"text": TEXT},
                                },
                                "locations": {
                                    "type": "array",
                                    "minItems": 1,
                                    "items": {
                                        "type": "object",
                                        "required": ["physicalLocation"],
                                        "properties": {
                                            "physicalLocation": {
                                                "type": "object",
                                                "required": ["artifactLocation", "region"],
                                                "properties": {
                                                    "artifactLocation": {
                                                        "type": "object",
                                                        "required": ["uri"],
                                                        "properties": {
                                                            "uri": {
                                                                "type": "string",
                                                                "format": "uri-reference",
                                                            }
                                                        },
                                                    },
                                                    "region": {
                                                        "type": "object",
                                                        "required": ["startLine"],
                                                        "additionalProperties": False,
                                                        "properties": {
                                                            "startLine": COUNT,
                                                            "startColumn": COUNT,
                                                            "endLine": COUNT,
                                                            "endColumn": COUNT,
                                                        },
                                                    },
                                                },
                                            }
                                        },
                                    },
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}
"""What SARIF 2.1.0 (OASIS) requires of the properties that are used here."""

ODD = {
    "plans/消防 计划%,:.yaml": "plan: a\ntitle: 甲\nperiod: 2026\ncolour: red\n",
    "plans/b.yaml": "plan: b\ntitle: <甲> & \"乙\"\nperiod: 2026\n'<k>&': 1\ntasks:\n"
    "  - {id: x, title: 😀检查, schedule: 定期}\n",
    "plans/c.yaml": "",
    "ledger/2026-11.yaml": "- {date: 2026-11-20, note: 一,二}\n",
}


def findings_of(root: Path) -> tuple[Any, Any]:
    """`check --format json` and `--format sarif` of the same workspace."""
    answers = []
    for form in ("json", "sarif"):
        desk = Desk(root, form)
        check(desk.context)
        answers.append(desk.json)
    return answers[0], answers[1]


def test_sarif(tmp_path: Path) -> None:
    answer, report = findings_of(write(tmp_path, ODD))
    validator = jsonschema_rs.validator_for(SARIF, validate_formats=True)
    assert [str(error) for error in validator.iter_errors(report)] == []
    (run,) = report["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(rules) == len(set(rules))
    levels = {"error": "error", "warning": "warning", "info": "note"}
    assert len(run["results"]) == len(answer["diagnostics"]) > 5
    for result, finding in zip(run["results"], answer["diagnostics"], strict=True):
        assert result["ruleId"] == finding["code"] == rules[result["ruleIndex"]]
        assert result["level"] == levels[finding["severity"]]
        assert finding["message"] in result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        assert unquote(place["artifactLocation"]["uri"]) == finding["file"]
        assert place["region"]["startLine"] == finding["line"]
        assert place["region"]["startColumn"] == finding["column"]
        assert place["region"]["endLine"] == finding["end_line"]
        assert place["region"]["endColumn"] >= finding["end_column"]


def test_sarif_of_nothing() -> None:
    report = sarif([], ENGLISH)
    assert jsonschema_rs.validator_for(SARIF, validate_formats=True).is_valid(report)
    assert report["runs"][0]["results"] == []


# ── GitHub ────────────────────────────────────────────────────────────────────────────────────


def finding_at(path: str, text: str, severity: Severity, help_: str | None = None) -> Diagnostic:
    span = Span(Source(path, "甲乙丙\n丁"), 1, 3)
    remedy = msg("{text}", text=help_) if help_ else None
    return Diagnostic("bad-date", span, msg("{text}", text=text), remedy, severity=severity)


WHERE = "line=1,endLine=1,col=2,endColumn=4,title=bad-date"


@pytest.mark.parametrize(
    ("path", "text", "severity", "help_", "expected"),
    [
        ("plans/a.yaml", "wrong", Severity.ERROR, None,
         f"::error file=plans/a.yaml,{WHERE}::wrong"),
        ("plans/a.yaml", "100% : a,b", Severity.WARNING, "more\nlines",
         f"::warning file=plans/a.yaml,{WHERE}::100%25 : a,b%0Amore%0Alines"),
        ("plans/a,b:c%.yaml", "甲\r\n::error::x", Severity.INFO, None,
         f"::notice file=plans/a%2Cb%3Ac%25.yaml,{WHERE}::甲%0D%0A::error::x"),
    ],
)  # fmt: skip
def test_github(path: str, text: str, severity: Severity, help_: str, expected: str) -> None:
    assert list(github([finding_at(path, text, severity, help_)], ENGLISH)) == [expected]


# ── JUnit ─────────────────────────────────────────────────────────────────────────────────────


def test_junit(tmp_path: Path) -> None:
    root = write(tmp_path, {**FILES, **ODD, "plans/fire.yaml": FILES["plans/fire.yaml"]})
    desk, answer = Desk(root, "junit"), findings_of(root)[0]
    check(desk.context)
    tree = ElementTree.fromstring(desk.text.encode())  # noqa: S314
    assert tree.tag == "testsuites"
    suites = {suite.attrib["name"]: suite for suite in tree}
    assert set(suites) >= set(FILES) | set(ODD) | {"tongxin.yaml", "overdue"}
    for name, suite in suites.items():
        cases = suite.findall("testcase")
        failures, skipped = suite.findall("testcase/failure"), suite.findall("testcase/skipped")
        assert int(suite.attrib["tests"]) == len(cases) >= 1
        assert int(suite.attrib["failures"]) == len(failures)
        assert int(suite.attrib["skipped"]) == len(skipped)
        assert suite.attrib["errors"] == "0"
        here = [d for d in answer["diagnostics"] if d["file"] == name]
        assert len(failures) == sum(d["severity"] == "error" for d in here)
        for finding in here:
            (case,) = (
                c for c in cases
                if c.attrib["name"] == f"{finding['code']} {finding['line']}:{finding['column']}"
            )  # fmt: skip
            assert case.attrib["classname"] == name
            if finding["severity"] == "error":
                (failure,) = case.findall("failure")
                assert failure.attrib["message"] == finding["message"]
                assert failure.attrib["type"] == finding["code"]
                assert f"{name}:{finding['line']}:{finding['column']}" in (failure.text or "")
    overdue = suites["overdue"].findall("testcase")
    assert len(overdue) == len(answer["overdue"]) == 1
    assert "fire/setup" in overdue[0].attrib["name"]


def test_junit_takes_no_character_that_xml_forbids() -> None:
    text = "".join(map(chr, range(32))) + "<&>\"'\ufffe😀"
    finding = finding_at("plans/<a>&\x01.yaml", text, Severity.ERROR, text)
    written = "\n".join(junit([finding], [], [], ENGLISH)).encode()
    tree = ElementTree.fromstring(written)  # noqa: S314
    (failure,) = tree.iter("failure")
    assert "😀" in failure.attrib["message"]


# ── colour ────────────────────────────────────────────────────────────────────────────────────


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


LINES: list[list[tuple[str, str]]] = [
    [("strong", "plans/a.yaml:1:2: "), ("error", "错误[bad-date]"), ("", " [red]不是标记[/red] :smile:")],
    [("faint", "x" * 300)],
    [],
]  # fmt: skip


def test_colour_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("NO_COLOR", "COLUMNS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    stream, file = Terminal(), StringIO()
    assert in_colour(stream)
    assert not in_colour(file)
    write_lines(LINES, stream)
    write_lines(LINES, file)
    assert "\x1b[" in stream.getvalue()
    assert "\x1b" not in file.getvalue()
    assert re.sub(r"\x1b\[[0-9;]*m", "", stream.getvalue()) == file.getvalue()


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_no_colour_where_nobody_wants_it(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv(name, value)
    stream = Terminal()
    write_lines(LINES, stream)
    assert "\x1b" not in stream.getvalue()


def test_an_empty_no_color_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """https://no-color.org: present and not an empty string."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "")
    assert in_colour(Terminal())


# ── the whole, read as prose ──────────────────────────────────────────────────────────────────

GALLERY = {
    **FILES,
    "plans/faulty.yaml": (
        "计划: faulty\n标题：带错的计划\n起止时间: 2026/11/1\n"
        "工作组: [{编号: fire, 名称: 消防安全工作组}]\n任务:\n"
        "  - {编号: x, 事项: 😀检查, 责任组: 消防组, 时间要求: 定期}\n"
        "  - {编号: y, 事项: 走访, 责任組: fire, 时间要求: 每周若干次}\n"
    ),
}
VIEWS: dict[str, Callable[..., int]] = {
    "check": check,
    "due": due,
    "day": today,
    "explain": lambda c: explain(c, "fire/inspect"),
    "show": lambda c: show(c, "fire"),
    "gantt": lambda c: show(c, "fire", gantt=True),
    "coverage": coverage,
    "missing": lambda c: coverage(c, missing=True),
}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("view", VIEWS)
def test_golden(view: str, language: str, tmp_path: Path) -> None:
    """TONGXIN_GOLDEN=1 writes the files anew; whoever does so reads them."""
    from tongxin.messages import LOCALE_FOLDER

    if language == "zh" and not list(LOCALE_FOLDER.glob("zh/LC_MESSAGES/*.mo")):
        pytest.skip("no compiled catalogue here")
    desk = Desk(write(tmp_path, GALLERY), on=TODAY, language=language)
    VIEWS[view](desk.context)
    said = desk.text + (f"--- stderr\n{desk.errors}" if desk.errors else "")
    file = GOLDEN / f"{view}.{language}.txt"
    if os.environ.get("TONGXIN_GOLDEN") == "1":
        file.parent.mkdir(exist_ok=True)
        file.write_text(said, "utf-8")
    assert said == file.read_text("utf-8")


# ── where a line is broken ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("", 10, [""]),
        ("消防通道巡查", 8, ["消防通道", "巡查"]),
        ("消防通道，巡查", 8, ["消防通", "道，巡查"]),  # no line begins with a comma
        ("巡查（北苑）完", 6, ["巡查", "（北", "苑）完"]),  # nor ends with an opening bracket
        ("每周 two inspections", 12, ["每周 two ", "inspections"]),
        ("incomprehensibilities", 8, ["incompre", "hensibil", "ities"]),
        ("完成 2/2，按期", 9, ["完成 ", "2/2，按期"]),
    ],
)
def test_line_breaks(text: str, columns: int, lines: list[str]) -> None:
    ends = [*line_breaks(text, columns), len(text)]
    assert [text[a:b] for a, b in zip([0, *ends], ends, strict=False)] == lines


@given(st.text(alphabet="消防巡查，。（）abc 12/%、”", max_size=60), st.integers(4, 30))
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, columns: int) -> None:
    ends = [*line_breaks(text, columns), len(text)]
    lines = [text[a:b] for a, b in zip([0, *ends], ends, strict=False)]
    assert "".join(lines) == text
    assert all(width(line.rstrip(" ")) <= columns for line in lines)
