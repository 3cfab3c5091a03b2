"""In which language keys and keywords are written into a file: in that which it uses."""

from collections.abc import Iterator

from tongxin.model import words
from tongxin.model.fields import Table, every_key
from tongxin.text.tree import Mapping, Node, Sequence, Tree


def in_chinese(tree: Tree, near: Node | None, language: str) -> bool:
    """Are keys to be written in Chinese here?

    By the keys of the mapping (of a list: of its mappings), else of the file, else by the language
    of the workspace.
    """
    for node in (near, tree.root):
        if node is None:
            continue
        keys = list(_own_keys(node) if node is near else _all_keys(node))
        chinese = sum(not key.isascii() for key in keys)
        if 2 * chinese != len(keys):
            return 2 * chinese > len(keys)
    return language == "zh"


def _own_keys(node: Node) -> Iterator[str]:
    mappings = node.items if isinstance(node, Sequence) else [node]
    for mapping in mappings:
        if isinstance(mapping, Mapping):
            yield from (key.value for key, _ in mapping.items if key.value in every_key().known)


def _all_keys(root: Node) -> Iterator[str]:
    todo = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, Mapping):
            yield from _own_keys(node)
            todo += [value for _, value in node.items]
        elif isinstance(node, Sequence):
            todo += node.items


def spelled(table: Table, name: str, chinese: bool) -> str:
    """A key of a table as it is written in a language."""
    word = table.spelled(name)
    return word.chinese if chinese else word.english


def keyword(table: str, english: str, chinese: bool) -> str:
    """A keyword as it is written in a language."""
    return words.chinese(table, english) if chinese else english
