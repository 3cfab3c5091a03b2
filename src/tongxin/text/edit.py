"""Edits to a text: splice, read again, and refuse what would make the text worse."""

from collections.abc import Iterable

from tongxin.diagnostic import Edit, Source
from tongxin.text.tree import parse_tree


def splice(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits applied, last first; of edits that overlap the first one holds."""
    chosen: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.span.start, edit.span.end)):
        if not chosen or edit.span.start >= chosen[-1].span.end:
            chosen.append(edit)
    for edit in reversed(chosen):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text


def mended(source: Source, edits: Iterable[Edit]) -> str | None:
    """The text with fixes applied, or None if it would then have more faults than before."""
    text = splice(source.text, edits)
    before, after = parse_tree(source), parse_tree(Source(source.path, text))
    return text if len(after.diagnostics) <= len(before.diagnostics) else None
