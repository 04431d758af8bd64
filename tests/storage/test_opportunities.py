from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from kitdiary.domain.errors import DiaryError
from kitdiary.domain.opportunities import Opportunity, Stage
from kitdiary.domain.people import Moment
from kitdiary.storage.database import Store
from kitdiary.storage.opportunities import Opportunities
from tests.storage.invented import NOW, TODAY, add_contact

AT = int(NOW.timestamp())


def an_opportunity(contact_id: int, **fields: Any) -> Opportunity:
    won = Opportunity(
        0,
        contact_id,
        "Pallets for Łódź",
        Decimal("1250.50"),
        "EUR",
        Stage.WON,
        before_need=True,
        opened_on=TODAY - timedelta(days=30),
        opened=Moment(AT - 30 * 86400, 4),
        closed_on=TODAY,
        closed=Moment(AT, 8),
    )
    return replace(won, **fields)


def test_an_opportunity_comes_back_changes_and_is_found(store: Store) -> None:
    contact_id = add_contact(store)
    still_open = {"stage": Stage.OPEN, "closed_on": None, "closed": None, "value": None}
    with store.operation("Added", NOW):
        opportunities = Opportunities(store)
        first = opportunities.add(an_opportunity(contact_id))
        second = opportunities.add(an_opportunity(contact_id, title="More", **still_open))
        assert opportunities.change(second, value=Decimal(7), before_need=False)
        assert not opportunities.change(second, value=Decimal(7))
    with store.read():
        opportunities = Opportunities(store)
        one = an_opportunity(contact_id, id=first)
        two = an_opportunity(contact_id, id=second, title="More", **still_open | {"value": Decimal(7)})
        two = replace(two, before_need=False)
        assert opportunities.of(contact_id) == [two, one]
        assert opportunities.find(contact_id, "pallets FOR lodz") == one
        assert opportunities.find(contact_id, "else") is None
        assert opportunities.one(second) == two
        assert opportunities.all() == [one, two]
        assert opportunities.all(TODAY, TODAY) == [one]
        with pytest.raises(DiaryError, match="no opportunity 77"):
            opportunities.one(77)
