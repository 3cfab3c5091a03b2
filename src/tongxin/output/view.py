"""What a template sees, and `--format json` writes: answers as plain data of known types.

Each class lists its keys; the lines of its docstring say what they hold. Days are ISO texts, labels
and keywords as in the plan language (`missed`, `2026-W47`), names as written. What a figure stands
on is under `entries`: the ids of ledger entries, or `FILE:LINE` of one without an id.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NotRequired, TypedDict
from urllib.parse import quote

from tongxin import __version__
from tongxin.answers.assignments import Assignments
from tongxin.answers.coverage import Answer, Coverage, Lack, is_here, lacks
from tongxin.answers.day import working_days_left
from tongxin.answers.hazards import Hazard, NextStep, next_steps
from tongxin.answers.indicators import Reading, readings
from tongxin.answers.injuries import Count, Injuries
from tongxin.answers.names import group_name, member_name
from tongxin.answers.occasions import next_one, sites
from tongxin.answers.occurrences import Agenda, Occurrence, State
from tongxin.answers.spans import ReportSpan
from tongxin.answers.standing import Stand, Standing
from tongxin.answers.summary import PhaseState, Score, Summary, Trend, WorkLine
from tongxin.answers.supervision import ANSWER, Supervision
from tongxin.calendar.observances import observance
from tongxin.calendar.periods import Day, iso
from tongxin.messages import Translator
from tongxin.model.dates import Duration
from tongxin.model.ledger import Entry, on_paper
from tongxin.model.plan import Plan, Task
from tongxin.model.schedule import Ongoing
from tongxin.model.world import Duty, World
from tongxin.output.rules import spoken_schedule
from tongxin.text.tree import Scalar

VERSION = 1
"""Of the JSON contract."""


class MadeView(TypedDict):
    """How a document came to be, for its foot.

    version: of the tool
    date: the day it answers for
    commit: of the workspace, shortened; null outside git or where something is not committed
    """

    version: str
    date: str
    commit: str | None


class PlaceView(TypedDict):
    """A place.

    id: its id
    name: its name
    kinds: 小区, 学校 …
    manager: who manages it
    """

    id: str
    name: str
    kinds: list[str]
    manager: str | None


class GroupView(TypedDict):
    """A working group.

    id: its id
    name: its name
    lead: who leads it (a post)
    deputies: the deputies
    members: the members
    contact: whom to ask
    duties: what it is there for
    """

    id: str
    name: str
    lead: str | None
    deputies: list[str]
    members: list[str]
    contact: str | None
    duties: list[str]


class PlanBrief(TypedDict):
    """A plan in a list of plans.

    id: its id
    title: its title
    status: draft, active, done, stopped
    first: its first day; null where the period is at fault
    last: its last day
    tasks: how many tasks it has
    owed: occurrences that were due by today
    kept: those of them that were kept
    rate: per cent kept; null where nothing was due
    overdue: what is still owed past its day
    missed: what closed short
    groups: the names of its own groups
    """

    id: str
    title: str
    status: str
    first: str | None
    last: str | None
    tasks: int
    owed: int
    kept: int
    rate: float | None
    overdue: int
    missed: int
    groups: list[str]


class LimitView(TypedDict):
    """A time limit.

    days: how many
    working: whether they are working days
    """

    days: int
    working: bool


class TermsView(TypedDict):
    """The time limits in force.

    notify: from finding a hazard to the notice
    rectify: from finding it to the rectification
    escalate: from the day it should be rectified to the report to the parent
    backfill: from the day of the work to its entry
    """

    notify: LimitView
    rectify: LimitView
    escalate: LimitView
    backfill: LimitView


class WorkspaceView(TypedDict):
    """The community.

    name: its name; "" where none is given
    org: the full name, for documents
    parent: where it reports to
    numbers: households, residents …
    language: of documents
    since: the day on which the ledger begins
    places: all places
    groups: the groups common to all plans
    plans: all plans
    terms: the time limits in force
    """

    name: str
    org: str
    parent: str | None
    numbers: dict[str, float]
    language: str
    since: str | None
    places: list[PlaceView]
    groups: list[GroupView]
    plans: list[PlanBrief]
    terms: TermsView


class SpanView(TypedDict):
    """A span of days.

    kind: week, month, quarter, half-year, year, phase, days
    label: 2026-W47, 2026-11 …; of a phase plan/phase
    name: of a phase its name; else null
    plan: of a phase the title of its plan; else null
    first: the first day
    last: the last day
    """

    kind: str
    label: str
    name: str | None
    plan: str | None
    first: str
    last: str


class ScoreView(TypedDict):
    """How much of what was due was kept.

    owed: occurrences due in the span, waived ones left out
    kept: those that reached their quota
    late: those of the kept that were late
    open: those whose day has not come yet
    overdue: past their day and still owed
    missed: closed short
    waived: not owed after all
    come: those whose day is over
    rate: per cent kept of those whose day is over; null where none is
    entries: the entries behind the kept ones
    """

    owed: int
    kept: int
    late: int
    open: int
    overdue: int
    missed: int
    waived: int
    come: int
    rate: float | None
    entries: list[str]


class DutyView(TypedDict):
    """One duty in one period, for all whom it is owed for.

    task: plan/task
    title: the task's title
    plan: the plan's title
    group: the name of the group that answers for it; "" where none does
    period: the label of the period; `once` for one-off work
    opens: its first day
    due: its due day
    closes: its last day; null where it never closes
    state: upcoming, open, met, late, overdue, missed, waived, ongoing; of several the worst
    light: red, yellow, blue, none
    quota: what is owed, for all together; 0 where there is no quota
    count: what counts towards it
    times: how often it was done in the span
    people: how many took part in the span
    amount: how many pieces in the span
    days: days past due; negative: days left
    working_days: working days left until it is due, today included
    members: for how many places (groups, audiences …) it is owed
    done: for how many of them the quota is reached
    lacking: the names of those for whom it is not
    places: where it was done in the span
    notes: what the entries of the span say
    entries: the entries of the span
    """

    task: str
    title: str
    plan: str
    group: str
    period: str
    opens: str
    due: str
    closes: str | None
    state: str
    light: str
    quota: int
    count: int
    times: int
    people: int
    amount: float
    days: int
    working_days: int
    members: int
    done: int
    lacking: list[str]
    places: list[str]
    notes: list[str]
    entries: list[str]


class TaskWorkView(TypedDict):
    """What was done for one task in a span, its periods together.

    task: plan/task
    title: the task's title
    periods: how many periods were due or worked on
    kept: how many of them are kept
    times: how often it was done; an entry that counts for two periods is one
    people: how many took part
    amount: how many pieces
    duties: the periods
    entries: the entries of the span
    """

    task: str
    title: str
    periods: int
    kept: int
    times: int
    people: int
    amount: float
    duties: list[DutyView]
    entries: list[str]


class GroupWorkView(TypedDict):
    """What a group owed and did.

    name: its name; "" for work of no group
    score: its score in the span
    before: its score in the span before; null where nothing is known of it
    duties: its duties that were due or worked on in the span
    tasks: the same by task
    """

    name: str
    score: ScoreView
    before: ScoreView | None
    duties: list[DutyView]
    tasks: list[TaskWorkView]


class StreakView(TypedDict):
    """Periods of one duty missed one after the other.

    task: plan/task
    title: the task's title
    group: the group that answers for it
    member: for whom it is owed; "" where for all at once
    periods: the labels, the oldest first
    """

    task: str
    title: str
    group: str
    member: str
    periods: list[str]


class PhaseView(TypedDict):
    """A phase that is behind.

    plan: the plan's title
    id: plan/phase
    name: the phase's name
    first: its first day
    last: its last day
    owed: what its tasks owed up to now
    kept: what of it was kept
    behind: per cent that is lacking
    """

    plan: str
    id: str
    name: str
    first: str
    last: str
    owed: int
    kept: int
    behind: float


class EntryView(TypedDict):
    """An entry of the ledger.

    entry: its id, or FILE:LINE
    kind: done, hazard, measured, incident, waive, extend, note, void
    date: its day
    recorded: when it was written down; null where it does not say
    by: who did it (a post or a group)
    text: what it says: the problem, the reason, or the note
    problem: the problem noted; null where none is
    note: the note beside a problem or a reason; null where there is none
    evidence: the paths it gives
    tasks: the titles of the tasks it names
    places: the names of the places it names
    period: of a waiver or extension the label, or FIRST..LAST
    to: of an extension the new day
    incident: what kind of incident
    count: how many times
    people: how many took part; null where it does not say
    amount: how many pieces; null where it does not say
    audience: for whom
    topics: about what
    result: pass or fail; null where it does not say
    """

    entry: str
    kind: str
    date: str
    recorded: str | None
    by: str | None
    text: str
    problem: str | None
    note: str | None
    evidence: list[str]
    tasks: list[str]
    places: list[str]
    period: str | None
    to: str | None
    incident: str | None
    count: int
    people: int | None
    amount: float | None
    audience: list[str]
    topics: list[str]
    result: str | None


class StepView(TypedDict):
    """One step of a hazard's loop.

    event: found, notified, rectified, verified, closed, escalated, answered, extended, watched
    date: its day
    by: who did it
    to: to whom it went
    result: pass or fail, of a re-inspection
    note: what the entry says
    due: the day it set for the rectification
    entry: its id, or FILE:LINE
    evidence: the paths it gives
    """

    event: str
    date: str
    by: str | None
    to: str | None
    result: str | None
    note: str | None
    due: str | None
    entry: str
    evidence: list[str]


class HazardView(TypedDict):
    """A hazard.

    id: its id
    kind: 安全, 卫生 …; null where it does not say
    level: ordinary, serious, major
    places: where it is, by name
    manager: who manages the place; null where nobody does
    what: what is the matter
    found: the day it was found
    due: the day by which it must be rectified
    stage: found, notified, rectified, failed, verified, escalated, closed
    closed: the day it was closed; null while it is open
    to: to whom it went last
    notified: to whom the notice goes: the last one notified, else the manager; null where nobody is
    overdue: days past due while it is open; 0 else
    age: days since it was found, while it is open
    next: the next step; null once it is closed
    by: the day for the next step
    escalated: the day it was escalated; null where it was not
    answered: the day of the parent's answer to that; null while there is none
    answer: what the parent said
    finder: who found it; null where nobody says
    notice: the last notice that was given; null while there is none
    rectified: the rectification that stands: the last one, unless it failed or a notice followed
    verified: the last re-inspection; null while there is none
    steps: its steps in order
    entries: the entries of its steps
    """

    id: str
    kind: str | None
    level: str
    places: list[str]
    manager: str | None
    what: str
    found: str
    due: str
    stage: str
    closed: str | None
    to: str | None
    notified: str | None
    overdue: int
    age: int
    next: str | None
    by: str | None
    escalated: str | None
    answered: str | None
    answer: str | None
    finder: str | None
    notice: StepView | None
    rectified: StepView | None
    verified: StepView | None
    steps: list[StepView]
    entries: list[str]


class HazardsView(TypedDict):
    """What became of hazards.

    opened: found in the span
    closed: closed in the span
    escalated: escalated in the span
    outstanding: open at its end
    overdue: open past their day at its end
    """

    opened: list[HazardView]
    closed: list[HazardView]
    escalated: list[HazardView]
    outstanding: list[HazardView]
    overdue: list[HazardView]


class IndicatorView(TypedDict):
    """An indicator against its target.

    id: plan/indicator
    name: its name
    plan: the plan's title
    target: the target as written; null where there is none
    unit: its unit
    value: the last value, or the sum so far; null where there is none
    second: the second number of a ratio
    percent: the value as a percentage; null where it cannot be said
    met: whether the target is reached; null where nobody can say
    above: better than the upper end of a range
    before: the value at the end of the span before
    direction: up, down, same; null where there is nothing to compare
    entries: the entries it is made of
    """

    id: str
    name: str
    plan: str
    target: str | None
    unit: str | None
    value: float | None
    second: float | None
    percent: float | None
    met: bool | None
    above: bool
    before: float | None
    direction: str | None
    entries: list[str]


class MeasurementView(TypedDict):
    """An indicator that is to be measured.

    id: plan/indicator
    name: its name
    due: by when
    """

    id: str
    name: str
    due: str


class ObservanceView(TypedDict):
    """A named day or span.

    name: its name
    english: its English name; the workspace's own names stay as they are
    first: its first day
    last: its last day
    """

    name: str
    english: str
    first: str
    last: str


class AheadView(TypedDict):
    """What the next span brings.

    span: which days
    duties: what is due in it
    hazards: hazards whose next step is due by its end
    measurements: what is to be measured by its end
    observances: named days that begin in it
    """

    span: SpanView
    duties: list[DutyView]
    hazards: list[HazardView]
    measurements: list[MeasurementView]
    observances: list[ObservanceView]


class ReportView(TypedDict):
    """The figures of a span.

    version: of this contract
    today: the day it answers for
    as_of: the day whose evening it shows
    over: whether the span lies behind that day
    span: the span
    before: the span it is compared with; null where the ledger knows none
    since: the day on which the ledger begins
    score: what was due in the span, and kept
    score_before: the same of the span before
    groups: by group
    overdue: what is owed past its day
    missed: what closed short in the span
    overdue_count: how many are owed past their day, each place (group, audience …) by itself
    missed_count: how many closed short
    streaks: duties missed several periods in a row
    phases: phases that are behind
    hopeless: what is short with no working day left
    problems: problems noted in the ledger
    escalated: open hazards in the parent's hands, unanswered ones first
    other: other work noted in the ledger
    changes: waivers and extensions of the span
    backfilled: entries written down long after their day
    incidents: incidents of the span
    hazards: what became of hazards
    indicators: indicators against their targets
    ahead: what comes next
    unread: files of which not all could be read
    """

    version: int
    today: str
    as_of: str
    over: bool
    span: SpanView
    before: SpanView | None
    since: str | None
    score: ScoreView
    score_before: ScoreView | None
    groups: list[GroupWorkView]
    overdue: list[DutyView]
    missed: list[DutyView]
    overdue_count: int
    missed_count: int
    streaks: list[StreakView]
    phases: list[PhaseView]
    hopeless: list[DutyView]
    problems: list[EntryView]
    escalated: list[HazardView]
    other: list[EntryView]
    changes: list[EntryView]
    backfilled: list[EntryView]
    incidents: list[EntryView]
    hazards: HazardsView
    indicators: list[IndicatorView]
    ahead: AheadView
    unread: list[str]


class GoalView(TypedDict):
    """A goal of a plan.

    id: its id
    text: what is to be reached
    by: by when
    indicators: the names of its indicators
    """

    id: str
    text: str
    by: str | None
    indicators: list[str]


class PlanPhaseView(TypedDict):
    """A phase of a plan.

    id: its id
    name: its name
    first: its first day; null where it is at fault
    last: its last day
    tasks: the titles of its tasks
    """

    id: str
    name: str
    first: str | None
    last: str | None
    tasks: list[str]


class OccurrenceView(TypedDict):
    """One occurrence of a task.

    period: its label
    member: for whom it is owed; "" where for all at once
    opens: its first day
    due: its due day
    closes: its last day; null where it never closes
    state: upcoming, open, met, late, overdue, missed, waived, ongoing
    quota: what is owed
    count: what was done
    entries: what counts for it
    """

    period: str
    member: str
    opens: str
    due: str
    closes: str | None
    state: str
    quota: int
    count: int
    entries: list[str]


class TaskView(TypedDict):
    """A task.

    id: plan/task
    title: its title
    plan: the plan's title
    groups: the names of the groups that answer for it
    with_: who helps (key `with_`, since `with` is a word of templates)
    schedule: its schedule in words; "" where it says none
    phase: the name of its phase; null where it has none
    places: its places, by name or kind
    audience: for whom
    topics: about what
    checklist: what is looked at
    evidence: what shows that it was done
    produces: what papers it makes
    goals: the texts of the goals it serves
    answers: the clauses it answers
    note: its note
    owed: occurrences due by today
    kept: those kept
    rate: per cent kept; null where nothing was due
    occurrences: its occurrences; empty in a list of tasks
    entries: its entries
    sites: the names of the places it is done at today
    next: what is owed next of it; null where nothing is, and in a list of tasks
    """

    id: str
    title: str
    plan: str
    groups: list[str]
    with_: list[str]
    schedule: str
    phase: str | None
    places: list[str]
    audience: list[str]
    topics: list[str]
    checklist: list[str]
    evidence: list[str]
    produces: list[str]
    goals: list[str]
    answers: list[str]
    note: str | None
    owed: int
    kept: int
    rate: float | None
    occurrences: list[OccurrenceView]
    entries: list[EntryView]
    sites: list[str]
    next: OccurrenceView | None


class PlanView(TypedDict):
    """A plan.

    id: its id
    title: its title
    status: draft, active, done, stopped
    first: its first day; null where the period is at fault
    last: its last day
    basis: the titles of what it answers to
    principles: its principles
    goals: its goals
    indicators: its indicators, as they stand today
    groups: its groups
    phases: its phases
    tasks: its tasks
    measures: what secures it
    note: its note
    """

    id: str
    title: str
    status: str
    first: str | None
    last: str | None
    basis: list[str]
    principles: list[str]
    goals: list[GoalView]
    indicators: list[IndicatorView]
    groups: list[GroupView]
    phases: list[PlanPhaseView]
    tasks: list[TaskView]
    measures: list[str]
    note: str | None


class EvidenceView(TypedDict):
    """A piece of evidence.

    path: as the ledger gives it
    name: the name of the file; of evidence on paper where it lies
    paper: whether it is on paper
    here: whether its file is there; null on paper, and where this computer cannot tell
    kinds: which kinds of evidence it is, where the ledger says
    date: the day of the first entry that gives it
    link: where its copy is, from the page on, fit for a link; null where there is no copy
    entries: the entries that give it
    """

    path: str
    name: str
    paper: bool
    here: bool | None
    kinds: list[str]
    date: str
    link: str | None
    entries: list[str]


class AnswerView(TypedDict):
    """What answers a clause.

    kind: task, goal, indicator, group, phase, measure, place, hazard-terms
    name: plan/task; of another thing its id or its kind
    title: what it is called; "" where it has no name
    plan: the title of its plan; null where it belongs to none
    groups: the names of the groups that answer for a task
    owed: of a task: occurrences that have opened
    kept: those of them that are met or waived
    done: how often it was done
    not_done: whether it is owed and was never done
    evidence: the evidence of it
    lacking: the kinds of evidence that are asked for and nobody has given
    """

    kind: str
    name: str
    title: str
    plan: str | None
    groups: list[str]
    owed: int
    kept: int
    done: int
    not_done: bool
    evidence: list[EvidenceView]
    lacking: list[str]


class ClauseView(TypedDict):
    """A clause of a basis and what answers it.

    clause: basis/clause
    id: its id
    text: what it demands
    points: what it is worth; null where it does not say
    folder: the folder with its evidence; null where there is none
    owed: occurrences that have opened, over all that answers it
    kept: those of them that are met or waived
    answers: what answers it; empty where nothing does
    lacking: the kinds of evidence that the clause itself asks for and nobody has given
    """

    clause: str
    id: str
    text: str
    points: float | None
    folder: str | None
    owed: int
    kept: int
    answers: list[AnswerView]
    lacking: list[str]


class BasisView(TypedDict):
    """A basis, clause by clause.

    id: its id
    title: its title
    by: who issued it; null where it does not say
    number: its number
    clauses: its clauses
    """

    id: str
    title: str
    by: str | None
    number: str | None
    clauses: list[ClauseView]


class LackView(TypedDict):
    """What one task lacks before one clause.

    clause: basis/clause
    id: the clause's id
    text: what the clause demands
    task: plan/task; null: the clause itself
    title: the task's title; "" for the clause itself
    missing: what is missing: no-task, not-done, evidence
    lacking: the kinds of evidence that nobody has given
    absent: the paths at which no file is
    """

    clause: str
    id: str
    text: str
    task: str | None
    title: str
    missing: list[str]
    lacking: list[str]
    absent: list[str]


class GroupLackView(TypedDict):
    """What is missing, of one group.

    group: its name, or the names of several; "" where nobody answers for it
    items: what is missing
    """

    group: str
    items: list[LackView]


class CoverageView(TypedDict):
    """How the plans answer what is demanded of them, for an inspection.

    bases: the bases, clause by clause
    clauses: how many clauses there are
    answered: how many something answers
    lacking: how many lack evidence
    missing: what is missing, by group
    """

    bases: list[BasisView]
    clauses: int
    answered: int
    lacking: int
    missing: list[GroupLackView]


class ChargeView(TypedDict):
    """What one group is pressed for.

    group: its name; "" where no group answers for it
    overdue: what is owed past its day, the oldest first
    missed: what closed short in the span
    """

    group: str
    overdue: list[DutyView]
    missed: list[DutyView]


class SupervisionView(TypedDict):
    """What is pressed for, 督办.

    plan: the title of the plan it is narrowed to; null: all plans, and hazards
    span: the days in which what was missed has closed
    answer_by: by when an answer is wanted
    answer_days: so many working days from today
    overdue: how many duties are overdue
    missed: how many closed short
    charges: by group, the one that has waited longest first
    hazards: open hazards past their day
    """

    plan: str | None
    span: SpanView
    answer_by: str
    answer_days: int
    overdue: int
    missed: int
    charges: list[ChargeView]
    hazards: list[HazardView]


class AssignmentView(TypedDict):
    """A line of the list of work handed out.

    kind: overdue, due, hazard
    title: the task's title; of a hazard what is the matter
    group: the group that answers for it, of a hazard to whom it went; "" where nobody does
    with_: who helps
    places: of a hazard where it is
    due: by when; of a hazard its next step
    days: how many days overdue; 0 else
    quota: how often it is owed, for all together
    count: what counts towards it already
    lacking: for whom it is lacking still, where it is owed one by one
    evidence: what is to show that it was done
    steps: of a hazard what it waits for, the next step first
    ref: plan/task, or the hazard's id
    """

    kind: str
    title: str
    group: str
    with_: list[str]
    places: list[str]
    due: str
    days: int
    quota: int
    count: int
    lacking: list[str]
    evidence: list[str]
    steps: list[str]
    ref: str


class AssignmentsView(TypedDict):
    """The work handed out for a span, 交办.

    plan: the title of the plan it is narrowed to; null: all plans, and hazards
    span: which days
    meeting: the day of the meeting that hears the groups; null where the span is no week
    items: the lines: what is overdue, what is due in the span, open hazards
    overdue: how many lines are overdue
    due: how many are due in the span
    hazards: how many are hazards
    """

    plan: str | None
    span: SpanView
    meeting: str | None
    items: list[AssignmentView]
    overdue: int
    due: int
    hazards: int


class StandView(TypedDict):
    """How a group or a plan stands over a span.

    rank: its place by the share kept, equal shares have one; null where nothing came due
    name: the group's name or the plan's title; "" for work of no group
    whole: whether something came due and all of it was kept
    score: its score
    """

    rank: int | None
    name: str
    whole: bool
    score: ScoreView


class StandingView(TypedDict):
    """How groups and plans stand over a span, the largest share kept first.

    groups: the groups; what several answer for counts for each of them
    plans: the plans
    """

    groups: list[StandView]
    plans: list[StandView]


class CountView(TypedDict):
    """How many of one sort.

    key: of which sort; "" where the entries do not say
    number: how many in the span
    before: how many in the span before; null where nothing is known of it
    entries: the entries of the span
    """

    key: str
    number: int
    before: int | None
    entries: list[str]


class InjuriesView(TypedDict):
    """The injuries and accidents of a span, as the community wrote them down.

    span: which days
    as_of: the day whose evening it shows
    over: whether the span lies behind that day
    before: the span before; null where the ledger knows nothing of it
    before_whole: whether the ledger had begun by its first day
    since: the day on which the ledger begins
    total: all of them
    kinds: by what happened
    causes: by cause, as written
    places: by place
    ages: by age: 0-6, 7-17, 18-59, 60+
    sexes: by sex: male, female
    severities: by severity: minor, moderate, severe, death
    months: by month; empty where the span lies in one
    """

    span: SpanView
    as_of: str
    over: bool
    before: SpanView | None
    before_whole: bool
    since: str | None
    total: CountView
    kinds: list[CountView]
    causes: list[CountView]
    places: list[CountView]
    ages: list[CountView]
    sexes: list[CountView]
    severities: list[CountView]
    months: list[CountView]


class FaultView(TypedDict):
    """What failed in an inspection.

    place: where, by name; "" where the entry does not say
    what: what failed
    hazard: the hazard that came of it; null where none did
    """

    place: str
    what: str
    hazard: HazardView | None


class RegisterView(TypedDict):
    """The register of hazards.

    span: of which days; null: of all
    hazards: the hazards open on any day of the span, the oldest first
    found: how many of them were found in the span
    closed: how many of them are closed by today
    open: how many are not
    overdue: how many of the open ones are past their day
    escalated: how many of the open ones went to the parent
    """

    span: SpanView | None
    hazards: list[HazardView]
    found: int
    closed: int
    open: int
    overdue: int
    escalated: int


class RosterWorkView(TypedDict):
    """Work that the plans put on a day.

    task: plan/task
    title: the task's title
    groups: the names of the groups that answer for it
    """

    task: str
    title: str
    groups: list[str]


class RosterDayView(TypedDict):
    """A day of a roster.

    date: the day
    kind: working; made-up, a day of the weekend that is worked; weekend; holiday
    names: the holidays, festivals and the workspace's own named days on it
    work: the tasks whose schedule names the day; what is merely due by it is left out
    """

    date: str
    kind: str
    names: list[ObservanceView]
    work: list[RosterWorkView]


class RosterView(TypedDict):
    """The days of a roster. Who is on duty is for the community to write in.

    span: which days
    task: the title of the task it is for; null: of all work
    days: the days
    unknown: the years of which no holidays are published yet
    """

    span: SpanView
    task: str | None
    days: list[RosterDayView]
    unknown: list[int]


class Data(TypedDict):
    """The variables of a template; those behind `workspace` are there where it asks for them.

    today: the day it answers for
    language: zh or en
    trace: whether the entries behind each figure are asked for
    number: the document's number, 文号; empty where it has none
    made: how the document came to be
    workspace: the community
    report: the figures of a span
    plan: a plan
    task: a task
    hazard: a hazard
    coverage: how the plans answer what is demanded of them
    supervision: what is pressed for, 督办
    assignments: the work handed out for a week, 交办
    standing: how groups and plans stand over the span, 通报
    injuries: the injuries of a span, 伤害监测
    entry: the entry of the ledger a record is made of; null where none is named
    day: the day of the work: the entry's, as asked for, or the schedule's; null: not known yet
    faults: what failed with the entry
    register: the register of hazards
    roster: the days of a roster
    """

    today: str
    language: str
    trace: bool
    number: str
    made: MadeView
    workspace: WorkspaceView
    report: NotRequired[ReportView]
    plan: NotRequired[PlanView]
    task: NotRequired[TaskView]
    hazard: NotRequired[HazardView]
    coverage: NotRequired[CoverageView]
    supervision: NotRequired[SupervisionView]
    assignments: NotRequired[AssignmentsView]
    standing: NotRequired[StandingView]
    injuries: NotRequired[InjuriesView]
    entry: NotRequired[EntryView | None]
    day: NotRequired[str | None]
    faults: NotRequired[list[FaultView]]
    register: NotRequired[RegisterView]
    roster: NotRequired[RosterView]


# ── small things ──────────────────────────────────────────────────────────────────────────────


def reference(entry: Entry) -> str:
    """How an entry is named: its id, or where it stands."""
    return entry.id or f"{entry.source.path}:{entry.at('date').line}"


def _references(entries: Iterable[Entry]) -> list[str]:
    return [reference(entry) for entry in entries]


def _iso(day: Day | None) -> str | None:
    return None if day is None else iso(day)


def _whole(number: float) -> float:
    """12 rather than 12.0."""
    return int(number) if float(number).is_integer() else number


def place_names(world: World, names: Iterable[str]) -> list[str]:
    """The names of places; what names none stays as it is."""
    found = (
        name
        for reference in names
        for name in ([p.name for p in world.places_named(reference)] or [reference])
    )
    return list(dict.fromkeys(found))


def made(day: Day, commit: str | None) -> MadeView:
    """The foot of a document of a day."""
    return {"version": __version__, "date": iso(day), "commit": commit}


# ── reports ───────────────────────────────────────────────────────────────────────────────────


def report_view(summary: Summary, today: Day) -> ReportView:
    """The figures of a span as plain data."""
    agenda, world = summary.agenda, summary.agenda.world
    return {
        "version": VERSION,
        "today": iso(today),
        "as_of": iso(summary.as_of),
        "over": summary.over,
        "span": span_view(world, summary.span),
        "before": None if summary.span_before is None else span_view(world, summary.span_before),
        "since": _iso(world.settings.since),
        "score": score_view(summary.score),
        "score_before": None if summary.before is None else score_view(summary.before),
        "groups": [
            {
                "name": group.name,
                "score": score_view(group.score),
                "before": None if group.before is None else score_view(group.before),
                "duties": _duties(agenda, group.lines),
                "tasks": _tasks(agenda, group.lines),
            }
            for group in summary.groups
        ],
        "overdue": _duties(agenda, summary.overdue),
        "missed": _duties(agenda, summary.missed),
        "overdue_count": sum(len(line.occurrences) for line in summary.overdue),
        "missed_count": sum(len(line.occurrences) for line in summary.missed),
        "streaks": [_streak(agenda, streak.occurrences) for streak in summary.streaks],
        "phases": [_phase(state) for state in summary.phases],
        "hopeless": _duties(agenda, summary.hopeless),
        "problems": [entry_view(world, entry) for entry in summary.problems],
        "escalated": [hazard_view(agenda, one.hazard) for one in summary.escalated],
        "other": [entry_view(world, entry) for entry in summary.other],
        "changes": [entry_view(world, entry) for entry in summary.changes],
        "backfilled": [entry_view(world, entry) for entry in summary.backfilled],
        "incidents": [entry_view(world, entry) for entry in summary.incidents],
        "hazards": {
            "opened": [hazard_view(agenda, hazard) for hazard in summary.hazards.opened],
            "closed": [hazard_view(agenda, hazard) for hazard in summary.hazards.closed],
            "escalated": [hazard_view(agenda, hazard) for hazard in summary.hazards.escalated],
            "outstanding": [hazard_view(agenda, hazard) for hazard in summary.hazards.outstanding],
            "overdue": [hazard_view(agenda, hazard) for hazard in summary.hazards.overdue],
        },
        "indicators": [_trend(trend) for trend in summary.indicators],
        "ahead": {
            "span": span_view(world, summary.ahead.span),
            "duties": _duties(agenda, summary.ahead.lines),
            "hazards": [hazard_view(agenda, h, step) for h, step in summary.ahead.hazards],
            "measurements": [
                {
                    "id": f"{reading.plan.id}/{reading.indicator.id}",
                    "name": reading.indicator.name,
                    "due": iso(due),
                }
                for reading, due in summary.ahead.measurements
            ],
            "observances": [
                {
                    "name": name,
                    "english": english_name(world, name),
                    "first": iso(one.first),
                    "last": iso(one.last),
                }
                for name, one in summary.ahead.observances
            ],
        },
        "unread": sorted({*world.unread, *world.partly_read}),
    }


def english_name(world: World, name: str) -> str:
    """The English name of a named day; the workspace's own names have none."""
    known = None if name in world.names.own else observance(name)
    return name if known is None else known.english


