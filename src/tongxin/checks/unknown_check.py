"""`checks` in `tongxin.yaml` names a check that does not exist.

A severity set for a misspelt code sets nothing: the check that was meant goes on as before, and
nobody notices. Write the code exactly as it stands in brackets behind a finding.

== 中文 ==
tongxin.yaml 的“核对”里写了一个不存在的检查代码。

代码写错，设置就不起作用，原来的检查照旧，还不容易发现。请照抄提示中方括号里的代码。

== fails ==
-- tongxin.yaml
tongxin: 1
community: {name: 示例社区}
checks: {same-works: none}

== passes ==
-- tongxin.yaml
tongxin: 1
community: {name: 示例社区}
checks: {same-work: none}
"""

from collections.abc import Iterator

from tongxin.answers.occurrences import Agenda
from tongxin.checks import CODES
from tongxin.checks.references import unknown
from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg
from tongxin.text.tree import Mapping


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every key under `checks` that is the code of no check."""
    settings = agenda.world.settings
    node = settings.value_node("checks")
    if not isinstance(node, Mapping):
        return
    for key, _ in node.items:
        if key.value not in CODES:
            message = msg('no check "{code}"', code=key.value)
            yield unknown("unknown-check", settings.tree.span(key), message, key.value, CODES)
