"""Where the pages of a site stand, and how they link to each other.

A file is called after the id of its thing, so that a link that somebody keeps stays good; of ids
that differ only in what a drive does not tell apart, the later gets a number. Links are relative
and percent-encoded: they hold from a stick as from a server.
"""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from tongxin.calendar.periods import Day, Unit, index_of, label
from tongxin.model.community import Place
from tongxin.model.plan import Group, Plan, Task
from tongxin.workspace.pack import distinct, safe_name

INDEX, HAZARDS, INDICATORS, COVERAGE = (
    "index.html",
    "hazards.html",
    "indicators.html",
    "coverage.html",
)

MARKER = ".tongxin-site"
"""The file that lists what a site consists of."""


class Paths:
    """The pages of some plans, groups, places and months.

    Args:
        plans, groups, places: what has a page.
        months: their numbers (`Unit.MONTH`), in order.
        hazards: the ids of those on the page of hazards.
        today: the calendar opens at its month, or at the nearest that there is.
    """

    def __init__(
        self,
        plans: Iterable[Plan],
        groups: Iterable[Group],
        places: Iterable[Place],
        months: Sequence[int],
        hazards: Iterable[str],
        today: Day,
    ) -> None:
        self._plans: dict[int, str] = {}
        self._tasks: dict[int, str] = {}
        taken: set[str] = set()
        for plan in plans:
            self._plans[id(plan)] = _page("plans", plan.id, taken)
            anchors: set[str] = set()
            for task in plan.tasks:
                self._tasks[id(task)] = distinct(_anchor(task.id), anchors)
        taken = set()
        self._groups = {group.name: _page("groups", group.id, taken) for group in groups}
        taken = set()
        self._places = {place.id: _page("places", place.id, taken) for place in places}
        self.months = {month: f"calendar/{label(Unit.MONTH, month)}.html" for month in months}
        taken = set()
        self._hazards = {name: distinct(_anchor(name), taken) for name in hazards}
        running = index_of(Unit.MONTH, today)
        self.calendar = self.months[min(months, key=lambda month: (abs(month - running), month))]

    def plan(self, plan: Plan) -> str | None:
        """The page of a plan."""
        return self._plans.get(id(plan))

    def anchor(self, task: Task) -> str:
        """What a task is called on its plan's page."""
        return self._tasks[id(task)]

    def task(self, plan: Plan, task: Task) -> str | None:
        """Where a task stands on the page of its plan."""
        page, anchor = self.plan(plan), self._tasks.get(id(task))
        return page if page is None or anchor is None else f"{page}#{anchor}"

    def group(self, name: str) -> str | None:
        """The page of a group, by its name."""
        return self._groups.get(name)

    def place(self, place: str) -> str | None:
        """The page of a place, by its id."""
        return self._places.get(place)

    def hazard_anchor(self, hazard: str) -> str:
        """What a hazard is called on the page of hazards."""
        return self._hazards[hazard]

    def hazard(self, hazard: str) -> str | None:
        """Where a hazard stands."""
        anchor = self._hazards.get(hazard)
        return None if anchor is None else f"{HAZARDS}#{anchor}"


def link(path: str | None) -> str | None:
    """A path, with what stands behind its #, as it is written into a link."""
    if path is None:
        return None
    page, mark, anchor = path.partition("#")
    return quote(page, errors="replace") + mark + quote(anchor, safe="", errors="replace")


def _page(folder: str, name: str, taken: set[str]) -> str:
    """The file of a thing; a # in it would be the beginning of an anchor."""
    return f"{folder}/{distinct(safe_name(name.replace('#', '_') + '.html'), taken)}"


def _anchor(name: str) -> str:
    """An id as an id of HTML: without spaces."""
    return "t-" + re.sub(r"\s+", "-", safe_name(name))
