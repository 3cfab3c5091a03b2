"""Next year's plan: the old plan's text with its dates moved on, and what somebody must look at.

The text is spliced, so comments, order, quotes and line ends stay; then it is read again and held
against the old plan. Nothing is guessed: what may be of the old year alone is told with its line.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from tongxin import checks
from tongxin.answers.hazards import Hazard
from tongxin.answers.indicators import reading
from tongxin.answers.occurrences import Agenda, Occurrence, State
from tongxin.calendar.periods import Day, iso, year_of
from tongxin.changes.dated import (
    Anchors,
    Question,
    dates,
    like,
    moved,
    numbers,
    place,
    year_place,
    years_in_title,
)
from tongxin.checks import settle
from tongxin.checks.personal_information import numbers as private_numbers
from tongxin.diagnostic import Diagnostic, Edit, Severity, Source, Span, TongxinError
from tongxin.messages import Message, Translator, Value, msg, msgn
from tongxin.model import words
from tongxin.model.dates import LAST_YEAR
from tongxin.model.fields import INVALID, Reader, Thing, every_key, is_id, split_list
from tongxin.model.phrase import Fault, parse_phrase
from tongxin.model.plan import PLAN, Plan, Task, read_plan
from tongxin.model.schedule import Rule, ScheduleOf, Shape
from tongxin.model.world import Duty, World
from tongxin.text.edit import splice
from tongxin.text.revise import CannotEdit, Change, Path, Put, Remove, revised
from tongxin.text.tree import Mapping as Pairs
from tongxin.text.tree import Node, Scalar, Sequence, Tree, parse_tree, walk
from tongxin.text.write import Bare, Written
from tongxin.workspace.find import PLANS


@dataclass(frozen=True, slots=True)
class Unfinished:
    """One-off work of the old plan that is still owed; `left`: for how many of its members."""

    duty: Duty
    due: Day
    overdue: bool
    left: int


@dataclass(frozen=True, slots=True)
class Leftover:
    """A line of the new file in which an old year stands where no date field is."""

    line: int
    text: str


@dataclass(frozen=True, eq=False)
class Successor:
    """The new plan's text and plan, what is carried over, what to look at."""

    source: Source
    plan: Plan
    hazards: tuple[Hazard, ...]
    unfinished: tuple[Unfinished, ...]
    leftovers: tuple[Leftover, ...]
    notes: tuple[Message, ...]


def path_of(name: str) -> str:
    """The file of a plan."""
    return f"{PLANS}/{name}.yaml"


# ── what is refused ───────────────────────────────────────────────────────────────────────────


def years_between(agenda: Agenda, old: Plan, name: str, year: int | None) -> int:
    """How many years later the new plan begins: one, unless a year is named.

    Raises:
        TongxinError: the old plan has faults, the id is none or is taken, the year is none to
            which it can move.
    """
    world = agenda.world
    _refuse_faults(world, old)
    assert old.period is not None
    if not is_id(name):
        raise TongxinError(
            msg('"{id}" is no id', id=name), msg("use letters, digits and hyphens only")
        )
    taken = world.plan_index.get(name)
    if taken is not None:
        raise TongxinError(
            msg('"{id}" is taken: {place}', id=name, place=_where(taken.at())),
            msg("choose another id"),
        )
    first, last = (year_of(day) for day in old.period)
    years = 1 if year is None else year - first
    highest = max([last, *(d.moment.year or 0 for d in dates(old, world.names))])
    if years < 1 or highest + years > LAST_YEAR:
        raise TongxinError(
            msg(
                "the new plan cannot begin in {year}: the old one begins in {first}",
                year=str(first + years),
                first=str(first),
            ),
            msg("name a later year, up to {last}", last=str(LAST_YEAR - (highest - first))),
        )
    return years


def _refuse_faults(world: World, old: Plan) -> None:
    """A plan of which some part is not understood cannot be moved."""
    found = [f for f in world.diagnostics if f.span.source is old.source]
    settled = (settle(finding, {}) for finding in found)  # whatever is turned off here
    wrong = [f for f in settled if f is not None and f.severity is Severity.ERROR]
    if not wrong and old.tree.complete and old.period is not None:
        return
    place = _where(wrong[0].span) if wrong else old.source.path
    fault = wrong[0].message if wrong else msg("it could not be read whole")
    raise TongxinError(
        msg("{place}: {fault}: such a plan cannot be continued", place=place, fault=fault),
        msg("mend it first: tongxin check {path}", path=old.source.path),
    )


