"""What the checks of references share: the finding for a name that nothing bears."""

from collections.abc import Mapping
from typing import Any

from tongxin.diagnostic import Diagnostic, Span, near
from tongxin.messages import Message, msg
from tongxin.model.fields import title_of

MOST_NAMES = 5000
"""Names among which a near one is looked for: among more it would take seconds for each fault."""


def unknown(
    code: str, span: Span, message: Message, name: str, known: Mapping[str, Any]
) -> Diagnostic:
    """The finding, with the nearest thing of that kind and the line it stands on."""
    return Diagnostic(code, span, message, suggestion(name, known, span.source.path))


def suggestion(name: str, known: Mapping[str, Any], path: str = "") -> Message | None:
    """`did you mean "fire" (消防安全工作组, line 6)?`, or what there is, or nothing.

    `path`: the file of the fault; a thing in another file is shown with that file.
    """
    guess = near(name, list(known)) or next((k for k in known if len(name) > 1 and name in k), None)
    if guess is None:
        if 0 < len(known) <= 12:
            ids = tuple(dict.fromkeys(getattr(thing, "id", key) for key, thing in known.items()))
            return msg("known: {names}", names=ids)
        return None
    thing = known[guess]
    title = title_of(thing)
    if title is None or not hasattr(thing, "at"):
        return msg('did you mean "{word}"?', word=guess)
    place, word = thing.at(), thing.id or guess
    if place.source.path == path:
        return msg(
            'did you mean "{word}" ({title}, line {line})?',
            word=word,
            title=title,
            line=place.line,
        )
    where = f"{place.source.path}:{place.line}"
    return msg('did you mean "{word}" ({title}, {place})?', word=word, title=title, place=where)
