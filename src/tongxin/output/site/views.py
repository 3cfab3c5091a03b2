"""What the templates of a site see: plain data, with the links between its pages.

Days are ISO texts, words of the language as they are written in it; a link is `{name, href}`, of a
thing without a page with no href. Nothing of the evidence is shown but how much there is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tongxin.answers.coverage import Coverage
from tongxin.answers.day import Light, Line, Section
from tongxin.answers.deadlines import Deadline
from tongxin.answers.hazards import Hazard
from tongxin.answers.indicators import Reading
from tongxin.answers.names import group_names, member_name
from tongxin.answers.occurrences import Occurrence, State
from tongxin.answers.pictures import worst
from tongxin.answers.scope import Scope, worst_light
from tongxin.calendar.periods import iso
from tongxin.messages import Translator
from tongxin.model.community import Place
from tongxin.model.ledger import Entry
from tongxin.model.plan import Group, Plan, Task
from tongxin.model.world import Duty
from tongxin.output import view
from tongxin.output.duties import standing, title
from tongxin.output.site.paths import Paths, link

View = dict[str, Any]

RECENT = 15
"""Entries of the ledger that a page shows; the ledger itself has all of them."""

NAMED = 8
"""Places, or others, that are named where they lack something; then they are counted."""


KEPT_BACK = frozenset({"to", "notified", "answer", "steps", "entries"})
"""Of a hazard: persons may stand there, remarks, and the paths of evidence."""


@dataclass(frozen=True, eq=False)
class Views:
    """Things of a scope as plain data, in a language, with links."""

    scope: Scope
    paths: Paths
    translate: Translator

    # ── links ─────────────────────────────────────────────────────────────────────────────────

    def plan_link(self, plan: Plan) -> View:
        """A plan by its title."""
        return {"name": plan.title, "href": link(self.paths.plan(plan))}

    def group_link(self, name: str) -> View:
        """A group by its name."""
        return {"name": name, "href": link(self.paths.group(name))}

    def place_links(self, references: Iterable[str]) -> list[View]:
        """The places that are meant; what means none stays as it is."""
        world = self.scope.agenda.world
        found: dict[str, View] = {}
        for reference in references:
            places = world.places_named(reference)
            for place in places:
                found[place.id] = self.place_link(place)
            if not places:
                found[reference] = {"name": reference, "href": None}
        return list(found.values())

    def place_link(self, place: Place) -> View:
        """A place by its name."""
        return {"name": place.name, "href": link(self.paths.place(place.id))}

    def task_link(self, duty: Duty, name: str | None = None) -> View:
        """A task by its title, or by another name."""
        href = link(self.paths.task(duty.plan, duty.task))
        return {"name": name or duty.task.title, "href": href}

    # ── what presses ──────────────────────────────────────────────────────────────────────────

    def line(self, line: Line) -> View:
        """A duty that presses, or soon will."""
        agenda, o = self.scope.agenda, line.first
        several = len(line.occurrences) > 1
        return {
            "light": lamp(line.light),
            "task": self.task_link(o.duty, o.duty.task.title if several else title(agenda, o)),
            "plan": self.plan_link(o.duty.plan),
            "groups": [self.group_link(name) for name in group_names(agenda, o)],
            "standing": self.translate(standing(agenda, line)),
            "opens": iso(o.opens),
            "due": iso(o.due),
            "state": str(o.state),
        }

    def pressing(self, lines: Iterable[Line], hazards: Iterable[Hazard]) -> View:
        """Duties by section, what is lit first among those that are open, and open hazards.

        later: how many are open and due later than the list goes.
        """
        found = tuple(lines)

        def some(*sections: Section) -> list[View]:
            chosen = [line for line in found if line.section in sections]
            chosen.sort(key=lambda line: list(Light).index(line.light))
            return [self.line(line) for line in chosen]

        return {
            "overdue": some(Section.OVERDUE),
            "open": some(Section.TODAY, Section.OPEN),
            "coming": some(Section.COMING),
            "later": sum(line.section is Section.LATER for line in found),
            "hazards": [self.hazard(hazard) for hazard in hazards if hazard.is_open()],
        }

    def light(
        self, lines: Iterable[Line], hazards: Iterable[Hazard], owed: Iterable[Occurrence]
    ) -> str:
        """red, yellow, blue; green where nothing presses, none where nothing is ever owed."""
        open_hazards = self.scope.hazard_lines
        lights = [line.light for line in lines]
        found = tuple(hazards)
        lights += [open_hazards[h.id].light for h in found if h.id in open_hazards]
        light = worst_light(lights)
        if light is not Light.NONE:
            return str(light)
        return "green" if found or any(True for _ in owed) else "none"

    def figures(
        self, owed: Sequence[Occurrence], lines: Iterable[Line], hazards: Iterable[Hazard]
    ) -> View:
        """How a thing stands.

        light: see `light`. owed, kept, rate, missed, overdue: as of plans in a list. open: what
        can be done now. hazards: how many are open; late: how many of them past their day.
        """
        lines, hazards = tuple(lines), tuple(hazards)
        score = self.scope.score(owed)
        today = self.scope.agenda.today
        return {
            "light": self.light(lines, hazards, owed),
            "owed": score.owed,
            "kept": score.kept,
            "rate": None if score.rate is None else round(score.rate, 1),
            "missed": score.count(State.MISSED),
            "overdue": score.count(State.OVERDUE),
            "open": sum(line.first.state is State.OPEN for line in lines),
            "hazards": sum(hazard.is_open() for hazard in hazards),
            "late": sum(hazard.is_overdue(today) for hazard in hazards),
        }

    # ── plans, groups, places ─────────────────────────────────────────────────────────────────

    def plan(self, plan: Plan) -> View:
        """A plan in a list."""
        return {
            **self.plan_link(plan),
            "status": plan.status,
            "first": None if plan.period is None else iso(plan.period[0]),
            "last": None if plan.period is None else iso(plan.period[1]),
            "tasks": sum(duty.plan is plan for duty in self.scope.duties),
            **self.figures(self.scope.of_plan(plan), self.scope.lines_of_plan(plan), ()),
        }

    def group(self, group: Group, plans: Iterable[Plan]) -> View:
        """A group in a list."""
        scope = self.scope
        hazards = scope.hazards_of_group(group.name)
        return {
            **self.group_link(group.name),
            "lead": group.lead,
            "plans": [self.plan_link(plan) for plan in plans],
            **self.figures(scope.of_group(group.name), scope.lines_of_group(group.name), hazards),
        }

    def place(self, place: Place) -> View:
        """A place in a list."""
        scope, hazards = self.scope, self.scope.hazards_at(place)
        return {
            **self.place_link(place),
            "kinds": list(place.kind),
            "manager": place.manager,
            "first": None if place.from_ is None else iso(place.from_),
            "last": None if place.to is None else iso(place.to),
            **self.figures(scope.of_place(place), scope.lines_of_place(place), hazards),
        }

    def tasks(self, duties: Iterable[Duty], place: Place | None = None) -> list[View]:
        """The tasks of a page, with what is next and when it was last done; at a place alone."""
        return [self.task(duty, place) for duty in duties]

    def task(self, duty: Duty, place: Place | None = None) -> View:
        """A task in a list: how it stands by now, and the state of what is next."""
        scope = self.scope
        owed = scope.of_task(duty)
        if place is not None:
            owed = tuple(o for o in owed if scope.is_at(o, place))
        score = scope.score(owed)
        entries = scope.agenda.entries_by_duty.get(duty.name, [])
        if place is not None:
            entries = [entry for entry in entries if scope.names_place(entry, place)]
        now = [o for o in owed if o.state in (State.OVERDUE, State.OPEN)]
        following = now or [o for o in owed if o.state is State.UPCOMING][:1] or owed[-1:]
        return {
            **self.task_link(duty),
            "anchor": self.paths.anchor(duty.task),
            "plan": self.plan_link(duty.plan),
            "groups": [self.group_link(name) for name in self.names_of_groups(duty)],
            "schedule": view.schedule_text(duty.task, self.translate),
            "phase": self._phase(duty),
            "places": self._places(duty.task),
            "owed": score.owed,
            "kept": score.kept,
            "missed": score.count(State.MISSED),
            "overdue": score.count(State.OVERDUE),
            "state": str(worst(o.state for o in following)) if following else "ongoing",
            "next": iso(following[0].due) if following else None,
            "times": sum(entry.count for entry in entries),
            "last": iso(entries[-1].date or 1) if entries else None,
        }

    def names_of_groups(self, duty: Duty) -> list[str]:
        """The groups that answer for a task, by name."""
        groups = self.scope.agenda.world.groups_of(duty.plan)
        return [groups[name].name if name in groups else name for name in duty.task.group]

    def _phase(self, duty: Duty) -> str | None:
        if not duty.task.phase:
            return None
        named = {name: p.name for p in duty.plan.phases for name in (p.id, p.name, *p.was)}
        return named.get(duty.task.phase, duty.task.phase)

    def _places(self, task: Task) -> list[View]:
        """The places of a task, a kind or all of them as one."""
        world = self.scope.agenda.world
        return [
            self.place_link(world.places[name])
            if name in world.places
            else {"name": view.place_name(world, name, self.translate), "href": None}
            for name in task.places
        ]

    def recent(self, found: Iterable[tuple[Entry, Sequence[Duty]]]) -> list[View]:
        """The last entries of work done: when, what, where, how often. Not who, not the proof."""
        made: list[View] = []
        for entry, duties in found:
            if len(made) == RECENT:
                break
            made.append({
                "date": iso(entry.date or 1),
                "tasks": [self.task_link(duty) for duty in duties],
                "places": self.place_links(entry.place),
                "times": entry.count,
                "people": entry.people,
                "evidence": len(entry.evidence),
            })  # fmt: skip
        return made

    # ── hazards, indicators, clauses ──────────────────────────────────────────────────────────

    def hazard(self, hazard: Hazard) -> View:
        """A hazard, its light and its links; not who took its steps, nor what they noted."""
        agenda = self.scope.agenda
        known = self.scope.hazard_lines.get(hazard.id)
        step = None if known is None else known.step
        light = "green" if known is None else lamp(known.light)
        shown = view.hazard_view(agenda, hazard, step)
        return {
            **{key: value for key, value in shown.items() if key not in KEPT_BACK},
            "light": light,
            "anchor": self.paths.hazard_anchor(hazard.id),
            "href": link(self.paths.hazard(hazard.id)),
            "places": self.place_links(hazard.places),
            "took": None if hazard.closed is None else hazard.closed - hazard.found,
        }

    def indicator(self, reading: Reading) -> View:
        """An indicator as it stands, and the day of its last value."""
        last = max((entry.date or 0 for entry in reading.entries), default=0)
        return {
            **view.indicator_view(reading),
            "plan": self.plan_link(reading.plan),
            "entries": len(reading.entries),
            "last": iso(last) if last else None,
        }

    def clause(self, item: Coverage) -> View:
        """A clause and what answers it, with how much evidence there is."""
        duties = {id(duty.task): duty for duty in self.scope.duties}
        answers: list[View] = []
        for answer in item.answers:
            duty = duties.get(id(answer.thing))
            plan = None if answer.plan is None else self.plan_link(answer.plan)
            answers.append({
                "kind": answer.thing.TABLE,
                "title": answer.title or "",
                "href": None if duty is None else self.task_link(duty)["href"],
                "plan": plan,
                "owed": answer.owed,
                "kept": answer.kept,
                "done": answer.done,
                "not_done": answer.not_done,
                "evidence": len(answer.evidence),
                "lacking": list(answer.lacking),
            })  # fmt: skip
        return {
            "id": item.clause.id,
            "text": item.clause.text,
            "points": item.clause.points,
            "owed": item.owed,
            "kept": item.kept,
            "answers": answers,
            "lacking": list(item.own_lacking),
            "light": _clause_light(item),
        }

    # ── the calendar ──────────────────────────────────────────────────────────────────────────

    def deadline(self, one: Deadline) -> View:
        """What is due on a day, for all for whom it is due then."""
        agenda, o = self.scope.agenda, one.occurrences[0]
        single = title(agenda, o) if len(one.occurrences) == 1 else o.duty.task.title
        short = [member_name(agenda, other.duty, other.member) for other in one.short]
        named = list(dict.fromkeys(filter(None, short)))
        over = one.state in (State.OVERDUE, State.OPEN, State.MISSED)
        return {
            "task": self.task_link(o.duty, single),
            "plan": self.plan_link(o.duty.plan),
            "groups": [
                self.group_link(name)
                for name in dict.fromkeys(
                    name for other in one.occurrences for name in group_names(agenda, other)
                )
            ],
            "state": str(one.state),
            "count": one.count,
            "quota": one.quota,
            "lacking": named[:NAMED] if over and len(one.occurrences) > 1 else [],
            "more": max(len(named) - NAMED, 0) if over and len(one.occurrences) > 1 else 0,
            "extended": one.extended,
        }


def lamp(light: Light) -> str:
    """The light of something that is owed: green where it does not press."""
    return "green" if light is Light.NONE else str(light)


def _clause_light(item: Coverage) -> str:
    """red: nothing answers; yellow: not done, or evidence is lacking; green otherwise."""
    if not item.answers:
        return "red"
    if item.lacking or any(answer.not_done for answer in item.answers):
        return "yellow"
    return "green"
