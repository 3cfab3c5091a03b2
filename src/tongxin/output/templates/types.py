"""The types of what a template sees: what a key leads to, and what a list holds.

A type is a `TypedDict`, `list[…]`, `dict[str, …]`, `str`, `int`, `float`, `bool`, `None`, a union
of them, or `Any` where nothing is known. Four more exist only here: a `Group` of `groupby`, a
`Pair` of `items`, the `Loop` of a `for`, a `Module` that was imported. `None` in a union is left
out: whether there is a value is seen when the template runs.
"""

import types
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Union, get_args, get_origin, get_type_hints, is_typeddict

from tongxin.output.templates.limits import LOOP_NAMES, TEXT_METHODS


@dataclass(frozen=True)
class Group:
    """Items that have something in common."""

    element: Any


@dataclass(frozen=True)
class Pair:
    """A key and its value."""

    value: Any


@dataclass(frozen=True)
class Loop:
    """The `loop` of a `for` over such elements."""

    element: Any


@dataclass(frozen=True)
class Module:
    """An imported template with these names."""

    names: frozenset[str]


_OURS: Final = (Group, Pair, Loop, Module)

ABSENT: Final = object()
"""There is no such key."""


def members(kind: Any) -> tuple[Any, ...]:
    """The types of a union, None left out; a type alone is a union of one."""
    if get_origin(kind) in (Union, types.UnionType):
        return tuple(part for one in get_args(kind) for part in members(one))
    return () if kind is None or kind is type(None) else (kind,)


def either(*kinds: Any) -> Any:
    """One of these types; Any if one of them is."""
    found = list(dict.fromkeys(part for kind in kinds for part in members(kind)))
    if len(found) == 1:
        return found[0]
    if not found or any(part is Any or isinstance(part, _OURS) for part in found):
        return Any
    return Union[tuple(found)]  # noqa: UP007 (of as many as there are)


@cache
def keys(kind: Any) -> Mapping[str, Any]:
    """The keys of a TypedDict with their types."""
    return get_type_hints(kind)


def known_keys(kind: Any) -> set[str]:
    """The names that something may have."""
    return {name for part in members(kind) for name in _names(part)}


def _names(kind: Any) -> Iterable[str]:
    if is_typeddict(kind):
        return keys(kind)
    if isinstance(kind, Module):
        return kind.names
    if isinstance(kind, Group):
        return ("grouper", "list")
    return LOOP_NAMES if isinstance(kind, Loop) else ()


def at(kind: Any, name: str) -> Any:
    """The type behind a key or name; `ABSENT` if no member of a union has it."""
    found = [_at(part, name) for part in members(kind)]
    if not found:
        return Any
    there = [part for part in found if part is not ABSENT]
    return either(*there) if there else ABSENT


def _at(kind: Any, name: str) -> Any:
    origin = get_origin(kind)
    if is_typeddict(kind):
        return keys(kind).get(name, ABSENT)
    if origin is dict:
        return get_args(kind)[1]
    if kind is str:
        return Any if name in TEXT_METHODS else ABSENT
    if origin is list or kind in (int, float, bool):
        return ABSENT
    if isinstance(kind, Group):
        return {"grouper": Any, "list": list_of(kind.element)}.get(name, ABSENT)
    if isinstance(kind, Loop):
        if name in ("previtem", "nextitem"):
            return kind.element
        return Any if name in LOOP_NAMES else ABSENT
    if isinstance(kind, Module):
        return Any if name in kind.names else ABSENT
    return Any


def element(kind: Any) -> Any:
    """The type of what a loop over the type gives."""
    found = []
    for part in members(kind):
        origin, arguments = get_origin(part), get_args(part)
        if origin is list and arguments:
            found.append(arguments[0])
        elif part is str or origin is dict or is_typeddict(part):
            found.append(str)
        else:
            return Any
    return either(*found) if found else Any


def value(kind: Any) -> Any:
    """The type of the values of a mapping."""
    parts = members(kind)
    if all(get_origin(part) is dict for part in parts) and parts:
        return either(*(get_args(part)[1] for part in parts))
    return Any


def list_of(kind: Any) -> Any:
    """The type of a list of such elements."""
    return types.GenericAlias(list, (kind,))


def parts_of(kind: Any, count: int) -> list[Any]:
    """The types of what something is taken apart into."""
    if count == 2 and isinstance(kind, Pair):
        return [str, kind.value]
    if count == 2 and isinstance(kind, Group):
        return [Any, list_of(kind.element)]
    return [Any] * count
