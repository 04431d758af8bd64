"""Simple word forms: which words are taken for forms of one."""

import sys
from itertools import combinations
from subprocess import run

import pytest

from kitdiary.domain.words import beginning, keys, keys_of, label


@pytest.mark.parametrize(
    "forms",
    [
        ("battery", "batteries", "Battery"),
        ("ship", "ships", "shipping"),
        ("package", "packages", "packaging"),
        ("price", "prices", "pricing"),
        ("process", "processes", "processing"),
        ("box", "boxes"),
        ("audit", "audits", "auditing"),
        ("tax", "taxes", "TAX"),
        ("plan", "planning", "plans"),
        ("claim", "claims", "claimed"),
        ("Straße", "STRASSE", "Straßen"),
        ("Palette", "Paletten"),
        ("Brauerei", "Brauereien"),
        ("Lieferung", "Lieferungen"),
        ("Zoll", "Zölle"),
        ("Kühlung", "Kühlungen"),
        ("livraison", "livraisons"),
        ("qualité", "qualités", "qualite"),
        ("entrepôt", "entrepôts"),
    ],
)
def test_forms_of_one_word(forms):
    for one, other in combinations(forms, 2):
        assert keys(one) & keys(other), (one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("king", "k"),
        ("spring", "spr"),
        ("status", "statu"),
        ("gas", "ga"),
        ("food", "foot"),
        ("cool", "coal"),
        ("claim", "clam"),
        ("B2B", "B2Bs"),
        ("it", "its"),
    ],
)
def test_other_words(one, other):
    assert not keys(one) & keys(other)


def test_words_of_a_text():
    assert keys_of("The food-safety of our packages, and 24h delivery!") == frozenset().union(
        *map(keys, ("food", "safety", "packages", "24h", "delivery"))
    )
    assert keys_of("") == keys_of("… the of und der les") == frozenset()
    assert label("Peak season, peak") == (keys("peak"), keys("season"))
    assert label("the") == ()


@pytest.mark.parametrize(
    ("word", "other"),
    [("sky", "skies"), ("battery", "batteries"), ("Zoll", "Zölle"), ("go", "go"), ("x", "x")],
)
def test_all_forms_begin_alike(word, other):
    assert keys(word) & keys(other)
    folded = min(keys(other), key=lambda key: (":" in key, key))
    assert folded.startswith(beginning(keys(word)))


def test_who_compares_nothing_does_not_load_the_stemmers():
    look = "import sys, kitdiary.domain.fitting; sys.exit('snowballstemmer' in sys.modules)"
    assert run([sys.executable, "-c", look], check=False).returncode == 0
