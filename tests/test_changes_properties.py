"""Random edits of the shipped plans: what is wanted is read back, and nothing else is touched."""

import shutil
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from tests.harness import TODAY, day
from tongxin import checks
from tongxin.answers.occurrences import Agenda
from tongxin.changes import plans
from tongxin.changes.edit import Outcome, judged
from tongxin.changes.places import KINDS, find_key
from tongxin.changes.values import given as value_given
from tongxin.diagnostic import Severity, TongxinError
from tongxin.model.fields import Amount, Choice, Count, Field, Flag, Id, Kind, ListOf, Table, Text
from tongxin.model.schedule import ScheduleOf
from tongxin.model.words import SPELLINGS
from tongxin.model.world import World
from tongxin.text.tree import Mapping, Node, Scalar, Sequence
from tongxin.workspace.read import read_world

ROOT = Path(__file__).parent.parent
DAYS = [day(text) for text in (TODAY, "2026-11-27", "2026-10-05", "2026-12-31")]


@cache
def shipped() -> World:
    return read_world(ROOT)


@cache
def targets() -> list[tuple[str, Table]]:
    """Path and table of everything in the shipped workspace that has keys."""
    world = shipped()
    found: list[tuple[str, Table]] = []
    for home in (*world.plans, *world.bases, world.settings):
        name = getattr(home, "id", "tongxin")
        for kind, (table, key) in KINDS.items():
            found += [
                (f"{name}/{kind}/{getattr(thing, 'id', number)}", table)
                for number, thing in enumerate(getattr(home, key, ()), 1)
            ]
    return found


WORDS = st.sampled_from(
    ["新的", "含: 冒号 # 井号", "1.10", "yes", "甲、乙", "[草稿] 检查", "它's \"好\"", "- 横线", "9:30", "备注：x"]
)  # fmt: skip
PHRASES = st.sampled_from(
    ["每周2次", "每月1次", "每周五", "每月20日", "12月底前", "每季度", "全年", "不定期", "monthly",
     "世界环境日", "逐个地点每月1次", "{every: week, times: 3}", "{每: 月, 截止: 5}", "[每周1次, 12月20日前]",
     "3月、10月", "每两周一次", "有空再说", "{every: }"]
)  # fmt: skip


def values(kind: Kind) -> st.SearchStrategy[str]:
    """Words that may be given for a field; some are wrong."""
    if isinstance(kind, ScheduleOf):
        return PHRASES
    if isinstance(kind, ListOf):
        return st.one_of(WORDS, st.just("[a, 'b、c', d]"), st.just("a、b"), st.just("[a]"))
    if isinstance(kind, Choice):
        table = SPELLINGS[kind.table]
        return st.sampled_from([*table, *(names[0] for names in table.values()), "x"])
    if isinstance(kind, (Amount, Count)):
        return st.sampled_from(["3", "0", "2.5", "-1", "很多"])
    if isinstance(kind, Flag):
        return st.sampled_from(["true", "否", "x"])
    if isinstance(kind, (Text, Id)):
        return WORDS
    return st.sampled_from(
        ["2026-12-31", "2026-09", "2026", "3 days", "≥10%", "0", "1..2", "1:2", "-20%", "2026-13"]
    )


@st.composite
def settings_of_keys(draw: Any) -> tuple[int, str, Field, str]:
    path, table = draw(st.sampled_from(targets()))
    field = draw(st.sampled_from([f for f in table.fields if f.attribute != "id"]))
    table_words = table.spelled(field.name)
    key = draw(st.sampled_from([table_words.english, table_words.chinese]))
    return draw(st.sampled_from(DAYS)), f"{path}.{key}", field, draw(values(field.kind))


def closed(agenda: Agenda) -> dict[Any, Any]:
    return {
        (o.duty.name, o.member, o.period): (o.quota, o.count, o.state)
        for track in agenda.all_tracks
        for o in track.closed()
    }


def errors(agenda: Agenda) -> Counter[tuple[str, str, str]]:
    return Counter(
        (f.code, str(f.message), f.span.source.path)
        for f in checks.find(agenda)
        if f.severity is Severity.ERROR
    )


def assert_sound(outcome: Outcome, today: int) -> None:
    """No new errors, the past as it was."""
    was, now = Agenda(shipped(), today), Agenda(outcome.after, today)
    assert errors(now) - errors(was) == Counter()
    before = closed(was)
    assert {key: closed(now).get(key) for key in before} == before


def lines_of(node: Node, source: Any) -> range:
    first = source.position(node.start)[0]
    last = source.position(max(node.end - 1, node.start))[0]
    return range(first, last + 1)