def span_view(world: World, span: ReportSpan) -> SpanView:
    """A span of days."""
    plan = None if span.plan is None else world.plan_index.get(span.plan)
    return {
        "kind": str(span.kind),
        "label": span.label,
        "name": span.name,
        "plan": None if plan is None else plan.title,
        "first": iso(span.first),
        "last": iso(span.last),
    }


def score_view(score: Score) -> ScoreView:
    """A score, with the entries behind what was kept."""
    kept = (o for o in score.occurrences if o.state in (State.MET, State.LATE))
    return {
        "owed": score.owed,
        "kept": score.kept,
        "late": score.count(State.LATE),
        "open": score.count(State.OPEN, State.UPCOMING),
        "overdue": score.count(State.OVERDUE),
        "missed": score.count(State.MISSED),
        "waived": score.count(State.WAIVED),
        "come": len(score.come),
        "rate": None if score.rate is None else round(score.rate, 1),
        "entries": list(dict.fromkeys(reference(e) for o in kept for e in o.entries)),
    }


def _duties(agenda: Agenda, lines: Sequence[WorkLine]) -> list[DutyView]:
    return [duty_view(agenda, line) for line in lines]


def _tasks(agenda: Agenda, lines: Sequence[WorkLine]) -> list[TaskWorkView]:
    """The lines of each task together; no entry is counted twice."""
    gathered: dict[str, list[WorkLine]] = {}
    for line in lines:
        gathered.setdefault(line.first.duty.name, []).append(line)
    found: list[TaskWorkView] = []
    for task, some in gathered.items():
        entries = list({id(entry): entry for line in some for entry in line.entries}.values())
        found.append({
            "task": task,
            "title": some[0].first.duty.task.title,
            "periods": len(some),
            "kept": sum(not line.short for line in some if line.quota),
            "times": sum(entry.count for entry in entries),
            "people": sum(entry.people or 0 for entry in entries),
            "amount": _whole(sum(entry.amount or 0 for entry in entries)),
            "duties": _duties(agenda, some),
            "entries": _references(entries),
        })  # fmt: skip
    return found


