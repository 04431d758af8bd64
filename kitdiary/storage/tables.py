"""The newest schema as peewee models, one class per table, for queries that need not be fast.

They describe, they do not create: the schema is made by the migrations, and a test holds the two
together. No model has a database; `Store.select` and `Store.run` bring a query to the diary. Screens
and commands that run often use literal SQL instead: building a query takes longer than answering it.
"""

import re

from peewee import BlobField, CompositeKey, IntegerField, Model, TextField


def _table_name(model: type[Model]) -> str:
    """``ContactPhones`` is the table ``contact_phones``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", model.__name__).lower()


class _Table(Model):
    class Meta:
        table_function = _table_name


class Operations(_Table):
    """Table ``operations``."""

    id = IntegerField(primary_key=True)
    at = IntegerField()
    at_offset = IntegerField()
    what = TextField()
    kind = TextField(default="change")
    journal_from = IntegerField()
    under_way = IntegerField(default=0)
    undoes = IntegerField(null=True)
    undone_by = IntegerField(null=True)


class Journal(_Table):
    """Table ``journal``."""

    id = IntegerField(primary_key=True)
    op = IntegerField()
    tbl = TextField()
    action = TextField()
    row_id = IntegerField()
    row_last = IntegerField()
    before = TextField(null=True)
    after = TextField(null=True)


class Companies(_Table):
    """Table ``companies``."""

    id = IntegerField(primary_key=True)
    name = TextField()
    name_key = TextField()
    rating = TextField(null=True)
    industry = TextField(default="")
    website = TextField(default="")
    notes = TextField(default="")
    street = TextField(default="")
    city = TextField(default="")
    region = TextField(default="")
    postcode = TextField(default="")
    country = TextField(default="")


class Contacts(_Table):
    """Table ``contacts``."""

    id = IntegerField(primary_key=True)
    name = TextField()
    name_key = TextField()
    given_name = TextField(default="")
    family_name = TextField(default="")
    company_id = IntegerField(null=True)
    job_title = TextField(default="")
    role = TextField(default="prospect")
    rating = TextField(null=True)
    fit = TextField(default="unsure")
    fit_note = TextField(default="")
    fit_link = TextField(default="")
    fit_on = TextField(null=True)
    timing_kind = TextField(null=True)
    timing_on = TextField(null=True)
    timing_precision = TextField(null=True)
    timing_recorded_on = TextField(null=True)
    timing_note = TextField(default="")
    allow_calls = IntegerField(default=1)
    allow_email = IntegerField(default=1)
    allow_other = IntegerField(default=1)
    paused_until = TextField(null=True)
    closed = TextField(null=True)
    closed_on = TextField(null=True)
    first_talk_on = TextField()
    added_on = TextField()
    talk_every = TextField(null=True)
    email_every = TextField(null=True)
    time_zone = TextField(default="")
    language = TextField(default="")
    best_hours = TextField(default="")
    source = TextField(default="")
    owner = TextField(default="")
    website = TextField(default="")
    notes = TextField(default="")
    birthday = TextField(default="")
    introduced_by = IntegerField(null=True)
    street = TextField(default="")
    city = TextField(default="")
    region = TextField(default="")
    postcode = TextField(default="")
    country = TextField(default="")
    extra = TextField(default="[]")


class ContactPhones(_Table):
    """Table ``contact_phones``."""

    id = IntegerField(primary_key=True)
    contact_id = IntegerField()
    position = IntegerField()
    value = TextField()
    label = TextField(default="")
    e164 = TextField(default="")


class ContactEmails(_Table):
    """Table ``contact_emails``."""

    id = IntegerField(primary_key=True)
    contact_id = IntegerField()
    position = IntegerField()
    value = TextField()
    label = TextField(default="")
    value_key = TextField()


class ContactTags(_Table):
    """Table ``contact_tags``."""

    id = IntegerField(primary_key=True)
    contact_id = IntegerField()
    tag = TextField()
    tag_key = TextField()


class Attachments(_Table):
    """Table ``attachments``."""

    id = IntegerField(primary_key=True)
    contact_id = IntegerField(null=True)
    company_id = IntegerField(null=True)
    name = TextField()
    media_type = TextField(default="")
    size = IntegerField()
    sha256 = TextField()
    added_on = TextField()


class Blobs(_Table):
    """Table ``blobs``."""

    sha256 = TextField(primary_key=True)
    data = BlobField()


class Content(_Table):
    """Table ``content``."""

    id = IntegerField(primary_key=True)
    title = TextField()
    title_key = TextField()
    kind = TextField()
    link = TextField(default="")
    attachment_id = IntegerField(null=True)
    why = TextField(default="")
    until_on = TextField(null=True)
    competitor = TextField(default="")
    added_on = TextField()
    archived = IntegerField(default=0)


class ContentTopics(_Table):
    """Table ``content_topics``."""

    id = IntegerField(primary_key=True)
    content_id = IntegerField()
    topic = TextField()
    topic_key = TextField()


class Touches(_Table):
    """Table ``touches``."""

    id = IntegerField(primary_key=True)
    at = IntegerField()
    at_offset = IntegerField()
    on_date = TextField()
    channel = TextField()
    direction = TextField()
    outcome = TextField()
    purpose = TextField(default="")
    note = TextField(default="")
    content_id = IntegerField(null=True)
    why = TextField(default="")
    wants_reply = IntegerField(default=0)
    counts = IntegerField()
    op = IntegerField()


class TouchContacts(_Table):
    """Table ``touch_contacts``."""

    id = IntegerField(primary_key=True)
    touch_id = IntegerField()
    contact_id = IntegerField()
    at = IntegerField()


class TouchFacts(_Table):
    """Table ``touch_facts``."""

    contact_id = IntegerField()
    at = IntegerField()
    touch_id = IntegerField()
    on_date = TextField()
    counts = IntegerField()
    asks = IntegerField()
    op = IntegerField()

    class Meta:
        """Kept in the order of its key, without a rowid."""

        primary_key = CompositeKey("contact_id", "at", "touch_id")


class Insights(_Table):
    """Table ``insights``."""

    id = IntegerField(primary_key=True)
    contact_id = IntegerField()
    touch_id = IntegerField(null=True)
    kind = TextField()
    text = TextField()
    on_date = TextField()


class Promises(_Table):
    """Table ``promises``."""

    id = IntegerField(primary_key=True)
    contact_id = IntegerField()
    on_date = TextField()
    at = IntegerField(null=True)
    at_offset = IntegerField(null=True)
    channel = TextField()
    what = TextField()
    made_at = IntegerField()
    made_op = IntegerField()
    ticked_on = TextField(null=True)
    dropped_on = TextField(null=True)


class Snoozes(_Table):
    """Table ``snoozes``."""

    id = IntegerField(primary_key=True)
    contact_id = IntegerField()
    kind = TextField()
    until_on = TextField()
    until_at = IntegerField(null=True)
    until_offset = IntegerField(null=True)
    promise_id = IntegerField(null=True)
    made_at = IntegerField()
    made_op = IntegerField()


class Skips(_Table):
    """Table ``skips``."""

    id = IntegerField(primary_key=True)
    contact_id = IntegerField()
    kind = TextField()
    on_date = TextField()
    why = TextField(default="")
    made_at = IntegerField()
    made_op = IntegerField()


class Opportunities(_Table):
    """Table ``opportunities``."""

    id = IntegerField(primary_key=True)
    contact_id = IntegerField()
    title = TextField()
    title_key = TextField()
    value = TextField(null=True)
    currency = TextField(default="")
    stage = TextField()
    before_need = IntegerField(default=0)
    opened_on = TextField()
    opened_at = IntegerField()
    opened_op = IntegerField()
    closed_on = TextField(null=True)
    closed_at = IntegerField(null=True)
    closed_op = IntegerField(null=True)


class Settings(_Table):
    """Table ``settings``."""

    id = IntegerField(primary_key=True)
    key = TextField()
    value = TextField()


class SavedFilters(_Table):
    """Table ``saved_filters``."""

    id = IntegerField(primary_key=True)
    name = TextField()
    definition = TextField()


class Plans(_Table):
    """Table ``plans``."""

    contact_id = IntegerField(primary_key=True)
    effective_rating = TextField()
    talk_days = IntegerField(null=True)
    email_days = IntegerField(null=True)
    last_conversation_on = TextField(null=True)
    last_value_add_on = TextField(null=True)
    left_behind_after = TextField(null=True)


class Steps(_Table):
    """Table ``steps``."""

    contact_id = IntegerField()
    kind = TextField()
    due_on = TextField()
    due_at = IntegerField(null=True)
    due_offset = IntegerField(null=True)
    original_on = TextField()
    interval_days = IntegerField()
    rating = TextField()
    rule = TextField()
    reason = TextField()
    promise_id = IntegerField(null=True)

    class Meta:
        """Kept in the order of its key, without a rowid."""

        primary_key = CompositeKey("contact_id", "kind")


class PlanState(_Table):
    """Table ``plan_state``."""

    key = TextField(primary_key=True)
    value = TextField()


class Notices(_Table):
    """Table ``notices``."""

    id = IntegerField(primary_key=True)
    contact_id = IntegerField()
    kind = TextField()
    step_due = TextField()
    promise_id = IntegerField(default=0)
    occasion = TextField()
    claimed_by = TextField()
    claimed_at = IntegerField()
    lease_until = IntegerField()
    shown_at = IntegerField(null=True)
    shown_by = TextField(default="")


class Heartbeat(_Table):
    """Table ``heartbeat``."""

    key = TextField(primary_key=True)
    value = TextField()


MODELS: tuple[type[Model], ...] = (
    Operations,
    Journal,
    Companies,
    Contacts,
    ContactPhones,
    ContactEmails,
    ContactTags,
    Attachments,
    Blobs,
    Content,
    ContentTopics,
    Touches,
    TouchContacts,
    TouchFacts,
    Insights,
    Promises,
    Snoozes,
    Skips,
    Opportunities,
    Settings,
    SavedFilters,
    Plans,
    Steps,
    PlanState,
    Notices,
    Heartbeat,
)
