"""The tables of what passed and what was agreed, and the settings: what the user entered."""

from peewee import CompositeKey, IntegerField, TextField

from kitdiary.storage.tables.base import Table


class Touches(Table):
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


class TouchContacts(Table):
    """Table ``touch_contacts``."""

    id = IntegerField(primary_key=True)
    touch_id = IntegerField()
    contact_id = IntegerField()
    at = IntegerField()


class TouchFacts(Table):
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


class Insights(Table):
    """Table ``insights``."""

    id = IntegerField(primary_key=True)
    contact_id = IntegerField()
    touch_id = IntegerField(null=True)
    kind = TextField()
    text = TextField()
    on_date = TextField()


class Promises(Table):
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


class Snoozes(Table):
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


class Skips(Table):
    """Table ``skips``."""

    id = IntegerField(primary_key=True)
    contact_id = IntegerField()
    kind = TextField()
    on_date = TextField()
    why = TextField(default="")
    made_at = IntegerField()
    made_op = IntegerField()


class Opportunities(Table):
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


class Settings(Table):
    """Table ``settings``."""

    id = IntegerField(primary_key=True)
    key = TextField()
    value = TextField()


class SavedFilters(Table):
    """Table ``saved_filters``."""

    id = IntegerField(primary_key=True)
    name = TextField()
    definition = TextField()
