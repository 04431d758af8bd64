"""The words of an import: fields, programs, and what will happen, in sentences."""

from collections.abc import Sequence
from datetime import date

from kitdiary.services.exchange.decisions import Conflict
from kitdiary.services.exchange.fields import Field, parse_target
from kitdiary.services.exchange.import_preview import ImportPreview
from kitdiary.ui.text import tr
from kitdiary.ui.words import day_words

_LABELLED = {Field.EMAIL: ("", "work", "home"), Field.PHONE: ("", "work", "mobile", "home", "main", "fax")}
_ADDRESS = (Field.STREET, Field.CITY, Field.REGION, Field.POSTCODE, Field.COUNTRY)


def field_words() -> dict[str, str]:
    """What a field is called, by the name of `Field` or of a conflict."""
    return {
        "name": tr("Full name"),
        "given_name": tr("Given name"),
        "middle_name": tr("Middle name"),
        "family_name": tr("Family name"),
        "name_prefix": tr("Title before the name"),
        "name_suffix": tr("Suffix of the name"),
        "company": tr("Company"),
        "job_title": tr("Job title"),
        "role": tr("Role"),
        "rating": tr("Rating"),
        "company_rating": tr("Company’s rating"),
        "fit": tr("Fit"),
        "email": tr("Email"),
        "phone": tr("Phone"),
        "tags": tr("Tags"),
        "source": tr("Source"),
        "owner": tr("Owner"),
        "website": tr("Website"),
        "notes": tr("Notes"),
        "birthday": tr("Birthday"),
        "time_zone": tr("Time zone"),
        "language": tr("Language"),
        "best_hours": tr("Best hours"),
        "street": tr("Street"),
        "city": tr("City"),
        "region": tr("Region"),
        "postcode": tr("Postcode"),
        "country": tr("Country"),
        "industry": tr("Industry"),
        "company_website": tr("Company’s website"),
        "no_calls": tr("No calls"),
        "no_email": tr("No email"),
        "no_other": tr("No other messages"),
        "last_contact": tr("Last contact"),
        **_own_words(),
        "address": tr("Address"),
        "consent": tr("What they permit"),
    }


def _own_words() -> dict[str, str]:
    """The fields only a diary has."""
    return {
        "timing": tr("Timing"),
        "timing_kind": tr("Timing: kind"),
        "timing_date": tr("Timing: date"),
        "timing_note": tr("Timing: note"),
        "timing_recorded_on": tr("Timing: recorded on"),
        "fit_note": tr("Evidence of the fit"),
        "fit_link": tr("Link for the fit"),
        "fit_on": tr("Fit judged on"),
        "talk_every": tr("Talk every"),
        "email_every": tr("Email every"),
        "first_talk_on": tr("First talk on"),
        "paused_until": tr("Paused until"),
        "closed": tr("Closed, why"),
        "closed_on": tr("Closed on"),
        "added_on": tr("Added on"),
        "introduced_by": tr("Introduced by"),
        "uid": tr("UID of the card"),
        "extra": tr("Other properties of the card"),
        "photo": tr("Picture"),
    }


def _labels() -> dict[str, str]:
    return {
        "work": tr("work"),
        "home": tr("home"),
        "mobile": tr("mobile"),
        "main": tr("main"),
        "fax": tr("fax"),
        "other": tr("other"),
    }


def target_words(target: str) -> str:
    """What a column goes to: ``Email (work)``; for one that goes nowhere, ``not imported``."""
    if not target:
        return tr("not imported")
    name, _, detail = target.partition(".")
    words = field_words().get(name, name)
    if not detail or name in ("role", "time_zone"):
        return words
    if name == "notes":
        return tr("Notes, labelled")
    return f"{words} ({_labels().get(detail, detail)})"


