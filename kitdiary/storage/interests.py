"""What is known of people's interests, read for many at once: tags, industry, the words of insights."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from kitdiary.storage.database import Store
from kitdiary.storage.values import json_list

_INDUSTRIES = """
SELECT c.id, k.industry FROM json_each(?) e JOIN contacts c ON c.id = e.value
JOIN companies k ON k.id = c.company_id WHERE k.industry <> ''
"""
_TAGS = "SELECT t.contact_id, t.tag FROM json_each(?) e JOIN contact_tags t ON t.contact_id = e.value"
_TEXTS = "SELECT i.contact_id, i.text FROM json_each(?) e JOIN insights i ON i.contact_id = e.value"


@dataclass(slots=True)
class Known:
    """The raw words about one person."""

    industry: str = ""
    tags: list[str] = field(default_factory=list)
    insights: list[str] = field(default_factory=list)


def known_interests(store: Store, contact_ids: Iterable[int]) -> dict[int, Known]:
    """What is known of each of these contacts, in three statements. Needs a read scope."""
    ids = list(contact_ids)
    found = {contact_id: Known() for contact_id in ids}
    listed = (json_list(ids),)
    for contact_id, industry in store.rows(_INDUSTRIES, listed):
        found[contact_id].industry = industry
    for contact_id, tag in store.rows(_TAGS, listed):
        found[contact_id].tags.append(tag)
    for contact_id, text in store.rows(_TEXTS, listed):
        found[contact_id].insights.append(text)
    return found
