"""The exported JSON Schema: valid, true of our own files, and of one mind with the parser.

Data are made from the tables that read the files, then mutated in shape. Values inside scalars
(dates, phrases, targets) stay right: they are the parser's business alone.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tongxin.diagnostic import Diagnostic, Source
from tongxin.model import (
    basis,
    community,
    dates,
    fields,
    ledger,
    numbers,
    plan,
    schedule,
    target,
    words,
)
from tongxin.model.schema import DIALECT, KINDS, schema
from tongxin.text.tree import Mapping, Node, Scalar, Sequence, Tree, parse_tree

ROOT = Path(__file__).parent.parent
SHAPE = {"unknown-key", "missing-key", "wrong-type"}
VALIDATORS = {kind: jsonschema_rs.Draft202012Validator(schema(kind)) for kind in KINDS}

Data = Any
READERS: dict[str, Callable[[Tree], tuple[object, list[Diagnostic]]]] = {
    "plan": plan.read_plan,
    "basis": basis.read_basis,
    "workspace": community.read_settings,
    "ledger": ledger.read_ledger,
}


def plain(node: Node | None) -> Data:
    """A tree as plain data; every scalar is a text."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    assert isinstance(node, Mapping)
    return {key.value: plain(value) for key, value in node.items}


def codes(kind: str, data: Data) -> set[str]:
    """What the parser finds in these data, written as a file."""
    tree = parse_tree(Source("a.yaml", json.dumps(data, ensure_ascii=False)))
    _, findings = READERS[kind](tree)
    return {finding.code for finding in findings}


def agree(kind: str, data: Data) -> None:
    """Schema and parser are of one mind about the shape of these data."""
    found = codes(kind, data)
    assume(not found - SHAPE)
    assert VALIDATORS[kind].is_valid(data) == (not found), (found, data)


# ── the schema itself, and our own files ──────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_is_valid_2020_12(kind: str) -> None:
    made = schema(kind)
    assert made["$schema"] == DIALECT == "https://json-schema.org/draft/2020-12/schema"
    assert jsonschema_rs.meta.is_valid(made)
    assert json.loads(json.dumps(made)) == made


@pytest.mark.parametrize("kind", KINDS)
def test_every_reference_has_its_part_and_every_part_is_used(kind: str) -> None:
    text = json.dumps(schema(kind))
    parts = set(schema(kind)["$defs"])
    used = {piece.split('"')[0] for piece in text.split('"#/$defs/')[1:]}
    assert used == parts


def test_another_kind_of_file_has_no_schema() -> None:
    with pytest.raises(KeyError):
        schema("report")


FILES = [
    ("workspace", "tongxin.yaml"),
    *(("plan", f"plans/{path.name}") for path in sorted((ROOT / "plans").glob("*.yaml"))),
    *(("basis", f"plans/basis/{path.name}") for path in (ROOT / "plans/basis").glob("*.yaml")),
    *(("ledger", f"ledger/{path.name}") for path in sorted((ROOT / "ledger").glob("*.yaml"))),
]


@pytest.mark.parametrize(("kind", "path"), FILES)
def test_our_own_files_are_valid(kind: str, path: str) -> None:
    tree = parse_tree(Source(path, (ROOT / path).read_text(encoding="utf-8")))
    assert tree.diagnostics == []
    errors = [str(error.message) for error in VALIDATORS[kind].iter_errors(plain(tree.root))]
    assert errors == []


def test_our_own_files_are_of_every_kind() -> None:
    assert {kind for kind, _ in FILES} == set(KINDS)


# ── data made from the tables ─────────────────────────────────────────────────────────────────