# ── the new plan ──────────────────────────────────────────────────────────────────────────────


def successor(
    agenda: Agenda,
    old: Plan,
    name: str,
    years: int,
    february: Mapping[int, str],
    translate: Translator,
) -> Successor:
    """The plan that follows an old one.

    Args:
        agenda: the workspace, and the day it is asked on.
        old: the plan that is continued.
        name: the id of the new one.
        years: how many years later, as `years_between` gives it.
        february: what stands for each 29 February that has to be asked about, by its offset.
        translate: into the language of the comments that are added.

    Raises:
        TongxinError: a 29 February is left open, or the text cannot be changed exactly.
    """
    world = agenda.world
    edits, left = moved(old, world.names, years, february)
    if left:
        raise _unasked(left)
    edits += _title_edits(old, years)
    source = Source(path_of(name), splice(old.source.text, edits), old.source.bom)
    splits, source = tuple(_splits(world, old)), _renamed(source, old, name)
    _refuse_unmoved(world, old, source, years)
    source, told = _unsplit(world, source, old, splits)
    carried = _open_hazards(agenda), tuple(_unfinished(agenda, old))
    lead = _heading(agenda, old, *carried, translate)
    source, block = _headed(source, lead)
    read, found = read_plan(parse_tree(source, every_key()), world.names)
    plan, unclear = _verified(agenda, old, read, found)
    notes = [*told, *_notes(agenda, old, plan), *unclear]
    leftovers = tuple(_leftovers(world, old, plan, block))
    return Successor(source, plan, *carried, leftovers, tuple(notes))


def _refuse_unmoved(world: World, old: Plan, source: Source, years: int) -> None:
    """Every date with a year must now be so many years later, and no other."""
    plan, _ = read_plan(parse_tree(source, every_key()), world.names)
    before = [d.moment.year for d in dates(old, world.names)]
    after = [] if plan is None else [d.moment.year for d in dates(plan, world.names)]
    if after != [None if year is None else year + years for year in before]:
        raise TongxinError(
            msg("the dates of {path} cannot be moved exactly", path=old.source.path),
            msg("write each date by itself, with its year"),
        )


def _unasked(left: tuple[Question, ...]) -> TongxinError:
    shown = tuple(
        msg("{place} {date} ({year})", place=q.place, date=q.span.text, year=str(q.year))
        for q in left
    )
    return TongxinError(
        msg("29 February does not exist in the year it comes to: {dates}", dates=shown),
        msg("say which day is meant: {options}", options="--feb29 02-28 | --feb29 03-01"),
    )


def _title_edits(old: Plan, years: int) -> Iterator[Edit]:
    """The years of the title, moved on."""
    node = old.value_node("title")
    assert isinstance(node, Scalar) and old.period is not None
    node = Anchors(old.tree).original(node)
    first, last = (year_of(day) for day in old.period)
    for start, end, number in years_in_title(node.value, range(first, last + 1)):
        later = (number + years) % 10 ** (end - start)
        yield place(old.source, node, start, end, like(node.value[start:end], later))


# ── keys of the plan itself ───────────────────────────────────────────────────────────────────


def _renamed(source: Source, old: Plan, name: str) -> Source:
    """The text with the new plan's own id, status and forerunner, and without former ids."""
    plan = _plan(source)
    chinese = any(key.value == words.chinese("plan", "plan") for key, _ in plan.node.items)
    wanted: list[Change] = [Put((_key(plan, "plan", chinese),), name)]
    status = plan.value_node("status")
    chinese_word = chinese
    if isinstance(status, Scalar) and not status.empty:
        chinese_word = not status.value.isascii()
    draft = words.chinese("word:status", "draft") if chinese_word else "draft"
    wanted.append(Put((_key(plan, "status", chinese),), Bare(draft), _before("status")))
    wanted.append(Put((_key(plan, "follows", chinese),), old.id, _before("follows")))
    gone = (key for key in ("ended", "was") if plan.value_node(key) is not None)
    wanted += [Remove((_key(plan, key, chinese),)) for key in gone]
    for change in wanted:
        source = _revised(source, change)
    return _own_references(_without_former_ids(source), old, name)


