"""The catalogues hold every message, and read as their language is written."""

import errno
import os
import re
import subprocess
import sys
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry

from tests.conftest import ROOT, load
from tests.harness import agenda
from tongxin import checks
from tongxin.checks.pages import read_page
from tongxin.messages import ENGLISH, Message, Translator, Word, msg, msgn

update = load(ROOT / "locale" / "update.py")
TEMPLATE: Catalog = update.template()
ZH: Catalog = update.read(ROOT / "locale/zh/LC_MESSAGES/tongxin.po")
TRANSLATE = Translator("zh")

HAN = "[\u3400-\u4dbf\u4e00-\u9fff]"


def entries(catalogue: Catalog) -> list[Entry]:
    """The messages without the header."""
    return [entry for entry in catalogue if entry.id]


def forms(texts: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """The one text, or singular and plural; one that is empty for nothing."""
    return (texts or "",) if isinstance(texts, str | None) else tuple(texts)


def files(entry: Entry) -> set[str]:
    """The files that say it."""
    return {file for file, _ in entry.locations}


def ids(catalogue: Catalog) -> list[tuple[str, ...]]:
    """The English texts of a catalogue."""
    return [forms(entry.id) for entry in entries(catalogue)]


def gaps(text: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def of_parser(entry: Entry) -> bool:
    """Does only the parser of the command line say it?"""
    return files(entry) == {update.PARSER_FILE}


# ── the catalogue is whole ────────────────────────────────────────────────────────────────────


def test_no_message_is_missing() -> None:
    assert set(ids(TEMPLATE)) - set(ids(ZH)) == set(), "run: python locale/update.py"


def test_no_message_is_stale() -> None:
    assert set(ids(ZH)) - set(ids(TEMPLATE)) == set(), "run: python locale/update.py"
    assert not ZH.obsolete


def test_every_message_is_translated() -> None:
    bare = [entry.id for entry in entries(ZH) if not all(forms(entry.string))]
    assert bare == []


def test_no_translation_is_a_guess() -> None:
    assert [entry.id for entry in entries(ZH) if entry.fuzzy] == []


def test_files_are_named_without_lines() -> None:
    known = {forms(entry.id): files(entry) for entry in entries(TEMPLATE)}
    for entry in entries(ZH):
        assert files(entry) == known[forms(entry.id)], entry.id
    po = (ROOT / "locale/zh/LC_MESSAGES/tongxin.po").read_text("utf-8")
    assert re.findall(r"^#: .*:\d+", po, re.MULTILINE) == []
    assert re.findall(r"Date:", po) == []


def test_messages_stand_in_the_order_of_the_files() -> None:
    first = [entry.locations[0][0] for entry in entries(ZH)]
    assert first == sorted(first)


def test_plural_forms() -> None:
    for entry in entries(ZH):
        plural = not isinstance(entry.id, str)
        assert isinstance(entry.string, str) is not plural, entry.id
        if plural:
            assert len(forms(entry.string)) == ZH.num_plurals == 1  # Chinese has one form


def test_gaps_agree() -> None:
    for entry in entries(ZH):
        wanted = gaps(forms(entry.id)[-1])
        for text in forms(entry.string):
            if of_parser(entry):  # its sentences may say less
                assert gaps(text) <= wanted, entry.id
            else:
                assert gaps(text) == wanted, entry.id


def test_help_of_every_verb_is_in_the_catalogue() -> None:
    from tongxin.cli import app

    known = {text for entry in ids(ZH) for text in entry}
    docs = {command.callback.__doc__ for command in app.registered_commands if command.callback}
    assert docs
    assert docs <= known


def test_extraction_sees_what_the_code_says() -> None:
    known = {text for entry in ids(TEMPLATE) for text in entry}
    assert 'no group "{name}" in this plan' in known  # msg
    assert {"{n} file", "{n} files"} <= known  # msgn
    assert "the workspace's folder" in known  # _
    assert "Usage:" in known  # of the parser


@pytest.mark.parametrize("number", [errno.EEXIST, errno.ELOOP, errno.EACCES, errno.ENOSPC])
def test_reasons_of_the_system_are_known(number: int) -> None:
    assert os.strerror(number) in update.SYSTEM


def test_update_keeps_translates_and_drops(tmp_path: Path) -> None:
    path = tmp_path / "zh" / "LC_MESSAGES" / "tongxin.po"
    path.parent.mkdir(parents=True)
    path.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        '#: x.py:3\nmsgid "correct the date"\nmsgstr "甲"\n\n'
        'msgid "nobody says this any more, whatever happens"\nmsgstr "乙"\n',
        "utf-8",
    )
    path.write_text(update.updated(path), "utf-8")
    once = path.read_text("utf-8")
    found = update.read(path)
    assert found.get("correct the date").string == "甲"
    assert set(ids(found)) == set(ids(TEMPLATE))
    assert "nobody says this" not in once
    untold = [e for e in entries(found) if "clause" in str(e.id) and not e.fuzzy]
    assert not any("".join(e.string) for e in untold)
    path.write_text(update.updated(path), "utf-8")
    assert path.read_text("utf-8") == once


# ── the Chinese reads as Chinese ──────────────────────────────────────────────────────────────

NAMES = {
    "tongxin", "git", "iconv", "YAML", "JSON", "UTF", "GB", "GBK", "MB", "Schema", "TONGXIN", "TODAY",
    "zh", "en", "PDF", "Word", "Excel", "id", "off", "work", "source", "basis", "text", "json", "sarif", "github", "junit",
    "markdown", "html", "xls", "xlsx", "last", "range", "indent", "red", "yellow", "blue", "none",
}  # fmt: skip
"""Names, formats and codes that have no Chinese, and words that are typed as they stand."""

TYPED = (
    r"iconv -f \S+ -t UTF-8 \S+ > new\.yaml",
    r"[\w-]*\.(?:yaml|txt|jpg)",  # files
    r"[a-z]+/[\w.-]*",  # folders
    r"tongxin(?: [a-z]+)*(?: --[a-z-]+)*|check --all",  # commands
    r"--from start|\bstart(?= )|start 表示|写 start|start：|git rm",
    r"--?[a-zA-Z-]+",  # options
    r"0x\S+|U\+\S+",
    r"2026-(?:W47|Q4)",  # labels
    r"(?<=[ ：])\.(?:md|html|txt|json|svg)",  # endings
    r"^check(?=：)",
)
"""What is typed or named as it stands, as regular expressions."""


def english_words(text: str, allowed: str = "") -> list[str]:
    """The words of a Chinese sentence that are neither Chinese, nor typed so, nor `allowed`."""
    for pattern in TYPED:
        text = re.sub(pattern, " ", text)
    words = re.findall(r"[A-Za-z]+(?:'[a-z]+)?", text)
    return [word for word in words if word not in NAMES and word not in allowed]


SAME = {
    "{count}/{quota}", "{date}", "{date} {what}", "{file}:{line}: {reason}", "{name}", "{period} {count}/{quota}", "{rule}",
    "{source}", "{state} {n}", "{text}",
}  # fmt: skip
"""Messages that only join their gaps, in both languages alike."""


def filled(text: str) -> str:
    """The text with a number in every gap."""
    parts = Formatter().parse(text)
    return "".join(part + ("" if name is None else "0") for part, name, _, _ in parts)


def test_no_english_word_is_left() -> None:
    left = {}
    for entry in entries(ZH):
        said = "".join(map(filled, forms(entry.string)))
        words = english_words(said)
        if words or said in map(filled, forms(entry.id)):
            left[entry.id] = words
    for text in SAME:
        left.pop(text, None)
    assert left == {}


def test_punctuation_is_full_width() -> None:
    for entry in entries(ZH):
        for text in forms(entry.string):
            code = r"! |\{.*?\} ?,?|\[ ?\] ?,?|\[选项\]|\[参数\]\.\.\."
            prose = re.sub(code, "", filled(text))
            assert re.findall(rf"{HAN}[,;?!()]|[,;?!(] ?{HAN}", prose) == [], text
            assert "..." not in prose, text
            assert prose.count("“") == prose.count("”"), text
            assert prose.count("（") == prose.count("）"), text
            if not forms(entry.id)[0].endswith((".", "?", "!")):
                assert not prose.endswith(("。", ".")), text


@pytest.mark.parametrize("code", checks.CODES)
def test_findings_are_told_in_chinese(code: str, tmp_path: Path) -> None:
    for number, example in enumerate(e for e in read_page(code).examples if e.fails):
        root = tmp_path / str(number)
        root.mkdir()
        written = "\n".join([*example.files, *example.files.values()])
        for finding in checks.find(agenda(root, example.contents(), example.today)):
            for message in filter(None, (finding.message, finding.help)):
                told = re.sub(r"- \{date: .*\}", "", TRANSLATE(message))  # a line to be pasted
                assert english_words(told, written + "\n".join(checks.CODES)) == []
                assert re.search(HAN, told)


@pytest.mark.parametrize("code", checks.CODES)
def test_pages_have_chinese_prose(code: str) -> None:
    page = read_page(code)
    sentences = re.findall(rf"{HAN}[^。]*。", page.chinese)
    assert len(sentences) >= 2
    assert page.chinese.endswith(("。", "）"))
    assert len(re.findall(HAN, page.chinese)) > len(re.findall("[A-Za-z]", page.chinese))
    assert len(re.findall("[A-Za-z]", page.english)) > 5 * len(re.findall(HAN, page.english))


# ── the English reads as English ──────────────────────────────────────────────────────────────

EXAMPLES = {
    "每季度1次", "11月底前", "汛期", "全年", "不定期", "纸质", "7天", "3个工作日", "每周至少2次", "每月20日",
    "7月底前", "世界环境日", "周五", "2026年11月23日",
    "上周", "每周一", "11月20日", "每周2次", "至少2次", "至少1次", "9月底前", "2027年3月", "每个工作日",
    "春节前",
}  # fmt: skip
"""Phrases that English messages show to be typed: Chinese schedules, dates and keywords."""


def test_english_messages_are_english() -> None:
    for texts in ids(TEMPLATE):
        for text in texts:
            shown = {word for word in re.split(r"[\s,;:()]+", text) if re.search(HAN, word)}
            assert shown <= EXAMPLES, text
            assert not re.search("[，。；：？！（）“”]", text), text


# ── putting a message into a language ─────────────────────────────────────────────────────────


def test_gaps_are_filled_in_the_language() -> None:
    message = msg("{files}: {counts}", files=msgn("{n} file", "{n} files", 2), counts=("a", "b"))
    assert ENGLISH(message) == "2 files: a, b"
    assert TRANSLATE(message) == "2 个文件：a、b"


def test_singular_and_plural() -> None:
    assert ENGLISH(msgn("{n} file", "{n} files", 1)) == "1 file"
    assert ENGLISH(msgn("{n} file", "{n} files", 0)) == "0 files"
    assert TRANSLATE(msgn("{n} file", "{n} files", 1)) == "1 个文件"


def test_keywords_follow_the_language() -> None:
    message = msg("{state} {n}", state=Word("missed", "漏办"), n=3)
    assert ENGLISH(message) == "missed 3"
    assert TRANSLATE(message) == "漏办 3"


def test_braces_of_a_value_stay() -> None:
    message = msg('"{text}" is no date', text="{name} {")
    assert ENGLISH(message) == '"{name} {" is no date'
    assert TRANSLATE(message) == "“{name} {”不是日期"


def test_braces_of_a_message_are_shown_once() -> None:
    message = msg("write {{vague: words}}")
    assert ENGLISH(message) == "write {vague: words}"
    assert TRANSLATE(message) == "写成 {未明确: 原话}"


def test_a_text_without_translation_is_shown_as_it_is() -> None:
    assert TRANSLATE(Message("no catalogue holds this")) == "no catalogue holds this"


# ── the parser of the command line ────────────────────────────────────────────────────────────


def run(*arguments: str, folder: Path) -> str:
    """What `tongxin` says on both streams, in Chinese."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("LC_")}
    done = subprocess.run(  # its own process: the parser's words are chosen at its start
        [sys.executable, "-m", "tongxin", *arguments],
        cwd=folder,
        env={**inherited, "TONGXIN_LANG": "zh", "PYTHONUTF8": "1", "COLUMNS": "100"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout + done.stderr


METAVARS = (
    "DIR DATE CODE PLAN/TASK TEXT INTEGER RANGE str int range paths PATHS basis BASIS plan kind KIND "
    "error warning overdue x"
)
"""What stands for a value, and the values to choose from."""


@pytest.mark.parametrize(
    "words", ["", "init", "check", "due", "explain", "show", "load", "coverage"]
)
def test_help_is_chinese(words: str, tmp_path: Path) -> None:
    said = run(*words.split(), "--help", folder=tmp_path)
    assert "用法" in said
    verbs = " ".join(re.findall(r"^  ([a-z]+) ", said, re.MULTILINE))
    said = re.sub(r"python -m tongxin( [a-z]+)?", "", said)
    assert english_words(said, f"{METAVARS} {verbs} {words} TONGXIN_TODAY workspace ledger") == []


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("due --nope", "--nope"),
        ("chek", "check"),
        ("nothing-like-it", "nothing-like-it"),
        ("check --format x", "--format"),
        ("due --days x", "--days"),
        ("due --days -1", "-1"),
        ("explain", "代码"),
        ("check --fix=1", "--fix"),
        ("due --lang", "--lang"),
        ("show a surplus", "surplus"),
    ],
)
def test_wrong_usage_is_told_in_chinese(words: str, named: str, tmp_path: Path) -> None:
    said = run(*words.split(), folder=tmp_path)
    assert "错误：" in said
    assert named in said
    said = re.sub(r"python -m tongxin( [a-z]+)?", "", said)
    assert english_words(said, f"{METAVARS} {words} check") == []
