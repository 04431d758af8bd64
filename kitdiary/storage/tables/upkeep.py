"""The tables the program keeps for itself: history, the stored plan, announcements."""

from peewee import CompositeKey, IntegerField, TextField

from kitdiary.storage.tables.base import Table


class Operations(Table):
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


class Journal(Table):
    """Table ``journal``."""

    id = IntegerField(primary_key=True)
    op = IntegerField()
    tbl = TextField()
    action = TextField()
    row_id = IntegerField()
    row_last = IntegerField()
    before = TextField(null=True)
    after = TextField(null=True)


class Plans(Table):
    """Table ``plans``."""

    contact_id = IntegerField(primary_key=True)
    effective_rating = TextField()
    talk_days = IntegerField(null=True)
    email_days = IntegerField(null=True)
    last_conversation_on = TextField(null=True)
    last_value_add_on = TextField(null=True)
    left_behind_after = TextField(null=True)


class Steps(Table):
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


class PlanState(Table):
    """Table ``plan_state``."""

    key = TextField(primary_key=True)
    value = TextField()


class Notices(Table):
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


class Heartbeat(Table):
    """Table ``heartbeat``."""

    key = TextField(primary_key=True)
    value = TextField()


class DoNotImport(Table):
    """Table ``do_not_import``."""

    mark = TextField(primary_key=True)
    on_date = TextField()


class Handoffs(Table):
    """Table ``handoffs``."""

    id = IntegerField(primary_key=True)
    made_at = IntegerField()
    made_offset = IntegerField()
    from_on = TextField()
    to_on = TextField()
    place = TextField()
    asked = TextField(default="{}")


class DiaryFacts(Table):
    """Table ``diary_facts``."""

    key = TextField(primary_key=True)
    value = TextField()
