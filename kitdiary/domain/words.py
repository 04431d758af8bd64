"""Comparing texts by their words: simple word forms, so that *battery* finds *batteries* (see `content`)."""

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_SAY_NOTHING = (
    "a an and are as at be but by can do for from has have in is it its no not of on or our so that the their"
    " them they this to us was we what when where who will with you your"
)
_EMPTY_WORDS = frozenset(_SAY_NOTHING.split())
_VOWELS = frozenset("aeiouyäöüáéíóúàèìòùâêîôû")
_SHORTEST = 4


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word without its plural or -ing ending: ``batteries`` and ``battery``, ``shipping`` and ``ship``.

    Only makes forms of one word equal; the result need not be a word. Words under 4 letters stay.
    """
    word = word.casefold()
    if len(word) < _SHORTEST:
        return word
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if word.endswith("ing") and len(word) > 5 and _VOWELS & set(word[:-3]):
        word = word[:-3]
        if word[-1] == word[-2] and word[-1] not in "lsz":
            word = word[:-1]
    if len(word) < _SHORTEST:
        return word
    if word.endswith(("e", "y")):
        word = word[:-1] + ("i" if word.endswith("y") else "")
    return word


def stems(text: str) -> frozenset[str]:
    """The words of a text that say something, each by its `stem`."""
    return frozenset(stem(word) for word in _WORD.findall(text.casefold()) if word not in _EMPTY_WORDS)
