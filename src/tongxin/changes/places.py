"""What a path names: `safe/inspect.schedule`, `creation/S4.text`, `tongxin.community.name`.

In front of the first dot stands a thing: a plan or a basis by id, former id or exact title, or
`tongxin`; behind a slash what it holds, by id, former id or exact name, with its kind between them
where two kinds share an id (`safe/group/fire`); a measure, which has no id, by its text or its
number (`safe/measure/2`); where a plan and a basis do, `plan/` or `basis/`
in front. Behind the dot stand keys, in either language.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tongxin.changes.language import in_chinese, spelled
from tongxin.checks.references import suggestion
from tongxin.diagnostic import TongxinError
from tongxin.messages import Word, msg
from tongxin.model import words
from tongxin.model.basis import BASIS, CLAUSE, Basis
from tongxin.model.community import NOTICE, PLACE, WORKSPACE, Holidays, Severities
from tongxin.model.fields import Choice, DictOf, Field, Kind, One, Table, Thing, Things, meant
from tongxin.model.fields import thing_name as name_of_table
from tongxin.model.plan import (
    GOAL,
    GROUP,
    INDICATOR,
    MEASURE,
    PHASE,
    PLAN,
    TASK,
    Measure,
    Measures,
    Plan,
)
from tongxin.model.world import World
from tongxin.text.revise import Path
from tongxin.text.tree import Mapping, Node, Scalar, Tree
from tongxin.text.tree import Sequence as Items

KINDS: dict[str, tuple[Table, str]] = {
    "task": (TASK, "tasks"),
    "group": (GROUP, "groups"),
    "phase": (PHASE, "phases"),
    "goal": (GOAL, "goals"),
    "indicator": (INDICATOR, "indicators"),
    "place": (PLACE, "places"),
    "clause": (CLAUSE, "clauses"),
    "measure": (MEASURE, "measures"),
}
"""What plans, bases and the workspace hold → its table, and the key of the list."""

ROOTS = ("tongxin", "同心")
"""How a path names the workspace itself."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A thing that a path names. `kind`: a key of `KINDS`, or plan, basis, workspace.

    `path` is where its mapping stands in its file; `home` the plan, basis or settings it is of.
    """

    kind: str
    home: Plan | Basis | Thing
    thing: Thing
    table: Table
    path: Path

    @property
    def tree(self) -> Tree:
        """The file it stands in."""
        return self.home.tree

    @property
    def id(self) -> str:
        """Its id; of a measure its number, of the workspace `tongxin`."""
        if isinstance(self.thing, Measure):
            return number_of(self.home, self.thing)
        return str(getattr(self.thing, "id", "tongxin"))

    @property
    def name(self) -> str:
        """Its path, with its kind, so that it names nothing else."""
        if self.thing is self.home:
            return self.id
        return f"{getattr(self.home, 'id', 'tongxin')}/{self.kind}/{self.id}"


@dataclass(frozen=True, slots=True)
class KeySpot:
    """A key of a thing, there or not.

    `path` is where its value stands, or would stand. `within`: keys of mappings that would have to
    be made below `path`. `field` is None for names of the user's own. `node`: the value now.
    """

    spot: Spot
    path: Path
    key: str
    kind: Kind
    field: Field | None
    table: Table | None
    node: Node | None
    before: frozenset[str]
    within: tuple[str, ...] = ()
    chinese: bool = False


# ── things ────────────────────────────────────────────────────────────────────────────────────


def find_key(world: World, path: str) -> KeySpot:
    """The key that a path names. Raises TongxinError with what was probably meant."""
    if "." not in path:
        spot = find_thing(world, path)
        example = next(f.name for f in spot.table.fields if f.attribute != "id")
        raise TongxinError(
            msg("{path} names no key", path=path),
            msg("write for instance: {path}", path=f"{path}.{_word(spot.table, example)}"),
        )
    refusal: TongxinError | None = None
    for head, tail in _cuts(path, "."):
        found = candidates(world, head)
        if found:
            return _settled(world, head, found, tail.split("."))
        refusal = refusal or _unknown(world, head)
    assert refusal is not None
    raise refusal


def find_thing(world: World, path: str) -> Spot:
    """The thing that a path without a key names. Raises TongxinError."""
    found = candidates(world, path)
    if not found:
        raise _unknown(world, path)
    return _one(path, found)


def candidates(world: World, head: str) -> list[Spot]:
    """Everything that the part of a path before its dot may name; ids before names."""
    found = _whole(world, head)
    for first, rest in _cuts(head, "/"):
        for home in _whole(world, first):
            found += _within(home, rest)
            kind, slash, name = rest.partition("/")
            if slash and (known := kind_named(kind)):
                found += _within(home, name, known)
        wanted = {"basis": Basis, "依据": Basis, "plan": Plan, "计划": Plan}.get(first)
        if wanted is not None:
            found += [spot for spot in candidates(world, rest) if isinstance(spot.home, wanted)]
    unique = {(id(spot.home), id(spot.thing)): spot for spot in found}
    return list(unique.values())


def kind_named(word: str) -> str | None:
    """The kind of thing that a word names: task, tasks, 任务."""
    lists = words.spellings("plan") | words.spellings("workspace") | words.spellings("basis")
    for kind, (_, key) in KINDS.items():
        if word.lower() in (kind, key) or lists.get(word) == key:
            return kind
    return None


def _cuts(text: str, sign: str) -> Iterator[tuple[str, str]]:
    """What stands before and behind each of these signs."""
    parts = text.split(sign)
    for n in range(1, len(parts)):
        yield sign.join(parts[:n]), sign.join(parts[n:])


def _whole(world: World, name: str) -> list[Spot]:
    """Plan, basis and workspace of a name."""
    found: list[Spot] = []
    if name in ROOTS:
        found.append(Spot("workspace", world.settings, world.settings, WORKSPACE, ()))
    found += [Spot("plan", plan, plan, PLAN, ()) for plan in _named(world.plans, name)]
    found += [Spot("basis", basis, basis, BASIS, ()) for basis in _named(world.bases, name)]
    return found


def _within(home: Spot, name: str, only: str | None = None) -> list[Spot]:
    """What a plan, a basis or the workspace holds under a name; of each kind the best match."""
    found = []
    for kind, (table, key) in KINDS.items():
        if only not in (None, kind) or not hasattr(home.thing, key):
            continue
        for thing in _named(getattr(home.thing, key), name):
            plain = isinstance(thing, Measure) and is_plain(thing)
            path = path_of(home.tree, thing.given["text"] if plain else thing.node)
            found.append(Spot(kind, home.home, thing, table, path))
    return found


def is_plain(measure: Measure) -> bool:
    """Is a measure written as a text alone, without keys?"""
    return not measure.node.items


def key_is_text(field: Field | None) -> bool:
    """Is it the key that a text alone stands for?"""
    return field is not None and field.name == "text"


def number_of(home: Plan | Basis | Thing, measure: Measure) -> str:
    """The number of a measure in its plan, from 1."""
    assert isinstance(home, Plan)
    return str(next(n for n, one in enumerate(home.measures, 1) if one is measure))


def _named(things: Sequence[Any], name: str) -> list[Any]:
    """The things of a name: by id, else by exact name, else by former id."""
    if things and isinstance(things[0], Measure):
        return [one for n, one in enumerate(things, 1) if name in (str(n), one.text)]
    for matches in (
        lambda thing: thing.id == name,
        lambda thing: name in (getattr(thing, key, None) for key in ("title", "name", "text")),
        lambda thing: name in thing.was,
    ):
        found = [thing for thing in things if matches(thing)]
        if found:
            return found
    return []


def path_of(tree: Tree, wanted: Node) -> Path:
    """Where a node stands in its tree."""
    return paths_of(tree)[id(wanted)]


def paths_of(tree: Tree) -> dict[int, Path]:
    """The path of every node, by its identity; of what is shared the first."""
    found: dict[int, Path] = {}
    todo: list[tuple[Path, Node]] = [((), tree.root)] if tree.root is not None else []
    while todo:
        path, node = todo.pop()
        if id(node) in found:
            continue
        found[id(node)] = path
        if isinstance(node, Items):
            below = [((*path, n), item) for n, item in enumerate(node.items)]
        elif isinstance(node, Mapping):
            below = [((*path, key.value), value) for key, value in node.items]
        else:
            continue
        todo += reversed(below)
    return found


def _settled(world: World, head: str, found: list[Spot], keys: list[str]) -> KeySpot:
    """The one thing of several that has the key."""
    having = [spot for spot in found if keys[0] in spot.table.lookup]
    if not having:
        first = found[0]
        raise unknown_key(first.table, keys[0])
    return _descend(world, _one(head, having), keys)


def _one(path: str, found: list[Spot]) -> Spot:
    if len(found) == 1:
        return found[0]
    exact = [spot for spot in found if path == spot.id or path.endswith(f"/{spot.id}")]
    if len(exact) == 1:
        return exact[0]
    names = tuple(dict.fromkeys(spot.name for spot in found))
    if len({spot.kind for spot in found if spot.thing is spot.home}) > 1:
        names = tuple(f"{spot.kind}/{spot.name}" for spot in found)
    if len(names) < len(found):
        lines = tuple(f"{s.tree.source.path}:{s.thing.at().line}" for s in found)
        raise TongxinError(
            msg('"{name}" stands for several things: {places}', name=path, places=lines),
            msg("give each an id of its own first"),
        )
    raise TongxinError(
        msg('"{name}" may be any of {names}', name=path, names=names), msg("write one of them")
    )


def _unknown(world: World, head: str) -> TongxinError:
    """Why the part of a path before its dot names nothing."""
    first, slash, rest = head.partition("/")
    homes = _whole(world, first)
    unread = [path for path in world.unread if path.endswith((f"/{first}.yaml", f"/{first}.yml"))]
    if not homes and unread:
        return TongxinError(
            msg("{path} cannot be read", path=unread[0]),
            msg("see: tongxin check {path}", path=unread[0]),
        )
    if not homes or not slash:
        known = {**world.basis_index, **world.plan_index}
        help_ = suggestion(first, known)
        duties = world.duty_index.get(head, ())
        if duties:
            help_ = msg('did you mean "{word}"?', word=duties[0].name)
        return TongxinError(msg('no plan and no basis "{name}"', name=first), help_)
    kind, slash, name = rest.partition("/")
    only = kind_named(kind) if slash else None
    things: dict[str, Any] = {}
    for key in [KINDS[only][1]] if only else [key for _, key in KINDS.values()]:
        for thing in getattr(homes[0].thing, key, ()):
            title = getattr(thing, "title", None) or getattr(thing, "name", None)
            things |= {word: thing for word in (getattr(thing, "id", None), title) if word}
    wanted = name if only else rest
    return TongxinError(
        msg('there is no "{name}" in {home}', name=wanted, home=homes[0].tree.source.path),
        suggestion(wanted, things, homes[0].tree.source.path),
    )


# ── keys ──────────────────────────────────────────────────────────────────────────────────────


def unknown_key(table: Table, key: str) -> TongxinError:
    """The refusal of a key that a thing does not have, with the nearest that it has."""
    guess = meant(table, key)
    known = tuple(table.spelled(field.name) for field in table.fields)
    return TongxinError(
        msg('unknown key "{key}" in {thing}', key=key, thing=name_of_table(table.name)),
        msg('did you mean "{word}"?', word=guess)
        if guess
        else msg("known keys: {keys}", keys=known),
    )


def _word(table: Table, name: str) -> str:
    spelling = table.spelled(name)
    return spelling.english


def _descend(world: World, spot: Spot, keys: Sequence[str]) -> KeySpot:
    """Go from a thing along keys to a value, there or not."""
    here: Mapping | None = spot.thing.node  # what should hold the next key; None: it is not there
    inner: Table | Kind = spot.table
    path, before = spot.path, frozenset[str]()
    within: tuple[str, ...] = ()
    for number, key in enumerate(keys):
        table = inner if isinstance(inner, Table) else None
        field = table.lookup.get(key) if table is not None else None
        if table is not None and field is None:
            raise unknown_key(table, key)
        kind = inner if field is None else field.kind
        assert not isinstance(kind, Table)
        chinese = in_chinese(spot.tree, here, world.settings.language)
        if isinstance(spot.thing, Measure) and is_plain(spot.thing) and key_is_text(field):
            text = spot.thing.given["text"]
            return KeySpot(spot, spot.path, key, kind, field, table, text, before, (), chinese)
        written, node = _pair(here, table, field, key)
        if written is None:
            written = key if table is None or field is None else spelled(table, field.name, chinese)
        if here is None:
            within = (*within, written)
        else:
            path, before = (*path, written), _before(here, table, field)
        if number == len(keys) - 1:
            return KeySpot(spot, path, written, kind, field, table, node, before, within, chinese)
        inner = _inside(kind, key, ".".join(keys))
        nothing = node is None or (isinstance(node, Scalar) and node.empty)
        if not nothing and not isinstance(node, Mapping):
            raise _no_mapping(key, ".".join(keys))
        here = node if isinstance(node, Mapping) else None
    raise AssertionError("a path has a key")


def _pair(
    here: Mapping | None, table: Table | None, field: Field | None, key: str
) -> tuple[str | None, Node | None]:
    """The key as it is written in a mapping, and its value."""
    for written, value in here.items if here is not None else ():
        same = written.value == key if table is None else table.lookup.get(written.value) is field
        if same:
            return written.value, value
    return None, None


def _before(here: Mapping, table: Table | None, field: Field | None) -> frozenset[str]:
    """The spellings of the keys that a key comes after; names of the user's own come last."""
    if table is None or field is None:
        return frozenset(key.value for key, _ in here.items)
    return keys_before(table, field)