def _key(plan: Plan, name: str, chinese: bool) -> str:
    """A key of a plan as it is written, or as it will be."""
    known = words.spellings("plan")
    written = (key.value for key, _ in plan.node.items if known.get(key.value) == name)
    return next(written, words.chinese("plan", name) if chinese else name)


def _before(name: str) -> frozenset[str]:
    """The keys of a plan behind which a new one goes, in both spellings."""
    order = [field.name for field in PLAN.fields]
    above = order[: order.index(name)]
    return frozenset(word for key in above for word in (key, words.chinese("plan", key)))


def _plan(source: Source) -> Plan:
    """A text that was read before, read again as it is now."""
    plan, _ = read_plan(parse_tree(source, every_key()))
    assert plan is not None
    return plan


def _revised(source: Source, *changes: Change) -> Source:
    try:
        return revised(source, changes, every_key())
    except CannotEdit as error:
        line = source.position(error.offset)[0]
        at = f"{source.path}:{line}"
        raise TongxinError(msg("{place}: {fault}", place=at, fault=error.reason)) from error


def _paths(tree: Tree) -> dict[int, Path]:
    """The path of every node that stands in the text itself, by the node's identity."""
    found: dict[int, Path] = {}
    todo: list[tuple[Node | None, Path]] = [(tree.root, ())]
    while todo:
        node, path = todo.pop()
        if node is None or id(node) in found or (path and tree.is_alias(node)):
            continue
        found[id(node)] = path
        if isinstance(node, Sequence):
            todo += [(item, (*path, number)) for number, item in enumerate(node.items)]
        elif isinstance(node, Pairs):
            own = [p for p in node.items if node.start <= p[0].start < node.end]  # none merged in
            todo += [(value, (*path, key.value)) for key, value in own]
    return found


def _things(plan: Plan) -> Iterator[Thing]:
    return chain(plan.goals, plan.indicators, plan.groups, plan.phases, plan.tasks)


def _without_former_ids(source: Source) -> Source:
    """The text without `was`, but where the plan itself still names something so."""
    plan = _plan(source)
    paths = _paths(plan.tree)
    given = [(t, node) for t in _things(plan) if (node := t.value_node("was")) is not None]
    own = {id(scalar) for _, node in given for scalar in walk(node)}
    named = {
        part
        for scalar in walk(plan.tree.root)
        if id(scalar) not in own
        for _, part in split_list(scalar.value)
    }
    gone = [
        Remove(paths[id(node)])
        for thing, node in given
        if id(node) in paths and named.isdisjoint(thing.__dict__["was"])
    ]
    return _revised(source, *gone) if gone else source


def _own_references(source: Source, old: Plan, name: str) -> Source:
    """`after: [old/task]` names a task of the plan itself: now `new/task`."""
    plan = _plan(source)
    edits: list[Edit] = []
    anchors, seen = Anchors(plan.tree), set[int]()
    for task in plan.tasks:
        node = task.value_node("after")
        for scalar in node.items if isinstance(node, Sequence) else [node]:
            if not isinstance(scalar, Scalar):
                continue
            scalar = anchors.original(scalar)  # noqa: PLW2901
            if scalar.start in seen:
                continue
            seen.add(scalar.start)
            for start, part in split_list(scalar.value):
                for former in (old.id, old.title, *old.was):
                    if part.startswith(f"{former}/"):
                        edits.append(place(source, scalar, start, start + len(former), name))
                        break
    return Source(source.path, splice(source.text, edits), source.bom) if edits else source


# ── schedules that were split ─────────────────────────────────────────────────────────────────

_RECURRING = frozenset((Shape.QUOTA, Shape.DAYS, Shape.BY_DAYS, Shape.NAMED, Shape.WITHIN,
                        Shape.ONGOING))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Split:
    """A task whose schedule changed on a day: the items that ended, those that then began."""

    task: int
    day: Day
    ended: frozenset[int]
    begun: frozenset[int]


