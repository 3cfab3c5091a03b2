"""Entries as lines of the ledger: whatever is put in is read back, by every reader of YAML."""

import re
from io import StringIO
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from tests.harness import day
from tongxin.changes.entries import LENGTH, LETTERS, ORDER, SENTENCES, line, new_id, path_of
from tongxin.diagnostic import Source
from tongxin.model.ledger import TABLES, read_ledger
from tongxin.text.tree import Mapping, Node, Scalar, parse_tree
from tongxin.text.tree import Sequence as Items
from tongxin.text.write import Bare, written

HARD = st.sampled_from(
    ["yes", "no", "Off", "on", "y", "N", "null", "~", "True", "1", "1.10", "9:30", "0x1F", "0o7", "1e3",
     "2026-11-23", "2026-11-23 10:00", "-", "- a", "?", ": a", "a: b", "a:", "a #b", "#a", "a, b",
     "[a", "{a}", "a]", "&a", "*a", "!a", "|", ">", ">5", "%a", "@a", "`a`", "'", '"', "\\", "\\n",
     "'a'", '"a"', " a", "a ", "a\tb", "计:a", "备注：x", "，", "—", "- ", "---", "...", "<<", "=", ".inf",
     "-.nan", "纸质：一盒", "<<<<<<< x", "\u3000a", "a\xa0", "｛a｝", "！", "\ufeff"]
)  # fmt: skip
TEXTS = HARD | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"),
    min_size=1, max_size=30,
)  # fmt: skip
BARE = st.sampled_from(["1", "3.5", "2026-11-23", "fail", "92%", "3:7", "≥10%", "重大", "x y", "~"])
LISTS = st.lists(TEXTS, min_size=1, max_size=3)
KEYS = TEXTS.filter(lambda text: text != "<<")  # no place is called so
MAPPINGS = st.dictionaries(KEYS, TEXTS, min_size=1, max_size=3)
VALUES = st.dictionaries(
    st.sampled_from(ORDER), TEXTS | BARE.map(Bare) | LISTS | MAPPINGS, min_size=1
)


