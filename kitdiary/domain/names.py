"""Names and addresses as people type them: cleaned, compared, put together and taken apart.

Two keys are used everywhere something is looked up, and stored beside what they stand for:

- `name_key` for names of people, companies, tags and titles. Diacritics are **stripped** in it, because
  the same José is Jose in the next address book.
- `email_key` for email addresses. Diacritics are **kept** in it: an address with one is another address.
"""

import re
import unicodedata
from functools import lru_cache

from kitdiary.domain.errors import InvalidInput

MAX_NAME = 300
"""Characters of a name of a person, company or tag. Longer is refused, not cut: two long names that
differ at the end must not become one."""
MAX_TEXT = 100_000
"""Characters of a note."""

_LETTERS_NO_DECOMPOSITION = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "’": "'", "‘": "'"}
    | dict.fromkeys("‐‑‒–—", "-")
)
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff"
    "\u202a-\u202e\u2066-\u2069\ufeff\u00ad\u200b]"
)
"""Control, surrogate and private characters, and what reorders or hides the text beside it. Joiners
(emoji, Persian) and the plain direction marks stay."""
_MARKS = re.compile("[\u0300-\u036f]")
_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")

_EMAIL = re.compile(r"[^\s@<>\"(),:;\[\]\\]{1,64}@[^\s@<>\"(),:;\[\]\\/]{1,255}")
_BROKEN = re.compile(r"@[.\-]|@.*\.\.|\.$|^'|'$|^mailto:", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"<\s*([^<>]*)\s*>\s*$")

_COURTESY = frozenset(
    "mr mrs ms miss mx sir madam herr frau hr fr mme mlle monsieur madame sr sra sig".split()
)
_FRENCH_MISTER = "m"
"""Left out of a column of titles only: in a name ``M. Dubois`` it may be Marc."""
_TITLES = frozenset("dr prof professor dipl ddr".split())
_SHORT_TITLES = frozenset("med. rer. nat. phil. ing. jur. pol. h.c. mag. pd.".split())
"""Titles only with their dot: Nat and Phil are names."""
_SUFFIXES = frozenset("jr sr ii iii iv phd md mba cpa esq bsc msc llm pmp".split())
_PARTICLES = frozenset(
    "van von vom zu zur de del della der den di da dos das du la le ter ten bin ibn al el st".split()
)


def clean_name(text: str, what: str = "name") -> str:
    """A one-line text: line breaks and runs of blanks become one blank, control characters go.

    Emoji and text of every script and direction stay. "" when nothing is left. Raises InvalidInput
    for more than `MAX_NAME` characters; ``what`` names the field in that sentence.
    """
    cleaned = " ".join((text if text.isprintable() else _UNSEEN.sub("", text)).split())
    if len(cleaned) > MAX_NAME:
        raise InvalidInput(
            f"The {what} “{cleaned[:30]}…” is {len(cleaned):,} characters long: "
            f"shorten it to {MAX_NAME} or fewer."
        )
    return cleaned


def shown_line(text: str, most: int = 400) -> str:
    """Any text as one line for a sentence: what cannot be printed is a blank, what is too long is cut."""
    printable = text if text.isprintable() else "".join(ch if ch.isprintable() else " " for ch in text)
    line = " ".join(printable.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def clean_text(text: str, what: str = "note") -> str:
    r"""A text of several lines: its line breaks become ``\n``, control characters go, ends are trimmed.

    Raises InvalidInput for more than `MAX_TEXT` characters.
    """
    cleaned = (text if text.isprintable() else _UNSEEN.sub("", _LINE_END.sub("\n", text))).strip()
    if len(cleaned) > MAX_TEXT:
        raise InvalidInput(
            f"The {what} is {len(cleaned):,} characters long: shorten it to {MAX_TEXT:,} or fewer."
        )
    return cleaned


@lru_cache(maxsize=32_768)
def name_key(text: str) -> str:
    """The key under which a name is the same name: no case, no diacritics, single blanks.

    ``Müller`` and ``MULLER``, ``Straße`` and ``strasse``, ``O’Brien`` and ``O'Brien`` are the same;
    ``Mueller`` is another. Only Latin, Greek and Cyrillic marks are stripped: in other scripts a mark is
    a letter.
    """
    if text.isascii():
        return " ".join(text.casefold().split())
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS_NO_DECOMPOSITION)
    apart = unicodedata.normalize("NFKD", folded)
    plain = _MARKS.sub("", _UNSEEN.sub("", apart))
    key = " ".join(unicodedata.normalize("NFKC", plain).casefold().split())
    # A name of nothing but marks is a name all the same, and not that of everybody without one.
    return key or " ".join(_UNSEEN.sub("", text).split())