def _splits(world: World, old: Plan) -> Iterator[_Split]:
    assert old.period is not None
    for number, task in enumerate(old.tasks):
        node = task.value_node("schedule")
        if not isinstance(node, Sequence) or len(node.items) < 2:
            continue
        bounds = [_bounds(world, old, item) for item in node.items]
        begins = {first: n for n, (first, _) in enumerate(bounds) if first is not None}
        days = {last + 1 for _, last in bounds if last is not None and last + 1 in begins}
        days = {day for day in days if old.period[0] < day <= old.period[1]}
        ended = frozenset(n for n, (_, last) in enumerate(bounds) if last and last + 1 in days)
        begun = frozenset(n for n, (first, _) in enumerate(bounds) if first in days) - ended
        if days and begun:
            yield _Split(number, max(days), ended, begun)


def _bounds(world: World, old: Plan, item: Node) -> tuple[Day | None, Day | None]:
    """The dates between which an item of a schedule holds, where it recurs; None: no date."""
    reader = Reader(old.tree, world.names)
    reader.window = old.period
    rules = ScheduleOf().parse(reader, item)
    if rules is INVALID or not all(rule.shape in _RECURRING for rule in rules):
        return None, None
    ends = {(rule.from_, rule.to) for rule in rules}
    if len(ends) != 1:
        return None, None
    first, last = ends.pop()
    return (first if isinstance(first, int) else None), (last if isinstance(last, int) else None)


def _unsplit(
    world: World, source: Source, old: Plan, splits: tuple[_Split, ...]
) -> tuple[Source, list[Message]]:
    """The text with of each split schedule what held at the end, and what is to be said of it."""
    notes = []
    for split in splits:
        task = old.tasks[split.task]
        note = msg(
            '"{title}": its schedule was changed on {date}; what held since then is kept',
            title=task.title,
            date=iso(split.day),
        )
        try:
            source = _joined(world, source, split)
        except CannotEdit:
            note = msg(
                '"{title}": its schedule was changed on {date}; that change is still in it, on a'
                " later day",
                title=task.title,
                date=iso(split.day),
            )
        notes.append(note)
    return source, notes


def _joined(world: World, source: Source, split: _Split) -> Source:
    """The text with one schedule made whole. Raises CannotEdit."""
    plan = _plan(source)
    node = plan.tasks[split.task].value_node("schedule")
    paths = _paths(plan.tree)
    if not isinstance(node, Sequence) or id(node) not in paths:
        raise CannotEdit(msg("this cannot be changed without changing something else as well"))
    path = paths[id(node)]
    changes = [_unbounded(world, node.items[n], (*path, n)) for n in split.begun]
    changes += [Remove((*path, number)) for number in split.ended]
    source = revised(source, changes, every_key())
    return _unlisted(source, split.task)


def _unbounded(world: World, item: Node, path: Path) -> Change:
    """The change that takes the beginning out of an item. Raises CannotEdit."""
    if isinstance(item, Pairs):
        known = words.spellings("schedule")
        key = next(key.value for key, _ in item.items if known.get(key.value) == "from")
        return Remove((*path, key))
    assert isinstance(item, Scalar)
    phrase = without_beginning(item.value, world)
    if phrase is None:
        raise CannotEdit(msg("nothing can stand here"), item.start)
    return Put(path, phrase)


def without_beginning(phrase: str, world: World) -> str | None:
    """A phrase (2026年6月15日起每周2次) without the day from which it holds; None: impossible."""
    names = world.names
    items = parse_phrase(phrase, names.known, names.is_span)
    if isinstance(items, Fault) or len(items) != 1 or "from" not in items[0]:
        return None
    begins = items[0]["from"][0]
    head = re.sub(r"(?:自|从|(?i:from |starting ))\s*$", "", phrase[: begins.start])
    tail = re.sub(r"^\s*(?:起|开始)?[\s,，、]*", "", phrase[begins.end :])
    shorter = (
        head.rstrip(" ,，、") + (" " if head.strip().isascii() and head and tail else "") + tail
    )
    again = parse_phrase(shorter, names.known, names.is_span)
    want = [{key: [p.text for p in parts] for key, parts in items[0].items() if key != "from"}]
    if isinstance(again, Fault):
        return None
    have = [{key: [p.text for p in parts] for key, parts in item.items()} for item in again]
    return shorter if have == want else None


