import pytest

from kitdiary.storage.matching import prefix_query, prefixes_query, whole_query


@pytest.mark.parametrize(
    ("text", "whole", "last_begun", "all_begun"),
    [
        ("acme", '"acme"', '"acme"*', '"acme"*'),
        ('say "hi" AND', '"say" """hi""" "AND"', '"say" """hi""" "AND"*', '"say"* """hi"""* "AND"*'),
        ("Smith & Co", '"Smith" "Co"', '"Smith" "Co"*', '"Smith"* "Co"*'),
        ("a\0b", '"a" "b"', '"a" "b"*', '"a"* "b"*'),
        ("x\ud800", '"x"', '"x"*', '"x"*'),
    ],
)
def test_every_word_is_quoted(text: str, whole: str, last_begun: str, all_begun: str) -> None:
    assert (whole_query(text), prefix_query(text), prefixes_query(text)) == (whole, last_begun, all_begun)


@pytest.mark.parametrize("text", ["", "  ", "***", '"', "😀", "- ( )", "\0"])
def test_what_has_no_word_is_no_query(text: str) -> None:
    assert (whole_query(text), prefix_query(text), prefixes_query(text)) == (None, None, None)


def test_a_long_text_is_cut() -> None:
    assert whole_query("a" * 100) == f'"{"a" * 64}"'
    assert (whole_query("w " * 100) or "").count("w") == 16
