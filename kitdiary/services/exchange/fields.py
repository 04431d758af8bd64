"""The fields a column can be mapped to, and how a target is written: ``email.work``, ``job_title``."""

from dataclasses import dataclass
from enum import StrEnum

from kitdiary.domain.errors import InvalidInput


class Field(StrEnum):
    """Where a column goes. The values are the words of ``--map COLUMN=FIELD``."""

    NAME = "name"
    GIVEN_NAME = "given_name"
    MIDDLE_NAME = "middle_name"
    FAMILY_NAME = "family_name"
    PREFIX = "name_prefix"
    SUFFIX = "name_suffix"
    COMPANY = "company"
    JOB_TITLE = "job_title"
    ROLE = "role"
    RATING = "rating"
    COMPANY_RATING = "company_rating"
    FIT = "fit"
    EMAIL = "email"
    PHONE = "phone"
    TAGS = "tags"
    SOURCE = "source"
    OWNER = "owner"
    WEBSITE = "website"
    NOTES = "notes"
    BIRTHDAY = "birthday"
    TIME_ZONE = "time_zone"
    LANGUAGE = "language"
    BEST_HOURS = "best_hours"
    STREET = "street"
    CITY = "city"
    REGION = "region"
    POSTCODE = "postcode"
    COUNTRY = "country"
    INDUSTRY = "industry"
    COMPANY_WEBSITE = "company_website"
    NO_CALLS = "no_calls"
    NO_EMAIL = "no_email"
    NO_OTHER = "no_other"
    LAST_CONTACT = "last_contact"
    TIMING_KIND = "timing_kind"
    TIMING_DATE = "timing_date"
    TIMING_NOTE = "timing_note"
    TIMING_RECORDED_ON = "timing_recorded_on"
    FIT_NOTE = "fit_note"
    FIT_LINK = "fit_link"
    FIT_ON = "fit_on"
    TALK_EVERY = "talk_every"
    EMAIL_EVERY = "email_every"
    FIRST_TALK_ON = "first_talk_on"
    PAUSED_UNTIL = "paused_until"
    CLOSED = "closed"
    CLOSED_ON = "closed_on"
    ADDED_ON = "added_on"
    INTRODUCED_BY = "introduced_by"
    UID = "uid"
    EXTRA = "extra"
    PHOTO = "photo"
    NONE = "none"
    """Known, and left out on purpose."""
    LABEL_OF = "label_of"
    """Not a value of its own: the label of the values in another column (Google)."""


NOT_FOR_MAPPING = frozenset({Field.LABEL_OF})
ADDRESS_FIELDS = (Field.STREET, Field.CITY, Field.REGION, Field.POSTCODE, Field.COUNTRY)


@dataclass(frozen=True, slots=True)
class Target:
    """A field with its detail.

    The detail of an email or phone is its label; of an address part the address it belongs to (a contact
    keeps the first that is not empty: work, then home, then other); of a note the words put before it; of
    `Field.LABEL_OF` the value heading it belongs to.
    """

    field: Field
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.field}.{self.detail}" if self.detail else str(self.field)


def parse_target(text: str) -> Target:
    """Read ``email.work``. Raises InvalidInput for what is no field, naming those there are."""
    name, _, detail = text.strip().partition(".")
    try:
        field = Field(name.strip().lower().replace("-", "_").replace(" ", "_"))
    except ValueError:
        field = Field.LABEL_OF
    if field in NOT_FOR_MAPPING:
        known = ", ".join(entry.value for entry in Field if entry not in NOT_FOR_MAPPING)
        raise InvalidInput(f"“{text.strip()}” is not a field a column can go to: use one of {known}.")
    return Target(field, detail.strip())