def keys_before(table: Table, field: Field) -> frozenset[str]:
    """Every spelling of the fields that stand before a field in its table."""
    number = table.fields.index(field)
    names = {other.name for other in table.fields[:number]}
    return frozenset(word for word, other in table.lookup.items() if other.name in names)


def _inside(kind: Kind, key: str, path: str) -> Table | Kind:
    """What the keys below a value are: those of a table, or the user's own names of one kind."""
    if isinstance(kind, One):
        return kind.table
    if isinstance(kind, DictOf):
        return kind.item
    if isinstance(kind, Severities):
        return Choice("word:severity-of-check")
    if isinstance(kind, Holidays):
        return One(NOTICE)
    if isinstance(kind, (Things, Measures)):
        raise TongxinError(
            msg('"{key}" is a list of things, each with a path of its own', key=key),
            msg("write for instance: {path}", path="safe/inspect.schedule"),
        )
    raise _no_mapping(key, path)


def _no_mapping(key: str, path: str) -> TongxinError:
    return TongxinError(
        msg('"{key}" holds no further keys', key=key),
        msg("give its whole value: {path}", path=path.partition(key)[0] + key),
    )


def known_kinds() -> tuple[Word, ...]:
    """What can be added, in the reader's words."""
    return tuple(words.word(*_KIND_WORDS[kind]) for kind in KINDS)


_KIND_WORDS = {
    "task": ("plan", "tasks"),
    "group": ("plan", "groups"),
    "phase": ("plan", "phases"),
    "goal": ("plan", "goals"),
    "indicator": ("plan", "indicators"),
    "place": ("workspace", "places"),
    "clause": ("basis", "clauses"),
    "measure": ("plan", "measures"),
}
