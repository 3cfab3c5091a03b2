"""Read a workspace: files become a world, what cannot be read becomes findings."""

import os
import re
import stat
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tongxin.calendar.names import Names
from tongxin.calendar.periods import Day, iso
from tongxin.diagnostic import Diagnostic, Source, Span, TongxinError, why
from tongxin.messages import Message, msg
from tongxin.model import words
from tongxin.model.basis import BASIS, Basis, read_basis
from tongxin.model.community import read_settings
from tongxin.model.fields import every_key
from tongxin.model.ledger import ENTRIES, Ledger, read_ledger
from tongxin.model.plan import PLAN, Plan, read_plan
from tongxin.model.world import World
from tongxin.text.decode import MAX_BYTES, decode, torn_end
from tongxin.text.faults import blank_line_faults
from tongxin.text.tree import Mapping, Tree, parse_tree
from tongxin.workspace.find import (
    BASES,
    EVIDENCE,
    LEDGER,
    PLANS,
    SETTINGS,
    TEMPLATES,
    evidence_file,
    evidence_folder,
    is_folder,
)

_OTHER_ENDINGS = r"(?i)\.ya?ml(?:\.txt)?$"
"""What people and systems make of `.yaml`."""


def read_world(root: Path, instead: Dict[str, bytes] | None = None) -> World:
    """Read a whole workspace. Files that cannot be read become findings, never exceptions.

    Args:
        root: the workspace's folder.
        instead: what to read of some files, by path, in place of what stands on the disk.

    Raises:
        TongxinError: `root` holds no readable `tongxin.yaml`.
    """
    return with_ledger(read_plans(root, instead), root, instead=instead)


def read_plans(root: Path, instead: Dict[str, bytes] | None = None) -> World:
    """The same without the ledger."""
    reader = _Reading(root, instead or {})
    if not (root / SETTINGS).is_file():
        raise TongxinError(
            msg("no {file} in {folder}", file=SETTINGS, folder=str(root)),
            msg("make a workspace: tongxin init"),
        )
    tree = reader.tree(SETTINGS) or Tree(Source(SETTINGS, ""), complete=False)
    settings, found = read_settings(tree)
    reader.diagnostics += found
    plans: list[Plan] = []
    bases: list[Basis] = []
    for path in reader.yaml_files(BASES):
        if (tree_ := reader.tree(path)) and not reader.misplaced(tree_, path):
            basis, found = read_basis(tree_, settings.names)
            reader.took(basis, bases, path, found)
    for path in reader.yaml_files(PLANS):
        if (tree_ := reader.tree(path)) and not reader.misplaced(tree_, path):
            plan, found = read_plan(tree_, settings.names)
            reader.took(plan, plans, path, found)
    return World(
        settings=settings,
        plans=tuple(plans),
        bases=tuple(bases),
        sources=tuple(reader.sources),
        diagnostics=tuple(reader.diagnostics),
        unread=tuple(reader.unread),
    )


def with_ledger(
    world: World,
    root: Path,
    since: Day | None = None,
    instead: Dict[str, bytes] | None = None,
) -> World:
    """A workspace with its ledger; `since`: only the months from this day's month on.

    Files of the ledger that are not named for a month are read in any case, and so are earlier
    months in which something was waived, extended or voided: that may be about later days.
    """
    reader = _Reading(root, instead or {})
    ledgers: list[Ledger] = []
    for path in reader.yaml_files(LEDGER):
        month = path.removeprefix(f"{LEDGER}/").removesuffix(".yaml")
        early = since is not None and re.fullmatch(r"\d{4}-\d\d", month) and month < iso(since)[:7]
        if early and not _reaches_beyond(root / path):
            continue
        if tree := reader.tree(path, ledger=True):
            ledger, found = read_ledger(tree, world.settings.names)
            reader.took(ledger, ledgers, path, found)
    store = evidence_folder(root, world.settings.evidence)
    return replace(
        world,
        ledgers=tuple(ledgers),
        sources=(*world.sources, *reader.sources),
        diagnostics=(*world.diagnostics, *reader.diagnostics),
        files=existing(root, evidence_paths(ledgers), store),
        evidence_here=store == root / EVIDENCE or is_folder(store),
        unread=(*world.unread, *reader.unread),
    )


