"""What templates are refused, and how much they may do."""

import re
from collections.abc import Iterable
from typing import Final

from tongxin.diagnostic import near
from tongxin.messages import Message, msg

BUDGET: Final = 3_000_000
"""Steps of one rendering; a step takes about half a microsecond.

Twenty characters looked at or put out are a step, and so are five items of a list.
"""

CHARACTERS: Final = 20
ITEMS: Final = 5

LONGEST_TEXT: Final = 2_500_000
"""Characters of one text: 10 MB, at four bytes each."""

LONGEST_LIST: Final = 200_000
LONGEST_RANGE: Final = 100_000
MOST_STRIPPED: Final = 100
LONGEST_SOURCE: Final = 100_000
LARGEST_NUMBER: Final = 4096
"""Bits of a whole number that is still calculated with."""

LEVELS: Final = 50
NESTING: Final = 100

TEXT_METHODS: Final = frozenset({"startswith", "endswith", "split", "strip", "upper", "lower"})
LOOP_NAMES: Final = frozenset(
    [
        "index",
        "index0",
        "first",
        "last",
        "length",
        "revindex",
        "revindex0",
        "previtem",
        "nextitem",
        "depth",
        "depth0",
        "cycle",
        "changed",
    ]
)
LOOKUPS: Final = frozenset({"items", "keys", "values", "get"})
"""Methods of mappings that people know, and that are keys here."""

GLOBALS: Final = frozenset({"_", "ngettext", "range", "namespace", "cycler", "joiner", "dict"})


class Refusal(Exception):
    """What a template asks cannot be done.

    Args:
        code: of the finding.
        message: what is the matter.
        remedy: what to do about it.
        word: the name at fault, to be found in the line.
        line: where, if it is known; otherwise where the template was running.
    """

    def __init__(
        self,
        code: str,
        message: Message,
        remedy: Message | None = None,
        word: str | None = None,
        line: int | None = None,
    ) -> None:
        super().__init__(str(message))
        self.code = code
        self.message = message
        self.remedy = remedy
        self.word = word
        self.line = line


def meant(name: str, candidates: Iterable[str]) -> Message | None:
    """The question for the name that was meant, if one is near."""
    guess = near(name, sorted(set(candidates)))
    return msg('did you mean "{word}"?', word=guess) if guess and guess != name else None


def too_long(text: bool = True) -> Refusal:
    """A text, or a list, would become too long."""
    if text:
        message = msg("this text becomes longer than {n} characters", n=LONGEST_TEXT)
    else:
        message = msg("this list becomes longer than {n} items", n=LONGEST_LIST)
    return Refusal("template-limit", message)


def too_nested(line: int) -> Refusal:
    """Brackets, operators or blocks in each other beyond all measure."""
    message = msg("this is nested too deep: take it apart")
    return Refusal("template-limit", message, line=line)


def too_deep() -> Refusal:
    """Something calls, includes or extends itself."""
    return Refusal(
        "template-limit",
        msg("this goes deeper than {n} levels", n=LEVELS),
        msg("does it call, include or extend itself?"),
    )