def plain(value: Any) -> Any:
    """A value as it should come back: a list of one is one value, but for evidence."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    return [plain(part) for part in value]


def should_be(values: dict[str, Any]) -> dict[str, Any]:
    wanted = {}
    for key in ORDER:
        if key in values:
            value = plain(values[key])
            single = isinstance(value, list) and len(value) == 1 and key != "evidence"
            wanted[key] = value[0] if single else value
    return wanted


def read(node: Node) -> Any:
    """A node of our own tree as plain values."""
    if type(node) is Mapping:
        return {key.value: read(value) for key, value in node.items}
    if type(node) is Items:
        return [read(item) for item in node.items]
    assert type(node) is Scalar
    return node.value


@given(VALUES)
def test_every_reader_reads_what_was_put_in(values: dict[str, Any]) -> None:
    text = line(values)
    wanted = should_be(values)
    assert text.startswith("- {")
    assert text.endswith("}")
    assert len(text.splitlines()) == 1
    tree = parse_tree(Source("ledger/2026-11.yaml", text + "\n"))
    assert tree.diagnostics == []
    assert tree.root is not None
    assert [read(tree.root)] == [[wanted]]
    assert list(read(tree.root)[0]) == list(wanted)  # in the order of the page
    assert yaml.load(text, Loader=yaml.BaseLoader) == [wanted]  # noqa: S506
    bare = {key for key, value in values.items() if isinstance(value, Bare)}
    (newer,) = YAML(typ="safe", pure=True).load(StringIO(text))
    assert list(newer) == list(wanted)
    for key in wanted.keys() - bare:  # a bare word may be a number or a day there
        assert newer[key] == wanted[key]


@given(st.sampled_from(sorted(SENTENCES)), TEXTS)
def test_sentences_are_always_quoted(key: str, text: str) -> None:
    assert line({key: text}).startswith(f'- {{{key}: "')
    assert line({key: text}).endswith('"}')


@given(KEYS, TEXTS)
def test_what_failed_is_quoted_place_by_place(place: str, what: str) -> None:
    made = line({"failed": {place: what}})
    assert made.endswith('"}}')
    assert yaml.load(made, Loader=yaml.BaseLoader) == [{"failed": {place: what}}]  # noqa: S506


@given(TEXTS)
def test_a_text_is_a_text_in_yaml_1_1_and_1_2(text: str) -> None:
    """Not a number, a day or a truth: what is no bare word is read as text by all."""
    made = line({"by": text})
    assert yaml.safe_load(made) == [{"by": text}]
    assert YAML(typ="safe", pure=True).load(StringIO(made)) == [{"by": text}]


def test_an_entry_as_the_page_shows_it() -> None:
    values = {
        "at": Bare("2026-11-03"), "evidence": ["evidence/2026/11/a.jpg"], "note": "楼道已清理",
        "result": Bare("pass"), "people": Bare("6"), "by": "消防安全工作组", "place": ["beiyuan"],
        "task": ["safety/inspect", "sanitation/weekly"], "date": Bare("2026-11-03"),
        "id": "E-20261103-k7q2",
    }  # fmt: skip
    assert line(values) == (
        "- {id: E-20261103-k7q2, date: 2026-11-03, task: [safety/inspect, sanitation/weekly], "
        "place: beiyuan, by: 消防安全工作组, people: 6, result: pass, "
        'note: "楼道已清理", evidence: [evidence/2026/11/a.jpg], at: 2026-11-03}'
    )


def test_what_is_empty_is_not_written() -> None:
    assert line({"id": "E-1", "by": "", "task": [], "place": (), "note": ""}) == "- {id: E-1}"
    assert line({"id": "E-1", "by": None}) == "- {id: E-1}"  # type: ignore[dict-item]


def test_every_key_of_every_entry_has_its_place() -> None:
    keys = {field.name for table in TABLES for field in table.fields}
    assert keys <= set(ORDER)
    assert len(ORDER) == len(set(ORDER))


@pytest.mark.parametrize(
    "text", ["合格\n不合格", "a\rb", "a\u2028b", "a\x85b", "a\x00b", "a\ud800b"]
)
def test_what_would_end_a_line_is_escaped(text: str) -> None:
    made = line({"note": text, "by": text})
    assert len(made.splitlines()) == 1
    made.encode()
    assert written(text) != text


@given(TEXTS)
def test_the_model_reads_the_note(text: str) -> None:
    made = line({"date": Bare("2026-11-03"), "note": text})
    tree = parse_tree(Source("ledger/2026-11.yaml", made + "\n"))
    ledger, found = read_ledger(tree)
    (entry,) = ledger.entries
    assert entry.date == day("2026-11-03")
    assert entry.at("note").text.startswith('"')
    if text.strip() == text and not found:  # `XX` is a gap that nobody filled in
        assert entry.note == text


# ── ids ───────────────────────────────────────────────────────────────────────────────────────


def test_ids() -> None:
    name = new_id("E", day("2026-11-03"), [])
    assert re.fullmatch(rf"E-20261103-[{LETTERS}]{{{LENGTH}}}", name)
    assert not set(LETTERS) & set("ilou")
    assert new_id("H", day("2026-11-03"), [None]).startswith("H-20261103-")


def test_an_id_is_never_one_that_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    letters = iter("a" * LENGTH + "a" * LENGTH + "a" * (LENGTH - 1) + "b")
    monkeypatch.setattr("tongxin.changes.entries.secrets.choice", lambda _: next(letters))
    first = new_id("E", day("2026-11-03"), [])
    assert first == "E-20261103-aaaaaa"
    assert new_id("E", day("2026-11-03"), [first]) == "E-20261103-aaaaab"


def test_ids_of_two_branches_do_not_meet() -> None:
    """Each makes a year's hazards of one day without knowing of the other's."""
    one, other = ({new_id("H", day("2026-11-03"), []) for _ in range(300)} for _ in range(2))
    assert len(one) == len(other) == 300
    assert not one & other


@pytest.mark.parametrize(
    ("on", "path"),
    [("2026-10-31", "ledger/2026-10.yaml"), ("2026-11-01", "ledger/2026-11.yaml"),
     ("2027-01-01", "ledger/2027-01.yaml")],
)  # fmt: skip
def test_an_entry_stands_in_the_month_of_its_date(on: str, path: str) -> None:
    assert path_of(day(on)) == path
