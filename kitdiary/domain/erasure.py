"""The marks an erased person leaves behind: enough to know them again, too little to know who they were."""

import hashlib
from collections.abc import Iterable


def marks_of(
    salt: str, name_key: str, company_key: str, email_keys: Iterable[str], e164s: Iterable[str]
) -> set[str]:
    """One mark for each address, each international number, and the name with the company.

    Salted hashes: nothing can be read from one, and without the diary's own salt nothing be compared with
    it. Without any address or number the name alone makes one, which only a row as bare as it meets.
    """
    emails, phones = set(email_keys), {number for number in e164s if number}
    facts = {f"email {email}" for email in emails} | {f"phone {number}" for number in phones}
    if name_key and (company_key or not facts):
        facts.add(f"name {name_key}\n{company_key}")
    return {_mark(salt, fact) for fact in facts}


def _mark(salt: str, fact: str) -> str:
    return hashlib.blake2b(fact.encode(), key=salt.encode(), digest_size=20).hexdigest()
