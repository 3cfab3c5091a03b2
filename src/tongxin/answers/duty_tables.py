"""What is owed, as tables: the list of what to do, the indicators, and the form of a week."""

from collections.abc import Collection, Iterable
from typing import Final

from tongxin.answers.day import Narrow, day_list, within
from tongxin.answers.indicators import Reading, readings
from tongxin.answers.names import group_name, member_name
from tongxin.answers.occurrences import Agenda, Occurrence, State
from tongxin.answers.tables import Cell, Column, Table, place_names, used
from tongxin.calendar.periods import Day
from tongxin.messages import Word
from tongxin.model import words

FORM: Final = "form"
"""The key of the form's table."""

FORM_SHEET = Word("To fill in", "填表")
HELP_SHEET = Word("How to fill it in", "填写说明")
DUE_SHEET = Word("To do", "待办")
INDICATOR_SHEET = Word("Indicators", "指标")

_OWED = frozenset((State.OPEN, State.OVERDUE, State.UPCOMING, State.MISSED))
_TASK = Column("task", Word("Task", "任务"), 18)
_TITLE = Column("title", Word("Title", "事项"), 24, derived=True)
_GROUP = Column("group", Word("Group", "责任组"), 16, derived=True)
_PERIOD = Column("period", Word("Period", "期次"), 11, derived=True)

DUE_COLUMNS = (
    _TASK, _TITLE, Column("member", Word("For whom", "点位或对象"), 16),
    Column("state", Word("State", "状态"), 10), _PERIOD,
    Column("quota", Word("Owed", "应完成"), 8, "number"),
    Column("count", Word("Done", "已完成"), 8, "number"),
    Column("due", Word("Due", "截止日期"), 11, "day"), _GROUP,
)  # fmt: skip

INDICATOR_COLUMNS = (
    Column("indicator", Word("Indicator", "指标"), 22), Column("name", Word("Name", "名称"), 28),
    Column("plan", Word("Plan", "计划"), 24), Column("target", Word("Target", "目标值"), 12),
    Column("value", Word("Value", "数值"), 10, "number"), Column("unit", Word("Unit", "单位"), 7),
    Column("percent", Word("Per cent", "百分比"), 9, "number"),
    Column("met", Word("Met", "是否达标"), 9),
    Column("date", Word("Measured on", "最近填报"), 11, "day"),
)  # fmt: skip

FORM_COLUMNS = (
    _TASK, _TITLE, Column("place", Word("Place", "地点"), 14, choices="place"),
    Column("audience", Word("For whom", "对象"), 12, optional=True),
    Column("topic", Word("Topic", "主题"), 12, optional=True), _GROUP, _PERIOD,
    Column("owed", Word("Still owed", "尚欠次数"), 8, "number", derived=True),
    Column("due", Word("Due", "截止日期"), 11, "day", derived=True),
    Column("date", Word("Date", "日期"), 11, "day", fill=True),
    Column("by", Word("By", "经办"), 14, choices="group", fill=True),
    Column("people", Word("People", "人数"), 7, "number", fill=True),
    Column("count", Word("Times", "次数"), 7, "number", fill=True),
    Column("result", Word("Result", "结果"), 9, choices="result", fill=True),
    Column("failed", Word("What failed", "问题"), 24, fill=True),
    Column("note", Word("Note", "情况"), 24, fill=True),
    Column("evidence", Word("Evidence", "佐证"), 20, fill=True),
)  # fmt: skip
"""The form: what is owed stands first, what somebody fills in behind it."""

_MET: dict[bool | None, Word | None] = {
    True: Word("yes", "是"),
    False: Word("no", "否"),
    None: None,
}


def due_table(
    agenda: Agenda, groups: Iterable[str] = (), plans: Collection[str] | None = None
) -> Table:
    """What to do now and in the coming week, as `tongxin due` has it: a row for each member.

    groups: of these alone, by id or name; none: of all. plans: the ids of those wanted; None: all.
    """
    lines = day_list(agenda, Narrow(tuple(groups)), each=True).lines
    listed = [
        o for line in lines for o in line.occurrences if plans is None or o.duty.plan.id in plans
    ]
    rows = tuple(
        (
            o.duty.name,
            o.duty.task.title,
            member_name(agenda, o.duty, o.member),
            words.word("word:state", o.state),
            _period(o),
            o.quota,
            o.count,
            o.due,
            group_name(agenda, o),
        )
        for o in listed
    )
    return Table("due", DUE_SHEET, DUE_COLUMNS, rows)


def indicator_table(agenda: Agenda, plans: Collection[str] | None = None) -> Table:
    """Every indicator of every plan that is not a draft, or of those named, as it stands today."""
    found = readings(agenda)
    rows = tuple(_indicator(one) for one in found if plans is None or one.plan.id in plans)
    return Table("indicators", INDICATOR_SHEET, INDICATOR_COLUMNS, rows)


def _indicator(found: Reading) -> tuple[Cell, ...]:
    plan, indicator, value = found.plan, found.indicator, found.value
    dates = [entry.date for entry in found.entries if entry.date is not None]
    return (
        f"{plan.id}/{indicator.id}",
        indicator.name,
        plan.title,
        indicator.target.written if indicator.target else None,
        value if found.second is None else f"{value:g}:{found.second:g}",
        indicator.unit,
        None if found.percent is None else round(found.percent, 2),
        _MET[found.met],
        max(dates, default=None),
    )


def form_table(agenda: Agenda, first: Day, last: Day, groups: Iterable[str] = ()) -> Table:
    """The duties of a week to be filled in: a row a duty and place (or other member).

    What is still owed and due in the week or overdue, first; then what may be done in it although
    it is due later, within a month. What closed short in the week is there too: it may have been
    done and not recorded.
    """
    rows = [_form_row(agenda, o) for o in _of_week(agenda, first, last, tuple(groups))]
    columns = used(FORM_COLUMNS, rows)
    keys = [column.key for column in columns]
    return Table(FORM, FORM_SHEET, columns, tuple(tuple(map(row.get, keys)) for row in rows))


_AHEAD = 31
"""Days behind the week in which what is due later is listed still."""


def _of_week(agenda: Agenda, first: Day, last: Day, groups: tuple[str, ...]) -> list[Occurrence]:
    narrow = Narrow(groups, days=100 * 366)
    found = [
        o
        for track in agenda.all_tracks
        for o in track.touching(first, last)
        if o.state in _OWED
        and o.quota
        and o.opens <= last
        and o.due <= last + _AHEAD
        and within(agenda, o, narrow)
    ]
    return sorted(found, key=lambda o: (o.due > last, o.due, o.duty.name))


def _form_row(agenda: Agenda, o: Occurrence) -> dict[str, Cell]:
    others = o.others
    return {
        "task": o.duty.name,
        "title": o.duty.task.title,
        "place": place_names(agenda, [o.place] if o.place else ()),
        "audience": others.get("audience"),
        "topic": others.get("topic"),
        "group": group_name(agenda, o),
        "period": _period(o),
        "owed": o.quota - o.count,
        "due": o.due,
        "by": group_name(agenda, o) if "group" in others else None,
    }


def _period(o: Occurrence) -> Cell:
    return Word("once", "一次性") if o.period == "once" else o.period