def kept(outcome: Outcome, path: str, may: range) -> None:
    """Every line of a file but those that may change is there, in its order."""
    (text,) = (text for text in outcome.texts if text.source.path == path)
    rest = iter(text.after.text.split("\n"))
    for number, line in enumerate(text.source.text.split("\n"), 1):
        if number not in may:
            assert line in rest, line


def data(node: Node | None) -> Any:
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [data(item) for item in node.items]
    assert isinstance(node, Mapping)
    return {key.value: data(value) for key, value in node.items}


def plain(value: Any) -> Any:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    return [plain(part) for part in value]


QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much]


@settings(max_examples=150, deadline=None, suppress_health_check=QUIET)
@given(settings_of_keys())
def test_a_value_that_is_set_is_read_back(case: tuple[int, str, Field, str]) -> None:
    today, path, field, text = case
    world = shipped()
    place = find_key(world, path)
    try:
        outcome = judged(world, today, plans.set_value(world, today, path, text))
    except TongxinError as refusal:
        event(f"refused: {type(refusal).__name__}")
        return
    event("done" if outcome.texts else "already so")
    wanted = value_given(place.kind, text, place.chinese, place.node)
    now = find_key(outcome.after, path)
    have = data(now.node)
    kept_before = [note for note in outcome.notes if not note.text.startswith("it was owed for")]
    if isinstance(field.kind, ScheduleOf) and kept_before:
        begins = ("from", "起")  # a list split at a day; one mapping where nothing is kept before
        assert (isinstance(have, list) and len(have) > 1) or (
            isinstance(have, dict) and any(key in have for key in begins)
        )
    else:
        assert have == plain(wanted)
    again = plans.set_value(outcome.after, today, path, text)
    if not outcome.notes:
        assert judged(outcome.after, today, again).texts == ()
    if not outcome.texts:
        return
    assert_sound(outcome, today)
    source = place.spot.tree.source
    thing = place.spot.thing
    alone = not thing.node.items  # a measure that is a text alone gets braces
    may = lines_of(place.node or (thing.given["text"] if alone else thing.node), source)
    in_braces = thing.node.flow or alone
    file = source.path
    named = field.name in ("title", "name", "text")  # references may go along
    if not named:
        assert [text.path for text in outcome.texts] == [file]
        kept(outcome, file, may if in_braces or place.node is not None else range(0))


@settings(max_examples=200, deadline=None, suppress_health_check=QUIET)
@given(st.data(), st.integers(day("2026-09-01"), day("2027-06-30")), PHRASES, st.booleans())
def test_another_schedule_leaves_what_is_over(
    chosen: st.DataObject, today: int, phrase: str, twice: bool
) -> None:
    world = shipped()
    duty = chosen.draw(st.sampled_from(world.duties))
    after = world
    for now, words in [(today, phrase), (today + 40, "每月2次")][: 1 + twice]:
        was = Agenda(after, now)
        try:
            outcome = judged(
                after, now, plans.set_value(after, now, f"{duty.name}.schedule", words)
            )
        except TongxinError as refusal:
            event(f"refused: {str(refusal)[:60]}")
            return
        event("split" if outcome.notes else "replaced whole")
        is_ = Agenda(outcome.after, now)
        assert closed(was) == {k: v for k, v in closed(is_).items() if k in closed(was)}
        short = {(o.member, o.period) for t in was.tracks_of(duty.name) for o in t.missed(0)}
        new = {(o.member, o.period) for t in is_.tracks_of(duty.name) for o in t.missed(0)}
        assert new == short  # nothing is missed because of an edit
        after = outcome.after


