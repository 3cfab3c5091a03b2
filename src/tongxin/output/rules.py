"""A rule of a schedule in the reader's spelling: as the mapping it means, or as a phrase."""

from tongxin.calendar.periods import iso
from tongxin.messages import Translator
from tongxin.model import words
from tongxin.model.dates import Moment
from tongxin.model.phrase import write_phrase
from tongxin.model.plan import Task
from tongxin.model.schedule import DayRule, Ongoing, Rule, Shape

_ENGLISH = Translator("en")
_WEEKDAYS = tuple(words.SPELLINGS["word:weekday"])
_ORDINALS = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 5: "5th", -1: "last"}
_DUE_KEYS = {Shape.BEFORE: "by", Shape.SPAN: "to"}


def written_rule(rule: Rule, translate: Translator) -> str:
    """`{每: 月, 逢: 第二个周二}`, `{by: [元旦, 春节]}`: the rule in the words of the language."""

    def word(table: str, name: str) -> str:
        return translate.show(words.word(table, name))

    parts = [(key, values) for key, values in _parts(rule, translate) if values]
    shown = (
        (key, values[0] if len(values) == 1 else f"[{', '.join(values)}]") for key, values in parts
    )
    return "{" + ", ".join(f"{word('schedule', key)}: {value}" for key, value in shown) + "}"


def spoken_schedule(task: Task, translate: Translator) -> str:
    """A task's schedule as one says it: each rule as a phrase, or as a mapping where none fits.

    A schedule at fault is given as it was written; "" where there is none.
    """
    if not task.schedule:
        return " ".join(task.at("schedule").text.split()) if task.has("schedule") else ""
    said = (_phrase(rule, translate) or written_rule(rule, translate) for rule in task.schedule)
    return ("；" if translate.language == "zh" else "; ").join(dict.fromkeys(said))


def _phrase(rule: Rule, translate: Translator) -> str | None:
    if rule.ongoing is Ongoing.VAGUE:
        return rule.written
    item = {key: tuple(values) for key, values in _parts(rule, _ENGLISH) if values}
    if rule.step > 1:
        item["every"] = (item["every"][0] + "s",)
    if rule.hazard:
        item["while"] = (f"hazard:{rule.hazard}",)
    return write_phrase(item, translate.language)


def _parts(rule: Rule, translate: Translator) -> list[tuple[str, list[str]]]:
    """English key → its values as texts, in the order in which they are written."""

    def word(table: str, name: str) -> str:
        return translate.show(words.word(table, name))

    every = word("word:unit", rule.unit) if rule.unit is not None else ""
    if rule.step > 1:
        every = f"{rule.step} {every}"
    hazard = word("word:while", "hazard")
    return [
        ("every", [every] if every else []),
        ("times", [str(rule.times)] if rule.times != 1 else []),
        (
            "by" if rule.shape is Shape.BY_DAYS else "day",
            [_day(named, translate) for named in rule.days],
        ),
        ("in", [_moment(span) for span in rule.within]),
        ("from", [_moment(rule.from_)] if rule.from_ is not None else []),
        ("to", [_moment(rule.to)] if rule.to is not None else []),
        (_DUE_KEYS.get(rule.shape, "day"), [_moment(due) for due in rule.due]),
        *([_ongoing(rule, translate)] if rule.ongoing is not None else []),
        ("each", [word("word:each", name) for name in rule.each]),
        (
            "while",
            []
            if rule.hazard is None
            else [f"{{{hazard}: {rule.hazard}}}" if rule.hazard else hazard],
        ),
    ]


def _ongoing(rule: Rule, translate: Translator) -> tuple[str, list[str]]:
    assert rule.ongoing is not None
    true = translate.show(words.word("word:bool", "true"))
    return rule.ongoing.value, [rule.written if rule.ongoing is Ongoing.VAGUE else true]


def _moment(value: object) -> str:
    """A day, a date of every year, a span of either, or a name."""
    if isinstance(value, int):
        return iso(value)
    if isinstance(value, Moment):
        return "-".join(f"{n:02}" for n in (value.year, value.month, value.day) if n is not None)
    if isinstance(value, tuple):
        return "..".join(dict.fromkeys(map(_moment, value)))
    return str(value)


def _day(named: DayRule, translate: Translator) -> str:
    """A day in a period: `20`, `03-05`, 周五, `2nd tue`."""
    if named.weekday is None:
        return _moment(Moment(None, named.month, named.day)) if named.month else str(named.day)
    weekday = translate.show(words.word("word:weekday", _WEEKDAYS[named.weekday]))
    if named.nth is None:
        return weekday
    nth = translate.show(words.word("word:ordinal", _ORDINALS[named.nth]))
    return f"{nth}{'' if translate.language == 'zh' else ' '}{weekday}"
