"""An edit of plans: what it makes of the texts, and what speaks against it.

An edit is a wish, by file. `judged` makes the new texts, reads them as the workspace they would
be, and refuses what would bring new errors, personal information, or another past.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from tongxin import checks
from tongxin.answers.occurrences import Agenda
from tongxin.calendar.periods import Day
from tongxin.changes import past
from tongxin.changes.past import Renamed
from tongxin.checks import personal_information
from tongxin.diagnostic import Diagnostic, Severity, Source, TongxinError
from tongxin.messages import Message, msg, msgn
from tongxin.model.fields import every_key
from tongxin.model.world import World
from tongxin.text.revise import Append, CannotEdit, Change, Path, Put, Remove, revised
from tongxin.text.tree import Mapping as Pairs
from tongxin.text.tree import Node, Scalar, Sequence, Tree
from tongxin.workspace.read import tree_of, with_sources

FROM_START: Day = 0
"""As the day from which an edit holds: from the beginning, the past included."""


@dataclass(frozen=True)
class Edit:
    """What is to be changed, by file.

    `moved`: a file → its new path. `notes`: what the author should know. `shown`: where the
    changes are to be looked at, if not at each of them. `meant`: the past may change.
    `until`: what closed before this day may not change (today by default).
    """

    changes: Mapping[str, tuple[Change, ...]]
    moved: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()
    shown: tuple[tuple[str, Path], ...] = ()
    renamed: Renamed | None = None
    meant: bool = False
    until: Day | None = None


@dataclass(frozen=True)
class Text:
    """A file before and after; `path` is the one after. `source` is the text before."""

    source: Source
    after: Source

    @property
    def path(self) -> str:
        """Where it stands afterwards."""
        return self.after.path


@dataclass(frozen=True)
class Row:
    """One change as a reader is told it. `key`: of an item that comes or goes its id and name."""

    path: str
    line: int
    key: str
    old: str | None
    new: str | None


@dataclass(frozen=True)
class Outcome:
    """An edit that may be made: the texts, what is changed, what else is to be known."""

    world: World
    after: World
    texts: tuple[Text, ...]
    rows: tuple[Row, ...] = ()
    notes: tuple[Message, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()
    secrets: frozenset[str] = frozenset()


class Refused(TongxinError):
    """The edit would bring new findings of weight. Nothing may be written."""

    def __init__(self, findings: tuple[Diagnostic, ...], secrets: frozenset[str]) -> None:
        private = any(finding.private for finding in findings)
        super().__init__(
            msgn(
                "nothing was written: the edit would bring {n} error",
                "nothing was written: the edit would bring {n} errors",
                len(findings),
            ),
            msg("if it has to stand there: --allow-personal") if private else None,
        )
        self.findings = findings
        self.secrets = secrets


def made(world: World, edit: Edit) -> tuple[World, tuple[Text, ...]]:
    """The workspace as the edit would make it, and the texts that differ.

    Raises:
        TongxinError: the change cannot be made exactly.
    """
    sources = {source.path: source for source in world.sources}
    texts = []
    for path in {**edit.changes, **edit.moved}:
        before = sources[path]
        try:
            after = revised(before, edit.changes.get(path, ()), every_key())
        except CannotEdit as error:
            line = before.position(error.offset)[0]
            raise TongxinError(
                msg("{file}:{line}: {reason}", file=path, line=line, reason=error.reason),
                msg("change it in the file itself, then: tongxin check"),
            ) from error
        to = edit.moved.get(path, path)
        if to != path:
            after = replace(after, path=to)
        if after is not before:
            texts.append(Text(before, after))
    if not texts:
        return world, ()
    gone = [text.source.path for text in texts if text.source.path != text.path]
    return with_sources(world, [text.after for text in texts], gone), tuple(texts)


def judged(world: World, today: Day, edit: Edit, allow_personal: bool = False) -> Outcome:
    """What the edit makes, once nothing speaks against it.

    Raises:
        Refused: it would bring new errors, or personal information that was not allowed.
        TongxinError: it would change what is over, or cannot be made exactly.
    """
    after, texts = made(world, edit)
    if not texts:
        return Outcome(world, world, ())
    was, now = Agenda(world, today), Agenda(after, today)
    secrets = _secrets(was) | _secrets(now)
    found = checks.find(was)
    new = new_findings(found, checks.find(now), edit.moved)
    heavy = [
        finding
        for finding in new
        if (finding.private and not allow_personal)
        or (finding.severity is Severity.ERROR and not finding.private)
    ]
    if heavy:
        raise Refused(tuple(heavy), secrets)
    notes = edit.notes
    if not edit.meant:
        past.ensure_kept(was, now, _touched(texts), edit.renamed, edit.until)
    if edit.meant or edit.until is not None:
        notes = (*notes, *past.told(was, now, _touched(texts), edit.renamed))
    lines = {_in_line(finding, edit.moved) for finding in found}
    warnings = [f for f in new if f.severity is Severity.WARNING and _in_line(f, {}) not in lines]
    rows = tuple(_rows(edit, texts))
    return Outcome(world, after, texts, rows, notes, tuple(warnings), secrets)


def _touched(texts: Iterable[Text]) -> frozenset[str] | None:
    """The files whose plans an edit may touch; None: all, for the settings hold for all."""
    paths = {path for text in texts for path in (text.path, text.source.path)}
    return None if any("/" not in path for path in paths) else frozenset(paths)


def new_findings(
    was: Iterable[Diagnostic], now: Iterable[Diagnostic], moved: Mapping[str, str]
) -> list[Diagnostic]:
    """What is found now and was not found before, each as often as it is new."""
    known = Counter((f.code, str(f.message), _path_after(f, moved)) for f in was)
    new = []
    for finding in now:
        key = (finding.code, str(finding.message), finding.span.source.path)
        if known[key]:
            known[key] -= 1
        else:
            new.append(finding)
    return new


def _path_after(finding: Diagnostic, moved: Mapping[str, str]) -> str:
    path = finding.span.source.path
    return moved.get(path, path)


def _in_line(finding: Diagnostic, moved: Mapping[str, str]) -> tuple[str, str, str]:
    """What is found in which line, in whatever words: a renaming changes them."""
    span = finding.span
    return finding.code, _path_after(finding, moved), span.source.line(span.line)


def _secrets(agenda: Agenda) -> frozenset[str]:
    """What must not be repeated in any output."""
    return frozenset(finding.span.text for finding in personal_information.check(agenda))


# ── what is told ──────────────────────────────────────────────────────────────────────────────


def _rows(edit: Edit, texts: tuple[Text, ...]) -> Iterable[Row]:
    """Each change with its line in the new text; what went, with its line in the old one."""
    for text in texts:
        before, after = _tree(text.source), _tree(text.after)
        path = text.source.path
        shown = [where for file, where in edit.shown if file == path]
        changes = [
            *(Put(where, "") for where in shown),
            *(c for c in edit.changes.get(path, ()) if not _covered(c.path, shown)),
        ]
        rows = [_row(text, before, after, change) for change in changes]
        yield from sorted((row for row in rows if row is not None), key=lambda row: row.line)


def _covered(path: Path, shown: list[Path]) -> bool:
    return any(path[: len(one)] == one for one in shown)


def _row(text: Text, before: Tree, after: Tree, change: Change) -> Row | None:
    path = change.path
    if isinstance(change, Append) or (isinstance(change, Put) and isinstance(path[-1], str)):
        new = _at(after.root, path)
        old = _at(before.root, path)
        if isinstance(change, Append) or (_is_list_of_things(new) and old is None):
            assert isinstance(new, Sequence)
            item = new.items[-1]
            return Row(text.path, _line(after, item), "", None, _summary(item, after))
    else:
        old, new = _at(before.root, path), _at(after.root, path)
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    if isinstance(change, Remove):
        assert old is not None
        place = _key_line(before, path) or _line(before, old)
        if isinstance(path[-1], int):
            return Row(text.path, place, "", _summary(old, before), None)
        return Row(text.path, place, key, _shown(old, before), None)
    if new is None or (old is not None and _shown(old, before) == _shown(new, after)):
        return None
    told = None if old is None else _shown(old, before)
    return Row(text.path, _line(after, new), key, told, _shown(new, after))


def _is_list_of_things(node: Node | None) -> bool:
    return isinstance(node, Sequence) and any(isinstance(item, Pairs) for item in node.items)


def _tree(source: Source) -> Tree:
    return tree_of(source, ledger=False)


def _at(root: Node | None, path: Path) -> Node | None:
    """The node at a path; None where there is none."""
    here = root
    for step in path:
        if isinstance(here, Pairs) and isinstance(step, str):
            here = here.get(step)
        elif isinstance(here, Sequence) and isinstance(step, int) and step < len(here.items):
            here = here.items[step]
        else:
            return None
    return here


def _key_line(tree: Tree, path: Path) -> int | None:
    """The line of the key that a path ends in."""
    parent = _at(tree.root, path[:-1])
    if isinstance(parent, Pairs):
        for key, _ in parent.items:
            if key.value == path[-1]:
                return tree.source.position(key.start)[0]
    return None


def _line(tree: Tree, node: Node) -> int:
    return tree.source.position(node.start)[0]


def _shown(node: Node, tree: Tree) -> str:
    """A value as it is written, on one line."""
    if isinstance(node, Scalar) and node.end == node.start:
        return ""
    return " ".join(tree.source.text[node.start : node.end].split())


def _summary(node: Node, tree: Tree) -> str:
    """An item of a list as a reader knows it: its id and name."""
    if not isinstance(node, Pairs):
        return _shown(node, tree)
    from tongxin.model.words import SPELLINGS

    names = []
    for wanted in ("id", "title", "name", "text"):
        spelled = {wanted, *(t[wanted][0] for t in SPELLINGS.values() if wanted in t)}
        value = next((v for k, v in node.items if k.value in spelled), None)
        if isinstance(value, Scalar):
            names.append(value.value)
    return " ".join(dict.fromkeys(names[:2])) or _shown(node, tree)