@settings(max_examples=50, deadline=None, suppress_health_check=QUIET)
@given(st.data(), st.sampled_from(DAYS))
def test_an_id_that_is_renamed(chosen: st.DataObject, today: int) -> None:
    world = shipped()
    homes = [*(f"{plan.id}.plan" for plan in world.plans), *(f"{b.id}.basis" for b in world.bases)]
    things = [f"{path}.id" for path, _ in targets() if "/measure/" not in path]
    path = chosen.draw(st.sampled_from(things) if chosen.draw(st.booleans()) else st.sampled_from(homes))  # fmt: skip
    outcome = judged(world, today, plans.set_value(world, today, path, "new-一"))
    assert outcome.warnings == () and not any(t.path.startswith("ledger") for t in outcome.texts)
    assert errors(Agenda(outcome.after, today)) == errors(Agenda(world, today))
    rows = [Agenda(w, today).occurrences() for w in (world, outcome.after)]
    was, now = (Counter((o.period, o.opens, o.due, o.quota, o.count, o.state) for o in some) for some in rows)  # fmt: skip
    assert was == now
    # and back again: the references as they were, both ids known
    head = path.rpartition(".")[0]
    old = head.rpartition("/")[2]
    now_path = f"{head.removesuffix(old)}new-一.{path.rpartition('.')[2]}"
    back = judged(outcome.after, today, plans.set_value(outcome.after, today, now_path, old))
    texts = {text.path: text.after.text for text in back.texts}
    for source in world.sources:
        if source.path in texts:
            gone = source.text.split("\n")
            came = texts[source.path].split("\n")
            assert sum(a not in came for a in gone) <= 1  # only the `was` remains
    assert errors(Agenda(back.after, today)) == errors(Agenda(world, today))


@settings(max_examples=100, deadline=None, suppress_health_check=QUIET)
@given(st.sampled_from(targets()), st.sampled_from(DAYS))
def test_a_thing_that_is_removed(target: tuple[str, Table], today: int) -> None:
    world = shipped()
    path, _ = target
    spot = plans.find_thing(world, path)
    try:
        outcome = judged(world, today, plans.remove(world, today, path))
    except TongxinError:
        event("refused")
        return
    event("done")
    assert_sound(outcome, today)
    if spot.kind == "measure":  # the next one has its number now
        path = f"{path.partition('/')[0]}/{getattr(spot.thing, 'text', '')}"
    with pytest.raises(TongxinError):
        plans.find_thing(outcome.after, path)
    source = spot.tree.source
    may = lines_of(spot.thing.node, source)
    kept(outcome, source.path, may)
    (text,) = outcome.texts
    assert text.after.text.count("#") >= source.text.count("#") - sum("#" in source.line(n) for n in may)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=QUIET)
@given(st.data(), st.sampled_from(DAYS))
def test_a_thing_that_is_added(chosen: st.DataObject, today: int) -> None:
    world = shipped()
    kind = chosen.draw(st.sampled_from([kind for kind in KINDS if kind != "measure"]))
    homes = {"place": ["tongxin"], "clause": [basis.id for basis in world.bases]}
    home = chosen.draw(st.sampled_from(homes.get(kind, [plan.id for plan in world.plans])))
    table, key = KINDS[kind]
    keys = {"id": "new"}
    for field in table.fields[1:]:
        if field.required or chosen.draw(st.integers(0, 4)) == 0:
            word = table.spelled(field.name)
            keys[chosen.draw(st.sampled_from([word.english, word.chinese]))] = chosen.draw(
                values(field.kind)
            )
    try:
        outcome = judged(world, today, plans.add(world, today, kind, home, keys))
    except TongxinError:
        event("refused")
        return
    event("done")
    assert_sound(outcome, today)
    ((text),) = outcome.texts
    kept(outcome, text.source.path, range(0))
    home_thing = plans.find_thing(outcome.after, home)
    added = getattr(home_thing.thing, key)[-1]
    assert added.id == "new"
    for name, value in keys.items():
        node = added.given[table.lookup[name].name]
        assert data(node) == plain(value_given(table.lookup[name].kind, value, not any(k.value == "id" for k, _ in added.node.items)))  # fmt: skip


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("copy")
    for name in ("plans", "ledger", "tongxin.yaml", "evidence"):
        from_ = ROOT / name
        if from_.is_dir():
            shutil.copytree(from_, folder / name)
        else:
            shutil.copy(from_, folder / name)
    yield folder


@settings(max_examples=25, deadline=None, suppress_health_check=[*QUIET, HealthCheck.function_scoped_fixture])  # fmt: skip
@given(case=settings_of_keys())
def test_what_is_judged_is_what_will_be_read(copy: Path, case: tuple[int, str, Field, str]) -> None:
    """On the disk the workspace has the findings that were foreseen."""
    today, path, _, text = case
    world = shipped()
    try:
        outcome = judged(world, today, plans.set_value(world, today, path, text))
    except TongxinError:
        assume(False)
        raise
    for one in outcome.texts:
        (copy / one.path).write_bytes(one.after.text.encode())
    fresh = read_world(copy)
    for one in outcome.texts:
        (copy / one.source.path).write_bytes(one.source.text.encode())

    def told(found: World) -> list[str]:
        return [f"{f.span.sort_key()} {f.message}" for f in checks.find(Agenda(found, today))]

    assert told(fresh) == told(outcome.after)