TEXTS = st.sampled_from(["消防", "每户一份", "9:30", "a b", "1.10", "yes"])
IDS = st.sampled_from(["a", "fire", "消防-1", "3"])
DATES = st.sampled_from(["2026-11-03", "2026-11", "2026年11月3日", "2026"])
SCALARS: dict[type, st.SearchStrategy[Data]] = {
    fields.Text: TEXTS,
    fields.Id: IDS,
    fields.Count: st.sampled_from(["1", "12", "３"]),
    fields.Amount: st.sampled_from(["4", "12.5"]),
    fields.Flag: st.sampled_from(["true", "是", "false", "否"]),
    dates.DateOf: DATES,
    dates.SpanOf: st.sampled_from(["2026-11-03", "2026-09..2026-10"]),
    dates.DurationOf: st.sampled_from(["7 days", "3个工作日", "5"]),
    target.TargetOf: st.sampled_from(["0", "≥10%", "1..2", "1:1"]),
    schedule.ScheduleOf: st.sampled_from(["每周1次", "monthly"]),
    community.OwnDays: st.sampled_from(["06..09", "2026-11-03"]),
    community.Red: st.sampled_from(["overdue", "逾期", "2 days"]),
    community.Version: st.just("1"),
    community.Pitch: st.sampled_from(["28.95", "30"]),
    community.Prefix: st.sampled_from(["双办", "双安整改"]),
    numbers.NumberOf: st.sampled_from(["双办〔2026〕5号", "双安整改〔2025〕12号"]),
    ledger.Labels: st.sampled_from(["2026-W40", "2026-W40..2026-W42", "once"]),
    ledger.Measurement: st.sampled_from(["67", "95%", "1:2"]),
}
NAMES = st.sampled_from(["甲", "households", "n-1"])


def values(kind: Any) -> st.SearchStrategy[Data]:
    """What may be written where this kind of value stands. KeyError for a kind unknown here."""
    if isinstance(kind, fields.Choice):
        known = words.spellings(kind.table)
        return st.sampled_from(sorted(word for word in known if known[word] not in kind.but))
    if isinstance(kind, fields.ListOf):
        return some(values(kind.item))
    if isinstance(kind, fields.Things):
        return some(things(kind.table))
    if isinstance(kind, fields.One):
        return things(kind.table)
    if isinstance(kind, fields.DictOf):
        return named(values(kind.item))
    if isinstance(kind, plan.Measures):
        return some(TEXTS | things(plan.MEASURE))
    if isinstance(kind, ledger.EvidenceOf):
        return some(TEXTS) | named(some(TEXTS))
    if isinstance(kind, ledger.Failed):
        return TEXTS | named(TEXTS)
    if isinstance(kind, community.Holidays):
        return st.dictionaries(st.sampled_from(["2026", "2027"]), notices(), max_size=1)
    if isinstance(kind, community.Severities):
        return st.dictionaries(
            st.just("same-work"),
            st.sampled_from(sorted(words.spellings("word:severity-of-check"))),
        )
    if isinstance(kind, community.LastOfYears):
        return st.dictionaries(st.sampled_from(["2025", "2026"]), SCALARS[fields.Count], max_size=2)
    if isinstance(kind, community.OwnDays):
        return some(SCALARS[community.OwnDays])
    return SCALARS[type(kind)]


def notices() -> st.SearchStrategy[Data]:
    day = st.sampled_from(["2026-01-01", "01-02..01-03"])
    return st.fixed_dictionaries(
        {}, optional={"off": some(day), "上班": some(day), "source": TEXTS}
    )


def some(item: st.SearchStrategy[Data]) -> st.SearchStrategy[Data]:
    return item | st.lists(item, min_size=1, max_size=2)


def named(item: st.SearchStrategy[Data]) -> st.SearchStrategy[Data]:
    return st.dictionaries(NAMES, item, max_size=2)


@st.composite
def things(draw: st.DrawFn, table: fields.Table) -> Data:
    """A mapping of this table: what is required and some of the rest, in either spelling."""
    made = {}
    optional = [field for field in table.fields if not field.required]
    chosen = draw(st.lists(st.sampled_from(optional), max_size=4, unique_by=lambda f: f.name))
    for field in (*table.required, *chosen):
        spelled = [name for name, found in table.lookup.items() if found is field]
        made[draw(st.sampled_from(spelled))] = draw(values(field.kind))
    return made


def files() -> st.SearchStrategy[tuple[str, Data]]:
    """A kind of file, and data that are right for it."""
    entries = [things(table) for table in ledger.TABLES if table is not ledger.NOTE]
    entries[ledger.TABLES.index(ledger.HAZARD)] = things(ledger.HAZARD).map(
        lambda entry: (
            {"result": "pass", **entry}
            if {entry.get("event"), entry.get("环节")} & {"verified", "复查"}
            and "结果" not in entry
            else entry
        )
    )
    entries.append(things(ledger.NOTE).map(lambda entry: {**entry, "problem": "积水"}
                                           if "存在问题" not in entry else entry))  # fmt: skip
    return st.one_of(
        st.tuples(st.just("plan"), things(plan.PLAN)),
        st.tuples(st.just("basis"), things(basis.BASIS)),
        st.tuples(st.just("workspace"), things(community.WORKSPACE)),
        st.tuples(st.just("ledger"), st.lists(st.one_of(entries), min_size=1, max_size=2)),
    )


