"""Targets of indicators: at least, at most, between, a ratio, a change, or openly vague."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tongxin.messages import msg
from tongxin.model import words
from tongxin.model.fields import INVALID, MOST, Reader, Schema, as_text, wrong_type
from tongxin.text.tree import Mapping, Node, Scalar


class Form(StrEnum):
    """What a target asks of a value."""

    LEAST = "least"  # at least `low`
    MOST = "most"  # at most `high`; 0 means none
    RANGE = "range"  # at least `low`; above `high` is met, and shown
    RATIO = "ratio"  # `low` to `high`, two numbers kept apart
    CHANGE = "change"  # against the baseline: `low` per cent up (positive) or down (negative)
    VAGUE = "vague"  # only words


@dataclass(frozen=True, slots=True)
class Target:
    """A target. Numbers are in the indicator's unit, or per cent where `percent`.

    A CHANGE of 0 is `up` or `down` without a number: `high` is then 1 or -1.
    """

    form: Form
    low: float = 0
    high: float = 0
    percent: bool = False
    written: str = ""


_NUMBER = r"(?P<{}>\d{{1,12}}(?:\.\d{{1,6}})?)"
_LOW, _HIGH = _NUMBER.format("low"), _NUMBER.format("high")
_PERCENT = r"\s*(?P<percent>%)?"
_RATIO = rf"{_LOW}\s*[:：]\s*{_HIGH}"
_FORMS = (
    (Form.RANGE, rf"{_LOW}\s*(?P<p1>%)?\s*(?:\.\.|~|—+|–|至)\s*{_HIGH}{_PERCENT}"),
    (Form.RATIO, _RATIO),
    (Form.MOST, rf"(?:≤|<=|不超过|不多于|不高于|至多|最多)\s*{_HIGH}{_PERCENT}"),
    (Form.CHANGE, rf"(?P<sign>[-−+]|down\s|up\s|下降|上升)\s*{_LOW}\s*(?P<percent>%)"),
    (Form.LEAST, rf"(?:≥|>=|不低于|不少于|至少)?\s*{_LOW}{_PERCENT}"),
)
_WIDE = str.maketrans("０１２３４５６７８９％＋－＝＞＜", "0123456789%+-=><")


def parse_target(text: str) -> Target | None:
    """The target a text states, or None if it states none."""
    plain = text.strip().translate(_WIDE)
    direction = {"down": -1, "下降": -1, "up": 1, "上升": 1}.get(plain)
    if direction is not None:
        return Target(Form.CHANGE, 0, direction, percent=True, written=text)
    for form, pattern in _FORMS:
        found = re.fullmatch(pattern, plain)
        if found is None:
            continue
        parts = found.groupdict()
        low, high = float(parts.get("low") or 0), float(parts.get("high") or 0)
        percent = bool(parts.get("percent"))
        if form is Form.RATIO and not (low and high):
            return None
        if form is Form.RANGE and (high < low or bool(parts["p1"]) > percent):
            return None
        if form is Form.CHANGE:
            down = parts["sign"].strip() in ("-", "−", "down", "下降")
            return Target(form, -low if down else low, -1 if down else 1, percent, text)
        none = form is Form.LEAST and low == 0 and plain[0].isdigit()
        return Target(Form.MOST if none else form, low, high, percent, text)
    return None


class TargetOf:
    """A target, or `{vague: words}`."""

    def parse(self, reader: Reader, node: Node) -> Any:
        if type(node) is Mapping:
            return self._vague(reader, node)
        if type(node) is Scalar and reader.source.text[node.start : node.start + 1] in ("|", ">"):
            reader.report(
                "bad-target",
                node,
                msg("YAML takes the sign > for the beginning of a text in several lines"),
                msg('write ≥ instead, or put the value in quotes: ">=5"'),
            )
            return INVALID
        text = as_text(reader, node, msg("a target"))
        if text is None:
            return INVALID
        target = parse_target(text)
        if target is None:
            if re.fullmatch(_RATIO, text.strip().translate(_WIDE)):
                message = msg('"{text}": neither number of a ratio may be 0', text=text)
                reader.report("bad-target", node, message)
                return INVALID
            if re.search(r"\d{13}", text):
                message = msg('"{text}" is too large: at most {most}', text=text, most=MOST)
                reader.report("bad-target", node, message)
                return INVALID
            reader.report(
                "bad-target",
                node,
                msg('"{text}" is no target', text=text),
                msg('write for instance 0, 5, "≥10%", "≤3", 1..2, "1:1", "-20%", {{vague: words}}'),
            )
            return INVALID
        return target

    def _vague(self, reader: Reader, node: Mapping) -> Any:
        known = words.spellings("vague")
        found: Any = None
        for key, value in node.items:
            if known.get(key.value) != "vague":
                message = msg('unknown key "{key}" in a target', key=key.value)
                reader.report("unknown-key", key, message, msg("write {{vague: words}}"))
                found = INVALID
            elif (text := as_text(reader, value, msg("a text"))) is None:
                found = INVALID
            elif found is None:
                found = Target(Form.VAGUE, written=text)
        if found is not None:
            return found
        return wrong_type(reader, node, msg("a target"))

    def schema(self) -> Schema:
        vague = {
            "type": "object",
            "additionalProperties": False,
            "minProperties": 1,
            "properties": {word: {"type": "string"} for word in words.spellings("vague")},
        }
        return {"anyOf": [{"type": ["string", "number"]}, vague]}
