"""The filters and tests that every template has.

Of Jinja's own, those whose result is about as long as what they are given; each pays for what it
looks at. They are:

* of a text: capitalize, e, escape, indent (by 100 columns at most), lower, replace, safe, string,
  title, trim, truncate, upper, urlencode;
* of a list: first, groupby, join, last, length or count, list, map, max, min, reject, rejectattr,
  reverse, select, selectattr, sort, sum, unique;
* of a mapping: dictsort, items;
* of a number: abs, float, int, round; of anything: default or d.

Not there, since they make long texts of short ones (center, format, wordwrap), lists of any
length (batch, slice), Python's notation (pprint, tojson), HTML alone (forceescape, striptags,
urlize, xmlattr), chance (random), what documents do not need (filesizeformat, wordcount) or a way
round the names (attr). Unlike Jinja's, sort and groupby put what has no value (None) last.

Tests: boolean, defined, divisibleby, even, false, float, in, integer, iterable, lower, mapping,
none, number, odd, sequence, string, true, undefined, upper; eq, ne, lt, le, gt, ge with their other
names.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from inspect import signature
from itertools import groupby
from typing import Any, Final, NamedTuple, cast

from jinja2 import Undefined, pass_context
from jinja2.filters import make_attrgetter, make_multi_attrgetter
from jinja2.runtime import Context
from jinja2.tests import TESTS as JINJA_TESTS
from markupsafe import Markup

from tongxin.messages import msg
from tongxin.output.templates.limits import (
    LONGEST_LIST,
    LONGEST_TEXT,
    Refusal,
    too_long,
    unknown_filter,
)
from tongxin.output.templates.sandbox import (
    Missing,
    Sandbox,
    check_strip,
    is_nothing,
    refuse_missing,
)

WIDEST_INDENT: Final = 100
LONGEST_SLOW: Final = 100_000
"""Characters of a text that is taken apart word by word."""

Filter = Callable[..., Any]


def offer(sandbox: Sandbox, filters: Mapping[str, Filter]) -> None:
    """Give a sandbox the filters and tests of this module, and these filters before them."""
    own = {name: _paid(sandbox, name, filter_) for name, filter_ in _FILTERS.items()}
    given = {name: _plain(sandbox, name, filter_) for name, filter_ in filters.items()}
    sandbox.offer(
        {**own, **given},
        {name: _test(sandbox, name, cast("Filter", JINJA_TESTS[name])) for name in TESTS},
    )


def _paid(sandbox: Sandbox, name: str, function: Filter) -> Filter:
    """A filter of this module; generators are run to their end, so that faults have a place."""

    @pass_context
    def run(context: Context, value: Any, *args: Any, **kwargs: Any) -> Any:
        sandbox.budget.spend(5)
        if name not in _OF_ANYTHING:
            refuse_missing(value)
            sandbox.budget.look(value)
        result = function(sandbox, context, value, *args, **kwargs)
        if isinstance(result, Iterator):
            result = list(result)
        if isinstance(result, list):
            sandbox.budget.spend(2 * len(result))
        elif name not in _PASSING:
            sandbox.budget.look(result)
        return result

    return run


def _plain(sandbox: Sandbox, name: str, function: Filter) -> Filter:
    """A filter that was passed in: values in, a value out."""
    try:
        takes = signature(function)
    except ValueError:  # of a function written in C nobody can say
        takes = None

    @pass_context
    def run(_: Context, value: Any, *args: Any, **kwargs: Any) -> Any:
        for given in (value, *args, *kwargs.values()):
            refuse_missing(given)
        sandbox.budget.spend(10)
        sandbox.budget.weigh(value)
        try:
            if takes is not None:
                takes.bind(value, *args, **kwargs)
        except TypeError:
            message = msg('the filter "{name}" does not take these arguments', name=name)
            raise Refusal("template-error", message, word=name) from None
        result = function(None if is_nothing(value) else value, *args, **kwargs)
        sandbox.budget.look(result)
        return result

    return run


# ── texts ─────────────────────────────────────────────────────────────────────────────────────


def _method(name: str) -> Filter:
    def run(sandbox: Sandbox, _: Context, value: Any) -> Any:
        return getattr(sandbox.text(value), name)()

    return run


def _slow(name: str) -> Filter:
    """Jinja's filter of a text, for texts that are not long."""

    def run(sandbox: Sandbox, context: Context, value: Any, *args: Any, **kwargs: Any) -> Any:
        text = sandbox.text(value)
        if len(text) > LONGEST_SLOW:
            message = msg("{name} takes {n} characters at most", name=name, n=LONGEST_SLOW)
            raise Refusal("template-limit", message, None, name)
        sandbox.budget.spend(len(text))
        return sandbox.original(name, context, text, *args, **kwargs)

    return run


