"""What is known of people's interests, read for many at once: tags, industry, what they said."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from kitdiary.domain.fitting import Interests
from kitdiary.domain.touches import InsightKind
from kitdiary.storage.database import Store
from kitdiary.storage.values import json_list

SAID = (InsightKind.NEED, InsightKind.FRUSTRATION)
"""The insights whose words are a person's interests; the others may name the supplier they have."""
_FIRMS = """
SELECT c.id, coalesce(k.industry, ''), c.timing_note FROM json_each(?) e JOIN contacts c ON c.id = e.value
LEFT JOIN companies k ON k.id = c.company_id
"""
_TAGS = "SELECT t.contact_id, t.tag FROM json_each(?) e JOIN contact_tags t ON t.contact_id = e.value"
_TEXTS = "SELECT i.contact_id, i.kind, i.text FROM json_each(?) e JOIN insights i ON i.contact_id = e.value"


@dataclass(slots=True)
class Known:
    """The raw words about one person."""

    industry: str = ""
    tags: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)

    @property
    def interests(self) -> Interests:
        """Prepared for comparing."""
        return Interests.of(self.tags, self.industry, self.said, self.other)


def known_interests(store: Store, contact_ids: Iterable[int]) -> dict[int, Known]:
    """What is known of each of these contacts, in three statements. Needs a read scope."""
    ids = list(contact_ids)
    found = {contact_id: Known() for contact_id in ids}
    listed = (json_list(ids),)
    for contact_id, industry, note in store.rows(_FIRMS, listed):
        found[contact_id].industry = industry
        if note:
            found[contact_id].other.append(note)
    for contact_id, tag in store.rows(_TAGS, listed):
        found[contact_id].tags.append(tag)
    for contact_id, kind, text in store.rows(_TEXTS, listed):
        known = found[contact_id]
        (known.said if kind in SAID else known.other).append(text)
    return found
