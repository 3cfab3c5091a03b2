"""Values → YAML text: what is quoted and how; one line a value.

A text is written so that YAML 1.1 and YAML 1.2 both read it as that text, and so that our own
reader does not take its full-width signs for mistyped ones.
"""

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias


class Bare(str):
    """A number, a date, a keyword: written without quotes where that can be."""

    __slots__ = ()


Written: TypeAlias = str | Bare | Sequence["Written"] | Mapping[str, "Written"]
"""What can be written: a text, a bare word, a list, a mapping."""

_OTHER_THAN_TEXT = re.compile(
    r"(?i:y|n|yes|no|on|off|true|false|null|~|=|<<|[-+]?\.(?:inf|nan))"
    r"|[-+]?[0-9._][0-9_,.:]*(?:[eE][-+]?[0-9]+)?|[-+]?0[xob][0-9a-fA-F_]+"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \t].*)?"
)
"""Plain words that YAML 1.1 or 1.2 reads as something else than a text."""

_INDICATORS = "-?:,[]{}#&*!|>'\"%@`"
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_NEVER_PLAIN = re.compile(r": |:$|:\t| #|\t|^---|^\.\.\.")
_NOT_IN_FLOW = re.compile(r"[,?\[\]{}:：，｛｝［］]")
_LIKE_A_KEY = re.compile(r"^[^\s:：，,。]{1,12}[：｛［]|^[-—–－·•●▪*]|^[｛［]|^\u3000|\u3000$|\xa0")
"""What our reader may take for a key, an item or a bracket of the full-width keyboard."""

_BARE = re.compile(r"[-+≥≤]?\w[\w.%+~-]*")

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def written(value: Written, flow: bool = True, quote: bool = False) -> str:
    """One line of YAML for a value; `flow`: it stands in brackets. Lists and mappings are flow.

    `quote`: texts are put in double quotes whatever they hold.
    """
    if isinstance(value, str):
        return scalar(value, flow, '"' if quote and not isinstance(value, Bare) else "")
    if isinstance(value, Mapping):
        pairs = (f"{key_text(key)}: {written(part, quote=quote)}" for key, part in value.items())
        return "{" + ", ".join(pairs) + "}"
    return "[" + ", ".join(written(part, quote=quote) for part in value) + "]"


def key_text(key: str) -> str:
    """A key as it is written."""
    return scalar(key, flow=True)


def scalar(text: str, flow: bool, quotes: str = "") -> str:
    """A text as YAML. `quotes`: the kind of quotation marks it had, kept where it can be."""
    if _UNSAFE.search(text) or quotes == '"':
        return _double(text)
    if quotes == "'":
        return "'" + text.replace("'", "''") + "'"
    if isinstance(text, Bare) and _BARE.fullmatch(text) and text not in _NOTHING:
        return str(text)
    return text if is_plain(text, flow) else _double(text)


_NOTHING = frozenset(("~", "null", "Null", "NULL"))


def is_plain(text: str, flow: bool) -> bool:
    """May a text be written without quotes and still be read as that text by everyone?"""
    return not (
        not text
        or text != text.strip()
        or text[0] in _INDICATORS
        or _OTHER_THAN_TEXT.fullmatch(text)
        or _NEVER_PLAIN.search(text)
        or _UNSAFE.search(text)
        or _LIKE_A_KEY.search(text)
        or (flow and _NOT_IN_FLOW.search(text))
    )


def _double(text: str) -> str:
    return '"' + re.sub(r'[\\"]|' + _UNSAFE.pattern, _escape, text) + '"'


def _escape(found: re.Match[str]) -> str:
    sign = found[0]
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    number = ord(sign)
    return f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}"