def _unlisted(source: Source, number: int) -> Source:
    """A schedule that is a list of one becomes that one, unless comments stand in the list."""
    plan = _plan(source)
    task = plan.tasks[number]
    node = task.value_node("schedule")
    if not isinstance(node, Sequence) or len(node.items) != 1:
        return source
    item = node.items[0]
    key = next(key for key, value in task.node.items if value is node)
    colon = source.text.find(":", key.end)
    raw = source.text[colon + 1 : item.end]
    outside = source.text[colon + 1 : item.start]
    if isinstance(item, Pairs) and not item.flow:
        if "#" in raw or "&" in outside:
            return source
        value = {k.value: _as_written(v) for k, v in item.items}
        return revised(source, [Put(_paths(plan.tree)[id(node)], value)], every_key())
    rest = source.text[item.end : node.end]
    if any(sign in outside + (rest if node.flow else "") for sign in "#&!"):
        return source
    end = node.end if node.flow else item.end
    edit = Edit(Span(source, colon + 1, end), " " + source.text[item.start : item.end])
    return Source(source.path, splice(source.text, [edit]), source.bom)


def _as_written(node: Node) -> Written:
    """A value as it can be written again: what had no quotation marks gets none."""
    if isinstance(node, Scalar):
        return Bare(node.value) if node.plain else node.value
    if isinstance(node, Sequence):
        return [_as_written(item) for item in node.items]
    return {key.value: _as_written(value) for key, value in node.items}


# ── what is carried over ──────────────────────────────────────────────────────────────────────


def _open_hazards(agenda: Agenda) -> tuple[Hazard, ...]:
    found = [hazard for hazard in agenda.hazards if hazard.is_open()]
    return tuple(sorted(found, key=lambda hazard: (hazard.due, hazard.id)))


def _unfinished(agenda: Agenda, old: Plan) -> Iterator[Unfinished]:
    """What the old plan still owes and will always owe, a row a task, the oldest first."""
    by_task: dict[str, list[Occurrence]] = {}
    for o in agenda.occurrences(State.OVERDUE, State.OPEN):
        if o.duty.plan is old and o.closes is None:
            by_task.setdefault(o.duty.name, []).append(o)
    for found in by_task.values():
        overdue = any(o.state is State.OVERDUE for o in found)
        yield Unfinished(found[0].duty, found[0].due, overdue, len(found))


def hazard_words(agenda: Agenda, hazard: Hazard) -> Message:
    """An open hazard in one line."""
    places = (p.name for name in hazard.places for p in agenda.world.places_named(name))
    where: Value = tuple(places) or hazard.places
    return msg(
        "{id}  {places}  {what}, due {date}",
        id=hazard.id,
        places=where,
        what=hidden(hazard.what or "", agenda.today),
        date=iso(hazard.due),
    )


def unfinished_words(agenda: Agenda, row: Unfinished) -> Message:
    """Unfinished work in one line."""
    title = hidden(row.duty.task.title, agenda.today)
    if row.left > 1:
        return msg(
            "{task}  {title}, {n} left, due {date}",
            task=row.duty.name,
            title=title,
            n=row.left,
            date=iso(row.due),
        )
    return msg("{task}  {title}, due {date}", task=row.duty.name, title=title, date=iso(row.due))


def hidden(text: str, today: Day) -> str:
    """A text on one line, without the numbers that belong to a person."""
    text = " ".join(text.split())
    source = Source("", text)
    for finding in private_numbers(source, today):
        text = text.replace(finding.span.text, "*" * len(finding.span.text))
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _heading(
    agenda: Agenda,
    old: Plan,
    hazards: tuple[Hazard, ...],
    unfinished: tuple[Unfinished, ...],
    translate: Translator,
) -> list[str]:
    """The comment that says what goes on; nothing where nothing does."""
    lines: list[str] = []
    if hazards or unfinished:
        begun = msg("continued from {plan} on {date}", plan=old.id, date=iso(agenda.today))
        lines.append(translate(begun))
    if hazards:
        lines.append(translate(msg("hazards still open, they go on in the ledger:")))
        lines += ["  " + translate(hazard_words(agenda, hazard)) for hazard in hazards]
    if unfinished:
        lines.append(translate(msg("work of the old plan that is still owed:")))
        lines += ["  " + translate(unfinished_words(agenda, row)) for row in unfinished]
    return [f"# {line}" for line in lines]


