"""Markdown → a page of HTML. The home of markdown-it."""

from collections.abc import Callable
from itertools import pairwise


def html_body(markdown: str) -> str:
    """The document as HTML: CommonMark with tables, raw HTML shown as text."""
    from markdown_it import MarkdownIt

    made: str = MarkdownIt("commonmark", {"html": False}).enable("table").render(markdown)
    return made.replace("<table>", '<div class="table">\n<table>').replace(
        "</table>", "</table>\n</div>"
    )


def title_of(markdown: str) -> str:
    """The text of the first heading; "" where there is none."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").parse(markdown)
    for token, inline in pairwise(tokens):
        if token.type == "heading_open":
            return "".join(child.content for child in inline.children or ())
    return ""


def html_page(markdown: str, around: Callable[[str, str], str]) -> str:
    """A whole page; `around` makes it of a title and a body."""
    return around(title_of(markdown), html_body(markdown))