def duty_view(agenda: Agenda, line: WorkLine) -> DutyView:
    """One duty in one period."""
    o, world = line.first, agenda.world
    named = [(other, member_name(agenda, other.duty, other.member)) for other in line.occurrences]
    notes = (entry.note for entry in line.entries if entry.note)
    return {
        "task": o.duty.name,
        "title": o.duty.task.title,
        "plan": o.duty.plan.title,
        "group": group_name(agenda, o),
        "period": o.period,
        "opens": iso(o.opens),
        "due": iso(o.due),
        "closes": _iso(o.closes),
        "state": str(o.state),
        "light": str(line.light),
        "quota": line.quota,
        "count": line.count,
        "times": line.times,
        "people": sum(entry.people or 0 for entry in line.entries),
        "amount": _whole(sum(entry.amount or 0 for entry in line.entries)),
        "days": agenda.known - o.due,
        "working_days": working_days_left(agenda, o.due),
        "members": len(line.occurrences),
        "done": len(line.occurrences) - len(line.short),
        "lacking": [name for other, name in named if name and other.count < other.quota],
        "places": place_names(world, (place for entry in line.entries for place in entry.place)),
        "notes": list(dict.fromkeys(notes)),
        "entries": _references(line.entries),
    }


def _streak(agenda: Agenda, missed: Sequence[Occurrence]) -> StreakView:
    o = missed[-1]
    return {
        "task": o.duty.name,
        "title": o.duty.task.title,
        "group": group_name(agenda, o),
        "member": member_name(agenda, o.duty, o.member),
        "periods": [one.period for one in missed],
    }


