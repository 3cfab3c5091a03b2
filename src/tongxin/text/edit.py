"""Edits to a text."""

from collections.abc import Iterable

from tongxin.diagnostic import Edit


def splice(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits applied, last first; of edits that overlap the first one holds."""
    chosen: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.span.start, edit.span.end)):
        if not chosen or edit.span.start >= chosen[-1].span.end:
            chosen.append(edit)
    for edit in reversed(chosen):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text
