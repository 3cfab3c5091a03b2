"""The edits of plans, bases and settings: a value set or taken away, a thing added or removed."""

from collections.abc import Mapping
from dataclasses import replace

from tongxin.answers.occurrences import Agenda
from tongxin.calendar.periods import Day, iso
from tongxin.changes.edit import FROM_START, Edit
from tongxin.changes.language import in_chinese, spelled
from tongxin.changes.places import (
    KINDS,
    KeySpot,
    Spot,
    candidates,
    find_key,
    find_thing,
    is_plain,
    key_is_text,
    keys_before,
    kind_named,
    known_kinds,
    path_of,
    unknown_key,
)
from tongxin.changes.references import mentions, references
from tongxin.changes.rename import NAMES, called, renamed
from tongxin.changes.split import rescheduled
from tongxin.changes.values import given
from tongxin.diagnostic import TongxinError, near
from tongxin.messages import Message, msg, msgn
from tongxin.model import words
from tongxin.model.fields import Field, Table, thing_name
from tongxin.model.plan import Measure, Plan
from tongxin.model.schedule import ScheduleOf
from tongxin.model.world import World
from tongxin.text.revise import Append, Path, Put, Remove
from tongxin.text.tree import Mapping as Pairs
from tongxin.text.tree import Node, Scalar, Sequence
from tongxin.text.write import Written

# ── set ───────────────────────────────────────────────────────────────────────────────────────


def set_value(world: World, today: Day, path: str, text: str, since: Day | None = None) -> Edit:
    """The edit that gives a key a value; another id, and another name, takes its references along.

    Args:
        world: the workspace.
        today: the day of the edit.
        path: `safe/inspect.schedule`, see `changes.places`.
        text: the words given; the kind of the field says what they are.
        since: the day from which another schedule holds; `FROM_START`: the past may change.

    Raises:
        TongxinError: the path names nothing, the value is none, or it cannot be changed exactly.
    """
    place = find_key(world, path)
    field, spot = place.field, place.spot
    if field is not None and field.attribute == "id" and not place.within:
        return renamed(world, place, text.strip())
    value = given(place.kind, text, place.chinese, place.node)
    if isinstance(place.kind, ScheduleOf) and spot.kind == "task":
        return rescheduled(world, today, place, value, since)
    if since is not None and since != FROM_START:
        raise TongxinError(
            msg("a day from which it holds can be named for a schedule only"),
            msg("leave --from DATE out"),
        )
    meant = since == FROM_START
    if isinstance(spot.thing, Measure) and is_plain(spot.thing):
        return Edit({spot.tree.source.path: (_measure(spot, spot.thing, place, value),)})
    if field is not None and NAMES.get(spot.kind) == field.name and place.table is spot.table:
        return replace(called(world, place, value), meant=meant)
    return Edit({spot.tree.source.path: (_put(place, value),)}, meant=meant)


def _put(place: KeySpot, value: Written) -> Put:
    """The change; mappings that are not there yet are made around the value."""
    for key in reversed(place.within):
        value = {key: value}
    return Put(place.path, value, place.before)


def _measure(spot: Spot, measure: Measure, place: KeySpot, value: Written) -> Put:
    """The change of a measure that is a text alone; with another key it becomes a mapping."""
    assert isinstance(spot.home, Plan)
    together = [m for m in spot.home.measures if m.given["text"] is measure.given["text"]]
    new: Written = value
    if not key_is_text(place.field):
        new = {spelled(spot.table, "text", place.chinese): measure.text, place.key: value}
    if len(together) == 1:
        return Put(spot.path, new)
    return Put(spot.path, [new if m is measure else m.text for m in together])


def unset(world: World, path: str, since: Day | None = None) -> Edit:
    """The edit that takes a key away.

    Raises:
        TongxinError: the path names nothing, or the key is required.
    """
    place = find_key(world, path)
    if place.field is not None and place.field.required and place.table is not None:
        raise TongxinError(
            msg(
                '{thing} needs its "{key}"',
                thing=thing_name(place.table.name),
                key=place.table.spelled(place.field.name),
            ),
            msg("give it another value: {path}", path=f"tongxin set {path} …"),
        )
    if place.node is None or place.within:
        return Edit({})
    return Edit({place.spot.tree.source.path: (Remove(place.path),)}, meant=since == FROM_START)


# ── add ───────────────────────────────────────────────────────────────────────────────────────


