"""Nothing in the demo can be, or be mistaken for, anybody real; and it reads as if a rep had kept it."""

from __future__ import annotations

import re
from collections import Counter
from datetime import time
from itertools import pairwise

import phonenumbers

from kitdiary.domain.names import clean_name, clean_text
from kitdiary.domain.phones import parse_phone
from kitdiary.domain.touches import check_pair
from kitdiary.services.clock import zone_named
from tests.services.demo.measure import Measured

FICTIONAL = {
    "US": r"\+1\d{3}55501\d\d",
    "GB": r"\+44(2079460\d{3}|(113|121|161|141|117)4960\d{3}|7700900\d{3})",
    "DE": r"\+49((4066969|3023125|2214710|8999998|6990009)\d{3}|(17139200|176040690)\d\d)",
    "FR": r"\+33(19900\d{4}|26191\d{4}|46571\d{4}|53649\d{4}|63998\d{4})",
}


def numbers(measured: Measured) -> list[tuple[str, str]]:
    return [
        (measured.companies[contact.company_id or 0].address.country, phone.value)
        for contact in measured.demo.contacts
        for phone in contact.phones
    ]


def test_phone_numbers_are_kept_for_fiction_or_cannot_be(friday: Measured) -> None:
    for country, value in numbers(friday):
        digits = value.replace(" ", "").replace("-", "")
        if country in FICTIONAL:
            assert re.fullmatch(FICTIONAL[country], digits), value
        else:
            assert not phonenumbers.is_valid_number(phonenumbers.parse(value, None)), value


def test_phone_numbers_are_well_formed_and_nobody_shares_one(friday: Measured) -> None:
    known = [value for _, value in numbers(friday)]
    assert len(known) == len(set(known))
    assert all(parse_phone(value).e164 for value in known)


def test_addresses_cannot_be_delivered_and_nobody_shares_one(friday: Measured) -> None:
    emails = [email.value for contact in friday.demo.contacts for email in contact.emails]
    assert all(re.fullmatch(r"[a-z0-9.-]+@[a-z0-9-]+\.example", email) for email in emails), emails
    assert len(emails) == len(set(emails))
    assert all(company.website.endswith(".example") for company in friday.demo.companies)
    assert all(".example/" in item.link for item in friday.demo.content if item.link)


def test_names_are_of_many_scripts_and_lengths(friday: Measured) -> None:
    names = [contact.name for contact in friday.demo.contacts]
    assert len(names) == len(set(names))
    assert len({company.name for company in friday.demo.companies}) == 120
    assert any("\u0600" <= letter <= "\u06ff" for name in names for letter in name)
    assert any("\u4e00" <= letter <= "\u9fff" for name in names for letter in name)
    assert any(letter > "\U0001f000" for name in names for letter in name)
    assert max(map(len, names)) > 60
    assert any(len(word) > 30 for company in friday.demo.companies for word in company.name.split())
    countries = Counter(company.address.country for company in friday.demo.companies)
    assert len(countries) == 10


def test_every_zone_is_known(friday: Measured) -> None:
    assert all(zone_named(contact.time_zone) for contact in friday.demo.contacts)


def test_texts_are_as_the_diary_would_store_them(measured: Measured) -> None:
    demo = measured.demo
    texts = [text for touch in demo.touches for text in (touch.note, touch.why, touch.purpose)]
    texts += [insight.text for insight in demo.insights]
    texts += [contact.notes for contact in demo.contacts] + [contact.fit_note for contact in demo.contacts]
    texts += [contact.source for contact in demo.contacts] + [item.title for item in demo.content]
    texts += [found.promise.what for found in demo.promises] + [deal.title for deal in demo.opportunities]
    for text in texts:
        assert not re.search(r"[{}]", text), text
        assert clean_text(text) == text
        assert "  " not in text
    assert all(clean_name(contact.name) == contact.name for contact in demo.contacts)


def test_a_timeline_does_not_repeat_itself(measured: Measured) -> None:
    for contact_id, touches in measured.touches.items():
        notes = Counter(touch.note for touch in touches if touch.conversation and len(touch.note) > 40)
        assert all(count == 1 for count in notes.values()), (measured.contacts[contact_id].name, notes)
        items = Counter(
            touch.content_id for touch in touches if touch.direction == "out" and touch.content_id is not None
        )
        assert all(count == 1 for count in items.values()), measured.contacts[contact_id].name


def test_touches_keep_the_rules_and_the_hours(measured: Measured) -> None:
    days = measured.demo.policy.weekdays
    for touch in measured.demo.touches:
        check_pair(touch.channel, touch.direction, touch.outcome)
        assert touch.on <= measured.demo.today
        assert touch.on.weekday() in days
        assert time(7, 30) <= touch.at.time() <= time(18, 0)
        assert touch.contact_ids
    today = [touch for touch in measured.demo.touches if touch.on == measured.demo.today]
    assert all(touch.at.time() < time(10, 0) for touch in today)


def test_nothing_happens_before_people_are_known_or_after_they_are_closed(measured: Measured) -> None:
    for contact_id, touches in measured.touches.items():
        contact = measured.contacts[contact_id]
        if touches:
            assert contact.added_on <= touches[0].on, contact.name
        if contact.closed_on is not None:
            assert all(touch.on <= contact.closed_on for touch in touches), contact.name
        if contact.introduced_by is not None:
            introducer = measured.contacts[contact.introduced_by]
            assert introducer.added_on <= contact.added_on, contact.name


def test_nobody_gets_what_does_not_exist_yet_or_no_more(measured: Measured) -> None:
    items = {item.id: item for item in measured.demo.content}
    for touch in measured.demo.touches:
        if touch.content_id is not None:
            assert items[touch.content_id].added_on <= touch.on, touch
            assert items[touch.content_id].title == touch.content_title


def test_refusals_are_respected(measured: Measured) -> None:
    for contact_id, touches in measured.touches.items():
        contact = measured.contacts[contact_id]
        if contact.closed is None and contact.consent.calls is False:
            assert not any(touch.channel in ("call", "video") for touch in touches), contact.name


def test_touches_are_in_order_and_insights_belong_to_one_of_theirs(measured: Measured) -> None:
    touches = measured.demo.touches
    assert [touch.id for touch in touches] == list(range(1, len(touches) + 1))
    assert all(first.at <= second.at for first, second in pairwise(touches))
    for insight in measured.demo.insights:
        touch = touches[(insight.touch_id or 0) - 1]
        assert insight.contact_id in touch.contact_ids
        assert insight.on == touch.on
