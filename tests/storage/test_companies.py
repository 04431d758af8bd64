from dataclasses import replace

import pytest

from kitdiary.domain.errors import DiaryError
from kitdiary.domain.people import Address, Company
from kitdiary.storage.companies import Companies, CompanyRow, CompanySort
from kitdiary.storage.database import Store
from kitdiary.storage.steps import Steps
from tests.storage.invented import NOW, TODAY, add_contact
from tests.storage.test_steps import a_plan

ACME = Company(
    0, "Acme Müller", "A", "food", "https://acme.example", "big", Address("Road 1", "Köln", "NW", "5", "DE")
)


def test_a_company_comes_back_and_changes(store: Store) -> None:
    with store.operation("Added", NOW):
        company_id = Companies(store).add(ACME)
        assert Companies(store).change(
            company_id, name="Acme Meyer", rating=None, address=Address(city="Bonn")
        )
        assert not Companies(store).change(company_id, name="Acme Meyer")
    with store.read():
        wanted = replace(ACME, id=company_id, name="Acme Meyer", rating=None, address=Address(city="Bonn"))
        assert Companies(store).one(company_id) == wanted
        assert Companies(store).many([company_id, 99]) == {company_id: wanted}


def test_what_is_no_field_or_no_company_is_refused(store: Store) -> None:
    with pytest.raises(TypeError), store.operation("x", NOW):
        Companies(store).change(1, colour="red")
    with store.read(), pytest.raises(DiaryError, match="no company 5"):
        Companies(store).one(5)


def test_the_same_spelling_is_found_before_another(store: Store) -> None:
    with store.operation("Added", NOW):
        plain, accented = (Companies(store).add(Company(0, name)) for name in ("Societe", "Société"))
    with store.read():
        companies = Companies(store)
        found = [companies.find(name) for name in ("Société", "Societe", "SOCIÉTÉ")]
        assert [c.id for c in found if c is not None] == [accented, plain, plain]
        assert companies.find("Nobody") is None
        assert companies.keys() == {"societe": plain}


def test_a_list_is_found_sorted_and_shown(store: Store) -> None:
    for name, company in (("A", "Zeta"), ("B", "Zeta"), ("C", "Beta")):
        add_contact(store, name, company)
    with store.operation("Added", NOW):
        gamma, delta = Companies(store).add_many([Company(0, "Gamma Works", "B"), Company(0, "Delta", "A")])
    with store.read():
        companies = Companies(store)
        assert [companies.one(i).name for i in companies.list_ids()] == [
            "Beta",
            "Delta",
            "Gamma Works",
            "Zeta",
        ]
        assert companies.list_ids(sort=CompanySort.RATING, scale="ABCD")[:2] == [delta, gamma]
        down = companies.list_ids(sort=CompanySort.RATING, scale="ABCD", descending=True, limit=3)
        assert down[:2] == [gamma, delta]
        assert len(down) == 3
        assert companies.list_ids("works gam") == [gamma]
        assert companies.list_ids("???") == []
        busiest = companies.list_ids(sort=CompanySort.CONTACTS, descending=True)[0]
        assert companies.rows([gamma, busiest]) == [
            CompanyRow(gamma, "Gamma Works", "B", "", 0),
            CompanyRow(busiest, "Zeta", None, "", 2),
        ]
        zeta = companies.find("zeta")
        assert zeta is not None
        assert companies.colleagues(zeta.id) == [1, 2]
        assert companies.colleagues(zeta.id, but=1) == [2]


def test_a_company_nobody_refers_to_can_go(store: Store) -> None:
    with store.operation("Added", NOW):
        company_id = Companies(store).add(ACME)
        Companies(store).delete(company_id)
    with store.read():
        assert Companies(store).list_ids() == []


@pytest.mark.parametrize("sort", CompanySort)
@pytest.mark.parametrize("descending", [False, True])
def test_what_has_no_value_comes_last_both_ways(store: Store, sort: CompanySort, descending: bool) -> None:
    with store.operation("Added", NOW):
        full = Company(0, "Beta", "A", "food", address=Address(city="Ulm", country="DE"))
        bare, known = Companies(store).add_many([Company(0, "Alpha"), full])
    contact_id = add_contact(store, "Priya Raman", "Beta")
    with store.operation("Planned", NOW):
        Steps(store).write_plans({contact_id: a_plan()})
    with store.read():
        found = Companies(store).list_ids(sort=sort, descending=descending, scale="ABCD")
        (row,) = Companies(store).rows([known])
    by_number = sort in (CompanySort.NAME, CompanySort.CONTACTS)
    assert found == ([bare, known] if by_number and not descending else [known, bare])
    assert (row.last_conversation_on, row.next_step_on) == (TODAY, TODAY)
