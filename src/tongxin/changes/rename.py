"""Another id or name for a thing: whatever refers to it goes along, the ledger stays as it is.

A former id is written into `was`, by which the ledger is understood. So is a former name that the
ledger uses, where it can be an id; where it cannot, the renaming is refused: nothing may be lost.
"""

from collections.abc import Mapping

from tongxin.changes.edit import Edit, made
from tongxin.changes.language import spelled
from tongxin.changes.past import Renamed
from tongxin.changes.places import KeySpot, Spot, keys_before
from tongxin.changes.references import Mention, Reference, mentions, references
from tongxin.diagnostic import TongxinError
from tongxin.messages import msg
from tongxin.model.fields import Thing, is_id
from tongxin.model.world import World
from tongxin.text.revise import Append, Change, Path, Put
from tongxin.text.tree import Scalar, Sequence
from tongxin.text.write import Written
from tongxin.workspace.find import BASES, PLANS

NAMES = {
    "plan": "title", "basis": "title", "task": "title", "goal": "text", "indicator": "name",
    "group": "name", "phase": "name", "place": "name",
}  # fmt: skip
"""By kind: the key that says what a thing is called, by which others may refer to it."""


def renamed(world: World, place: KeySpot, new: str) -> Edit:
    """The edit that gives a thing another id, with all that goes along.

    Raises:
        TongxinError: the id is no id or is taken, or what refers to it cannot be changed.
    """
    spot, old = place.spot, place.spot.id
    if new == old:
        return Edit({})
    if not is_id(new):
        raise TongxinError(
            msg('"{id}" is no id', id=new), msg("use letters, digits and hyphens only")
        )
    changes: dict[str, list[Change]] = {spot.tree.source.path: [Put(place.path, new)]}
    changes[spot.tree.source.path] += _former(place, old, without=new)
    found = [ref for ref in references(world) if ref.thing is spot.thing and ref.name == old]
    _go_along(changes, found, new)
    home = "" if spot.thing is spot.home else str(getattr(spot.home, "id", ""))
    edit = Edit(
        {path: tuple(some) for path, some in changes.items()},
        moved=_moved(world, spot, new),
        renamed=Renamed(spot.kind, home, old, new),
    )
    _ensure_same(world, edit, new)
    return edit


def called(world: World, place: KeySpot, value: Written) -> Edit:
    """The edit that gives a thing another name (title, text), with all that refers to it by name.

    Raises:
        TongxinError: the ledger names it by a name that cannot be kept, or the new one is taken.
    """
    spot = place.spot
    path = spot.tree.source.path
    changes: dict[str, list[Change]] = {path: [Put(place.path, value, place.before)]}
    old = str(getattr(spot.thing, NAMES[spot.kind]))
    new = value if isinstance(value, str) else old
    if not old or old in (new, spot.id):
        return Edit({path: tuple(changes[path])})
    found = [ref for ref in references(world) if ref.thing is spot.thing and ref.name == old]
    _go_along(changes, found, spot.id if "、" in new else str(new))
    told = [m for m in mentions(world) if m.thing is spot.thing and m.name == old]
    if told and not is_id(old):
        raise TongxinError(
            msg(
                'the ledger calls it "{name}" ({places}), and the ledger is never rewritten',
                name=old,
                places=_lines(told),
            ),
            msg("keep the name; what is to be said besides can stand under note"),
        )
    if told:
        changes[path] += _former(place, old)
    edit = Edit({path: tuple(some) for path, some in changes.items()})
    _ensure_same(world, edit, str(new))
    return edit


def _lines(told: list[Mention]) -> tuple[str, ...]:
    places = [f"{m.entry.source.path}:{m.entry.at(m.key).line}" for m in told]
    return (*dict.fromkeys(places[:3]), *(("…",) if len(places) > 3 else ()))


def _go_along(changes: dict[str, list[Change]], found: list[Reference], new: str) -> None:
    """The changes to references; several in one text are one change."""
    texts: dict[tuple[str, Path], list[Reference]] = {}
    for ref in found:
        texts.setdefault((ref.tree.source.path, ref.path), []).append(ref)
    for (file, path), refs in texts.items():
        text = refs[0].text
        for ref in sorted(refs, key=lambda ref: -ref.start):
            text = text[: ref.start] + new + text[ref.end :]
        changes.setdefault(file, []).append(Put(path, text))