def with_sources(world: World, sources: Sequence[Source], gone: Sequence[str] = ()) -> World:
    """The workspace as it would be with these texts as files of those paths, and without some.

    Only these texts are read; nothing on disk is. Where `tongxin.yaml` is among them, everything
    that could be read is read again, since it says what named days mean. Which files of evidence
    exist is taken from the workspace as it is.
    """
    new = {source.path: source for source in sources}
    if SETTINGS in new:
        old = {s.path: s for s in world.sources if s.path not in {*world.unread, *gone}}
        new = old | new
    reader = _Reading(Path())
    settings = world.settings
    if SETTINGS in new:
        settings, found = read_settings(tree_of(new[SETTINGS], ledger=False))
        reader.diagnostics += found
    replaced = {*new, *gone}
    plans = [plan for plan in world.plans if plan.source.path not in replaced]
    bases = [basis for basis in world.bases if basis.tree.source.path not in replaced]
    ledgers = [ledger for ledger in world.ledgers if ledger.source.path not in replaced]
    for path, source in new.items():
        folder = path.rpartition("/")[0]
        if path == SETTINGS:
            continue
        tree = tree_of(source, folder == LEDGER)
        if folder == BASES:
            reader.took(*_taken(read_basis(tree, settings.names), bases, path))
        elif folder == PLANS:
            reader.took(*_taken(read_plan(tree, settings.names), plans, path))
        elif folder == LEDGER:
            reader.took(*_taken(read_ledger(tree, settings.names), ledgers, path))
    kept = [f for f in world.diagnostics if f.span.source.path not in replaced]
    unchanged = [source for source in world.sources if source.path not in replaced]
    return replace(
        world,
        settings=settings,
        plans=tuple(sorted(plans, key=_path_of)),
        bases=tuple(sorted(bases, key=_path_of)),
        ledgers=tuple(sorted(ledgers, key=_path_of)),
        sources=tuple(sorted([*unchanged, *new.values()], key=_reading_order)),
        diagnostics=(*kept, *reader.diagnostics),
        unread=(*(path for path in world.unread if path not in replaced), *reader.unread),
    )


def _taken(
    read: tuple[object | None, list[Diagnostic]], things: list[Any], path: str
) -> tuple[object | None, list[Any], str, list[Diagnostic]]:
    return read[0], things, path, read[1]


def _path_of(thing: Plan | Basis | Ledger) -> str:
    return thing.tree.source.path


def _reading_order(source: Source) -> tuple[int, str]:
    """Settings, bases, plans, ledger, each by name: the order in which they are read."""
    folders = ("", BASES, PLANS, LEDGER)
    folder = source.path.rpartition("/")[0]
    return folders.index(folder) if folder in folders else len(folders), source.path


def _reaches_beyond(file: Path) -> bool:
    """May a month's file hold an entry that is about days after it? Asked of its bytes."""
    spelled = words.spellings("entry")
    keys = [word for word, key in spelled.items() if key in ("waive", "extend", "void")]
    try:
        content = file.read_bytes()
    except OSError:
        return True  # for the reader to tell
    if not any(word.encode() in content for word in keys):  # mostly: far quicker than the pattern
        return False
    pattern = rf"[{{,\s\"'](?:{'|'.join(keys)})[\"']?\s*[:：]"
    return re.search(pattern, content.decode(errors="replace")) is not None