def _phase(state: PhaseState) -> PhaseView:
    phase = state.phase
    return {
        "plan": state.plan.title,
        "id": f"{state.plan.id}/{phase.id}",
        "name": phase.name,
        "first": iso(phase.from_ or 1),
        "last": iso(phase.to or 1),
        "owed": state.score.owed,
        "kept": state.score.kept,
        "behind": round(state.behind, 1),
    }


def entry_view(world: World, entry: Entry) -> EntryView:
    """One line of the ledger."""
    tasks = (*entry.task, *filter(None, (entry.waive, entry.extend)))
    titles = [
        duties[0].task.title if (duties := world.duties_called(name, entry.date)) else name
        for name in tasks
    ]
    period = entry.period and "..".join(dict.fromkeys(entry.period))
    return {
        "entry": reference(entry),
        "kind": entry.kind,
        "date": iso(entry.date or 1),
        "recorded": _iso(entry.recorded),
        "by": entry.by,
        "text": entry.problem or entry.why or entry.note or entry.what or "",
        "problem": entry.problem,
        "note": entry.note if entry.problem or entry.why else None,
        "evidence": [evidence.path for evidence in entry.evidence],
        "tasks": titles,
        "places": place_names(world, entry.place),
        "period": period or None,
        "to": _iso(entry.until),
        "incident": entry.incident,
        "count": entry.count,
        "people": entry.people,
        "amount": None if entry.amount is None else _whole(entry.amount),
        "audience": list(entry.audience),
        "topics": list(entry.topic),
        "result": entry.result,
    }


