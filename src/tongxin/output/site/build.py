"""The pages of a site: for each its path, its template and its data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from tongxin.answers.day import Light, Section
from tongxin.answers.deadlines import Deadline
from tongxin.answers.load import load
from tongxin.answers.occurrences import State
from tongxin.answers.pictures import burndown, gantt, heat_of_groups, heat_of_plan
from tongxin.answers.scope import Scope
from tongxin.answers.summary import observances
from tongxin.calendar.names import NamedSpan
from tongxin.calendar.periods import Day, Unit, index_of, iso, label, span
from tongxin.messages import Translator
from tongxin.model.community import Place
from tongxin.model.plan import Group, Plan
from tongxin.output import view
from tongxin.output.pictures.burndown import draw_burndown
from tongxin.output.pictures.gantt import draw_gantt
from tongxin.output.pictures.heatmap import draw_heat
from tongxin.output.pictures.load import draw_load
from tongxin.output.site.paths import COVERAGE, HAZARDS, INDEX, INDICATORS, Paths, link
from tongxin.output.site.views import View, Views, lamp

AROUND = 12
"""Months before and after the running one that the calendar has at most, if none are asked for."""

IN_CELL = 3
"""What is due on a day, as far as it is named in its square; all of it stands below."""

PRESSING = 30
"""Rows of what presses on the first page."""

COMING = 7
"""Days ahead that the first page shows."""

MOST_ROWS = 150
"""Tasks of a plan beyond which its pictures could no longer be read, nor quickly shown."""

BY_MONTH = 40
"""Tasks of a plan beyond which what was kept is shown by month."""


@dataclass(frozen=True)
class Page:
    """A page to be made: where, by which template, of what."""

    path: str
    template: str
    values: Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Site:
    """The pages of a scope. first, last: the days of the calendar that were asked for."""

    scope: Scope
    translate: Translator
    language: str
    commit: str | None
    first: Day | None = None
    last: Day | None = None

    def pages(self) -> Iterator[Page]:
        """Every page, the first one first."""
        yield self._page(INDEX, "index", "", self._index())
        for plan in self.scope.plans:
            path = self._paths.plan(plan) or ""
            yield self._page(path, "plan", plan.title, self._plan(plan))
        for group, plans in self.scope.named_groups.values():
            path = self._paths.group(group.name) or ""
            yield self._page(path, "group", group.name, self._group(group, plans))
        for place in self.scope.places:
            path = self._paths.place(place.id) or ""
            yield self._page(path, "place", place.name, self._place(place))
        yield self._page(HAZARDS, "hazards", "", self._hazards())
        yield self._page(INDICATORS, "indicators", "", self._indicators())
        yield self._page(COVERAGE, "coverage", "", self._coverage())
        for month, path in self._paths.months.items():
            yield self._page(path, "calendar", "", self._month(month))

    def _page(self, path: str, template: str, name: str, values: View) -> Page:
        return Page(
            path,
            template,
            {
                "language": self.language,
                "today": iso(self.scope.agenda.today),
                "made": view.made(self.scope.agenda.today, self.commit),
                "root": "../" * path.count("/"),
                "page": {"kind": template, "name": name},
                "site": self._common,
                **values,
            },
        )

    # ── what all pages share ──────────────────────────────────────────────────────────────────

    @cached_property
    def _paths(self) -> Paths:
        scope = self.scope
        return Paths(
            scope.plans,
            [group for group, _ in scope.named_groups.values()],
            scope.places,
            self._months,
            [hazard.id for hazard in scope.hazards],
            scope.agenda.today,
        )

    @cached_property
    def _views(self) -> Views:
        return Views(self.scope, self._paths, self.translate)

    @cached_property
    def _common(self) -> View:
        """The head of all pages: whose site it is, what it holds, what could not be read."""
        world, community = self.scope.agenda.world, self.scope.agenda.world.settings.community
        return {
            "name": community.name if community else "",
            "org": (community.org or community.name) if community else "",
            "parent": community.parent if community else None,
            "calendar": link(self._paths.calendar),
            "whole": self.scope.whole,
            "asked": [plan.title for plan in self.scope.plans] if not self.scope.groups else [],
            "groups": list(self.scope.named_groups) if self.scope.groups else [],
            "unread": sorted({*world.unread, *world.partly_read}),
        }

    @cached_property
    def _months(self) -> list[int]:
        """The months that plans run in, near today or as asked; the running one is among them."""
        running = index_of(Unit.MONTH, self.scope.agenda.today)
        periods = [plan.period for plan in self.scope.plans if plan.period is not None]
        first = min([index_of(Unit.MONTH, first) for first, _ in periods] or [running])
        last = max([index_of(Unit.MONTH, last) for _, last in periods] or [running])
        first, last = min(first, running), max(last, running)
        first, last = max(first, running - AROUND), min(last, running + AROUND)
        if self.first is not None:
            first = index_of(Unit.MONTH, self.first)
        if self.last is not None:
            last = index_of(Unit.MONTH, self.last)
        if self.first is not None and self.last is None:
            last = max(first, last)
        if self.last is not None and self.first is None:
            first = min(first, last)
        return list(range(first, last + 1))

    # ── the first page ────────────────────────────────────────────────────────────────────────

    def _index(self) -> View:
        scope, views = self.scope, self._views
        lines, today = scope.day.lines, scope.agenda.today
        pressing = sorted(
            (line for line in lines if line.light in (Light.RED, Light.YELLOW)),
            key=lambda line: list(Light).index(line.light),
        )
        hazards = [
            views.hazard(line.hazard)
            for line in sorted(
                scope.hazard_lines.values(), key=lambda line: list(Light).index(line.light)
            )
        ]
        coming = [
            line
            for line in lines
            if line.section in (Section.TODAY, Section.OPEN, Section.COMING)
            and line.first.due <= today + COMING
        ]
        coming.sort(key=lambda line: line.first.due)
        lit = [lamp(line.light) for line in lines if line.first.state is not State.UPCOMING]
        lit += [hazard["light"] for hazard in hazards]
        score = scope.score(scope.occurrences)
        covered = scope.coverage
        return {
            "lights": {light: lit.count(light) for light in ("red", "yellow", "blue", "green")},
            "figures": {
                **views.figures(scope.occurrences, lines, scope.hazards),
                "missed_month": sum(
                    o.state is State.MISSED
                    and o.closes is not None
                    and index_of(Unit.MONTH, o.closes) == index_of(Unit.MONTH, today)
                    for o in score.occurrences
                ),
                "indicators": len(scope.readings),
                "met": sum(reading.met is True for reading in scope.readings),
                "clauses": len(covered),
                "answered": sum(bool(item.answers) for item in covered),
                "lacking": sum(bool(item.lacking) for item in covered),
            },
            "pressing": [views.line(line) for line in pressing[:PRESSING]],
            "more": max(len(pressing) - PRESSING, 0),
            "hazards": [one for one in hazards if one["light"] in ("red", "yellow")],
            "coming": [views.line(line) for line in coming[:PRESSING]],
            "coming_more": max(len(coming) - PRESSING, 0),
            "plans": [views.plan(plan) for plan in scope.plans],
            "groups": [views.group(*found) for found in scope.named_groups.values()],
            "places": [views.place(place) for place in scope.places],
            "load": self._load(),
            "heat": self._heat_of_groups(),
        }

    def _load(self, group: str | None = None) -> str:
        """The weeks ahead; nothing where nothing lies ahead, or several plans were picked out."""
        scope = self.scope
        picked = len(scope.plans) < len(scope.agenda.world.plans) and not scope.groups
        if picked and len(scope.plans) > 1:
            return ""
        plan = scope.plans[0] if picked and scope.plans else None
        groups = (group,) if group else scope.groups
        found = load(scope.agenda, plan=plan, groups=groups)
        return draw_load(found, self.translate) if found.rows else ""

    def _heat_of_groups(self) -> str:
        scope = self.scope
        if len(scope.plans) < len(scope.agenda.world.plans) and not scope.groups:
            return ""
        try:
            found = heat_of_groups(scope.agenda)
        except ValueError:
            return ""
        if scope.groups:
            asked = set(scope.named_groups)
            rows = (row for row in found.rows if asked & set(row.name.split("、")))
            found = replace(found, rows=tuple(rows))
        return draw_heat(found, self.translate) if found.rows else ""

    # ── plans, groups, places ─────────────────────────────────────────────────────────────────

    def _plan(self, plan: Plan) -> View:
        scope, views = self.scope, self._views
        duties = [duty for duty in scope.duties if duty.plan is plan]
        groups = scope.agenda.world.groups_of(plan)
        named = dict.fromkeys(
            groups[name].name for duty in duties for name in duty.task.group if name in groups
        )
        pictured = 0 < len(duties) <= MOST_ROWS
        return {
            "plan": {
                **views.plan(plan),
                "basis": [
                    scope.agenda.world.basis_index[name].title
                    if name in scope.agenda.world.basis_index
                    else name
                    for name in plan.basis
                ],
                "goals": [
                    {"text": goal.text, "by": None if goal.by is None else iso(goal.by)}
                    for goal in plan.goals
                ],
                "phases": [
                    {
                        "name": phase.name,
                        "first": None if phase.from_ is None else iso(phase.from_),
                        "last": None if phase.to is None else iso(phase.to),
                        "running": phase.from_ is not None
                        and phase.to is not None
                        and phase.from_ <= scope.agenda.today <= phase.to,
                    }
                    for phase in plan.phases
                ],
                "measures": [measure.text for measure in plan.measures],
            },
            "pressing": views.pressing(scope.lines_of_plan(plan), ()),
            "groups": [
                views.group(*scope.named_groups[name])
                for name in named
                if name in scope.named_groups
            ],
            "indicators": [
                views.indicator(reading) for reading in scope.readings if reading.plan is plan
            ],
            "tasks": views.tasks(duties),
            "recent": views.recent(
                (entry, own)
                for entry, found in scope.done
                if (own := [duty for duty in found if duty.plan is plan])
            ),
            "gantt": self._gantt(plan) if pictured else "",
            "heat": self._heat(plan) if pictured else "",
            "too_many": len(duties) > MOST_ROWS,
        }

    def _gantt(self, plan: Plan) -> str:
        try:
            found = gantt(self.scope.agenda, plan)
        except ValueError:
            return ""
        own = self._task_ids(plan)
        bars = tuple(bar for bar in found.bars if bar.is_phase or bar.id in own)
        return draw_gantt(replace(found, bars=bars), self.translate)

    def _heat(self, plan: Plan) -> str:
        own = self._task_ids(plan)
        unit = Unit.MONTH if len(own) > BY_MONTH else None
        try:
            found = heat_of_plan(self.scope.agenda, plan, unit=unit)
        except ValueError:
            return ""
        rows = tuple(row for row in found.rows if row.id in own)
        return draw_heat(replace(found, rows=rows), self.translate) if rows else ""

    def _task_ids(self, plan: Plan) -> set[str]:
        return {duty.task.id for duty in self.scope.duties if duty.plan is plan}

    def _group(self, group: Group, plans: tuple[Plan, ...]) -> View:
        scope, views = self.scope, self._views
        duties = [duty for duty in scope.duties if group.name in views.names_of_groups(duty)]
        names = {duty.name for duty in duties}
        hazards = scope.hazards_of_group(group.name)
        return {
            "group": {
                **views.group(group, plans),
                "deputies": list(group.deputies),
                "members": list(group.members),
                "duties": list(group.duties),
            },
            "pressing": views.pressing(scope.lines_of_group(group.name), hazards),
            "tasks": views.tasks(duties),
            "recent": views.recent(
                (entry, own)
                for entry, found in scope.done
                if (own := [duty for duty in found if duty.name in names])
            ),
            "load": self._load(group.name) if duties else "",
        }

    def _place(self, place: Place) -> View:
        scope, views = self.scope, self._views
        hazards = scope.hazards_at(place)
        return {
            "place": views.place(place),
            "pressing": views.pressing(scope.lines_of_place(place), hazards),
            "tasks": views.tasks(scope.duties_at(place), place),
            "closed": [views.hazard(one) for one in reversed(hazards) if not one.is_open()],
            "recent": views.recent(
                (entry, duties) for entry, duties in scope.done if scope.names_place(entry, place)
            ),
        }

    # ── hazards, indicators, clauses ──────────────────────────────────────────────────────────

    def _hazards(self) -> View:
        scope, views = self.scope, self._views
        order = list(Light)
        lit = scope.hazard_lines
        opened = sorted(
            (one for one in scope.hazards if one.is_open()),
            key=lambda one: (
                order.index(lit[one.id].light) if one.id in lit else len(order), one.due, one.id,
            ),
        )  # fmt: skip
        closed = sorted(
            (one for one in scope.hazards if not one.is_open()),
            key=lambda one: (-(one.closed or 0), one.id),
        )
        picture = ""
        if scope.hazards and not scope.groups:
            picture = draw_burndown(burndown(scope.agenda), self.translate)
        return {
            "open": [views.hazard(one) for one in opened],
            "closed": [views.hazard(one) for one in closed],
            "late": sum(one.is_overdue(scope.agenda.today) for one in opened),
            "escalated": sum(one.escalated is not None for one in opened),
            "picture_of": picture,
        }

    def _indicators(self) -> View:
        readings, views = self.scope.readings, self._views
        due = {id(reading.indicator): iso(day) for reading, day in self.scope.day.measurements}
        return {
            "plans": [
                {
                    **views.plan_link(plan),
                    "indicators": [
                        {**views.indicator(reading), "due": due.get(id(reading.indicator))}
                        for reading in readings
                        if reading.plan is plan
                    ],
                }
                for plan in self.scope.plans
                if any(reading.plan is plan for reading in readings)
            ],
            "count": len(readings),
            "met": sum(reading.met is True for reading in readings),
            "not_met": sum(reading.met is False for reading in readings),
        }

    def _coverage(self) -> View:
        covered, views = self.scope.coverage, self._views
        bases = list({id(item.basis): item.basis for item in covered}.values())
        return {
            "bases": [
                {
                    "id": basis.id,
                    "title": basis.title,
                    "by": basis.issued.by if basis.issued else None,
                    "number": basis.issued.number if basis.issued else None,
                    "clauses": [views.clause(item) for item in covered if item.basis is basis],
                }
                for basis in bases
            ],
            "clauses": len(covered),
            "answered": sum(bool(item.answers) for item in covered),
            "lacking": sum(bool(item.lacking) for item in covered),
        }

    # ── the calendar ──────────────────────────────────────────────────────────────────────────

    @cached_property
    def _due(self) -> dict[Day, list[Deadline]]:
        found: dict[Day, list[Deadline]] = {}
        for one in self.scope.deadlines:
            found.setdefault(one.due, []).append(one)
        return found

    def _month(self, number: int) -> View:
        """A month in weeks; each day with what is due, the working days and the named days."""
        agenda, views = self.scope.agenda, self._views
        first, last = span(Unit.MONTH, number)
        working = agenda.world.working_days
        named = self._named(first, last)
        days: dict[Day, View] = {}
        counts: dict[str, int] = {}
        for day in range(first, last + 1):
            due = [views.deadline(one) for one in self._due.get(day, ())]
            for one in due:
                counts[one["state"]] = counts.get(one["state"], 0) + 1
            weekend = (day - 1) % 7 >= 5
            works = working.is_working(day)
            days[day] = {
                "date": iso(day),
                "number": date.fromordinal(day).day,
                "today": day == agenda.today,
                "works": works,
                "odd": works == weekend,
                "named": named.get(day, []),
                "due": due,
                "shown": due[:IN_CELL],
                "more": max(len(due) - IN_CELL, 0),
            }
        weeks = [
            {
                "label": label(Unit.WEEK, week),
                "days": [days.get(day) for day in range(monday, sunday + 1)],
            }
            for week in range(index_of(Unit.WEEK, first), index_of(Unit.WEEK, last) + 1)
            for monday, sunday in (span(Unit.WEEK, week),)
        ]
        months = self._months
        return {
            "month": {
                "label": label(Unit.MONTH, number),
                "weeks": weeks,
                "days": [day for day in days.values() if day["due"] or day["named"]],
                "working": working.count(first, last),
                "due": sum(counts.values()),
                "counts": counts,
                "unknown": list(working.unknown_years(first, last)),
                "previous": self._month_link(number - 1),
                "next": self._month_link(number + 1),
            },
            "months": [
                {
                    "label": label(Unit.MONTH, month),
                    "href": link(self._paths.months[month]),
                    "here": month == number,
                    "running": month == index_of(Unit.MONTH, agenda.today),
                }
                for month in months
            ],
        }

    def _month_link(self, number: int) -> View | None:
        path = self._paths.months.get(number)
        return None if path is None else {"label": label(Unit.MONTH, number), "href": link(path)}

    def _named(self, first: Day, last: Day) -> dict[Day, list[View]]:
        """The named days that begin in a span, by their first day."""
        found: dict[Day, list[View]] = {}
        for name, one in observances(self.scope.agenda, first, last):
            found.setdefault(one.first, []).append(self._named_view(name, one))
        return found

    def _named_view(self, name: str, one: NamedSpan) -> View:
        said = view.english_name(self.scope.agenda.world, name) if self.language == "en" else name
        return {"name": said, "last": iso(one.last) if one.last > one.first else None}
