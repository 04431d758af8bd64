import pytest

from kitdiary.domain.people import Labelled
from kitdiary.storage.database import Store
from kitdiary.storage.lookup import Lookup
from kitdiary.storage.people import People
from tests.storage.invented import NOW, add_contact


@pytest.fixture
def ids(store: Store) -> dict[str, int]:
    names = ["Jürgen Groß", "Anna Lind", "Anna Lindqvist", "Bo Chen", "Søren Ågård", "7"]
    return {
        name: add_contact(store, name, emails=(Labelled(f"{n}@x.example"),)) for n, name in enumerate(names)
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Jürgen Groß", ["Jürgen Groß"]),
        ("JURGEN  GROSS", ["Jürgen Groß"]),
        ("jur", ["Jürgen Groß"]),
        ("Anna Lind", ["Anna Lind"]),
        ("anna lin", ["Anna Lind", "Anna Lindqvist"]),
        ("lindq", ["Anna Lindqvist"]),
        ("lindq an", ["Anna Lindqvist"]),
        ("soren agard", ["Søren Ågård"]),
        ("agard", ["Søren Ågård"]),
        ("  3@X.Example ", ["Bo Chen"]),
        ("7", ["7"]),
        ("nobody", []),
        ("", []),
        ('"', []),
        ("😀", []),
        ("9" * 30, []),
        ("²", []),
    ],
)
def test_whom_a_text_means(store: Store, ids: dict[str, int], text: str, wanted: list[str]) -> None:
    with store.read():
        assert Lookup(store).resolve(text) == [ids[name] for name in wanted]


def test_a_number_is_an_id_first(store: Store, ids: dict[str, int]) -> None:
    with store.read():
        assert Lookup(store).resolve(str(ids["Bo Chen"])) == [ids["Bo Chen"]]
        assert Lookup(store).by_email("nobody@x.example") == []


def test_the_chain_of_introducers_and_its_other_end(store: Store) -> None:
    first = add_contact(store, "First")
    second = add_contact(store, "Second", introduced_by=first)
    third = add_contact(store, "Third", introduced_by=second)
    aside = add_contact(store, "Aside", introduced_by=first)
    with store.read():
        lookup = Lookup(store)
        assert lookup.introducers(third) == [second, first]
        assert lookup.introducers(first) == []
        assert sorted(lookup.introduced(first)) == [second, third, aside]
        assert lookup.introduced(third) == []


def test_a_circle_of_introductions_is_cut(store: Store) -> None:
    first = add_contact(store, "First")
    second = add_contact(store, "Second", introduced_by=first)
    with store.operation("Circle", NOW):
        People(store).change(first, introduced_by=second)
    with store.read():
        assert Lookup(store).introducers(first) == [second]
        assert Lookup(store).introduced(first) == [second]
