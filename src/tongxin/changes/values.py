"""The words given for a value → what is written, by the kind of the field.

Whether a value is right is not judged here: the reader of the file does that, once it is written.
"""

import re
from collections.abc import Mapping as Dict

from tongxin.changes.language import keyword, spelled
from tongxin.diagnostic import Source, TongxinError
from tongxin.messages import msg
from tongxin.model import words
from tongxin.model.community import NOTICE, Holidays, OwnDays, Severities
from tongxin.model.fields import (
    Choice,
    DictOf,
    Flag,
    Id,
    Kind,
    ListOf,
    One,
    Table,
    Text,
    Things,
    split_list,
)
from tongxin.model.plan import Measures
from tongxin.model.schedule import ScheduleOf
from tongxin.model.target import TargetOf
from tongxin.text.tree import Mapping, Node, Scalar, Sequence, parse_tree
from tongxin.text.write import Bare, Written

Item = dict[str, Written]
"""One mapping of a schedule: English key → its value."""


def given(kind: Kind, text: str, chinese: bool, now: Node | None = None) -> Written:
    """What is written for the words given.

    Args:
        kind: of the field.
        text: the words, as typed.
        chinese: whether keys and keywords are written in Chinese here.
        now: the value that stands there, whose form is kept.

    Raises:
        TongxinError: nothing is given, or brackets that are no YAML.
    """
    if not text.strip():
        raise TongxinError(msg("no value is given"), msg("to take the key away: --unset"))
    if isinstance(kind, ListOf):
        return _list(kind, text, chinese, now)
    if isinstance(kind, (Text, Id)):
        return text
    if isinstance(kind, (Things, Measures)):
        raise TongxinError(
            msg("this is a list of things: each is changed, added and removed by itself"),
            msg("see: {command} --help", command="tongxin add"),
        )
    node = _brackets(text)
    if node is None:
        return _scalar(kind, text, chinese)
    if isinstance(kind, ScheduleOf):
        return _schedule(node, chinese)
    return _structured(kind, node, chinese)


def _scalar(kind: Kind, text: str, chinese: bool) -> Written:
    """One word: keywords in the language of the file, all else as it was given."""
    if isinstance(kind, (Text, Id)):
        return text
    table = (
        kind.table if isinstance(kind, Choice) else "word:bool" if isinstance(kind, Flag) else ""
    )
    if table:
        known = words.spellings(table)
        found = known.get(text.strip()) or known.get(text.strip().lower())
        if found is not None:
            return Bare(keyword(table, found, chinese))
    return Bare(text.strip())


def _list(kind: ListOf, text: str, chinese: bool, now: Node | None) -> Written:
    """A list in brackets or parted by 、, or one value. A single one stands alone if it may."""
    node = _brackets(text, lists_only=True)
    if isinstance(node, Sequence):
        parts = [_text_of(item) for item in node.items]
    else:
        parts = [part for _, part in split_list(text)]
    values: list[Written] = [_scalar(kind.item, part, chinese) for part in parts]
    if isinstance(now, Sequence):
        return values
    if len(parts) == 1 and "、" not in parts[0]:
        return values[0]
    told = isinstance(now, Scalar) and "、" in now.value and not any("、" in p for p in parts)
    return "、".join(parts) if told and len(parts) > 1 else values


def _brackets(text: str, lists_only: bool = False) -> Node | None:
    """What stands in brackets, read as YAML; None for a text without them.

    Raises:
        TongxinError: it stands in brackets and is no YAML.
    """
    text = text.strip()
    pairs = {"[": "]"} if lists_only else {"[": "]", "{": "}"}
    if not text or (text[0] not in pairs and (lists_only or text[-1] not in pairs.values())):
        return None
    if pairs.get(text[0]) != text[-1]:
        if lists_only and text[0] not in pairs:
            return None
        raise TongxinError(
            msg("a bracket is not closed: {text}", text=text),
            msg("write for instance: {example}", example="'{every: week, times: 2}', '[a, b]'"),
        )
    tree = parse_tree(Source("", text))
    root = tree.root
    if tree.diagnostics or not tree.complete or root is None or isinstance(root, Scalar):
        if lists_only:
            return None  # a text that happens to begin and end so
        reason = tree.diagnostics[0].message if tree.diagnostics else msg("nothing")
        raise TongxinError(
            msg("what stands in brackets is no YAML: {reason}", reason=reason),
            msg("write for instance: {example}", example="'{every: week, times: 2}', '[a, b]'"),
        )
    if lists_only and not (
        isinstance(root, Sequence) and all(isinstance(item, Scalar) for item in root.items)
    ):
        return None
    return root


def _text_of(node: Node) -> str:
    assert isinstance(node, Scalar)
    return node.value


def as_written(node: Node) -> Written:
    """A node as a value to be written again: what was plain stays so where it can."""
    if isinstance(node, Scalar):
        return Bare(node.value) if node.plain and not node.empty else str(node.value)
    if isinstance(node, Sequence):
        return [as_written(item) for item in node.items]
    return {key.value: as_written(value) for key, value in node.items}