def read_templates(root: Path) -> tuple[tuple[Source, ...], tuple[Diagnostic, ...]]:
    """The workspace's own templates, `templates/*.j2`, and what cannot be read of them.

    A link that leads out of the folder is not followed: a template is what stands there.
    """
    reader = _Reading(root)
    folder = root / TEMPLATES
    try:
        names = sorted(entry.name for entry in os.scandir(folder) if entry.name.endswith(".j2"))
    except FileNotFoundError:
        return (), ()
    except OSError as error:
        reader.refuse(TEMPLATES, error)
        return (), tuple(reader.diagnostics)
    for name in names:
        path = f"{TEMPLATES}/{name}"
        if not _stays_in(root / path, folder):
            reader.report("unreadable", path, msg("this link leads out of the folder"))
            continue
        content = reader.content(path)
        if content is not None:
            source, fault = decode(path, content)
            if fault is None:
                reader.sources.append(source)
            else:
                reader.diagnostics.append(fault)
    return tuple(reader.sources), tuple(reader.diagnostics)


def _stays_in(file: Path, folder: Path) -> bool:
    """Does a file lie in a folder, links followed? A link in a circle is for the reader to name."""
    try:
        return file.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return True


def tree_of(source: Source, ledger: bool) -> Tree:
    """The tree of a file's text; of a ledger whatever single lines are at fault."""
    if not ledger:
        return parse_tree(source, every_key())
    torn: list[Diagnostic] = []
    text = blank_line_faults(source, source.text, torn, ENTRIES)
    if not torn:
        return parse_tree(source)
    tree = parse_tree(Source(source.path, text, source.bom))
    return Tree(tree.source, tree.root, [*torn, *tree.diagnostics], complete=False, lost=[""])


def faults_of(source: Source, names: Names) -> list[Diagnostic]:
    """What is found while one file of a workspace is read, whatever stands in the others."""
    folder = source.path.rpartition("/")[0]
    tree = tree_of(source, folder == LEDGER)
    if folder == LEDGER:
        return read_ledger(tree, names)[1]
    if folder == BASES:
        return read_basis(tree, names)[1]
    if folder == PLANS:
        return read_plan(tree, names)[1]
    return read_settings(tree)[1]


def evidence_paths(ledgers: list[Ledger]) -> Iterator[str]:
    """Every path that an entry gives as evidence."""
    for ledger in ledgers:
        for entry in ledger.entries:
            for evidence in entry.evidence:
                if not evidence.on_paper:
                    yield evidence.path


def existing(root: Path, paths: Iterator[str], store: Path) -> frozenset[str]:
    """Those of the paths that are files inside the workspace.

    `store` stands for `evidence/` (see `evidence_folder`).
    """
    found = set()
    for path in set(paths):
        file = evidence_file(root, path, store)
        if file is None:
            continue
        try:
            if file.is_file():
                found.add(path)
        except (OSError, ValueError):
            continue
    return frozenset(found)


