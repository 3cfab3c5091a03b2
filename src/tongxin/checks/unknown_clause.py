"""An `answers` names a clause that no basis has.

`answers` ties what the plan does to what is demanded of it: `basis/clause`. A reference that leads
nowhere leaves the clause unanswered in the coverage, although the work is done. Give the id of a
basis in `plans/basis/` and the id of one of its clauses, with a slash between them.

== 中文 ==
“落实”所写的条目找不到。

“落实”要写成“依据/条目”，比如 creation/S4，迎检材料靠它把工作和条目对上。
写错了，工作做了，那一条也还是显示没人落实。请核对 plans/basis 里依据和条目的编号。

== fails ==
-- plans/basis/creation.yaml
basis: creation
title: 创建标准
clauses:
  - {id: S4, text: 每月开展安全检查}
-- plans/safe.yaml
plan: safe
title: 安全社区创建计划
period: 2026
tasks:
  - {id: inspect, title: 安全检查, schedule: 每月1次, answers: creation/S40}

== passes ==
-- plans/basis/creation.yaml
basis: creation
title: 创建标准
clauses:
  - {id: S4, text: 每月开展安全检查}
-- plans/safe.yaml
plan: safe
title: 安全社区创建计划
period: 2026
tasks:
  - {id: inspect, title: 安全检查, schedule: 每月1次, answers: creation/S4}
"""

from collections.abc import Iterator

from tongxin.answers.occurrences import Agenda
from tongxin.checks.references import suggestion
from tongxin.diagnostic import Diagnostic, Span, near
from tongxin.messages import msg
from tongxin.model.fields import Thing, names_known
from tongxin.model.world import World, each_answer

CODE = "unknown-clause"


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every `answers` that names no clause."""
    world = agenda.world
    for name, thing in each_answer(world):
        if name in world.clause_index:
            continue
        assert isinstance(thing, Thing)
        answers: tuple[str, ...] = thing.answers  # type: ignore[attr-defined]
        yield from _finding(world, name, thing.at("answers", answers.index(name)))


def _finding(world: World, name: str, span: Span) -> Iterator[Diagnostic]:
    first, slash, last = name.partition("/")
    basis = world.basis_index.get(first)
    if basis is not None and slash:
        if not names_known(basis.tree):
            return
        clauses = {clause.id: clause for clause in basis.clauses}
        guess = last if last in clauses else near(last, list(clauses))
        remedy = (
            msg('did you mean "{word}"?', word=f"{basis.id}/{guess}")
            if guess is not None
            else msg("the clauses stand in {file}", file=basis.tree.source.path)
        )
        message = msg('no clause "{name}" in the basis "{basis}"', name=last, basis=first)
        yield Diagnostic(CODE, span, message, remedy)
    elif not world.names_known:
        return
    elif slash:
        message = msg('no basis "{basis}"', basis=first)
        yield Diagnostic(CODE, span, message, suggestion(first, world.basis_index))
    else:
        message = msg('"{name}" names no clause', name=name)
        yield Diagnostic(CODE, span, message, msg("write basis/clause, both by their ids"))
