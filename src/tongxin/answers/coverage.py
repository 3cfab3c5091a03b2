"""Coverage: clause → what answers it → occurrences met → evidence present or lacking. 迎检."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tongxin.answers.occurrences import Agenda, Occurrence, State
from tongxin.model.basis import Basis, Clause
from tongxin.model.fields import Thing, title_of
from tongxin.model.ledger import Entry, in_evidence, on_paper
from tongxin.model.plan import Plan, Task
from tongxin.model.world import Duty, World, answering


@dataclass(frozen=True, eq=False)
class Answer:
    """One thing that answers a clause. Of a task: how its duties stand and what evidence there is.

    `owed` counts the occurrences with a quota that have opened, `kept` those met or waived of them.
    `running`: it has begun without a quota. `groups`: the names of those that answer for a task.
    """

    plan: Plan | None
    thing: Thing
    owed: int = 0
    kept: int = 0
    done: int = 0
    evidence: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    running: bool = False
    groups: tuple[str, ...] = ()

    @property
    def not_done(self) -> bool:
        """It is owed, its first period has opened, and the ledger says nothing of it."""
        return not self.done and (self.kept < self.owed or self.running)

    @property
    def name(self) -> str:
        """`plan/task`, or the id of another thing in its plan, or its kind where it has no id."""
        own = str(getattr(self.thing, "id", "") or self.thing.TABLE)
        return f"{self.plan.id}/{own}" if self.plan else own

    @property
    def title(self) -> str:
        """What it is called."""
        return title_of(self.thing) or ""


@dataclass(frozen=True, eq=False)
class Coverage:
    """A clause and all that answers it."""

    basis: Basis
    clause: Clause
    answers: tuple[Answer, ...]

    @property
    def name(self) -> str:
        """`basis/clause`."""
        return f"{self.basis.id}/{self.clause.id}"

    @property
    def owed(self) -> int:
        """Occurrences that have opened, over all answers."""
        return sum(answer.owed for answer in self.answers)

    @property
    def kept(self) -> int:
        """Those of them that are met or waived."""
        return sum(answer.kept for answer in self.answers)

    @property
    def evidence(self) -> tuple[str, ...]:
        """Every path, each once, in the order recorded."""
        return tuple(dict.fromkeys(path for answer in self.answers for path in answer.evidence))

    @property
    def own_lacking(self) -> tuple[str, ...]:
        """Kinds of evidence that the clause itself asks for and no answer has."""
        entries = [entry for answer in self.answers for entry in answer.entries]
        return lacking(self.clause.evidence, entries)

    @property
    def lacking(self) -> tuple[str, ...]:
        """Kinds of evidence that the clause or an answering task asks for and nobody has given."""
        own = self.own_lacking
        tasks = (kind for answer in self.answers for kind in answer.lacking)
        return tuple(dict.fromkeys((*own, *tasks)))


def coverage(agenda: Agenda, bases: Iterable[Basis] | None = None) -> tuple[Coverage, ...]:
    """Every clause of some bases (of all, by default), in the order written."""
    answers = _answers(agenda)
    return tuple(
        Coverage(basis, clause, tuple(answers.get(id(clause), ())))
        for basis in (agenda.world.bases if bases is None else bases)
        for clause in basis.clauses
    )


def matrix(agenda: Agenda) -> dict[tuple[str, str], int]:
    """(audience, topic) → how many times the ledger says that the topic reached the audience."""
    counts: dict[tuple[str, str], int] = {}
    for entry in agenda.entries:
        if entry.kind != "done":
            continue
        for audience in entry.audience or ("",):
            for topic in entry.topic or ("",):
                if audience or topic:
                    counts[audience, topic] = counts.get((audience, topic), 0) + entry.count
    return counts


def _answers(agenda: Agenda) -> dict[int, list[Answer]]:
    """Clause (by identity) → what answers it, in the order read."""
    clauses = agenda.world.clause_index
    found: dict[int, list[Answer]] = {}
    occurrences = _by_duty(agenda)
    for plan, thing, names in answering(agenda.world):
        if plan is not None and plan.status == "draft":
            continue
        named = {id(clauses[name][1]) for name in names if name in clauses}
        if named:
            made = _answer(agenda, plan, thing, occurrences)
            for clause in named:
                found.setdefault(clause, []).append(made)
    return found


def _by_duty(agenda: Agenda) -> dict[str, list[Occurrence]]:
    found: dict[str, list[Occurrence]] = {}
    for track in agenda.all_tracks:
        found.setdefault(track.duty.name, []).extend(track.occurrences())
    return found


def _answer(
    agenda: Agenda, plan: Plan | None, thing: Thing, occurrences: dict[str, list[Occurrence]]
) -> Answer:
    if not isinstance(thing, Task) or plan is None:
        return Answer(plan, thing)
    name = Duty(plan, thing).name
    opened = [o for o in occurrences.get(name, ()) if o.quota and o.state is not State.UPCOMING]
    kept = sum(o.state in (State.MET, State.LATE, State.WAIVED) for o in opened)
    running = any(not o.quota and o.opens <= agenda.today for o in occurrences.get(name, ()))
    entries = agenda.entries_by_duty.get(name, [])
    known = agenda.world.groups_of(plan)
    groups = dict.fromkeys(known[g].name if g in known else g for g in thing.group)
    return Answer(
        plan, thing, len(opened), kept, sum(entry.count for entry in entries),
        tuple(dict.fromkeys(e.path for entry in entries for e in entry.evidence)),
        lacking(thing.evidence, entries), tuple(entries), running, tuple(groups),
    )  # fmt: skip


def lacking(kinds: tuple[str, ...], entries: Iterable[Entry]) -> tuple[str, ...]:
    """The kinds of evidence that none of the entries has; plain paths count as every kind."""
    given = {evidence.kind for entry in entries for evidence in entry.evidence}
    return () if None in given else tuple(kind for kind in kinds if kind not in given)


# ── what is missing ───────────────────────────────────────────────────────────────────────────


class Why(StrEnum):
    """What is missing of the answer to a clause."""

    NO_TASK = "no-task"  # nothing answers it
    NOT_DONE = "not-done"  # its task is owed and was never done
    EVIDENCE = "evidence"  # evidence that is asked for was not given, or its file is not there


@dataclass(frozen=True, eq=False)
class Lack:
    """What one task lacks before one clause; `answer` None: the clause itself.

    `groups`: the names of those that answer for it. `kinds`: the evidence that nobody has given;
    `absent`: the paths at which no file is.
    """

    clause: Coverage
    answer: Answer | None
    groups: tuple[str, ...]
    why: tuple[Why, ...]
    kinds: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


def lacks(agenda: Agenda, covered: Iterable[Coverage]) -> tuple[Lack, ...]:
    """Everything that is missing, in the order of the clauses."""
    found: list[Lack] = []
    for item in covered:
        if not item.answers:
            found.append(Lack(item, None, (), (Why.NO_TASK,)))
        elif item.own_lacking:
            groups = dict.fromkeys(g for answer in item.answers for g in answer.groups)
            found.append(Lack(item, None, tuple(groups), (Why.EVIDENCE,), item.own_lacking))
        for answer in item.answers:
            gone = absent(agenda.world, answer.evidence)
            why = [Why.NOT_DONE] if answer.not_done else []
            why += [Why.EVIDENCE] if answer.lacking or gone else []
            if why:
                found.append(Lack(item, answer, answer.groups, tuple(why), answer.lacking, gone))
    return tuple(found)


def absent(world: World, paths: Iterable[str]) -> tuple[str, ...]:
    """The paths at which there is no file, as far as this computer can tell."""
    return tuple(path for path in paths if is_here(world, path) is False)


def is_here(world: World, path: str) -> bool | None:
    """Is the file of a path of evidence there? None: it is on paper, or nobody can tell here."""
    if on_paper(path):
        return None
    if path in world.files:
        return True
    return False if world.evidence_here or not in_evidence(path) else None