def add(
    world: World,
    today: Day,
    kind: str,
    home: str | None,
    keys: Mapping[str, str],
) -> Edit:
    """The edit that adds a thing at the end of its list.

    A task of a plan that is running, and a place, owes from today on, unless `from` is given;
    `from: start` leaves it out.

    Args:
        world: the workspace.
        today: the day of the edit.
        kind: task, group, phase, goal, indicator, place, clause or measure, in either language.
        home: the plan, the basis or `tongxin` it belongs to; places belong to `tongxin`.
        keys: its keys, in either language, with the words given for each.

    Raises:
        TongxinError: there is no such kind, plan or key, or a required key is missing.
    """
    name = _kind(kind)
    spot = _home(world, name, kind, home)
    table, key = KINDS[name]
    field = spot.table.lookup[key]
    listed = spot.thing.given.get(key)
    chinese = in_chinese(spot.tree, listed or spot.thing.node, world.settings.language)
    values = _keys(table, keys)
    meant = _begin(spot, name, today, values)
    _ensure_whole(table, values)
    item: dict[str, Written] = {
        spelled(table, one.name, chinese): given(one.kind, values[one.name], chinese)
        for one in table.fields
        if one.name in values
    }
    path = _list_path(spot, field, listed, world.settings.language)
    written: Written = item
    if name == "measure" and set(values) == {"text"} and not _has_mappings(listed):
        written = values["text"]
    file = spot.tree.source.path
    if isinstance(listed, Sequence):
        return Edit({file: (Append(path, written),)}, meant=meant)
    if listed is None or (isinstance(listed, Scalar) and listed.empty):
        return Edit({file: (Put(path, [written], keys_before(spot.table, field)),)}, meant=meant)
    if isinstance(listed, Scalar) and isinstance(written, str):
        parts = [part.strip() for part in listed.value.split("、") if part.strip()]
        return Edit({file: (Put(path, [*parts, written]),)}, meant=meant)
    raise TongxinError(
        msg("{file}:{line}: this is no list", file=file, line=spot.thing.at(key).line),
        msg("make it a list first: put a dash before what stands there"),
    )


def _has_mappings(listed: Node | None) -> bool:
    return isinstance(listed, Sequence) and any(isinstance(i, Pairs) for i in listed.items[-1:])


def _kind(word: str) -> str:
    found = kind_named(word)
    if found is None:
        known = known_kinds()
        guess = near(word, [*KINDS, *(name.chinese for name in known)])
        raise TongxinError(
            msg('"{word}" cannot be added', word=word),
            msg('did you mean "{word}"?', word=guess)
            if guess
            else msg("what can be added: {kinds}", kinds=known),
        )
    return found


def _home(world: World, name: str, kind: str, home: str | None) -> Spot:
    """The plan, basis or workspace that holds things of a kind."""
    key = KINDS[name][1]
    if home is None:
        if name != "place":
            raise TongxinError(
                msg("which plan, or basis?"),
                msg(
                    "write for instance: {command}",
                    command=f"tongxin add {kind} {'creation' if name == 'clause' else 'safe'} …",
                ),
            )
        home = "tongxin"
    found = [spot for spot in candidates(world, home) if key in spot.table.lookup]
    holding = [spot for spot in found if spot.kind in ("plan", "basis", "workspace")]
    if not holding:
        spot = find_thing(world, home)
        raise TongxinError(
            msg(
                "{thing} holds none of these: {kind}",
                thing=thing_name(spot.table.name),
                kind=words.word("plan", key) if key in words.SPELLINGS["plan"] else kind,
            ),
            msg("places stand in tongxin, clauses in a basis, all else in a plan"),
        )
    return holding[0]


def _keys(table: Table, keys: Mapping[str, str]) -> dict[str, str]:
    """What was given, by the English keys."""
    values: dict[str, str] = {}
    for key, text in keys.items():
        field = table.lookup.get(key)
        if field is None:
            raise unknown_key(table, key)
        if field.name in values:
            raise TongxinError(msg('"{key}" is given twice', key=key))
        values[field.name] = text
    return values


def _begin(spot: Spot, name: str, today: Day, values: dict[str, str]) -> bool:
    """Let it owe from today on, where what is over would change; is the past meant to change?"""
    if name not in ("task", "place"):
        return False
    if values.get("from") in ("start", "开始"):
        del values["from"]
        return True
    if "from" in values:
        return True  # the day that is typed is meant; what it changes is told
    if name == "place" or (isinstance(spot.thing, Plan) and _is_running(spot.thing, today)):
        values["from"] = iso(today)
    return False


def _is_running(plan: Plan, today: Day) -> bool:
    return (
        plan.status == "active"
        and plan.period is not None
        and (plan.period[0] < today <= plan.period[1])
    )


