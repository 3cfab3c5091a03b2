"""What `check --fix` makes of the files: the safe remedies, until there is none left to apply."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tongxin.commands.context import Context
from tongxin.diagnostic import Diagnostic, Source
from tongxin.messages import Message
from tongxin.text.mend import Mended, mended
from tongxin.text.torn import COMMENT
from tongxin.workspace.read import faults_of

MAX_ROUNDS = 50
"""How often the workspace is read again, since what is mended may show what it hid."""


@dataclass(frozen=True, slots=True)
class Change:
    """A file as it stands, the text it should have, and how many places of it are mended.

    `kept`: torn lines that are comments now.
    """

    source: Source
    text: str
    places: int = 0
    kept: int = 0

    @property
    def after(self) -> Source:
        """The file as it should be."""
        return replace(self.source, text=self.text)


@dataclass(frozen=True, slots=True)
class Mending:
    """The changes, the workspace as it is with them, and what was refused, with what it would do.

    The findings that were refused stand in the changed texts.
    """

    changes: tuple[Change, ...]
    context: Context
    refused: tuple[tuple[Diagnostic, Message], ...]


def mend(context: Context, findings: Callable[[Context], list[Diagnostic]]) -> Mending:
    """Apply the safe fixes of findings, look again, and so on until none holds. Writes nothing."""
    changes: dict[str, Change] = {}
    for _ in range(MAX_ROUNDS):
        round_ = mendings(context, findings(context))
        held = [(source, mending) for source, mending in round_ if mending.text != source.text]
        if not held:
            break
        for source, mending in held:
            known = changes.get(source.path, Change(source, source.text))
            edits = [edit for f in mending.held if f.fix for edit in f.fix.edits]
            kept = sum(f.code == "torn-line" and _is_kept(f) for f in mending.held)
            changes[source.path] = Change(
                known.source, mending.text, known.places + len(edits), known.kept + kept
            )
        texts = {path: c.after.content.encode() for path, c in changes.items()}
        context = replace(context, instead=texts)
    changed = tuple(change for change in changes.values() if change.text != change.source.text)
    refused = tuple(refusal for _, mending in round_ for refusal in mending.refused)
    return Mending(changed, context, refused)


def _is_kept(finding: Diagnostic) -> bool:
    """Does the fix of a torn line make a comment of it?"""
    return finding.fix is not None and any(
        e.replacement.endswith(COMMENT) for e in finding.fix.edits
    )


def mendings(context: Context, findings: Sequence[Diagnostic]) -> list[tuple[Source, Mended]]:
    """What the safe fixes of findings make of each file."""
    by_path: dict[str, list[Diagnostic]] = {}
    for finding in findings:
        if finding.fix is not None and finding.fix.safe:
            by_path.setdefault(finding.span.source.path, []).append(finding)
    names = context.world.names
    return [
        (source, mended(source, by_path[source.path], lambda text: faults_of(text, names)))
        for source in context.world.sources
        if source.path in by_path
    ]


def honest(context: Context, findings: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The findings, of which none promises a fix that would be refused."""
    refused = {
        id(finding) for _, mending in mendings(context, findings) for finding, _ in mending.refused
    }
    return [
        replace(f, fix=replace(f.fix, safe=False)) if f.fix and id(f) in refused else f
        for f in findings
    ]
