"""Another schedule from a day on: the old one holds until then, so that what is over stays.

Each item of the old schedule that has begun by then gets a `to`, each of the new one a `from`.
What never closes cannot be past: it stays if it was due before the day, and gives way otherwise.
Seasons and named spans of an old item become the dates they had.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tongxin.answers.expansion import Window, expand, stretches
from tongxin.answers.occurrences import Agenda, schedule_of
from tongxin.calendar.periods import Day, iso
from tongxin.changes import past
from tongxin.changes.edit import FROM_START, Edit, made
from tongxin.changes.places import KeySpot, keys_before
from tongxin.changes.values import Item, as_written, schedule_item, schedule_written
from tongxin.diagnostic import Source, TongxinError
from tongxin.messages import Message, msg
from tongxin.model import words
from tongxin.model.dates import Moment, parse_moment, resolve
from tongxin.model.fields import INVALID, Reader
from tongxin.model.phrase import Fault, parse_phrase
from tongxin.model.plan import Plan, Task
from tongxin.model.schedule import BOUNDED, SCHEDULE, Rule, ScheduleOf, Shape
from tongxin.model.world import Duty, World
from tongxin.text.revise import Append, Change, Put, Remove
from tongxin.text.tree import Mapping, Node, Scalar, Tree, parse_tree
from tongxin.text.tree import Sequence as Items
from tongxin.text.write import Bare, Written, written

_ONCE = (Shape.DATES, Shape.SPAN, Shape.BEFORE)


def rescheduled(
    world: World, today: Day, place: KeySpot, value: Written, since: Day | None
) -> Edit:
    """The edit that gives a task another schedule.

    Args:
        world: the workspace.
        today: the day on which it is edited.
        place: the key `schedule` of the task.
        value: the new schedule as it would be written.
        since: the day from which it holds; None: today, or, where the running period would end
            short by that, its end; `FROM_START`: it takes the old one's place altogether.

    Raises:
        TongxinError: it cannot be split there without changing what is over.
    """
    plan, task = place.spot.home, place.spot.thing
    assert isinstance(plan, Plan) and isinstance(task, Task)
    path = plan.source.path
    whole = Edit({path: (Put(place.path, value, place.before),)})
    if since == FROM_START:
        return replace(whole, meant=True)
    agenda = Agenda(world, today)
    duty = next(d for d in world.duties if d.task is task)
    after, _ = made(world, whole)
    if not _differs(after, plan, task):
        return whole  # at fault: the findings say so; or it means the same
    if since is not None:
        edit = _split(agenda, place, value, since)
        return replace(edit, until=since, notes=(_note(since), *_for_all(task, after)))
    over = any(True for track in agenda.tracks(duty) for _ in track.closed())
    if not over and _holds(agenda, whole, duty):
        return replace(whole, notes=tuple(_for_all(task, after)))
    nothing_done = not over and not agenda.entries_by_duty.get(duty.name)
    window = agenda.window(plan, task)
    last = None if window is None else window.last
    for day in _days(agenda, duty.name):
        if last is not None and day > last:
            raise TongxinError(
                msg(
                    "what is owed runs to the end, {date}: no time is left for another schedule",
                    date=iso(last),
                ),
                msg(
                    "name the day from which the new one holds: {option}",
                    option=f"--from {iso(today)}",
                ),
            )
        for keeping in (False, True) if nothing_done else (True,):
            edit = _split(agenda, place, value, day, keeping)
            if _holds(agenda, edit, duty):
                return replace(edit, notes=(_note(day), *_for_all(task, after)))
    raise _CANNOT


def _differs(after: World, plan: Plan, task: Task) -> bool:
    """Has the task another schedule afterwards, without a fault?"""
    for other in after.plans:
        if other.source.path == plan.source.path:
            for one in other.tasks:
                if one.id == task.id:
                    return bool(one.schedule) and one.schedule != task.schedule
    return False


_CANNOT = TongxinError(
    msg("this schedule cannot be split at a day without changing what is over"),
    msg(
        "name another day: --from DATE; or replace it whole, the past included: {option}",
        option="--from start",
    ),
)


def _for_all(task: Task, after: World) -> Iterator[Message]:
    """Told where each place (group, audience …) owed by itself, and all owe together from now."""
    had = {dimension for rule in schedule_of(task) for dimension in rule.each}
    new = next(t for plan in after.plans for t in plan.tasks if t.at().start == task.at().start
               and plan.source.path == task.tree.source.path)  # fmt: skip
    lost = had - {dimension for rule in schedule_of(new) for dimension in rule.each}
    if lost:
        names = tuple(words.word("word:each", name) for name in sorted(lost))
        yield msg(
            "it was owed for each ({names}), and is owed once for all now; to keep that: {example}",
            names=names,
            example="逐个地点每周2次",
        )


def _note(day: Day) -> Message:
    """What the author is told."""
    return msg("from {date} on; the periods before stay as they were", date=iso(day))


def _days(agenda: Agenda, duty: str) -> Iterator[Day]:
    """Days at which to split, the best first: today, behind the running periods, at their start."""
    today = agenda.today
    running = [
        occurrence
        for track in agenda.tracks_of(duty)
        for occurrence in track.occurrences()
        if occurrence.quota and occurrence.closes is not None
        and occurrence.opens <= today <= occurrence.closes
    ]  # fmt: skip
    if not any(o.opens < today for o in running):
        yield today
    yield from sorted({o.closes + 1 for o in running if o.closes is not None})
    yield from sorted({o.opens for o in running}, reverse=True)


def _holds(agenda: Agenda, edit: Edit, duty: Duty) -> bool:
    """Is what is over as it was, and does no running period end short by the edit?"""
    after, _ = made(agenda.world, edit)
    now = Agenda(after, agenda.today)
    if any(True for _ in past.changes(agenda, now, frozenset((duty.plan.source.path,)))):
        return False
    before = {(o.member, o.period) for t in agenda.tracks_of(duty.name) for o in t.missed(0)}
    return all(
        (o.member, o.period) in before for t in now.tracks_of(duty.name) for o in t.missed(0)
    )


def _split(agenda: Agenda, place: KeySpot, value: Written, day: Day, keeping: bool = True) -> Edit:
    """The old items until the eve of a day, unless nothing is kept of them; then the new ones."""
    plan, old = place.spot.home, place.node
    assert isinstance(plan, Plan)
    path = plan.source.path
    new = [_beginning(agenda, plan, item, day, place.chinese) for item in _items(agenda, value)]
    shown = ((path, place.path),)
    if old is None or not keeping or (isinstance(old, Scalar) and old.empty):
        only: Written = new[0] if len(new) == 1 else new
        return Edit({path: (Put(place.path, only, place.before),)}, shown=shown)
    nodes = old.items if isinstance(old, Items) else [old]
    kept = [_ending(agenda, place, node, day) for node in nodes]
    in_place = _in_place(place, old, kept, new)
    if in_place is not None:
        return Edit({path: in_place}, shown=shown)
    items: list[Written] = []
    for node, ended in zip(nodes, kept, strict=True):
        items += [as_written(node)] if ended is None else ended
    items += new
    listed: Written = items[0] if len(items) == 1 else items
    return Edit({path: (Put(place.path, listed, place.before),)}, shown=shown)


def _in_place(
    place: KeySpot, old: Node, kept: list[list[Written] | None], new: list[Written]
) -> tuple[Change, ...] | None:
    """The changes to the items of a list that is there; None where it is written anew."""
    if not isinstance(old, Items) or all(ended == [] for ended in kept):
        return None
    if any(ended is not None and len(ended) > 1 for ended in kept):
        return None
    found: list[Change] = []
    for number, (node, ended) in enumerate(zip(old.items, kept, strict=True)):
        path = (*place.path, number)
        if ended == [] and number == len(kept) - 1:  # the new one takes the place of the last
            found.append(Put(path, new[0]))
            new = new[1:]
        elif ended == []:
            found.append(Remove(path))
        elif ended is not None:
            found += _put(path, node, ended[0])
    return (*found, *(Append(place.path, item) for item in new))


def _put(path: tuple[str | int, ...], node: Node, value: Written) -> Iterator[Change]:
    """The changes that make a value of an item: of a mapping only the keys that differ."""
    if isinstance(node, Mapping) and not isinstance(value, str) and isinstance(value, dict):
        have = {key.value: as_written(part) for key, part in node.items}
        if set(have) <= set(value):
            for key, part in value.items():
                if have.get(key) != part:
                    field = SCHEDULE.lookup.get(key)
                    before = keys_before(SCHEDULE, field) if field else frozenset[str]()
                    yield Put((*path, key), part, before)
            return
    yield Put(path, value)


# ── items ─────────────────────────────────────────────────────────────────────────────────────


def _items(agenda: Agenda, value: Written) -> "list[Item | Written]":
    """The items of a new schedule: mappings by their English keys; what is none as it is."""
    if isinstance(value, str):
        found = phrase_items(agenda.world, value)
        return [value] if found is None else list(found)
    if isinstance(value, dict):
        known = words.spellings("schedule")
        return [{known.get(str(key), str(key)): part for key, part in value.items()}]
    assert not isinstance(value, str) and isinstance(value, Sequence)
    return [item for part in value for item in _items(agenda, part)]


def phrase_items(world: World, phrase: str) -> list[Item] | None:
    """The mappings that a phrase means; None where it is no phrase."""
    found = parse_phrase(phrase, world.names.known, world.names.is_span)
    if isinstance(found, Fault):
        return None
    return [
        {
            key: Bare(parts[0].text) if len(parts) == 1 else [Bare(p.text) for p in parts]
            for key, parts in item.items()
        }
        for item in found
    ]


def _beginning(
    agenda: Agenda, plan: Plan, item: "Item | Written", day: Day, chinese: bool
) -> Written:
    """A new item that holds from a day on; one with a season or dates of its own as it is."""
    if not isinstance(item, dict):
        return item
    rules = _rules_of(agenda.world, plan, item)
    if rules and all(rule.shape in BOUNDED for rule in rules) and not _seasonal(item):
        first = _absolute(item.get("from"))
        if first is None or first[0] < day:
            item = {**item, "from": Bare(iso(day))}
    return schedule_written(item, chinese)


def _seasonal(item: Item) -> bool:
    """Does it hold between dates of every year, or in named spans?"""
    return any(key in item and _absolute(item[key]) is None for key in ("from", "to"))


def _absolute(value: "Written | None") -> tuple[Day, Day] | None:
    """First and last day of a date with its year; None for anything else."""
    if not isinstance(value, str):
        return None
    moment = parse_moment(value)
    if not isinstance(moment, Moment) or moment.year is None:
        return None
    days = resolve(moment, None)
    return days if isinstance(days, tuple) else None


def _ending(agenda: Agenda, place: KeySpot, node: Node, day: Day) -> list[Written] | None:
    """What an old item becomes that holds until the eve of a day; None: it stays as it is."""
    plan, task = place.spot.home, place.spot.thing
    assert isinstance(plan, Plan) and isinstance(task, Task)
    rules = _rules(agenda.world, plan, node)
    window = agenda.window(plan, task)
    if isinstance(node, Mapping):
        items: list[Item] = [schedule_item(node)]
    else:
        assert isinstance(node, Scalar)
        items = phrase_items(agenda.world, node.value) or []
    if window is None or len(items) == 0:
        return None
    found: list[Written] = []
    unchanged = True
    for item in items:
        own = rules if len(items) == 1 else _rules_of(agenda.world, plan, item)
        ended = _ended(agenda, item, own, window, day)
        unchanged = unchanged and ended == [item]
        for one in ended:
            if isinstance(node, Mapping):
                found.append(_like(node, one, place.chinese))
            else:
                found.append(schedule_written(one, place.chinese))
    return None if unchanged else found


def _like(node: Mapping, item: Item, chinese: bool) -> Written:
    """A mapping as it was written, with what is new in it."""
    known = words.spellings("schedule")
    spelled = {known.get(key.value, key.value): key.value for key, _ in node.items}
    have = schedule_item(node)
    same = {spelled[key]: value for key, value in item.items() if have.get(key) == value}
    fresh = schedule_written({k: v for k, v in item.items() if have.get(k) != v}, chinese)
    renamed = {spelled.get(known.get(key, key), key): value for key, value in fresh.items()}
    return {**same, **renamed}


def _ended(
    agenda: Agenda, item: Item, rules: tuple[Rule, ...], window: Window, day: Day
) -> list[Item]:
    """One old item until the eve of a day: what is left of it."""
    eve = day - 1
    if all(rule.shape in _ONCE for rule in rules):
        found = expand(rules, window, agenda.almanac)
        dues = [slot.due for slot in found.slots]
        if all(due < day for due in dues):
            return [item]
        left = [Bare(iso(due)) for due in dues if due < day]
        if not left:
            return []
        key = "by" if "by" in item else "day"
        return [{**{k: v for k, v in item.items() if k not in ("by", "day", "every")}, key: left}]
    if not all(rule.shape in BOUNDED for rule in rules):
        if all(slot.due < day for slot in expand(rules, window, agenda.almanac).slots):
            return [item]
        raise _CANNOT
    first, last = _absolute(item.get("from")), _absolute(item.get("to"))
    if first is not None and first[0] >= day:
        return []
    if last is not None and last[1] < day:
        return [item]
    if not _seasonal(item):
        return [{**item, "to": Bare(iso(eve))}]
    seasons = list(stretches(rules[0], window, agenda.world.names))
    if all(end < day for _, end in seasons):
        return [item]
    return [
        {**item, "from": Bare(iso(begin)), "to": Bare(iso(min(end, eve)))}
        for begin, end in seasons
        if begin < day
    ]


def _rules(world: World, plan: Plan, node: Node) -> tuple[Rule, ...]:
    """The rules of one item of a schedule that stands in a plan."""
    reader = Reader(Tree(plan.source), world.names)
    reader.window = plan.period
    rules = ScheduleOf().parse(reader, node)
    return () if rules is INVALID else rules


def _rules_of(world: World, plan: Plan, item: Item) -> tuple[Rule, ...]:
    """The rules of one mapping that stands nowhere yet."""
    tree = parse_tree(Source(plan.source.path, written(schedule_written(item, chinese=False))))
    assert tree.root is not None
    reader = Reader(tree, world.names)
    reader.window = plan.period
    rules = ScheduleOf().parse(reader, tree.root)
    return () if rules is INVALID else rules
