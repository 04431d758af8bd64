"""The UID a contact leaves the diary with where no card gave it one: the diary's id and the contact's."""

from kitdiary.storage.diary_facts import DiaryFacts

OWN_UID = "kitdiary-"
"""How every UID begins that a KitDiary gave."""


def own_uid_prefix(facts: DiaryFacts) -> str:
    """What stands before a contact's id. A diary nothing was ever exported from knows nobody by it."""
    return f"{OWN_UID}{facts.get('id') or '?'}-"
