"""Which duties seem to be one work: a visit for the one would serve the other."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from tongxin.answers.occurrences import Agenda
from tongxin.model.schedule import Shape
from tongxin.model.world import Duty, World

RECURRING = frozenset((Shape.QUOTA, Shape.DAYS, Shape.BY_DAYS))
ALIKE = 0.4
"""This part of the pairs of characters in two titles is common where they mean one work."""

_INSPECTION = re.compile("巡查|排查|督查|抽查|巡检|大检查")
_NOT_LETTERS = re.compile(r"[\W_]+")


def partners(agenda: Agenda, duty: Duty, places: frozenset[str]) -> Iterator[Duty]:
    """The duties of other plans that mean like work at common places (ids; none: the duty's)."""
    world = agenda.world
    here = places or places_of(world, duty.task.places)
    if not recurs(duty) or not here:
        return
    for other in world.duties:
        if other.plan is duty.plan or not recurs(other) or not same_work(duty, other):
            continue
        if here & places_of(world, other.task.places):
            yield other


def recurs(duty: Duty) -> bool:
    """Is this recurring work of a running plan?"""
    return duty.plan.status == "active" and any(
        rule.shape in RECURRING for rule in duty.task.schedule
    )


def places_of(world: World, names: tuple[str, ...]) -> frozenset[str]:
    """The ids of the places that some names stand for."""
    return frozenset(place.id for name in names for place in world.places_named(name))


def same_work(one: Duty, other: Duty) -> bool:
    """Do two duties have a point to check in common, or titles that mean one work?"""
    if set(one.task.checklist) & set(other.task.checklist):
        return True
    return alike(one.task.title, other.task.title)


def alike(one: str, other: str) -> bool:
    """Do two titles seem to mean one work?"""
    first, second = sorted((_plain(one), _plain(other)), key=len)
    if len(first.replace("检查", "")) >= 2 and first in second:
        return True
    pairs = _bigrams(first) | _bigrams(second)
    return bool(pairs) and len(_bigrams(first) & _bigrams(second)) >= ALIKE * len(pairs)


@lru_cache(maxsize=65536)
def _plain(title: str) -> str:
    """The letters of a title, words for an inspection made one."""
    return _INSPECTION.sub("检查", _NOT_LETTERS.sub("", title).lower())


@lru_cache(maxsize=65536)
def _bigrams(text: str) -> frozenset[str]:
    return frozenset(map("".join, pairwise(text)))