def hazard_view(agenda: Agenda, hazard: Hazard, step: NextStep | None = None) -> HazardView:
    """A hazard as it stands; `step`: the next step to show, the first one by default."""
    world = agenda.world
    steps = next_steps(hazard, world, agenda.today)
    following = step or (steps[0] if steps else None)
    places = [place for name in hazard.places for place in world.places_named(name)]
    managers = [place.manager for place in places if place.manager]
    answer = hazard.answer
    return {
        "id": hazard.id,
        "kind": hazard.kind,
        "level": hazard.level,
        "places": place_names(world, hazard.places),
        "manager": managers[0] if managers else None,
        "what": hazard.what or "",
        "found": iso(hazard.found),
        "due": iso(hazard.due),
        "stage": str(hazard.stage),
        "closed": _iso(hazard.closed),
        "to": hazard.to,
        "notified": next(
            (e.to for e in reversed(hazard.events) if e.event == "notified" and e.to),
            managers[0] if managers else None,
        ),
        "overdue": max(agenda.known - hazard.due, 0) if hazard.is_open() else 0,
        "age": max(agenda.known - hazard.found, 0) if hazard.is_open() else 0,
        "next": following.event if following else None,
        "by": iso(following.by) if following else None,
        "escalated": _iso(hazard.escalated),
        "answered": None if answer is None else _iso(answer.date),
        "answer": None if answer is None else answer.note or answer.what,
        "finder": next((e.by for e in hazard.events if e.event == "found" and e.by), None),
        "notice": _last_step(hazard, "notified"),
        "rectified": _last_step(hazard, "rectified") if _stands(hazard) else None,
        "verified": _last_step(hazard, "verified"),
        "steps": [_step(entry) for entry in hazard.events],
        "entries": _references(hazard.events),
    }


