"""Which word was certainly meant by one that is none: for fixes that nobody looks at.

A word that only differs in blanks, case, width or hyphens is that word, and a synonym that stands
for one word alone is that one. A slip of the keyboard is told of English words only: `titel` is no
other word. A Chinese character is half a word, and whoever types the wrong one has mostly written
another word (起始时间 for 起止时间, 合格项 for 不合格项), so of those only synonyms are certain.
"""

from collections.abc import Iterable, Mapping
from unicodedata import normalize

LONG = 8
"""Letters from which on two slips are still certain; one is, from five letters on."""


def squeezed(word: str) -> str:
    """A word without what hands and keyboards do to it: blanks, case, width, hyphens."""
    return "".join(c for c in normalize("NFKC", word).lower() if not c.isspace() and c not in "-_")


def one_meaning(own: Mapping[str, str], synonyms: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each spelling, squeezed, → its word; of synonyms those that stand for one word alone."""
    found: dict[str, set[str]] = {}
    for spelling, word in synonyms:
        found.setdefault(squeezed(spelling), set()).add(word)
    loose = {spelling: next(iter(some)) for spelling, some in found.items() if len(some) == 1}
    return loose | {squeezed(spelling): word for spelling, word in own.items()}


def word_meant(written: str, meanings: Mapping[str, str]) -> str | None:
    """The one word whose spelling or synonym this is; `meanings` as `one_meaning` makes them."""
    return meanings.get(squeezed(written))


def slip_of(written: str, english: Mapping[str, str]) -> tuple[str, bool] | None:
    """The one word that a slip of the keyboard makes of an English spelling (squeezed → word).

    Behind it: do the letters prove it? They do where only their order or an s at the end differs,
    and of one slip in a long word. None where no word is near enough, or another nearly as near.
    """
    plain = squeezed(written)
    slips = {key: _slips(plain, key) for key in english if abs(len(key) - len(plain)) <= 2}
    if not plain.isascii() or not slips:
        return None
    least, key = min((number, key) for key, number in slips.items())
    same = sorted(plain) == sorted(key) or plain in (key + "s", key.removesuffix("s"))
    allowed = 2 if len(key) >= LONG else 1 if len(key) > 4 or (same and len(key) > 2) else 0
    rivals = [k for k, number in slips.items() if number <= least + (0 if same else 1)]
    if least > allowed or any(english[k] != english[key] for k in rivals):
        return None
    return english[key], same or (len(key) >= LONG and least == 1)


def _slips(written: str, meant: str) -> int:
    """Letters left out, put in, mistaken, and neighbours exchanged."""
    before: list[int] = []
    row = list(range(len(meant) + 1))
    for i, letter in enumerate(written, 1):
        older, before, row = before, row, [i]
        for j, right in enumerate(meant, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != right))
            if i > 1 and j > 1 and letter == meant[j - 2] and written[i - 2] == right:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]