def _headed(source: Source, lines: list[str]) -> tuple[Source, range]:
    """The text with these comments behind those at its head, and the lines they take."""
    if not lines:
        return source, range(0)
    number = 1
    while number < source.line_count and source.line(number).startswith("#"):
        number += 1
    if number > 1:
        lines = ["#", *lines]
    at = source.line_start(number)
    newline = "\r\n" if source.text.partition("\n")[0].endswith("\r") else "\n"
    if "\n" not in source.text and "\r" in source.text:
        newline = "\r"
    block = "".join(line + newline for line in lines)
    text = source.text[:at] + block + source.text[at:]
    return Source(source.path, text, source.bom), range(number, number + len(lines))


# ── what must hold ────────────────────────────────────────────────────────────────────────────


def _verified(
    agenda: Agenda, old: Plan, plan: Plan | None, found: list[Diagnostic]
) -> tuple[Plan, list[Message]]:
    """Hold the new plan against the old one; what it does to the rest of the workspace is told.

    Raises:
        TongxinError: it has a fault that the old one has not, or lacks something.
    """
    if plan is None or any(_ids(old, key) != _ids(plan, key) for key in _PARTS):
        raise TongxinError(msg("the new plan would not hold all that the old one does"))
    world = agenda.world
    after = replace(
        world,
        plans=(*world.plans, plan),
        sources=(*world.sources, plan.source),
        diagnostics=(*world.diagnostics, *found),
    )
    had = _errors(agenda)
    new = _errors(Agenda(after, agenda.today))
    known = Counter(finding.code for finding in had if finding.span.source is old.source)
    for finding in new:
        if finding.span.source is plan.source:
            known[finding.code] -= 1
            if known[finding.code] < 0:
                raise TongxinError(
                    msg(
                        "{place}: {fault}: the new plan would have this fault",
                        place=_where(finding.span),
                        fault=finding.message,
                    ),
                    finding.help,
                )
    before = {(f.code, f.span.sort_key()) for f in had}
    others = [
        f for f in new
        if f.span.source is not plan.source and (f.code, f.span.sort_key()) not in before
    ]  # fmt: skip
    return plan, [_unclear(others)] if others else []


_PARTS = ("goals", "indicators", "groups", "phases", "tasks", "measures")


def _ids(plan: Plan, key: str) -> list[object]:
    """What tells the things of a plan apart: ids, and the texts of measures."""
    return [getattr(thing, "id", None) or thing.text for thing in getattr(plan, key)]


def _errors(agenda: Agenda) -> list[Diagnostic]:
    return [f for f in checks.find(agenda) if f.severity is Severity.ERROR]


def _unclear(others: list[Diagnostic]) -> Message:
    """Lines elsewhere that named something without its plan, which now may be of either."""
    places = tuple(_where(finding.span) for finding in others[:5])
    return msgn(
        "{n} line elsewhere names something of the old plan without the plan, and could mean the"
        " new one as well: {places}",
        "{n} lines elsewhere name something of the old plan without the plan, and could mean the"
        " new one as well: {places}",
        len(others),
        places=places,
    )


def _where(span: Span) -> str:
    return f"{span.source.path}:{span.line}"


# ── what somebody must look at ────────────────────────────────────────────────────────────────


def _notes(agenda: Agenda, old: Plan, plan: Plan) -> Iterator[Message]:
    assert old.period is not None and plan.period is not None
    if plan.period[0] <= old.period[1]:
        yield msg(
            "the new plan begins on {first}, before the old one ends on {last}",
            first=iso(plan.period[0]),
            last=iso(old.period[1]),
        )
    if plan.title == old.title:
        yield msg(
            "{place}: the title is still that of the old plan", place=_where(plan.at("title"))
        )
    for before, task in zip(old.tasks, plan.tasks, strict=True):
        yield from _task_notes(before, task, old)
    yield from _schedule_notes(agenda, plan)
    yield from _unnamed(agenda, old, plan)
    for former, indicator in zip(old.indicators, plan.indicators, strict=True):
        if indicator.baseline is None:
            continue
        now = reading(agenda, old, former)
        said: dict[str, Value] = {
            "place": _where(indicator.at("baseline")),
            "name": indicator.name,
            "baseline": f"{indicator.baseline:.15g}",
        }
        if now.value is None:
            yield msg('{place}: "{name}": the baseline {baseline} is that of the old plan', **said)
        else:
            yield msg(
                '{place}: "{name}": baseline {baseline}: last year\'s value is now {value}',
                value=f"{now.value:.15g}",
                **said,
            )