def _truncate(sandbox: Sandbox, context: Context, value: Any, *args: Any, **kwargs: Any) -> Any:
    return sandbox.original("truncate", context, sandbox.text(value), *args, **kwargs)


def _trim(sandbox: Sandbox, _: Context, value: Any, chars: str | None = None) -> str:
    check_strip(chars)
    return sandbox.text(value).strip(chars)


def _escape(sandbox: Sandbox, _: Context, value: Any) -> str:
    return sandbox.markup(sandbox.text(value))


def _safe(sandbox: Sandbox, _: Context, value: Any) -> str:
    text = sandbox.text(value)
    return Markup(text) if sandbox.escape else str(text)  # noqa: S704


def _string(sandbox: Sandbox, _: Context, value: Any) -> str:
    return sandbox.text(value)


def _replace(
    sandbox: Sandbox, _: Context, value: Any, old: Any, new: Any, count: int | None = None
) -> str:
    """In markup, `old` is looked for as it is written there, and `new` is escaped."""
    text, sought, instead = sandbox.text(value), str(sandbox.text(old)), sandbox.text(new)
    marked = (
        sandbox.escape is not None
        and isinstance(text, Markup | str)
        and (isinstance(text, Markup) or isinstance(instead, Markup))
    )
    if marked:
        text, instead = sandbox.markup(text), sandbox.markup(instead)
    plain, instead = str(text), str(instead)
    times = plain.count(sought)
    if count is not None and count >= 0:
        times = min(times, count)
    if len(plain) + times * (len(instead) - len(sought)) > LONGEST_TEXT:
        raise too_long()
    result = plain.replace(sought, instead, -1 if count is None else count)
    return Markup(result) if marked else result  # noqa: S704


def _indent(
    sandbox: Sandbox,
    context: Context,
    value: Any,
    width: int | str = 4,
    first: bool = False,
    blank: bool = False,
) -> Any:
    """Every line but the first moved to the right; markup stays markup."""
    text = sandbox.text(value)
    columns = len(width) if isinstance(width, str) else width
    if columns > WIDEST_INDENT:
        message = msg("indent moves by {n} columns at most", n=WIDEST_INDENT)
        raise Refusal("template-limit", message, None, "indent")
    if len(text) + columns * (text.count("\n") + 2) > LONGEST_TEXT:
        raise too_long()
    prefix = width if isinstance(width, str) else " " * width
    return sandbox.original("indent", context, text, prefix, first=first, blank=blank)


# ── lists ─────────────────────────────────────────────────────────────────────────────────────


def _elements(value: Any) -> list[Any]:
    """The items of a list, the characters of a text, the keys of a mapping."""
    refuse_missing(value)
    if not isinstance(value, str | list | tuple | range | Mapping):
        raise TypeError("this is no list")
    if len(value) > LONGEST_LIST:
        raise too_long(text=False)
    return list(value)


def _of_list(name: str, attribute: int | None = None) -> Filter:
    """Jinja's filter of a list.

    What it compares is weighed before, since it may be long, and shared by many items: `attribute`
    is the place of the argument that names it.
    """

    def run(sandbox: Sandbox, context: Context, value: Any, *args: Any, **kwargs: Any) -> Any:
        items = _elements(value)
        sandbox.budget.order(len(items))
        if attribute is not None:
            named = kwargs.get("attribute", args[attribute] if len(args) > attribute else None)
            getter = make_multi_attrgetter(sandbox, named)
            sandbox.budget.weigh([part for item in items for part in getter(item)])
        return sandbox.original(name, context, items, *args, **kwargs)

    return run


class Group(NamedTuple):
    """Items that have something in common."""

    grouper: Any
    list: Sequence[Any]