def targets() -> list[str]:
    """Everything a column can go to, as one chooses it; "" is not imported."""
    found = [""]
    for field in Field:
        if field in (Field.NONE, Field.LABEL_OF):
            continue
        if field in _LABELLED:
            found.extend(f"{field}.{label}" if label else str(field) for label in _LABELLED[field])
        elif field in _ADDRESS:
            found.extend((f"{field}.work", f"{field}.home"))
        elif field is Field.NOTES:
            found.extend(("notes", "notes.*"))
        else:
            found.append(str(field))
    return found


def is_target(text: str) -> bool:
    """Whether a column can go there."""
    return not text or bool(parse_target(text))


def source_name(source: str) -> str:
    """What a file looks like."""
    names = {"hubspot": "HubSpot", "linkedin": "LinkedIn", "act": "Act!", "kitdiary": "KitDiary"}
    return names.get(source) or (source if source.startswith("vCard") else source.capitalize())


def _delimiters() -> dict[str, str]:
    return {",": tr("commas"), ";": tr("semicolons"), "\t": tr("tabs"), "|": tr("bars")}


def rows_words(count: int) -> str:
    """``1 row``, ``1,912 rows``."""
    return tr("1 row") if count == 1 else tr("{0} rows", f"{count:,}")


def about_file(name: str, preview: ImportPreview) -> str:
    """The line under the title: what file it is."""
    form = preview.encoding
    if preview.delimiter:
        form = f"{form}, {_delimiters().get(preview.delimiter, preview.delimiter)}"
    rows = preview.totals.rows
    if preview.source.casefold().startswith("vcard"):
        cards = tr("1 card") if rows == 1 else tr("{0} cards", f"{rows:,}")
        return " · ".join((name, cards, form, f"vCard{preview.source[5:]}"))
    parts = [name, rows_words(rows) if not preview.problem else "", form]
    if preview.source != "csv":
        parts.append(tr("looks like {0}", source_name(preview.source)))
    return " · ".join(part for part in parts if part)


def unrated_words(preview: ImportPreview) -> str:
    """How those without a rating are counted."""
    if not preview.unrated:
        return tr("nobody: every new person has a rating")
    return tr(
        "{0} stay unrated, counted as {1} until you rate them", f"{preview.unrated:,}", preview.default_rating
    )


def first_talks_words(preview: ImportPreview, codes: Sequence[str], today: date) -> str:
    """How the first talks are spread over the days to come."""
    ranks = preview.ranks
    if not ranks:
        return tr("none: nobody new has to be talked to first")
    a_day = tr("{0} a day", preview.a_day)
    last = day_words(ranks[-1].last, today)
    if len(ranks) == 1:
        if ranks[0].first == ranks[0].last:
            return tr("{0}: {1}", a_day, last)
        return tr("{0}, until {1}", a_day, last)
    best = ranks[:-1]
    names = [codes[found.rank] if found.rank < len(codes) else "" for found in best]
    rated = names[0] if len(names) == 1 else tr("{0} and {1}", ", ".join(names[:-1]), names[-1])
    until = day_words(max(found.last for found in best), today)
    text = tr("{0}: rated {1} until {2}, the rest after, until {3}.", a_day, rated, until, last)
    return f"{text} " + tr("Rate more to put the right ones first")


def brings_words(brings: Sequence[str]) -> str:
    """What a row adds to somebody: ``adds Phone, Tags``."""
    names = field_words()
    kept = [name for name in brings if name not in ("given_name", "family_name")] or list(brings)
    return tr("adds {0}", ", ".join(dict.fromkeys(names.get(name, name) for name in kept)))


def conflict_words(conflicts: Sequence[Conflict]) -> str:
    """Where a row differs: ``differs in Job title``."""
    names = field_words()
    return tr("differs in {0}", ", ".join(names.get(each.field, each.field) for each in conflicts))


def reason_words(reason: str) -> str:
    """What a row and somebody here have in common."""
    return {
        "same email": tr("same email"),
        "same phone": tr("same phone"),
        "same name": tr("same name"),
        "same name and company": tr("same name and company"),
    }.get(reason, reason)


def alike_words(reason: str, who: str) -> str:
    """``same email as Bob Hale``."""
    return tr("{0} as {1}", reason_words(reason), who)