class Budget:
    """What one rendering may still do."""

    def __init__(self) -> None:
        self.left = BUDGET
        self.level = 0

    def spend(self, steps: int) -> None:
        """Pay for what follows; refused when nothing is left."""
        self.left -= steps
        if self.left < 0:
            raise Refusal(
                "template-limit",
                msg("the template does more than {n} steps", n=BUDGET),
                msg("make its loops fewer or shorter"),
            )

    def look(self, value: object) -> None:
        """Pay for going once over a text or the items of a list."""
        if isinstance(value, str):
            self.spend(len(value) // CHARACTERS)
        elif isinstance(value, list | tuple | dict | range):
            self.spend(len(value) // ITEMS)

    def order(self, length: int) -> None:
        """Pay for taking a list apart and putting it in order."""
        self.spend(3 * length)

    def weigh(self, value: object) -> None:
        """Pay for going through all that a value holds, at any depth, shared parts each time."""
        if isinstance(value, str):
            self.spend(len(value) // CHARACTERS)
            return
        waiting = [value]
        while waiting:
            item = waiting.pop()
            if isinstance(item, str):
                self.spend(len(item) // CHARACTERS)
            elif isinstance(item, list | tuple | dict):
                self.spend(3 + len(item) // 3)
                children = item.values() if isinstance(item, dict) else item
                waiting += (x for x in children if isinstance(x, str | list | tuple | dict))
            elif isinstance(item, range):
                self.spend(len(item) // ITEMS)

    def enter(self) -> None:
        """One level down."""
        self.level += 1
        if self.level > LEVELS:
            raise too_deep()

    def leave(self) -> None:
        """One level up."""
        self.level -= 1


def no_variable(name: str, known: Iterable[str]) -> Refusal:
    """A name of which nothing is known."""
    message = msg('there is no variable "{name}"', name=name)
    return Refusal("unknown-variable", message, meant(name, known), name)


def closed(name: str) -> Refusal:
    """A name that begins with `_`."""
    message = msg('"{name}" cannot be read: it begins with "_"', name=name)
    return Refusal("unknown-variable", message, None, name)


def no_key(name: str, known: Iterable[str]) -> Refusal:
    """A mapping without this key."""
    message = msg('there is no "{name}" here', name=name)
    remedy = meant(name, known)
    if name in LOOKUPS:
        remedy = msg("write: {example}", example="|items")
    return Refusal("unknown-variable", message, remedy, name)


def no_part(name: str, what: str) -> Refusal:
    """Something that has no keys; `what` is one of text, number, list, nothing, other."""
    messages = {
        "text": msg('a text has no "{name}"', name=name),
        "number": msg('a number has no "{name}"', name=name),
        "list": msg('a list has no "{name}"', name=name),
        "nothing": msg('"{name}" is asked of nothing', name=name),
    }
    message = messages.get(what, msg('there is no "{name}" here', name=name))
    remedy = None
    if what == "nothing":
        remedy = msg("ask first whether there is a value: {example}", example="{% if … %}")
    elif what == "text":
        remedy = meant(name, TEXT_METHODS)
    return Refusal("unknown-variable", message, remedy, name)


def unknown_filter(name: str, known: Iterable[str]) -> Refusal:
    """A filter that is not offered."""
    message = msg('there is no filter "{name}"', name=name)
    return Refusal("unknown-filter", message, meant(name, known), name)


def unknown_test(name: str, known: Iterable[str]) -> Refusal:
    """A test that is not offered."""
    message = msg('there is no test "{name}"', name=name)
    return Refusal("unknown-filter", message, meant(name, known), name)


def unknown_template(name: str, known: Iterable[str]) -> Refusal:
    """A template that is neither built in nor the workspace's own."""
    message = msg('there is no template "{name}"', name=name)
    return Refusal("unknown-template", message, meant(name, known), name)


def no_template(reason: str, line: int) -> Refusal:
    """What Jinja, or Python behind it, cannot read."""
    told: Message | str = reason
    for pattern, said in _JINJA_SAYS:
        if found := re.match(pattern, reason):
            told = Message(said.text, found.groupdict())
            break
    return Refusal("template-syntax", msg("this is no template: {reason}", reason=told), line=line)


_JINJA_SAYS: Final = (
    (
        r"Unexpected end of template\..*block that needs to be closed is '(?P<tag>.*)'",
        msg('the block "{tag}" is not closed'),
    ),
    (
        r"Encountered unknown tag '(?P<tag>.*?)'\..*needs to be closed is '(?P<open>.*)'",
        msg('"{tag}" stands in the block "{open}", which is not closed'),
    ),
    (r"Encountered unknown tag '(?P<tag>.*?)'", msg('there is no tag "{tag}" here')),
    (r"expected token '.*', got '(?:end of .*|eof)'", msg("something is missing before the end")),
    (r"Expected an expression, got 'end of", msg("something is missing before the end")),
    (r"unexpected end of template", msg("something is missing before the end")),
    (r"expected token '(?P<wanted>.*)', got '(?P<got>.*)'", msg('"{got}" does not fit here')),
    (r"unexpected char '(?P<got>.*)' at", msg('"{got}" does not fit here')),
    (r"unexpected char \"(?P<got>.*)\" at", msg('"{got}" does not fit here')),
    (r"unexpected '(?P<got>.*?)'", msg('"{got}" does not fit here')),
    (r"Missing end of comment tag", msg("a comment is not closed")),
)
"""How Jinja tells the common faults of syntax, and how we do; what it says else stays as it is."""