def places(data: Data, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every value, the whole included."""
    found = [path]
    pairs = data.items() if isinstance(data, dict) else enumerate(data)
    if not isinstance(data, str):
        for key, value in pairs:
            found += places(value, (*path, key))
    return found


def at(data: Data, path: tuple[Any, ...]) -> Data:
    for key in path:
        data = data[key]
    return data


@st.composite
def mutated(draw: st.DrawFn, data: Data) -> Data:
    """The data with one fault of shape (or something that looks like one)."""
    data = json.loads(json.dumps(data))
    path = draw(st.sampled_from(places(data)))
    value = at(data, path)
    ways = ["list", "mapping"]
    if isinstance(value, dict):
        ways += ["extra key"] + (["renamed key", "dropped key"] if value else [])
    if isinstance(value, (dict, list)):
        ways.append("text")
    way = draw(st.sampled_from(ways))
    if way == "extra key":
        value[draw(st.sampled_from(["zzz", "标题", "note", "id"]))] = "甲"
    elif way == "renamed key":
        key = draw(st.sampled_from(sorted(value)))
        value[key + "x"] = value.pop(key)
    elif way == "dropped key":
        del value[draw(st.sampled_from(sorted(value)))]
    else:
        changed = {"list": [value], "mapping": {"zzz": value}, "text": "甲"}[way]
        if not path:
            return changed
        at(data, path[:-1])[path[-1]] = changed
    return data


PROPERTY = settings(
    deadline=None,
    max_examples=200,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@PROPERTY
@given(files())
def test_what_the_tables_allow_is_right_for_both(made: tuple[str, Data]) -> None:
    kind, data = made
    assert codes(kind, data) - {"bad-date", "phase-order"} == set()
    assert VALIDATORS[kind].is_valid(data), data


@PROPERTY
@given(st.data())
def test_schema_and_parser_agree_on_mutations(data: st.DataObject) -> None:
    kind, made = data.draw(files())
    agree(kind, data.draw(mutated(made)))


def test_most_mutations_are_faults() -> None:
    """The property would mean little if hardly any mutation were one."""
    wrong = {
        "a key renamed": {"plan": "a", "title": "甲", "period": "2026", "notex": "甲"},
        "a list for a text": {"plan": "a", "title": ["甲"], "period": "2026"},
        "a mapping for a text": {"plan": "a", "title": {"甲": "乙"}, "period": "2026"},
        "a required key dropped": {"plan": "a", "period": "2026"},
        "a text for a list of things": {"plan": "a", "title": "甲", "period": "2026", "tasks": "x"},
        "a list of lists": {"plan": "a", "title": "甲", "period": "2026", "basis": [["x"]]},
    }
    for name, data in wrong.items():
        assert codes("plan", data) & SHAPE, name
        assert not VALIDATORS["plan"].is_valid(data), name


@pytest.mark.parametrize(
    ("entry", "right"),
    [
        ({"hazard": "H-1", "event": "verified"}, False),
        ({"隐患": "H-1", "环节": "复查"}, False),
        ({"隐患": "H-1", "环节": "复查", "结果": "合格"}, True),
        ({"hazard": "H-1", "event": "复查", "result": "fail"}, True),
        ({"hazard": "H-1", "event": "closed"}, True),
    ],
)
def test_a_re_inspection_has_a_result(entry: dict[str, str], right: bool) -> None:
    data = [{"date": "2026-11-03", **entry}]
    assert VALIDATORS["ledger"].is_valid(data) == right
    assert ("missing-key" not in codes("ledger", data)) == right


WHOLE: dict[str, tuple[str, Data]] = {
    "plan": ("plan", {"plan": "a", "title": "甲", "period": "2026"}),
    "basis": ("basis", {"basis": "a", "title": "甲"}),
    "workspace": ("workspace", {"tongxin": "1", "community": {"name": "甲"}}),
    "done": ("ledger", {"date": "2026-11-03", "task": "a/b"}),
    "hazard": ("ledger", {"date": "2026-11-03", "hazard": "H-1", "event": "found"}),
    "measured": ("ledger", {"date": "2026-11-03", "indicator": "i", "value": "1"}),
    "waive": ("ledger", {"date": "2026-11-03", "waive": "a/b", "period": "2026", "why": "甲"}),
    "extend": (
        "ledger",
        {"date": "2026-11-03", "extend": "a", "period": "2026", "to": "2026-12", "why": "甲"},
    ),
    "void": ("ledger", {"date": "2026-11-03", "void": "E-1", "why": "甲"}),
}
DECIDES = {"task", "hazard", "indicator", "waive", "extend", "void"}  # without it: another kind


@pytest.mark.parametrize(
    ("kind", "whole", "key"),
    [
        (kind, whole, key)
        for kind, whole in WHOLE.values()
        for key in whole
        if not (kind == "ledger" and key in DECIDES)
    ],
)
def test_each_required_key(kind: str, whole: Data, key: str) -> None:
    less = {name: value for name, value in whole.items() if name != key}
    for data, right in ((whole, True), (less, False)):
        file = [data] if kind == "ledger" else data
        assert codes(kind, file) == (set() if right else {"missing-key"})
        assert VALIDATORS[kind].is_valid(file) is right


def test_every_kind_of_value_is_made() -> None:
    """A kind that is new must be taught to `values`, or the property would not reach it."""
    tables = {id(t): t for module in (basis, community, ledger, plan) for t in vars(module).values()
              if isinstance(t, fields.Table)}  # fmt: skip
    for table in tables.values():
        for field in table.fields:
            values(field.kind)


# ── schedules and targets, which may be mappings ──────────────────────────────────────────────


def with_schedule(value: Data) -> Data:
    return {
        "plan": "a", "title": "甲", "period": "2026",
        "tasks": [{"id": "t", "title": "巡查", "schedule": value}],
    }  # fmt: skip


def with_target(value: Data) -> Data:
    return {
        "plan": "a", "title": "甲", "period": "2026",
        "indicators": [{"id": "i", "name": "户数", "target": value}],
    }  # fmt: skip


SCHEDULES = [
    {"every": "week", "times": "2"},
    {"每": "周", "逢": ["周二", "周五"]},
    {"every": "month", "each": ["place", "topic"], "note": "雨天除外"},
    {"every": "week", "while": "hazard"},
    {"every": "week", "each": "place", "while": {"hazard": "卫生"}},
    {"每": "周", "条件": {"有隐患": "卫生"}},
    {"in": ["03", "10"]},
    {"by": "2026-07-31"},
    {"all-year": "true"},
    {"未明确": "定期"},
    ["每周1次", {"by": "2026-07-31"}],
]


@pytest.mark.parametrize("value", SCHEDULES)
def test_schedules_that_are_right_for_both(value: Data) -> None:
    assert codes("plan", with_schedule(value)) == set()
    assert VALIDATORS["plan"].is_valid(with_schedule(value))


AGREED = [
    {"evry": "week"},
    {"every": "week", "zzz": "2"},
    [["每周1次"]],
    [{"every": "week", "zzz": "2"}],
]
LAX_SCHEMA = [
    {"every": {"a": "week"}},
    {"every": "week", "times": {"a": "2"}},
    {"every": "week", "day": [{"a": "fri"}]},
    {"every": "week", "while": {"zzz": "卫生"}},
    {"every": "week", "while": {"hazard": ["卫生"]}},
    {"every": "week", "while": {"hazard": "卫生", "zzz": "甲"}},
]
LAX_PARSER = [
    {"every": [["week"]]},
    {"every": "week", "day": [["tue"], "fri"]},
    {"every": "week", "note": {"a": "b"}},
    {"every": "week", "note": [["a"]]},
]


@pytest.mark.parametrize("value", AGREED)
def test_faults_of_schedules_that_both_see(value: Data) -> None:
    assert codes("plan", with_schedule(value)) & SHAPE
    assert not VALIDATORS["plan"].is_valid(with_schedule(value))


@pytest.mark.parametrize("value", LAX_SCHEMA)
def test_mappings_within_schedules(value: Data) -> None:
    assert codes("plan", with_schedule(value)) & SHAPE
    assert not VALIDATORS["plan"].is_valid(with_schedule(value))


@pytest.mark.parametrize("value", LAX_PARSER)
def test_lists_of_lists_within_schedules(value: Data) -> None:
    assert codes("plan", with_schedule(value)) & SHAPE
    assert not VALIDATORS["plan"].is_valid(with_schedule(value))


@pytest.mark.parametrize("value", ["0", {"vague": "提高"}, {"未明确": "提高"}])
def test_targets_that_are_right_for_both(value: Data) -> None:
    assert codes("plan", with_target(value)) == set()
    assert VALIDATORS["plan"].is_valid(with_target(value))


@pytest.mark.parametrize(
    "value", [["0"], {"zzz": "甲"}, {"vague": ["提高"]}, {"vague": {"a": "b"}}]
)
def test_faults_of_targets_that_both_see(value: Data) -> None:
    assert codes("plan", with_target(value)) & SHAPE
    assert not VALIDATORS["plan"].is_valid(with_target(value))


@pytest.mark.parametrize("value", [{}, {"vague": "提高", "zzz": "甲"}])
def test_faults_of_targets_that_one_of_them_does_not_see(value: Data) -> None:
    assert codes("plan", with_target(value)) & SHAPE
    assert not VALIDATORS["plan"].is_valid(with_target(value))


# ── entries ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("entry", "right"),
    [
        ({"date": "2026-11-03", "task": "a/b"}, True),
        ({"日期": "2026-11-03", "任务": ["a/b"], "佐证": {"照片": ["a.jpg"]}}, True),
        ({"date": "2026-11-03", "note": "甲"}, True),
        ({"date": "2026-11-03", "存在问题": "积水"}, True),
        ({"date": "2026-11-03", "hazard": "H-1", "event": "found", "task": "a/b"}, True),
        (
            {"date": "2026-11-03", "extend": "a/b", "period": "once", "至": "2026-12", "why": "甲"},
            True,
        ),
        ({"task": "a/b"}, False),
        ({"date": "2026-11-03", "task": "a/b", "value": "3"}, False),
        ({"date": "2026-11-03", "hazard": "H-1", "task": "a/b"}, False),
        ({"date": "2026-11-03", "indicator": "x"}, False),
        ({"date": "2026-11-03", "void": "E-1"}, False),
        ({"date": "2026-11-03", "task": "a/b", "evidence": [{"照片": "a"}]}, False),
        ({"date": "2026-11-03", "task": "a/b", "failed": ["甲"]}, False),
        ("甲", False),
        ([], False),
    ],
)
def test_entries(entry: Data, right: bool) -> None:
    assert (not codes("ledger", [entry]) & SHAPE) is right
    assert VALIDATORS["ledger"].is_valid([entry]) is right


def test_an_entry_of_a_date_alone() -> None:
    assert codes("ledger", [{"date": "2026-11-03"}]) == {"missing-key"}
    assert not VALIDATORS["ledger"].is_valid([{"date": "2026-11-03"}])


@pytest.mark.parametrize("data", [{"date": "2026-11-03"}, "甲"])
def test_a_ledger_that_is_no_list(data: Data) -> None:
    assert codes("ledger", data) == {"wrong-type"}
    assert not VALIDATORS["ledger"].is_valid(data)


# ── what an editor's parser makes of plain scalars ────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("plan", {"plan": "a", "title": 2026, "period": 2026}),
        ("plan", {"plan": 3, "title": "甲", "period": "2026", "note": True}),
        (
            "basis",
            {"basis": "a", "title": "甲", "clauses": [{"id": 1, "text": "甲", "points": 4.5}]},
        ),
        ("workspace", {"tongxin": 1, "community": {"name": "甲", "numbers": {"residents": 9100}}}),
        ("ledger", [{"date": "2026-11-03", "task": "a/b", "count": 2, "amount": 2.5}]),
        ("ledger", [{"date": "2026-11-03", "waive": "a/b", "period": 2026, "why": "甲"}]),
        ("plan", with_schedule({"every": "week", "times": 2})),
        ("plan", with_schedule({"all-year": True})),
        ("plan", with_schedule({"in": [3, 10]})),
        ("plan", with_target(5)),
    ],
)
def test_numbers_and_words_that_yaml_reads_as_such_are_valid(kind: str, data: Data) -> None:
    assert VALIDATORS[kind].is_valid(data)


def test_a_key_with_nothing_behind_it_is_as_if_it_were_not_there() -> None:
    text = "plan: a\ntitle: 甲\nperiod: 2026\nnote:\n"
    assert plan.read_plan(parse_tree(Source("a.yaml", text)))[1] == []
    assert VALIDATORS["plan"].is_valid({"plan": "a", "title": "甲", "period": 2026, "note": None})
