"""What a plan answers to: notices from above and acceptance standards, clause by clause."""

from tongxin.calendar.names import Names
from tongxin.calendar.periods import Day
from tongxin.diagnostic import Diagnostic
from tongxin.model.dates import DateOf
from tongxin.model.fields import (
    OUR_NAMES,
    Amount,
    Field,
    Id,
    ListOf,
    One,
    Reader,
    Table,
    Text,
    Thing,
    Things,
)
from tongxin.model.plan import whole_mapping
from tongxin.text.tree import Tree


class Issued(Thing):
    """Who issued a document, under which number, when."""

    by: str | None
    number: str | None
    date: Day | None
    note: str | None

    TABLE = "issued"


class Clause(Thing):
    """One demand of a basis; `points` is what it is worth in an assessment."""

    id: str
    text: str
    points: float | None
    evidence: tuple[str, ...]
    was: tuple[str, ...]
    note: str | None

    TABLE = "clause"


class Basis(Thing):
    """A document with clauses. `id` is what its key `basis` says."""

    id: str
    title: str
    issued: Issued | None
    clauses: tuple[Clause, ...]
    was: tuple[str, ...]
    note: str | None

    TABLE = "basis"


ISSUED = Table("issued", Issued, (
    Field("by", Text()),
    Field("number", Text()),
    Field("date", DateOf()),
    Field("note", Text()),
))  # fmt: skip

CLAUSE = Table("clause", Clause, (
    Field("id", Id(), required=True, default=""),
    Field("text", Text(), required=True, default=""),
    Field("points", Amount()),
    Field("evidence", ListOf(Text()), default=()),
    Field("was", ListOf(Id()), default=()),
    Field("note", Text()),
))  # fmt: skip

BASIS = Table("basis", Basis, (
    Field("basis", Id(), required=True, default="", called="id"),
    Field("title", Text(), required=True, default=""),
    Field("issued", One(ISSUED)),
    Field("clauses", Things(CLAUSE), default=()),
    Field("was", ListOf(Id()), default=()),
    Field("note", Text()),
))  # fmt: skip


def read_basis(tree: Tree, names: Names = OUR_NAMES) -> tuple[Basis | None, list[Diagnostic]]:
    """The basis a tree holds, with every fault of its shape; None where it is no mapping."""
    reader = Reader(tree, names)
    root = whole_mapping(reader)
    return (None if root is None else BASIS.parse(reader, root)), reader.diagnostics
