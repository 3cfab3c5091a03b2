"""The files that `init` begins a workspace with: keys and comments in the user's language."""

import io
from collections.abc import Mapping
from datetime import date
from typing import Any

from tongxin.messages import Message, Translator, msg
from tongxin.model import words

SETTINGS = """\
{workspace[tongxin]}: 1    # {comment[version]}
{workspace[community]}:
  {community[name]}: X
  # {community[org]}:      # {comment[org]}
  # {community[parent]}:   # {comment[parent]}
  # {community[numbers]}: {{households: 0, residents: 0}}
{workspace[language]}: X   # {comment[language]}
{workspace[since]}: X      # {comment[since]}
{workspace[calendar]}:
  {calendar[country]}: CN  # {comment[country]}
# {workspace[places]}:
#   - {{{place[id]}: beiyuan, {place[name]}: 北苑小区, {place[kind]}: 小区}}
# {workspace[groups]}:
#   - {{{group[id]}: office, {group[name]}: 居委会}}
"""

PLAN = """\
{plan[plan]}: safety
{plan[title]}: X
{plan[period]}: X
{plan[goals]}:
  - {goal[id]}: safe
    {goal[text]}: X
{plan[indicators]}:
  - {indicator[id]}: accidents
    {indicator[name]}: X
    {indicator[target]}: 0
    {indicator[sum]}: X
{plan[groups]}:
  - {{{group[id]}: safety-group, {group[name]}: X}}
{plan[tasks]}:
  - {task[id]}: inspect    # {comment[inspect]}
    {task[title]}: X
    {task[group]}: safety-group
    {task[schedule]}: X
    {task[goals]}: safe
    {task[indicators]}: accidents
"""

COMMENTS: Mapping[str, Message] = {
    "version": msg("version of the plan language"),
    "org": msg("the full name, for documents"),
    "parent": msg("where hazards are escalated to"),
    "language": msg("of documents: zh or en"),
    "since": msg("the ledger begins here"),
    "country": msg("public holidays and make-up working days"),
    "inspect": msg("an example; write your own"),
}


def starter(name: str, today: date, translate: Translator) -> tuple[str, str]:
    """`tongxin.yaml` and `plans/safety.yaml` of a new workspace; together they check clean."""
    spelled = _Spelled(translate)
    settings = spelled.fill(
        SETTINGS,
        {
            ("workspace.community", "community.name"): name,
            ("workspace.language",): spelled.word("word:language", translate.language),
            ("workspace.since",): today,
        },
    )
    plan = spelled.fill(
        PLAN,
        {
            ("plan.title",): translate(msg("Safety work plan {year}", year=today.year)),
            ("plan.period",): today.year,
            ("plan.goals", 0, "goal.text"): translate(msg("No serious accident")),
            ("plan.indicators", 0, "indicator.name"): translate(msg("Serious accidents")),
            ("plan.indicators", 0, "indicator.sum"): spelled.word("word:sum", "incidents"),
            ("plan.groups", 0, "group.name"): translate(msg("Safety group")),
            ("plan.tasks", 0, "task.title"): translate(msg("Safety inspection")),
            ("plan.tasks", 0, "task.schedule"): translate(msg("at least 2 per week")),
        },
    )
    return settings, plan


class _Spelled:
    """The language's words as one reader spells them."""

    def __init__(self, translate: Translator) -> None:
        self.translate = translate
        tables = [table for table in words.SPELLINGS if ":" not in table]
        self.keys = {
            table: {key: self.word(table, key) for key in words.SPELLINGS[table]}
            for table in tables
        }

    def word(self, table: str, english: str) -> str:
        return self.translate.show(words.word(table, english))

    def fill(self, template: str, values: Mapping[tuple[str | int, ...], Any]) -> str:
        """The file with its keys spelled and its values quoted as they need.

        A path names keys as `table.key`; texts of any kind are safe, since ruamel.yaml writes them.
        """
        from ruamel.yaml import YAML

        yaml = YAML()
        yaml.indent(mapping=2, sequence=4, offset=2)
        comments = {key: self.translate(text) for key, text in COMMENTS.items()}
        tree = yaml.load(template.format(comment=comments, **self.keys))
        for path, value in values.items():
            *above, last = map(self._step, path)
            here = tree
            for step in above:
                here = here[step]
            here[last] = value
        stream = io.StringIO()
        yaml.dump(tree, stream)
        return stream.getvalue()

    def _step(self, step: str | int) -> str | int:
        if isinstance(step, int):
            return step
        table, _, key = step.partition(".")
        return self.keys[table][key]
