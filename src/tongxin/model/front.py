"""The front matter of a document: what an official paper shows in places of its own.

It stands before the text of a rendered Markdown template, between two lines `---`.
"""

from tongxin.diagnostic import Diagnostic, Source
from tongxin.model.fields import Choice, Field, ListOf, Reader, Table, Text, Thing
from tongxin.model.plan import whole_mapping
from tongxin.text.tree import Mapping, Tree, parse_tree


class Front(Thing):
    """The facts of a document. Their texts are Markdown, as everything in its template.

    title: in place of the first heading
    subtitle: the line below it, such as the span of a report
    number: 发文字号, the number of the document
    recipient: 主送机关, whom it is for
    attachments: the names of what is attached
    org: 署名, who signs
    date: 成文日期, as it shall be shown
    orientation: portrait or landscape
    """

    title: str | None
    subtitle: str | None
    number: str | None
    recipient: str | None
    attachments: tuple[str, ...]
    org: str | None
    date: str | None
    orientation: str

    TABLE = "front"


FRONT = Table("front", Front, (
    Field("title", Text(blanks=False)),
    Field("subtitle", Text(blanks=False)),
    Field("number", Text(blanks=False)),
    Field("recipient", Text(blanks=False)),
    Field("attachments", ListOf(Text(blanks=False)), default=()),
    Field("org", Text(blanks=False)),
    Field("date", Text(blanks=False)),
    Field("orientation", Choice("word:orientation"), default="portrait"),
))  # fmt: skip


def read_front(source: Source) -> tuple[Front, list[Diagnostic]]:
    """The facts in the YAML of a front matter, with every fault; none are in an empty one."""
    tree = parse_tree(source)
    reader = Reader(tree)
    if tree.root is None:  # nothing in it, or its fault is told
        return _nothing(source), reader.diagnostics
    root = whole_mapping(reader)
    if root is None:
        return _nothing(source), reader.diagnostics
    found: Front = FRONT.parse(reader, root)
    return found, reader.diagnostics


def no_front() -> Front:
    """The facts of a document without front matter."""
    return _nothing(Source("", ""))


def _nothing(source: Source) -> Front:
    root = Mapping(0, flow=False)
    found: Front = FRONT.parse(Reader(Tree(source, root)), root)
    return found
