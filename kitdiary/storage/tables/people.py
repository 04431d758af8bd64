"""The tables of people, companies, files and content: what the user entered."""

from peewee import BlobField, IntegerField, TextField

from kitdiary.storage.tables.base import Table


class Companies(Table):
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


class Contacts(Table):
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


class ContactPhones(Table):
    """Table ``contact_phones``."""

    id = IntegerField(primary_key=True)
    contact_id = IntegerField()
    position = IntegerField()
    value = TextField()
    label = TextField(default="")
    e164 = TextField(default="")


class ContactEmails(Table):
    """Table ``contact_emails``."""

    id = IntegerField(primary_key=True)
    contact_id = IntegerField()
    position = IntegerField()
    value = TextField()
    label = TextField(default="")
    value_key = TextField()


class ContactTags(Table):
    """Table ``contact_tags``."""

    id = IntegerField(primary_key=True)
    contact_id = IntegerField()
    tag = TextField()
    tag_key = TextField()


class Attachments(Table):
    """Table ``attachments``."""

    id = IntegerField(primary_key=True)
    contact_id = IntegerField(null=True)
    company_id = IntegerField(null=True)
    name = TextField()
    media_type = TextField(default="")
    size = IntegerField()
    sha256 = TextField()
    added_on = TextField()


class Blobs(Table):
    """Table ``blobs``."""

    sha256 = TextField(primary_key=True)
    data = BlobField()


class Content(Table):
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
    industries = TextField(default="")


class ContentTopics(Table):
    """Table ``content_topics``."""

    id = IntegerField(primary_key=True)
    content_id = IntegerField()
    topic = TextField()
    topic_key = TextField()


class PastJobs(Table):
    """Table ``past_jobs``."""

    id = IntegerField(primary_key=True)
    contact_id = IntegerField()
    company_id = IntegerField(null=True)
    job_title = TextField(default="")
    left_on = TextField()
    successor_id = IntegerField(null=True)


class ContactPhotos(Table):
    """Table ``contact_photos``."""

    id = IntegerField(primary_key=True)
    contact_id = IntegerField()
    media_type = TextField(default="")
    sha256 = TextField()


class DistinctPeople(Table):
    """Table ``distinct_people``."""

    id = IntegerField(primary_key=True)
    contact_id = IntegerField()
    other_id = IntegerField()


class ImportMappings(Table):
    """Table ``import_mappings``."""

    id = IntegerField(primary_key=True)
    headings_key = TextField()
    mapping = TextField()


class Origins(Table):
    """Table ``origins``."""

    id = IntegerField(primary_key=True)
    diary = TextField()
    tbl = TextField()
    origin_id = IntegerField()
    row_id = IntegerField()


class Templates(Table):
    """Table ``templates``."""

    id = IntegerField(primary_key=True)
    name = TextField()
    name_key = TextField()
    kind = TextField(default="mail")
    language = TextField(default="")
    subject = TextField(default="")
    body = TextField(default="")