def _step(entry: Entry) -> StepView:
    return {
        "event": entry.event or "",
        "date": iso(entry.date or 1),
        "by": entry.by,
        "to": entry.to,
        "result": entry.result,
        "note": entry.note,
        "due": _iso(entry.due),
        "entry": reference(entry),
        "evidence": [evidence.path for evidence in entry.evidence],
    }


def _last_step(hazard: Hazard, event: str) -> StepView | None:
    return next((_step(e) for e in reversed(hazard.events) if e.event == event), None)


def _stands(hazard: Hazard) -> bool:
    """Was it rectified, and neither found wanting nor asked for anew since?"""
    return hazard.step in ("rectified", "verified", "closed")


def _trend(trend: Trend) -> IndicatorView:
    before = trend.before
    return indicator_view(trend.reading) | {
        "before": None if before is None else before.value,
        "direction": trend.direction,
    }


def indicator_view(reading: Reading) -> IndicatorView:
    """An indicator as it stands, nothing to compare it with."""
    target = reading.indicator.target
    return {
        "id": f"{reading.plan.id}/{reading.indicator.id}",
        "name": reading.indicator.name,
        "plan": reading.plan.title,
        "target": target.written if target else None,
        "unit": reading.indicator.unit,
        "value": None if reading.value is None else _whole(reading.value),
        "second": None if reading.second is None else _whole(reading.second),
        "percent": None if reading.percent is None else round(reading.percent, 2),
        "met": reading.met,
        "above": reading.above,
        "before": None,
        "direction": None,
        "entries": _references(reading.entries),
    }


# ── the workspace and its things ──────────────────────────────────────────────────────────────


def workspace_view(agenda: Agenda) -> WorkspaceView:
    """The community and its plans."""
    world = agenda.world
    settings, community = world.settings, world.settings.community
    return {
        "name": community.name if community else "",
        "org": (community.org or community.name) if community else "",
        "parent": community.parent if community else None,
        "numbers": {k: _whole(v) for k, v in community.numbers.items()} if community else {},
        "language": settings.language,
        "since": _iso(settings.since),
        "places": [
            {"id": p.id, "name": p.name, "kinds": list(p.kind), "manager": p.manager}
            for p in settings.places
        ],
        "groups": [group_view(group) for group in settings.groups],
        "plans": [_plan_brief(agenda, plan) for plan in world.plans],
        "terms": {
            "notify": _limit(world.hazard_terms.notify),
            "rectify": _limit(world.hazard_terms.rectify),
            "escalate": _limit(world.hazard_terms.escalate),
            "backfill": _limit(settings.backfill),
        },
    }