def _keys(sandbox: Sandbox, items: list[Any], attribute: Any, exact: bool) -> list[list[Any]]:
    """What items are sorted by; texts without regard to capitals, unless `exact`."""
    getter = make_multi_attrgetter(sandbox, attribute)
    keys = [getter(item) for item in items]
    sandbox.budget.weigh(keys)
    return keys if exact else [[_without_capitals(part) for part in key] for key in keys]


def _without_capitals(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _sorted(keys: list[list[Any]], reverse: bool) -> list[int]:
    """The order of the keys; nothing (None) stands last, either way."""

    def rank(number: int) -> list[tuple[bool, Any]]:
        return [((part is None) != reverse, 0 if part is None else part) for part in keys[number]]

    return sorted(range(len(keys)), key=rank, reverse=reverse)


def _sort(
    sandbox: Sandbox,
    _: Context,
    value: Any,
    reverse: bool = False,
    case_sensitive: bool = False,
    attribute: str | int | None = None,
) -> list[Any]:
    items = _elements(value)
    sandbox.budget.order(len(items))
    keys = _keys(sandbox, items, attribute, case_sensitive)
    return [items[number] for number in _sorted(keys, bool(reverse))]


def _groupby(
    sandbox: Sandbox,
    _: Context,
    value: Any,
    attribute: str | int,
    default: Any = None,
    case_sensitive: bool = False,
) -> list[Group]:
    """Groups in the order of what they have in common; those that have nothing stand last."""
    items = _elements(value)
    sandbox.budget.order(len(items))
    getter = make_attrgetter(sandbox, attribute, default=default)
    own = [getter(item) for item in items]
    sandbox.budget.weigh(own)
    keys = own if case_sensitive else [_without_capitals(key) for key in own]
    order = _sorted([[key] for key in keys], reverse=False)
    groups = [list(some) for _, some in groupby(order, key=lambda number: keys[number])]
    return [Group(own[some[0]], [items[number] for number in some]) for some in groups]


def _map(sandbox: Sandbox, context: Context, value: Any, *args: Any, **kwargs: Any) -> Any:
    if args and args[0] not in sandbox.offered:
        raise unknown_filter(str(args[0]), sandbox.offered)
    return _of_list("map")(sandbox, context, value, *args, **kwargs)


def _length(_: Sandbox, __: Context, value: Any) -> int:
    if isinstance(value, str | list | tuple | range | Mapping):
        return len(value)
    raise TypeError("this is no list")


def _first(_: Sandbox, __: Context, value: Any) -> Any:
    return value[0] if isinstance(value, list | str) and value else next(iter(_some(value)))


def _last(_: Sandbox, __: Context, value: Any) -> Any:
    return value[-1] if isinstance(value, list | str) and value else _some(value)[-1]


def _some(value: Any) -> list[Any]:
    items = _elements(value)
    return items or [Missing(hint="there is no first or last of none")]


def _list(_: Sandbox, __: Context, value: Any) -> list[Any]:
    return _elements(value)


def _reverse(_: Sandbox, __: Context, value: Any) -> Any:
    return value[::-1] if isinstance(value, str) else _elements(value)[::-1]


def _join(
    sandbox: Sandbox, _: Context, value: Any, d: Any = "", attribute: str | int | None = None
) -> str:
    items = _elements(value)
    if attribute is not None:
        items = [make_attrgetter(sandbox, attribute)(item) for item in items]
    return sandbox.join([sandbox.text(item) for item in items], sandbox.text(d))


def _sum(
    sandbox: Sandbox,
    context: Context,
    value: Any,
    attribute: str | int | None = None,
    start: Any = 0,
) -> Any:
    items = _elements(value)
    if attribute is not None:
        items = [make_attrgetter(sandbox, attribute)(item) for item in items]
    total = start
    for item in items:
        total = sandbox.call_binop(context, "+", total, item)
    return total


def _items(_: Sandbox, __: Context, value: Any) -> list[list[Any]]:
    if not isinstance(value, Mapping):
        raise TypeError("only a mapping has items")
    return [[key, item] for key, item in value.items()]


def _dictsort(sandbox: Sandbox, context: Context, value: Any, *args: Any, **kwargs: Any) -> Any:
    if not isinstance(value, Mapping):
        raise TypeError("only a mapping has items")
    sandbox.budget.weigh(value)
    pairs = sandbox.original("dictsort", context, value, *args, **kwargs)
    return [list(pair) for pair in pairs]


# ── numbers, and anything ─────────────────────────────────────────────────────────────────────


def _int(sandbox: Sandbox, _: Context, value: Any, default: int = 0) -> int:
    """The whole number; `default` for what is none."""
    number = value if isinstance(value, int | float) else str(sandbox.text(value))
    for convert in (int, lambda given: int(float(given))):
        try:
            return convert(number)
        except (ValueError, OverflowError):
            pass
    return default


def _round(
    sandbox: Sandbox, context: Context, value: Any, precision: int = 0, method: str = "common"
) -> Any:
    if not isinstance(value, int | float) or not isinstance(precision, int):
        raise TypeError("only numbers are rounded")
    return sandbox.original("round", context, value, max(-15, min(15, precision)), method)


def _original(name: str) -> Filter:
    def run(sandbox: Sandbox, context: Context, value: Any, *args: Any, **kwargs: Any) -> Any:
        return sandbox.original(name, context, value, *args, **kwargs)

    return run


_FILTERS: Final[Mapping[str, Filter]] = {
    "abs": _original("abs"),
    "capitalize": _method("capitalize"),
    "count": _length,
    "d": _original("default"),
    "default": _original("default"),
    "dictsort": _dictsort,
    "e": _escape,
    "escape": _escape,
    "first": _first,
    "float": _original("float"),
    "groupby": _groupby,
    "indent": _indent,
    "int": _int,
    "items": _items,
    "join": _join,
    "last": _last,
    "length": _length,
    "list": _list,
    "lower": _method("lower"),
    "map": _map,
    "max": _of_list("max", 1),
    "min": _of_list("min", 1),
    "reject": _of_list("reject"),
    "rejectattr": _of_list("rejectattr"),
    "replace": _replace,
    "reverse": _reverse,
    "round": _round,
    "safe": _safe,
    "select": _of_list("select"),
    "selectattr": _of_list("selectattr"),
    "sort": _sort,
    "string": _string,
    "sum": _sum,
    "title": _slow("title"),
    "trim": _trim,
    "truncate": _truncate,
    "unique": _of_list("unique", 1),
    "upper": _method("upper"),
    "urlencode": _slow("urlencode"),
}

FILTERS: Final = frozenset(_FILTERS)

_OF_ANYTHING: Final = frozenset({"default", "d"})
_PASSING: Final = frozenset({"default", "d", "first", "last", "max", "min", "safe", "string"})
"""Their result is a part of what they were given."""


# ── tests ─────────────────────────────────────────────────────────────────────────────────────

_NUMERIC: Final = frozenset({"even", "odd", "divisibleby"})
_TEXTUAL: Final = frozenset({"lower", "upper"})
_COMPARING: Final = frozenset(
    [
        "eq",
        "==",
        "equalto",
        "ne",
        "!=",
        "lt",
        "<",
        "lessthan",
        "le",
        "<=",
        "gt",
        ">",
        "greaterthan",
        "ge",
        ">=",
        "in",
    ]
)
TESTS: Final = (
    _NUMERIC
    | _TEXTUAL
    | _COMPARING
    | frozenset(
        [
            "boolean",
            "defined",
            "false",
            "float",
            "integer",
            "iterable",
            "mapping",
            "none",
            "number",
            "sequence",
            "string",
            "true",
            "undefined",
        ]
    )
)


def _test(sandbox: Sandbox, name: str, function: Callable[..., Any]) -> Callable[..., bool]:
    """A test of Jinja's, kept from what `%` and the notation of Python do to texts and lists."""

    def run(value: Any, *args: Any) -> bool:
        sandbox.budget.spend(1)
        if name in _NUMERIC:
            _check_kind((value, *args), (int, float), "this test is for numbers")
        elif name in _TEXTUAL:
            _check_kind((value,), (str,), "this test is for texts")
            sandbox.budget.look(value)
        elif name in _COMPARING:
            sandbox.budget.weigh(value)
            if name == "in":
                sandbox.budget.weigh(args[0])
        return bool(function(value, *args))

    return run


def _check_kind(values: tuple[Any, ...], kinds: tuple[type, ...], reason: str) -> None:
    for value in values:
        if isinstance(value, Undefined):
            refuse_missing(value)
        if not isinstance(value, kinds):
            raise TypeError(reason)
