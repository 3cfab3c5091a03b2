"""How groups and plans stand over a span, side by side: for a circular to all of them. 通报.

They are ranked by the share that was kept and never by how much was done: more work written down
is no better work. What several groups answer for together is counted for each of them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tongxin.answers.names import group_names
from tongxin.answers.occurrences import Occurrence, State
from tongxin.answers.summary import Score, Summary


@dataclass(frozen=True, eq=False)
class Stand:
    """A group or a plan; those that keep an equal share have one rank, from 1 on.

    `name` is "" for the work of no group; `rank` None where nothing has come due yet.
    """

    name: str
    score: Score
    rank: int | None

    @property
    def whole(self) -> bool:
        """Something came due, and all of it was kept."""
        return bool(self.score.come) and not self.score.count(State.OVERDUE, State.MISSED)


@dataclass(frozen=True, eq=False)
class Standing:
    """Groups and plans, the largest share kept first."""

    groups: tuple[Stand, ...]
    plans: tuple[Stand, ...]


def standing(found: Summary) -> Standing:
    """The groups and plans that owed something in the span."""
    occurrences = found.score.occurrences
    by_group: dict[str, list[Occurrence]] = {}
    by_plan: dict[str, list[Occurrence]] = {}
    for o in occurrences:
        for name in dict.fromkeys(group_names(found.agenda, o) or [""]):
            by_group.setdefault(name, []).append(o)
        by_plan.setdefault(o.duty.plan.title, []).append(o)
    today = found.agenda.today
    return Standing(
        tuple(_ranked((name, Score(tuple(some), today)) for name, some in by_group.items())),
        tuple(_ranked((name, Score(tuple(some), today)) for name, some in by_plan.items())),
    )


def _ranked(scores: Iterable[tuple[str, Score]]) -> Iterator[Stand]:
    """By the share kept; of equal shares by name, so that no count decides."""

    def place(one: tuple[str, Score]) -> tuple[bool, float, str]:
        rate = one[1].rate
        return rate is None, -(rate or 0.0), one[0]

    rank, last = 0, -1.0
    for number, (name, score) in enumerate(sorted(scores, key=place), 1):
        if score.rate is not None and score.rate != last:
            rank, last = number, score.rate
        yield Stand(name, score, None if score.rate is None else rank)
