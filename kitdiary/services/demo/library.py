"""The demo's library: what the rep has to give."""

from datetime import date, timedelta

from kitdiary.domain.content import ContentItem, ContentKind
from kitdiary.domain.day_names import MONTHS
from kitdiary.services.demo.days import Calendar
from kitdiary.services.demo.material import Material
from kitdiary.services.demo.reach import slug


def make_content(material: Material, calendar: Calendar) -> list[ContentItem]:
    """The items in the order of the data; the first has the id 1.

    A file cannot be attached here: most items have a link, on a domain that does not exist.
    """
    found: list[ContentItem] = []
    for number, item in enumerate(material.content, start=1):
        title = titled(item["title"], calendar.today)
        link = f"https://library.kitdiary.example/{slug(title.replace(' ', '-'), 'en')}"
        until = calendar.today + timedelta(days=item["until"]) if "until" in item else None
        kind = ContentKind(item["kind"])
        found.append(
            ContentItem(
                number,
                title,
                kind,
                "" if kind is ContentKind.COMPETITOR_NOTE else link,
                tuple(item["topics"]),
                item["why"],
                until,
                item.get("competitor", ""),
                calendar.back(item["ago"]),
            )
        )
    return found


def titled(template: str, today: date) -> str:
    """A title with this year, the last one, and the last month's name."""
    last_month = MONTHS[(today.month - 2) % 12]
    year = today.year if today.month > 1 else today.year - 1
    return (
        template.replace("{year}", str(year))
        .replace("{last_year}", str(year - 1))
        .replace("{last_month}", last_month)
    )
