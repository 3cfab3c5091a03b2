"""Messages as data: an English sentence with named gaps, put into the reader's language at the end.

Everything below the output layer makes `Message` values with `msg` and never text, so a finding
can be shown in any language, counted, compared and sent as JSON. The English sentence is the key
in the gettext catalogues under `locale/`.
"""

import gettext
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

Value: TypeAlias = "str | int | float | Message | Word | tuple[Value, ...]"

LANGUAGES = ("zh", "en")
LOCALE_FOLDER = Path(__file__).parent / "locale"


@dataclass(frozen=True, slots=True)
class Word:
    """A keyword of the plan language, shown in the reader's spelling (see `model.words`)."""

    english: str
    chinese: str


@dataclass(frozen=True)
class Message:
    """A sentence with named gaps: `text` for one (or any number), `plural` for several of `n`."""

    text: str
    values: Mapping[str, Value] = field(default_factory=dict)
    plural: str | None = None

    def __str__(self) -> str:
        """The English sentence, for logs and tests."""
        return ENGLISH(self)


def msg(text: str, /, **values: Value) -> Message:
    """A message; `{name}` in the text is filled with the value of that name."""
    return Message(text, values)


def msgn(one: str, many: str, n: int, /, **values: Value) -> Message:
    """A message about `n` things, with its English singular and plural."""
    return Message(one, {"n": n, **values}, many)


class Translator:
    """Puts messages into one language. `language` is one of `LANGUAGES`.

    What stands in `secrets` is never repeated in a message: asterisks take its place.
    """

    def __init__(self, language: str, secrets: frozenset[str] = frozenset()) -> None:
        self.language = language
        self.secrets = secrets
        self._comma = "、" if language == "zh" else ", "
        self._catalogue = (
            gettext.NullTranslations()
            if language == "en"
            else gettext.translation("tongxin", LOCALE_FOLDER, [language], fallback=True)
        )

    def __call__(self, message: Message) -> str:
        """The sentence in this language, its gaps filled."""
        values = message.values
        if message.plural is None:
            text = self._catalogue.gettext(message.text)
        else:
            count = values["n"]
            assert isinstance(count, int)
            text = self._catalogue.ngettext(message.text, message.plural, count)
        return self.hide(
            text.format_map({name: self.show(value) for name, value in values.items()})
        )

    def hide(self, text: str) -> str:
        """The text with asterisks for every character of a secret."""
        for secret in self.secrets:
            text = text.replace(secret, "*" * len(secret))
        return text

    def show(self, value: Value) -> str:
        """One value as it stands in a sentence; a tuple becomes a list with the right commas."""
        if isinstance(value, Message):
            return self(value)
        if isinstance(value, Word):
            return value.chinese if self.language == "zh" else value.english
        if isinstance(value, tuple):
            return self._comma.join(map(self.show, value))
        return str(value)


ENGLISH = Translator("en")