def _ensure_whole(table: Table, values: Mapping[str, str]) -> None:
    """Say which required key is missing, with an example where that is the id."""
    for field in table.fields:
        if field.required and field.name not in values:
            word = table.spelled(field.name)
            example = {"id": "drill", "from": "2026-09", "to": "2026-12"}.get(field.name, "…")
            raise TongxinError(
                msg("--{key} is missing", key=word),
                msg("write for instance: {example}", example=f"--{field.name} {example}"),
            )


def _list_path(spot: Spot, field: Field, listed: Node | None, language: str) -> Path:
    """Where the list stands, or would stand."""
    if listed is not None:
        return path_of(spot.tree, listed)
    chinese = in_chinese(spot.tree, spot.thing.node, language)
    return (*spot.path, spelled(spot.table, field.name, chinese))


# ── remove ────────────────────────────────────────────────────────────────────────────────────


def remove(world: World, today: Day, path: str, since: Day | None = None) -> Edit:
    """The edit that takes a thing out of its list.

    Raises:
        TongxinError: the path names nothing or more than a thing, or something refers to it.
    """
    spot = _removable(world, path)
    if world.partly_read:
        raise TongxinError(
            msg("{file} could not be read whole: it may name this", file=world.partly_read[0]),
            msg("mend it first: tongxin check {path}", path=world.partly_read[0]),
        )
    used = [ref for ref in references(world) if ref.thing is spot.thing]
    if used:
        places = [f"{ref.tree.source.path}:{ref.line}" for ref in used]
        raise TongxinError(
            msgn("it is named in {n} place: {places}", "it is named in {n} places: {places}",
                 len(places), places=_few(places)),
            msg("change or take these away first"),
        )  # fmt: skip
    told = [mention for mention in mentions(world) if mention.thing is spot.thing]
    if told:
        places = [f"{m.entry.source.path}:{m.entry.at(m.key).line}" for m in told]
        raise TongxinError(
            msgn("the ledger names it in {n} entry: {places}",
                 "the ledger names it in {n} entries: {places}", len(places), places=_few(places)),
            _instead(world, spot, today),
        )  # fmt: skip
    change: Put | Remove = Remove(spot.path)
    if isinstance(spot.thing, Measure) and isinstance(spot.home, Plan):
        same = [m for m in spot.home.measures if m.given["text"] is spot.thing.given["text"]]
        if len(same) > 1:  # parts of one text
            change = Put(spot.path, "、".join(m.text for m in same if m is not spot.thing))
    return Edit({spot.tree.source.path: (change,)}, meant=since == FROM_START)


def _removable(world: World, path: str) -> Spot:
    found = candidates(world, path)
    if not found and "." in path:
        find_key(world, path)
        raise TongxinError(
            msg("{path} is a key and no thing", path=path),
            msg("to take a key away: {command}", command=f"tongxin set {path} --unset"),
        )
    spot = find_thing(world, path)
    if spot.thing is spot.home:
        file = spot.tree.source.path
        if spot.kind == "workspace":
            raise TongxinError(msg("a workspace is not removed here"))
        raise TongxinError(
            msg("a whole file is not removed here: {file}", file=file),
            msg("write that it is over: {command}; or: {other}",
                command=f"tongxin set {spot.id}.status stopped", other=f"git rm {file}")
            if spot.kind == "plan"
            else msg("remove it yourself: {command}", command=f"git rm {file}"),
        )  # fmt: skip
    return spot


def _few(places: list[str]) -> tuple[str, ...]:
    places = list(dict.fromkeys(places))
    return (*places[:5], *(("…",) if len(places) > 5 else ()))


def _last_day(world: World, spot: Spot, today: Day) -> Day:
    """The last day of what is owed now, so that no running period ends short; else yesterday."""
    last = today - 1
    if spot.kind == "task":
        for track in Agenda(world, today).tracks_of(f"{getattr(spot.home, 'id', '')}/{spot.id}"):
            for o in track.touching(today, today):
                last = max(last, o.closes or last)
    return last


def _instead(world: World, spot: Spot, today: Day) -> Message:
    """How to end what cannot be removed."""
    if spot.kind in ("task", "place"):
        home = "tongxin" if spot.kind == "place" else getattr(spot.home, "id", "")
        command = f"tongxin set {home}/{spot.id}.to {iso(_last_day(world, spot, today))}"
        return msg("let it end instead: {command}", command=command)
    if isinstance(spot.home, Plan):
        return msg(
            "leave it, or end the plan: {command}",
            command=f"tongxin set {spot.home.id}.status stopped",
        )
    return msg("leave it: what was done stays readable")