@dataclass
class _Reading:
    """What has been read so far."""

    root: Path
    instead: Dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sources: list[Source] = []
        self.diagnostics: list[Diagnostic] = []
        self.unread: list[str] = []

    def took(
        self, thing: object | None, things: list[Any], path: str, found: list[Diagnostic]
    ) -> None:
        """Keep what was read of a file, or note that nothing could be used."""
        self.diagnostics += found
        if thing is None:
            self.unread.append(path)
        else:
            things.append(thing)

    def yaml_files(self, folder: str) -> list[str]:
        """The `*.yaml` of a folder in order of name; what else should be one is reported."""
        try:
            with os.scandir(self.root / folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except FileNotFoundError:
            return []
        except OSError as error:
            self.refuse(folder, error)
            return []
        found = []
        for entry in entries:
            path = f"{folder}/{entry.name}"
            if entry.name.startswith("."):
                continue
            if entry.name.endswith(".yaml"):
                found.append(path)
            elif ending := re.search(_OTHER_ENDINGS, entry.name):
                name = entry.name[: ending.start()] + ".yaml"
                reason = msg("plan files end in .yaml; this one is not read")
                remedy = msg("rename it: {name}", name=name)
                if (self.root / folder / name).exists():
                    remedy = self.beside(f"{folder}/{name}")
                self.unread.append(path)
                self.report("yml-file", path, reason, remedy)
            elif path != BASES and folder == PLANS and entry.is_dir(follow_symlinks=False):
                self.stray(path)
        return found

    def stray(self, folder: str) -> None:
        """Plans in a folder below `plans/` would silently not be read."""
        below = (self.root / folder).rglob("*.*")
        for path in sorted(p for p in below if p.suffix.lower() in (".yaml", ".yml"))[:20]:
            name, to = path.relative_to(self.root).as_posix(), path.with_suffix(".yaml").name
            reason = msg("this file is not read: plans stand directly in plans/")
            self.unread.append(name)
            self.report("unreadable", name, reason, self.move_to(f"{PLANS}/{to}"))

    def misplaced(self, tree: Tree, path: str) -> bool:
        """Is this a basis among the plans or a plan among the bases? Reported, and unread."""
        root = tree.root
        if type(root) is not Mapping or not root.items:
            return False
        folder, name = path.rsplit("/", 1)
        keys = {key.value for key, _ in root.items}
        is_plan = any(PLAN.lookup[key].name in ("plan", "tasks") for key in keys & set(PLAN.lookup))
        if folder == BASES and is_plan:
            reason = msg("this is a plan: plans stand directly in plans/")
            right = f"{PLANS}/{name}"
        elif folder == PLANS and not is_plan and _is_basis(keys):
            reason = msg("this is a basis: bases stand in plans/basis/")
            right = f"{BASES}/{name}"
        else:
            return False
        self.unread.append(path)
        span = tree.span(root.items[0][0])
        self.diagnostics.append(Diagnostic("unreadable", span, reason, self.move_to(right)))
        return True

    def move_to(self, path: str) -> Message:
        """The remedy of a file that should be at another path."""
        if (self.root / path).exists():
            return self.beside(path)
        return msg("move it to {path}", path=path)

    def beside(self, path: str) -> Message:
        """The remedy of a file whose right place is taken."""
        if path.startswith(LEDGER):
            return msg(
                "{path} is there already: put the lines into it, then delete this file", path=path
            )
        return msg(
            "{path} is there already: keep the one that is right and delete the other", path=path
        )

    def tree(self, path: str, ledger: bool = False) -> Tree | None:
        """The tree of a file, or None after reporting that it cannot be read."""
        content = self.content(path)
        if content is None:
            return None
        if ledger:
            content = content[: len(content) - torn_end(content)]
        source, fault = decode(path, content)
        self.sources.append(source)
        if fault is not None:
            self.diagnostics.append(fault)
            self.unread.append(path)
            return None
        return tree_of(source, ledger)

    def content(self, path: str) -> bytes | None:
        """The bytes of a regular file of bearable size."""
        if path in self.instead:
            return self.instead[path]
        file = self.root / path
        try:
            status = file.stat()
            if stat.S_ISDIR(status.st_mode):
                self.report(
                    "unreadable", path, msg("this is a folder, not a file"), msg("rename it")
                )
            elif not stat.S_ISREG(status.st_mode):
                self.report("unreadable", path, msg("this is not a regular file"))
            elif status.st_size > MAX_BYTES:
                size = status.st_size // (1024 * 1024)
                limit = MAX_BYTES // (1024 * 1024)
                reason = msg(
                    "the file has {size} MB; at most {limit} are read", size=size, limit=limit
                )
                self.report("unreadable", path, reason, msg("divide it"))
            else:
                return file.read_bytes()
        except OSError as error:
            self.refuse(path, error)
            return None
        self.unread.append(path)
        return None

    def refuse(self, path: str, error: OSError) -> None:
        """The operating system does not let us read this."""
        self.unread.append(path)
        reason = msg("cannot be read: {reason}", reason=why(error))
        self.report("unreadable", path, reason)

    def report(self, code: str, path: str, message: Message, help: Message | None = None) -> None:  # noqa: A002
        self.diagnostics.append(Diagnostic(code, Span(Source(path, ""), 0, 0), message, help))


def _is_basis(keys: set[str]) -> bool:
    """Are these a basis's keys? It has its own name, and something that a plan has not."""
    names = {BASIS.lookup[key].name for key in keys if key in BASIS.lookup}
    return "basis" in names and not names.isdisjoint(("clauses", "issued"))