def _former(place: KeySpot, old: str, without: str = "") -> list[Change]:
    """The change that writes a former id into `was`; one that is the id again leaves it."""
    spot = place.spot
    node = spot.thing.given.get("was")
    had: tuple[str, ...] = getattr(spot.thing, "was", ())
    if old in had and without not in had:
        return []
    field = spot.table.lookup["was"]
    written = next(
        (
            key.value
            for key, _ in spot.thing.node.items
            if spot.table.lookup.get(key.value) is field
        ),
        spelled(spot.table, "was", place.chinese),
    )
    path = (*spot.path, written)
    if isinstance(node, Sequence) and without not in had:
        return [Append(path, old)]
    kept = [name for name in (*had, old) if name != without]
    if isinstance(node, Scalar) and not node.empty and had == ():
        return []  # what stands there is at fault, and is reported
    return [Put(path, list(dict.fromkeys(kept)), keys_before(spot.table, field))]


def _moved(world: World, spot: Spot, new: str) -> Mapping[str, str]:
    """The new path of a plan's or a basis's file, which is named for the id."""
    if spot.thing is not spot.home:
        return {}
    path = spot.tree.source.path
    to = f"{BASES if spot.kind == 'basis' else PLANS}/{new}.yaml"
    if to == path:
        return {}
    if any(source.path == to for source in world.sources) or to in world.unread:
        raise TongxinError(
            msg("{path} is there already", path=to), msg("choose another id, or rename that first")
        )
    return {path: to}


# ── nothing is lost ───────────────────────────────────────────────────────────────────────────


Meant = tuple[str, str, str]
"""What is named: its kind, the id of what it is of, its id."""


def _ensure_same(world: World, edit: Edit, new: str) -> None:
    """Refuse where a reference or the ledger would name another thing than before, or none."""
    after, _ = made(world, edit)
    now = _meant(after)
    for (file, where), things in _meant(world).items():
        if edit.renamed is not None:
            things = {_renamed(thing, edit.renamed) for thing in things}  # noqa: PLW2901
        found = now.get((edit.moved.get(file, file), where), set())
        if found != things and not ("by" in where and things <= found):
            raise TongxinError(
                msg(
                    '"{name}" is taken: what {file} names would be another thing',
                    name=new,
                    file=file,
                ),
                msg("choose another one"),
            )


def _meant(world: World) -> dict[tuple[str, Path], set[Meant]]:
    """File and place of each name → what is meant there."""
    names = _names(world)
    found: dict[tuple[str, Path], set[Meant]] = {}
    for ref in references(world):
        name = names[id(ref.thing)]
        where = (*ref.path, ref.text[: ref.start].count("、"), name[0])
        found.setdefault((ref.tree.source.path, where), set()).add(name)
    for mention in mentions(world):
        name = names[id(mention.thing)]
        where = (mention.entry.node.start, mention.number, mention.key, name[0])
        found.setdefault((mention.entry.source.path, where), set()).add(name)
    return found


def _names(world: World) -> dict[int, Meant]:
    """Each thing → its kind, the id of what it is of, its id."""
    found: dict[int, Meant] = {}

    def note(kind: str, home: str, things: tuple[Thing, ...]) -> None:
        for thing in things:
            found[id(thing)] = (kind, home, str(getattr(thing, "id", "")))

    note("plan", "", world.plans)
    note("basis", "", world.bases)
    note("place", "", world.settings.places)
    note("group", "", world.settings.groups)
    for basis in world.bases:
        note("clause", basis.id, basis.clauses)
    for plan in world.plans:
        for kind in ("goal", "indicator", "group", "phase", "task"):
            note(kind, plan.id, getattr(plan, f"{kind}s"))
    return found


def _renamed(thing: Meant, new: Renamed) -> Meant:
    kind, home, name = thing
    if (kind, home, name) == (new.kind, new.home, new.old):
        name = new.new
    if home == new.old and new.kind == ("basis" if kind == "clause" else "plan"):
        home = new.new
    return kind, home, name