def _plan_brief(agenda: Agenda, plan: Plan) -> PlanBrief:
    found = [o for task in plan.tasks for o in _occurrences(agenda, plan, task)]
    score = _score(agenda, found)
    return {
        "id": plan.id,
        "title": plan.title,
        "status": plan.status,
        "first": None if plan.period is None else iso(plan.period[0]),
        "last": None if plan.period is None else iso(plan.period[1]),
        "tasks": len(plan.tasks),
        "owed": score.owed,
        "kept": score.kept,
        "rate": None if score.rate is None else round(score.rate, 1),
        "overdue": score.count(State.OVERDUE),
        "missed": score.count(State.MISSED),
        "groups": [group.name for group in plan.groups],
    }


def _limit(limit: Duration) -> LimitView:
    return {"days": limit.days, "working": limit.working}


def _score(agenda: Agenda, found: Iterable[Occurrence]) -> Score:
    """How much of what was due up to now was kept."""
    return Score(tuple(o for o in found if o.quota and o.due <= agenda.known), agenda.today)


def _occurrences(agenda: Agenda, plan: Plan, task: Task) -> list[Occurrence]:
    tracks = agenda.tracks_of(f"{plan.id}/{task.id}")
    return sorted((o for t in tracks for o in t.occurrences()), key=lambda o: (o.due, o.member))


def group_view(group: Any) -> GroupView:
    """A working group."""
    return {
        "id": group.id,
        "name": group.name,
        "lead": group.lead,
        "deputies": list(group.deputies),
        "members": list(group.members),
        "contact": group.contact,
        "duties": list(group.duties),
    }


def plan_view(agenda: Agenda, plan: Plan, translate: Translator) -> PlanView:
    """A plan as it is written, its indicators and tasks as they stand."""
    world = agenda.world
    names = {i.id: i.name for i in plan.indicators}
    bases = world.basis_index
    tasks = [task_view(agenda, Duty(plan, task), translate, whole=False) for task in plan.tasks]
    return {
        "id": plan.id,
        "title": plan.title,
        "status": plan.status,
        "first": None if plan.period is None else iso(plan.period[0]),
        "last": None if plan.period is None else iso(plan.period[1]),
        "basis": [bases[name].title if name in bases else name for name in plan.basis],
        "principles": list(plan.principles),
        "goals": [
            {
                "id": goal.id,
                "text": goal.text,
                "by": _iso(goal.by),
                "indicators": [names.get(name, name) for name in goal.indicators],
            }
            for goal in plan.goals
        ],
        "indicators": [indicator_view(r) for r in readings(agenda) if r.plan is plan],
        "groups": [group_view(group) for group in plan.groups],
        "phases": [
            {
                "id": phase.id,
                "name": phase.name,
                "first": _iso(phase.from_),
                "last": _iso(phase.to),
                "tasks": [
                    task.title
                    for task in plan.tasks
                    if task.phase in (phase.id, phase.name, *phase.was)
                ],
            }
            for phase in plan.phases
        ],
        "tasks": tasks,
        "measures": [measure.text for measure in plan.measures],
        "note": plan.note,
    }


def task_view(agenda: Agenda, duty: Duty, translate: Translator, whole: bool = True) -> TaskView:
    """A task. `whole`: with its occurrences and its entries."""
    plan, task, world = duty.plan, duty.task, agenda.world
    groups = world.groups_of(plan)
    phases = {name: p.name for p in plan.phases for name in (p.id, p.name, *p.was)}
    goals = {goal.id: goal.text for goal in plan.goals}
    found = _occurrences(agenda, plan, task)
    score = _score(agenda, found)
    entries = agenda.entries_by_duty.get(duty.name, []) if whole else []
    following = next_one(agenda, duty) if whole else None
    return {
        "id": duty.name,
        "title": task.title,
        "plan": plan.title,
        "groups": [groups[name].name if name in groups else name for name in task.group],
        "with_": [groups[name].name if name in groups else name for name in task.with_],
        "schedule": schedule_text(task, translate),
        "phase": phases.get(task.phase, task.phase) if task.phase else None,
        "places": [place_name(world, name, translate) for name in task.places],
        "audience": list(task.audience),
        "topics": list(task.topics),
        "checklist": list(task.checklist),
        "evidence": list(task.evidence),
        "produces": list(task.produces),
        "goals": [goals.get(name, name) for name in task.goals],
        "answers": list(task.answers),
        "note": task.note,
        "owed": score.owed,
        "kept": score.kept,
        "rate": None if score.rate is None else round(score.rate, 1),
        "occurrences": [_occurrence(agenda, o) for o in found] if whole else [],
        "entries": [entry_view(world, entry) for entry in entries],
        "sites": list(sites(agenda, duty, agenda.today)),
        "next": None if following is None else _occurrence(agenda, following),
    }


def place_name(world: World, name: str, translate: Translator) -> str:
    """A place's name, a kind as it is, and what stands for all in the reader's language."""
    from tongxin.model import words

    if name in ("all", "全部"):
        return translate.show(words.word("word:ref", "all"))
    return world.places[name].name if name in world.places else name


def _occurrence(agenda: Agenda, o: Occurrence) -> OccurrenceView:
    return {
        "period": o.period,
        "member": member_name(agenda, o.duty, o.member),
        "opens": iso(o.opens),
        "due": iso(o.due),
        "closes": _iso(o.closes),
        "state": str(o.state),
        "quota": o.quota,
        "count": o.count,
        "entries": _references(o.entries),
    }


# ── coverage ──────────────────────────────────────────────────────────────────────────────────


def coverage_view(
    agenda: Agenda,
    covered: Sequence[Coverage],
    folders: Mapping[str, str] = MappingProxyType({}),
    copies: Mapping[tuple[str, str], str] = MappingProxyType({}),
) -> CoverageView:
    """Clauses and what answers them.

    Args:
        agenda: the day.
        covered: the clauses.
        folders: clause → the folder with its evidence, where there are such.
        copies: (clause, path of evidence) → the path of its copy from the page on.
    """
    by_group: dict[tuple[str, ...], list[LackView]] = {}
    for one in lacks(agenda, covered):
        by_group.setdefault(one.groups, []).append(_lack(one))
    bases = list({id(item.basis): item.basis for item in covered}.values())
    return {
        "bases": [
            {
                "id": basis.id,
                "title": basis.title,
                "by": basis.issued.by if basis.issued else None,
                "number": basis.issued.number if basis.issued else None,
                "clauses": [
                    _clause(agenda, item, folders, copies)
                    for item in covered
                    if item.basis is basis
                ],
            }
            for basis in bases
        ],
        "clauses": len(covered),
        "answered": sum(bool(item.answers) for item in covered),
        "lacking": sum(bool(item.lacking) for item in covered),
        "missing": [
            {"group": "、".join(groups), "items": items}
            for groups, items in sorted(by_group.items())
        ],
    }


