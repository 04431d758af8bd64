"""Comparing texts by their words: simple word forms, so that *battery* finds *batteries* (see `fitting`).

Two words are forms of one where they have a *key* in common: the same spelling without case and
diacritics, or the same stem by the Snowball rules of English, German or French. Nobody has to say which
language a topic is in, and a German customer's *Paletten* meet the topic *Palette*.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from kitdiary.domain.names import name_key

Label = tuple[frozenset[str], ...]
"""The words of a short text that say something, each as its keys."""

LANGUAGES = ("english", "german", "french")
_WORD = re.compile(r"[^\W_]+")
_SAY_NOTHING = (
    "a an and are as at be but by can do for from has have in is it its no not of on or our so that the their"
    " them they this to us was we what when where who will with you your"
    " aber als am auch auf aus bei das dass dem den der des die ein eine einen einer eines er es fur hat im"
    " ist kein keine mit nach nicht noch nur oder sein sich sie sind und uns unser vom von vor wie wir zu zum"
    " zur au aux avec ce cette dans de des du elle en est et il la le les leur leurs mais ne nous ou par pas"
    " plus pour que qui sa se ses son sont sur un une vous"
)
_EMPTY_WORDS = frozenset(_SAY_NOTHING.split())
_SHORTEST = 3
"""Letters of a word that is bent at all."""


@cache
def _stemmers() -> tuple[tuple[str, Callable[[str], str]], ...]:
    import snowballstemmer  # whoever compares no topics waits for nothing

    return tuple((name[0], snowballstemmer.stemmer(name).stemWord) for name in LANGUAGES)


@lru_cache(maxsize=65_536)
def keys(word: str) -> frozenset[str]:
    """What two forms of one word have in common: ``batteries`` and ``battery``, ``shipping`` and ``ship``.

    Words under 3 letters and those with a figure have no other form.
    """
    folded = name_key(word)
    if len(folded) < _SHORTEST or not folded.isalpha():
        return frozenset((folded,))
    return frozenset((folded, *(f"{short}:{stem(folded)}" for short, stem in _stemmers())))


@lru_cache(maxsize=16_384)
def label(text: str) -> Label:
    """The different words of a topic, a tag or an industry that say something, by their keys."""
    found = dict.fromkeys(word for word in _WORD.findall(name_key(text)) if word not in _EMPTY_WORDS)
    return tuple(keys(word) for word in found)


@lru_cache(maxsize=16_384)
def label_keys(text: str) -> frozenset[str]:
    """The keys of all words of a `label`."""
    return frozenset().union(*label(text))


def keys_of(text: str) -> frozenset[str]:
    """The keys of all words of a longer text that say something."""
    words = set(_WORD.findall(name_key(text))) - _EMPTY_WORDS
    return frozenset().union(*map(keys, words))


def beginning(word_keys: frozenset[str]) -> str:
    """What every form of a word begins with: for looking them up in an ordered list of words."""
    forms = [key.rpartition(":")[2] for key in word_keys]
    shared = 0
    while shared < min(map(len, forms)) and len({form[shared] for form in forms}) == 1:
        shared += 1
    # A stem may end otherwise than the word does (sky, skies), so its last letters promise nothing.
    return forms[0][: max(1, min(shared, 4) - (1 if shared <= 4 else 0))]