def email_key(text: str) -> str:
    """The key under which an email address is the same address: no case, no blanks, diacritics kept."""
    if text.isascii():
        return "".join(text.casefold().split())
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def check_email(text: str) -> str:
    """The address in ``text`` (``Name <a@b.example>`` and ``mailto:`` are understood).

    Only what no address can be is refused, with InvalidInput: whether one works, only the post office
    knows. A domain without a dot is accepted (office networks have them).
    """
    if _EMAIL.fullmatch(text) and text.isascii() and _BROKEN.search(text) is None:
        return text
    cleaned = clean_name(text, "email address")
    bracketed = _IN_BRACKETS.search(cleaned)
    address = (bracketed[1] if bracketed else cleaned).strip().strip(";,").strip()
    if address[:7].lower() == "mailto:":
        address = address[7:].split("?", 1)[0]
    address = address.strip("'\" ")
    if _EMAIL.fullmatch(address) is None or _BROKEN.search(address):
        shown = cleaned if len(cleaned) <= 60 else f"{cleaned[:60]}…"
        raise InvalidInput(f"“{shown}” is not an email address: write it like name@company.example.")
    return address


def is_stand_in(name: str) -> bool:
    """Whether a name is only an email address, standing in for one that is not known."""
    return "@" in name and _EMAIL.fullmatch(name) is not None


def join_name(given: str = "", middle: str = "", family: str = "", prefix: str = "", suffix: str = "") -> str:
    """The display name of the parts of a name.

    Mr, Frau, Mme and the like are left out, academic titles are kept (``Dr. Anna Meier``). Chinese,
    Japanese and Korean names are family name first, without a blank.
    """
    title = ""
    if prefix:
        title = " ".join(word for word in prefix.split() if not _is_courtesy(word))
    if _is_cjk(given) and _is_cjk(family):
        core = family + given
    else:
        core = " ".join(part for part in (given, middle, family) if part)
    named = " ".join(part for part in (title, core) if part) if core else ""
    return f"{named} {suffix}".strip() if named else ""


def split_name(display: str) -> tuple[str, str]:
    """Given and family name of a display name, as far as it can be told.

    ``Raman, Priya`` is family name first; titles and suffixes are left out; ``Ludwig van Beethoven`` has
    the family name ``van Beethoven``. One word alone is a given name.
    """
    first, comma, rest = display.partition(",")
    if comma and not _is_suffix(rest):
        return " ".join(_bare_words(rest)), " ".join(_bare_words(first))
    words = _bare_words(first)
    if len(words) < 2:
        return " ".join(words), ""
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    return " ".join(words[:start]), " ".join(words[start:])


def display_name(text: str) -> str:
    """``text`` in the order it is spoken: ``Raman, Priya`` is Priya Raman; anything else stays as it is."""
    first, comma, rest = text.partition(",")
    if not comma or not first.strip() or not rest.strip() or "," in rest or _is_suffix(rest):
        return text
    return f"{rest.strip()} {first.strip()}"


@lru_cache(maxsize=32_768)
def name_words(text: str) -> tuple[str, ...]:
    """The words of a name as keys, without titles and suffixes: what two spellings are compared by."""
    bare = _bare_words(display_name(" ".join(_bare_words(text.replace(".", ". ")))))
    return tuple(word for word in (name_key(word).strip(".,") for word in bare) if word)


def _bare_words(text: str) -> list[str]:
    """The words of a name without leading titles and trailing suffixes; never fewer than one if any."""
    words = text.split()
    while len(words) > 1 and _is_title(words[0].casefold()):
        del words[0]
    while len(words) > 1 and words[-1].strip(".,").casefold() in _SUFFIXES:
        del words[-1]
    return words


def _is_title(word: str) -> bool:
    return word.strip(".,") in _COURTESY | _TITLES or word in _SHORT_TITLES


def _is_courtesy(word: str) -> bool:
    plain = word.strip(".,").casefold()
    return plain in _COURTESY or plain == _FRENCH_MISTER


def _is_suffix(text: str) -> bool:
    words = [word.strip(".,").replace(".", "").casefold() for word in text.split()]
    return not words or all(word in _SUFFIXES | _TITLES for word in words)


def _is_cjk(text: str) -> bool:
    """Whether a name part is written in Chinese characters, kana or Hangul alone."""
    return (
        bool(text)
        and not text.isascii()
        and all(
            "\u3040" <= ch <= "\u30ff" or "\u3400" <= ch <= "\u9fff" or "\uac00" <= ch <= "\ud7a3"
            for ch in text
        )
    )