def _structured(kind: Kind, node: Node, chinese: bool) -> Written:
    """A mapping or list given whole, each value by its kind; keys of ours in the language."""
    if isinstance(node, Scalar):
        return _scalar(kind, node.value, chinese)
    if isinstance(node, Sequence):
        item: Kind = kind.item if isinstance(kind, ListOf) else kind
        return [_structured(item, part, chinese) for part in node.items]
    if isinstance(kind, TargetOf):
        return _of_words("vague", node, chinese)
    if isinstance(kind, One):
        return _of_table(kind.table, node, chinese)
    inner: Kind = kind
    if isinstance(kind, DictOf):
        inner = kind.item
    elif isinstance(kind, Severities):
        inner = Choice("word:severity-of-check")
    elif isinstance(kind, Holidays):
        inner = One(NOTICE)
    elif not isinstance(kind, OwnDays):
        return as_written(node)
    return {key.value: _structured(inner, value, chinese) for key, value in node.items}


def _of_table(table: Table, node: Mapping, chinese: bool) -> Written:
    found: dict[str, Written] = {}
    for key, value in node.items:
        field = table.lookup.get(key.value)
        if field is None:
            found[key.value] = as_written(value)
        else:
            found[spelled(table, field.name, chinese)] = _structured(field.kind, value, chinese)
    return found


def _of_words(table: str, node: Mapping, chinese: bool) -> Written:
    """A mapping whose keys are in a table of words; the values are texts."""
    known = words.spellings(table)
    return {
        keyword(table, known[key.value], chinese) if key.value in known else key.value: (
            value.value if isinstance(value, Scalar) else as_written(value)
        )
        for key, value in node.items
    }


# ── schedules ─────────────────────────────────────────────────────────────────────────────────


def _schedule(node: Node, chinese: bool) -> Written:
    if isinstance(node, Sequence):
        return [_schedule(item, chinese) for item in node.items]
    if isinstance(node, Scalar):
        return Bare(node.value)
    return schedule_written(schedule_item(node), chinese)


def schedule_item(node: Mapping) -> Item:
    """A mapping of a schedule by its English keys; keys that are none stay as they are."""
    known = words.spellings("schedule")
    return {known.get(key.value, key.value): as_written(value) for key, value in node.items}


def schedule_written(item: Item, chinese: bool) -> Item:
    """A mapping of a schedule in a language, in the usual order of its keys."""
    rank = {key: number for number, key in enumerate(_ORDER)}
    found: dict[str, Written] = {}
    for key in sorted(item, key=lambda key: rank.get(key, len(rank))):
        if key not in words.SPELLINGS["schedule"]:
            found[key] = item[key]
        else:
            found[keyword("schedule", key, chinese)] = _spoken(key, item[key], chinese)
    return found


_ORDER = (
    "every", "times", "day", "in", "by", "all-year", "irregular", "vague", "from", "to", "each",
    "while", "note",
)  # fmt: skip
_KEYWORDS = {
    "each": "word:each", "all-year": "word:bool", "irregular": "word:bool", "while": "word:while",
}  # fmt: skip


def _spoken(key: str, value: Written, chinese: bool) -> Written:
    """A value of a schedule, its keywords in the language."""
    if key in ("vague", "note") or value == "":
        return value
    if isinstance(value, Dict):
        known = words.spellings("condition")
        return {
            keyword("condition", known[name], chinese) if name in known else name: part
            for name, part in value.items()
        }
    if not isinstance(value, str):
        parts = [_spoken(key, part, chinese) for part in value]
        return parts[0] if len(parts) == 1 else parts
    if key == "while" and value.startswith("hazard:"):
        kind = value.removeprefix("hazard:")
        return (
            {keyword("condition", "hazard", chinese): kind}
            if kind
            else Bare(keyword("word:while", "hazard", chinese))
        )
    if key == "every":
        return Bare(_every(str(value), chinese))
    if key == "day":
        return Bare(_day(str(value), chinese))
    table = _KEYWORDS.get(key)
    english = words.spellings(table).get(value) if table else None
    return Bare(value if english is None or table is None else keyword(table, english, chinese))


def _every(text: str, chinese: bool) -> str:
    found = re.fullmatch(r"(\d+)?\s*(\S.*)", text.strip())
    if found is None:
        return text
    name = found[2].strip().lower()
    known = words.synonyms("word:unit")
    unit = known.get(name) or (known.get(name[:-1]) if name.endswith("s") else None)
    if unit is None:
        return text
    word = keyword("word:unit", unit, chinese)
    if found[1] is None:
        return word
    return f"{found[1]} {word}" + ("" if chinese or word.endswith("s") else "s")


def _day(text: str, chinese: bool) -> str:
    """`tue`, `2nd tue`, 周二, 第二个周二; anything else as it is."""
    weekdays, ordinals = words.synonyms("word:weekday"), words.synonyms("word:ordinal")
    plain = text.strip().lower()
    if plain in weekdays:
        return keyword("word:weekday", weekdays[plain], chinese)
    for spelling in sorted(ordinals, key=len, reverse=True):
        rest = plain.removeprefix(spelling).strip()
        if plain.startswith(spelling) and rest in weekdays:
            ordinal = keyword("word:ordinal", ordinals[spelling], chinese)
            blank = "" if chinese else " "
            return ordinal + blank + keyword("word:weekday", weekdays[rest], chinese)
    return text
