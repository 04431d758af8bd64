"""Texts of emails with fields to be filled in, in the languages of the people they go to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LONGEST = 20_000
"""Characters of a template's subject and body together."""
ENGLISH = "en"


class TemplateKind(StrEnum):
    """What a template is for."""

    VALUE_ADD = "value-add"
    AFTER_CALL = "after-call"
    THANKS = "thanks"
    NEWSLETTER = "newsletter"
    INVITATION = "invitation"
    MEETING = "meeting"
    AWAY = "away"
    OTHER = "mail"


GIVES = frozenset({TemplateKind.VALUE_ADD, TemplateKind.NEWSLETTER, TemplateKind.INVITATION})
"""Kinds that promise something of value: they are logged only with an item or a written reason."""

FIELDS: Mapping[str, str] = {
    "first_name": "The first name",
    "name": "The name",
    "company": "The company",
    "job_title": "The job title",
    "item.title": "The title of what you send",
    "item.why": "Why it helps them",
    "item.link": "The link of what you send",
    "last_spoke": "The day of the last conversation",
    "need": "What they need",
    "sign_off": "Your sign-off",
}
"""Every field a template may have, with what it is."""


@dataclass(frozen=True, slots=True)
class Template:
    """A text. The same ``name`` in several languages is one template; ``language`` is a code, ``de``.

    ``id`` is that of the rep's own text, None for one as delivered. ``changed`` says that an own text
    stands in the place of a delivered one.
    """

    name: str
    kind: TemplateKind = TemplateKind.OTHER
    language: str = ENGLISH
    subject: str = ""
    body: str = ""
    id: int | None = None
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Language:
    """How a language is called, and how it writes a day."""

    code: str
    name: str
    months: tuple[str, ...]
    day: str
    """Such as ``{day}. {month} {year}``."""

    def written(self, day: date, today: date) -> str:
        """A day as a letter has it; the year only where it is another."""
        text = self.day.format(day=day.day, month=self.months[day.month - 1], year=day.year)
        this_year = f"{today.year}"
        return text.removesuffix(this_year).rstrip(" ,") if day.year == today.year else text


def language_code(text: str) -> str:
    """The code of a language as a contact's has it: ``de`` of ``de-AT``, ``de_CH`` or ``German``."""
    word = text.strip().casefold().replace("_", "-").partition("-")[0]
    return _NAMED.get(word, word)


_NAMED = {
    "english": "en",
    "englisch": "en",
    "anglais": "en",
    "german": "de",
    "deutsch": "de",
    "allemand": "de",
    "french": "fr",
    "français": "fr",
    "francais": "fr",
    "französisch": "fr",
}


def in_language(variants: Iterable[Template], wanted: str, rep: str = ENGLISH) -> Template | None:
    """The variant for a language: its own, else English, else the rep's, else any."""
    by_code = {one.language: one for one in variants}
    for code in (language_code(wanted), ENGLISH, rep):
        if code in by_code:
            return by_code[code]
    return next(iter(by_code.values()), None)
