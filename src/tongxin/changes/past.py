"""An edit must not rewrite the past: the guard, and the schedule that is split at a day.

What is over are the occurrences with a quota whose due day is past: quota, count, state and due day
may not change by an edit, none of them may vanish, and none may come up that nobody owed.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tongxin.answers.occurrences import Agenda, Member, Occurrence, State
from tongxin.calendar.periods import Day
from tongxin.diagnostic import TongxinError
from tongxin.messages import Message, msg, msgn

Key = tuple[str, Member, str, int]
Standing = tuple[int, int, State, Day]
"""What must stay: quota, count, state and due day."""


@dataclass(frozen=True, slots=True)
class Renamed:
    """A thing has another id. `home`: the plan or basis it is of, empty for the workspace."""

    kind: str
    home: str
    old: str
    new: str

    def after(self, key: Key) -> Key:
        """What is called so before the renaming, as it is called afterwards."""
        duty, member, period, number = key
        plan, task = duty.split("/", 1)
        if self.kind == "plan" and plan == self.old:
            plan = self.new
        elif self.kind == "task" and (plan, task) == (self.home, self.old):
            task = self.new
        elif self.kind in ("place", "group") and self.home in ("", plan):
            member = tuple(
                (name, self.new if (name, value) == (self.kind, self.old) else value)
                for name, value in member
            )
        return f"{plan}/{task}", member, period, number


def ensure_kept(
    was: Agenda,
    now: Agenda,
    files: frozenset[str] | None = None,
    renamed: Renamed | None = None,
    until: Day | None = None,
) -> None:
    """Refuse an edit that changes what is over.

    Args:
        was: what is owed before the edit.
        now: what is owed after it.
        files: of these plans; None: of all.
        renamed: the thing that has another id afterwards.
        until: what was due on this day or later may change; today by default.

    Raises:
        TongxinError: with how many and which, and how to say that it is meant.
    """
    _ensure_limits_kept(was, now)
    changed = list(changes(was, now, files, renamed, until))
    if not changed:
        return
    duty, member, period, _ = changed[0]
    now_owed = any(
        (o.member, o.period) == (member, period) and o.state is State.OVERDUE
        for track in was.tracks_of(duty)
        for o in track.overdue()
    )
    for_whom = "".join(f" {value}" for _, value in member)
    raise TongxinError(
        msgn(
            "nothing was written: this would change {n} period that is over: {example}",
            "nothing was written: this would change {n} periods that are over, such as {example}",
            len(changed),
            example=f"{duty}{for_whom} {period}",
        ),
        msg(
            "more time is recorded: {command}; if the past is meant: {option}",
            command=f"tongxin extend {duty} {period} --to 12-31 --why …",
            option="--from start",
        )
        if now_owed
        else msg("if the past is meant: {option}", option="--from start"),
    )


def told(
    was: Agenda, now: Agenda, files: frozenset[str] | None, renamed: Renamed | None
) -> Iterator[Message]:
    """What the author is told where what is over changes, since that is meant."""
    changed = list(changes(was, now, files, renamed))
    if changed:
        duty, member, period, _number = changed[0]
        example = " ".join((duty, *(value for _, value in member), period))
        yield msgn(
            "{n} period that is over changes by this: {example}",
            "{n} periods that are over change by this, such as {example}",
            len(changed),
            example=example,
        )


def _ensure_limits_kept(was: Agenda, now: Agenda) -> None:
    """Refuse an edit that moves the time limits of hazards that were found already."""
    limits = {hazard.id: hazard.due for hazard in now.hazards}
    moved = tuple(h.id for h in was.hazards if limits.get(h.id, h.due) != h.due)
    if moved:
        raise TongxinError(
            msg("nothing was written: this would move the time limits of hazards: {ids}",
                ids=moved[:6]),
            msg("if the past is meant: {option}", option="--from start"),
        )  # fmt: skip


def changes(
    was: Agenda,
    now: Agenda,
    files: frozenset[str] | None = None,
    renamed: Renamed | None = None,
    until: Day | None = None,
) -> Iterator[Key]:
    """What is over and does not stay as it was. A running period may be closed by an edit."""
    limit = was.today if until is None else min(until, was.today)
    before = _standings(was, files)
    if renamed is not None:
        before = {renamed.after(key): value for key, value in before.items()}
    after = _standings(now, files)
    for key, (closes, standing) in before.items():
        if closes is not None and closes < limit:
            found = after.get(key)
            if found is None or found[0] is None or found[1] != standing:
                yield key
    for key, (closes, _) in after.items():
        if closes is not None and closes < limit and key not in before:
            yield key


def _standings(
    agenda: Agenda, files: frozenset[str] | None
) -> dict[Key, tuple[Day | None, Standing]]:
    """Every occurrence with a quota that has begun: the day it was due (None: it is not yet)."""
    found: dict[Key, tuple[Day | None, Standing]] = {}
    seen: Counter[tuple[str, Member, str]] = Counter()
    for occurrence in _begun(agenda, files):
        name = (occurrence.duty.name, occurrence.member, occurrence.period)
        key = (*name, seen[name])  # two items of a list that are owed differently may share one
        seen[name] += 1
        standing = (occurrence.quota, occurrence.count, occurrence.state, occurrence.due)
        found[key] = (occurrence.due if occurrence.due < agenda.today else None, standing)
    return found


def _begun(agenda: Agenda, files: frozenset[str] | None) -> Iterator[Occurrence]:
    for track in agenda.all_tracks:
        if files is None or track.duty.plan.source.path in files:
            for occurrence in track.occurrences():
                if occurrence.quota and occurrence.opens <= agenda.today:
                    yield occurrence