def _clause(
    agenda: Agenda,
    item: Coverage,
    folders: Mapping[str, str],
    copies: Mapping[tuple[str, str], str],
) -> ClauseView:
    return {
        "clause": item.name,
        "id": item.clause.id,
        "text": item.clause.text,
        "points": None if item.clause.points is None else _whole(item.clause.points),
        "folder": folders.get(item.name),
        "owed": item.owed,
        "kept": item.kept,
        "answers": [
            {
                "kind": answer.thing.TABLE,
                "name": answer.name,
                "title": answer.title,
                "plan": None if answer.plan is None else answer.plan.title,
                "groups": list(answer.groups),
                "owed": answer.owed,
                "kept": answer.kept,
                "done": answer.done,
                "not_done": answer.not_done,
                "evidence": [
                    _evidence(agenda.world, answer, path, copies.get((item.name, path)))
                    for path in answer.evidence
                ],
                "lacking": list(answer.lacking),
            }
            for answer in item.answers
        ],
        "lacking": list(item.own_lacking),
    }


def _evidence(world: World, answer: Answer, path: str, copy: str | None) -> EvidenceView:
    giving = [e for e in answer.entries if any(one.path == path for one in e.evidence)]
    kinds = (one.kind for e in giving for one in e.evidence if one.path == path and one.kind)
    paper = on_paper(path)
    shelf = re.sub(r"^(纸质|paper)[\s:：]*", "", path) if paper else ""
    return {
        "path": path,
        "name": shelf or re.split(r"[/\\]", path)[-1],
        "paper": paper,
        "here": is_here(world, path),
        "kinds": list(dict.fromkeys(kinds)),
        "date": iso(giving[0].date or 1),
        "link": None if copy is None else _link(copy),
        "entries": _references(giving),
    }


def _link(path: str) -> str:
    """A path for a link: letters of any script stay, so that one can read it."""
    return re.sub(r"[^\w/.~-]", lambda sign: quote(sign[0], errors="replace"), path)


def _lack(one: Lack) -> LackView:
    return {
        "clause": one.clause.name,
        "id": one.clause.clause.id,
        "text": one.clause.clause.text,
        "task": None if one.answer is None else one.answer.name,
        "title": "" if one.answer is None else one.answer.title,
        "missing": [str(why) for why in one.why],
        "lacking": list(one.kinds),
        "absent": list(one.absent),
    }


# ── pressing, handing out, comparing ──────────────────────────────────────────────────────────


def supervision_view(agenda: Agenda, found: Supervision) -> SupervisionView:
    """What is pressed for."""
    span = span_view(agenda.world, found.span)
    return {
        "plan": span["plan"],
        "span": span,
        "answer_by": iso(found.answer_by),
        "answer_days": ANSWER.days,
        "overdue": sum(len(charge.overdue) for charge in found.charges),
        "missed": sum(len(charge.missed) for charge in found.charges),
        "charges": [
            {
                "group": charge.name,
                "overdue": _duties(agenda, charge.overdue),
                "missed": _duties(agenda, charge.missed),
            }
            for charge in found.charges
        ],
        "hazards": [hazard_view(agenda, hazard) for hazard in found.hazards],
    }


def assignments_view(agenda: Agenda, found: Assignments) -> AssignmentsView:
    """The work handed out for a span, line by line."""
    span = span_view(agenda.world, found.span)
    return {
        "plan": span["plan"],
        "span": span,
        "meeting": _iso(found.meeting),
        "items": [
            *(_duty_handed_out(agenda, "overdue", line) for line in found.overdue),
            *(_duty_handed_out(agenda, "due", line) for line in found.due),
            *(_hazard_handed_out(agenda, hazard, steps) for hazard, steps in found.hazards),
        ],
        "overdue": len(found.overdue),
        "due": len(found.due),
        "hazards": len(found.hazards),
    }


def _duty_handed_out(agenda: Agenda, kind: str, line: WorkLine) -> AssignmentView:
    duty, seen = line.first.duty, duty_view(agenda, line)
    groups = agenda.world.groups_of(duty.plan)
    return {
        "kind": kind,
        "title": duty.task.title,
        "group": seen["group"],
        "with_": [groups[name].name if name in groups else name for name in duty.task.with_],
        "places": [],
        "due": seen["due"],
        "days": max(seen["days"], 0),
        "quota": line.quota,
        "count": line.count,
        "lacking": seen["lacking"],
        "evidence": list(duty.task.evidence),
        "steps": [],
        "ref": duty.name,
    }


def _hazard_handed_out(agenda: Agenda, hazard: Hazard, steps: Sequence[NextStep]) -> AssignmentView:
    step, *more = steps
    seen = hazard_view(agenda, hazard, step)
    return {
        "kind": "hazard",
        "title": seen["what"],
        "group": seen["notified"] or "",
        "with_": [],
        "places": seen["places"],
        "due": iso(step.by),
        "days": max(agenda.today - step.by, 0),
        "quota": 0,
        "count": 0,
        "lacking": [],
        "evidence": [],
        "steps": [one.event for one in (step, *more)],
        "ref": hazard.id,
    }


def standing_view(found: Standing) -> StandingView:
    """How groups and plans stand over a span."""
    return {
        "groups": [_stand(one) for one in found.groups],
        "plans": [_stand(one) for one in found.plans],
    }


def _stand(one: Stand) -> StandView:
    return {
        "rank": one.rank,
        "name": one.name,
        "whole": one.whole,
        "score": score_view(one.score),
    }


def injuries_view(found: Injuries) -> InjuriesView:
    """The injuries and accidents of a span."""
    world = found.agenda.world

    def counts(some: Iterable[Count]) -> list[CountView]:
        return [_counted(one) for one in some]

    return {
        "span": span_view(world, found.span),
        "as_of": iso(found.agenda.known),
        "over": found.over,
        "before": None if found.before is None else span_view(world, found.before),
        "before_whole": found.before_whole,
        "since": _iso(world.settings.since),
        "total": _counted(found.total),
        "kinds": counts(found.kinds),
        "causes": counts(found.causes),
        "places": counts(found.places),
        "ages": counts(found.ages),
        "sexes": counts(found.sexes),
        "severities": counts(found.severities),
        "months": counts(found.months),
    }


def _counted(one: Count) -> CountView:
    return {
        "key": one.key,
        "number": one.number,
        "before": one.before,
        "entries": _references(one.entries),
    }


def schedule_text(task: Task, translate: Translator) -> str:
    """The schedule in words: a Chinese phrase as the author put it, anything else said anew."""
    node = task.value_node("schedule")
    phrase = type(node) is Scalar and not node.value.isascii()
    if phrase and translate.language == "zh":
        return " ".join(task.at("schedule").text.strip("\"'").split())
    vague = any(rule.ongoing is Ongoing.VAGUE for rule in task.schedule)
    if phrase and vague:
        return " ".join(task.at("schedule").text.strip("\"'").split())
    return spoken_schedule(task, translate)


def types() -> Mapping[str, Any]:
    """The variables of a template → their types, for the check of templates."""
    from typing import get_type_hints

    return get_type_hints(Data)
