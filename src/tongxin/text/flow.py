"""What shows in one line that holds brackets, when it is read the way it was typed.

YAML parts what stands in brackets by half-width signs alone. A line whose brackets, colons and
commas came from the Chinese keyboard is one long word to it, or breaks off in the middle. Here such
a line is read once more, both widths alike, so that every sign in it can be named in one go. Which
words are keys is told by the caller: a full-width sign beside anything else belongs to a text.
"""

import re
from dataclasses import dataclass, field

from tongxin.messages import Message, msg

QUOTED = r"(?<=[\s:：,，{\[｛［])(?:\"(?:\\.|[^\"\\])*\"|'(?:''|[^'])*')"
"""A text in quotes where a value may begin."""

_HALF = {"｛": "{", "｝": "}", "［": "[", "］": "]"}
_PAIRS = {"{": "}", "[": "]"}
_BEFORE = re.compile(
    r"[ \t\u3000]*(?:- +)*(?:[^\s:：#\"'\[\]{}｛｝［］,，]+(?::[ \t]+|：[ \u3000]*))?"
)
_KEY = re.compile(r"[ \u3000]*(?P<key>[^\s:：#\"'\[\]{}｛｝［］,，]+)(?P<sign>：[ \u3000]*|:)")


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of the full-width keyboard; `replacement` where it is certain what was meant."""

    code: str
    start: int
    end: int
    replacement: str | None


def wide_signs(line: str, keys: frozenset[str]) -> list[Sign]:
    """Every full-width sign of a line that was meant for YAML, from left to right."""
    bare = re.sub(QUOTED, lambda quoted: "\0" * len(quoted[0]), line)
    comment = re.search(r"[ \t]#", bare)
    before = _BEFORE.match(bare)
    reading = _Reading(bare[: comment.start()] if comment else bare, keys)
    reading.read(before.end() if before else 0)
    return reading.found


@dataclass
class _Reading:
    """One pass over a line."""

    text: str
    keys: frozenset[str]
    found: list[Sign] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def read(self, at: int) -> None:
        """Read from where a value begins to the last bracket that closes."""
        at = self.value(at)
        while self.open and at < len(self.text):
            sign = self.text[at]
            half = _HALF.get(sign, sign)
            if half == _PAIRS[self.open[-1]]:
                self.add("syntax", at, at + 1, half)
                self.open.pop()
                at += 1
            elif sign == "," or (sign == "，" and self.comma(at)):
                at = self.value(self.key(at + 1))
            else:
                at += 1

    def value(self, at: int) -> int:
        """Behind the brackets that open at a value's beginning, and the first key in them."""
        while True:
            while at < len(self.text) and self.text[at] in " \u3000":
                at += 1
            sign = self.text[at : at + 1]
            half = _HALF.get(sign, sign)
            if half not in _PAIRS or (sign != half and not self.opens(at, half)):
                return at
            self.add("syntax", at, at + 1, half)
            self.open.append(half)
            at = self.key(at + 1)

    def opens(self, at: int, half: str) -> bool:
        """Does a full-width bracket open a mapping or a list here, not a text?"""
        if half == "{":
            key = _KEY.match(self.text, at + 1)
            return key is not None and key["key"] in self.keys
        rest = r"［[^［］]*［?[^［］]*］[ \u3000]*(?:$|[,，}\]｝］])"
        return re.compile(rest).match(self.text, at) is not None

    def key(self, at: int) -> int:
        """Behind the key that stands here and its colon, if there is one."""
        found = _KEY.match(self.text, at) if self.open[-1] == "{" else None
        if found is None or found["key"] not in self.keys:
            return at
        start, end = found.span("sign")
        if found["sign"] != ":":
            self.add("fullwidth-colon", start, end, ": ")
        elif self.text[end : end + 1] not in ("", " ", ",", "}"):
            self.add("no-space-after-colon", start, end, ": ")
        return end

    def comma(self, at: int) -> bool:
        """Does a full-width comma part two values here?"""
        before = at - 1
        while before > 0 and self.text[before] in " \u3000":
            before -= 1
        certain = self.text[before] in "}]｝］"
        key = _KEY.match(self.text, at + 1)
        certain = certain or (self.open[-1] == "{" and key is not None and key["key"] in self.keys)
        if not certain and self.open[-1] == "{":
            return False
        end = at + 1
        while self.text[end : end + 1] == "\u3000":
            end += 1
        parted = "," if self.text[end : end + 1] == " " else ", "
        self.add("fullwidth-comma", at, end, parted if certain else None)
        return True

    def add(self, code: str, start: int, end: int, replacement: str | None) -> None:
        """Note what is not written as it should be."""
        if self.text[start:end] != replacement:
            self.found.append(Sign(code, start, end, replacement))


def ended_early(line: str, problem: int) -> tuple[int, Message, Message] | None:
    """Where a text goes on behind a quotation mark or bracket that ended it; message and remedy.

    `problem`: the column that YAML could not read.
    """
    in_flow = re.match(r"[ \t]*(?:- +)*(?:[^\s:\"'{\[]+: +)?[{\[]", line) is not None
    goes_on = r"[ ]*(?=[^\s,}\]:#])" if in_flow else r"[ ]*(?=[^\s#:])"
    begins = r"(?:[:,]\s+|[{\[]\s*|^[ \t]*(?:- +)*)"
    quoted = rf"{begins}(?:(?P<double>\"(?:\\.|[^\"\\])*\")|'(?:''|[^'])*'){goes_on}"
    if (found := re.search(quoted, line)) and found.end() <= problem + 1:
        remedy = (
            msg("write other marks inside, or put the whole text in single quotes")
            if found["double"]
            else msg("write it twice, or put the whole text in double quotes")
        )
        return found.end(), msg("a quotation mark stands inside a text in quotes"), remedy
    at = _behind_brackets(re.sub(QUOTED, lambda q: "\0" * len(q[0]), line))
    if at is None:
        return None
    return (
        at,
        msg("a text that holds brackets is not in quotes"),
        msg("put the whole text in quotes"),
    )


def _behind_brackets(bare: str) -> int | None:
    """Where a text goes on behind a bracket, or has one in its middle; None where it does not."""
    before = _BEFORE.match(bare)
    at = before.end() if before else 0
    depth, in_text = 0, False
    if bare[at : at + 1] not in ("{", "["):
        return None
    while at < len(bare):
        sign = bare[at]
        if sign in "{[":
            if in_text:
                return at
            depth += 1
        elif sign in "}]":
            depth, in_text = depth - 1, False
            rest = re.compile(r"\s*").match(bare, at + 1)
            end = rest.end() if rest else at + 1
            if end < len(bare) and bare[end] not in ("#:" if depth <= 0 else ",}]:#"):
                return end
            if depth <= 0:
                return None
        elif sign in ",:":
            in_text = False
        elif not sign.isspace():
            in_text = True
        at += 1
    return None