def _task_notes(before: Task, task: Task, old: Plan) -> Iterator[Message]:
    """A task that began or ended within the old year, perhaps for reasons of that year."""
    assert old.period is not None
    if before.from_ is not None and old.period[0] < before.from_ <= old.period[1]:
        yield msg(
            '{place}: "{title}" begins later than the plan; was it only added during the year?',
            place=_where(task.at("from")),
            title=task.title,
        )
    if before.to is not None and old.period[0] <= before.to < old.period[1]:
        yield msg(
            '{place}: "{title}" ends before the plan; was it given up during the year?',
            place=_where(task.at("to")),
            title=task.title,
        )


def _schedule_notes(agenda: Agenda, plan: Plan) -> Iterator[Message]:
    """Recurring work of which an item ends on a date within the period."""
    assert plan.period is not None
    for task in plan.tasks:
        node = task.value_node("schedule")
        for item in node.items if isinstance(node, Sequence) else ():
            last = _bounds(agenda.world, plan, item)[1]
            if last is not None and plan.period[0] <= last < plan.period[1]:
                yield msg(
                    '{place}: "{title}": this part ends on {date}; was it changed during the year?',
                    place=_where(plan.tree.span(item)),
                    title=task.title,
                    date=iso(last),
                )


def _unnamed(agenda: Agenda, old: Plan, plan: Plan) -> Iterator[Message]:
    """Named days and spans that were dated for the old period and are not for the new one."""
    assert old.period is not None and plan.period is not None
    names = agenda.world.names
    told: dict[str, list[str]] = {}
    for task in plan.tasks:
        for name in {name for rule in task.schedule for name in _names_in(rule)}:
            if names.spans(name, *old.period) and not names.spans(name, *plan.period):
                told.setdefault(name, []).append(task.title)
    for name, titles in sorted(told.items()):
        yield msg(
            '"{name}" has no date in the new period; {titles} needs it: tongxin.yaml, calendar,'
            " days",
            name=name,
            titles=tuple(titles),
        )


def _names_in(rule: Rule) -> Iterator[str]:
    for value in (*rule.due, *rule.within, rule.from_, rule.to):
        if isinstance(value, str):
            yield value


# ── the old year ──────────────────────────────────────────────────────────────────────────────


def _leftovers(world: World, old: Plan, plan: Plan, block: range) -> Iterator[Leftover]:
    """The lines in which a year of the old period stands elsewhere than in what was moved."""
    assert old.period is not None and plan.period is not None
    source = plan.source
    years = range(year_of(old.period[0]), year_of(old.period[1]) + 1)
    moved_on = (year_place(source, dated) for dated in dates(plan, world.names))
    ours = [span for span in moved_on if span is not None]
    title = plan.value_node("title")
    assert isinstance(title, Scalar)
    title = Anchors(plan.tree).original(title)
    new = range(year_of(plan.period[0]), year_of(plan.period[1]) + 1)
    ours += [place(source, title, s, e, "").span for s, e, _ in years_in_title(title.value, new)]
    ours += [plan.at("follows"), plan.at("plan")]
    told: set[int] = set()
    for start, end, number in numbers(source.text):
        year = (
            number if end - start == 4 else number // 10000 if _compact(number, end - start) else 0
        )
        line = source.position(start)[0]
        if year not in years or line in told or line in block:
            continue
        if not any(span.start <= start and end <= span.end for span in ours):
            told.add(line)
            yield Leftover(line, source.line(line).strip())


def _compact(number: int, length: int) -> bool:
    """Is this a date of eight digits?"""
    return length == 8 and 1 <= number // 100 % 100 <= 12 and 1 <= number % 100 <= 31
