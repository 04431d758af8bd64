"""What can be said of a company, and a company with what is said put on it, checked. Pure."""

from dataclasses import replace
from typing import TypedDict

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.names import clean_name, clean_text
from kitdiary.domain.people import Address, Company
from kitdiary.domain.policy import Policy
from kitdiary.services.contact_fields import rating_on_scale


class CompanyFields(TypedDict, total=False):
    """What can be said of a company; what is left out stays as it is. ``rating`` None takes it away."""

    name: str
    rating: str | None
    industry: str
    website: str
    notes: str
    street: str
    city: str
    region: str
    postcode: str
    country: str


def merged_company(company: Company, fields: CompanyFields, policy: Policy) -> Company:
    """The company with the fields on it. InvalidInput for what cannot be."""

    def line(given: str | None, present: str, what: str) -> str:
        return present if given is None else clean_name(given, what)

    name = line(fields.get("name"), company.name, "name")
    if not name:
        raise InvalidInput("A company needs a name: give one.")
    place = company.address
    return replace(
        company,
        name=name,
        rating=rating_on_scale(fields["rating"], policy) if "rating" in fields else company.rating,
        industry=line(fields.get("industry"), company.industry, "industry"),
        website=line(fields.get("website"), company.website, "website"),
        notes=clean_text(fields["notes"]) if "notes" in fields else company.notes,
        address=Address(
            line(fields.get("street"), place.street, "street"),
            line(fields.get("city"), place.city, "city"),
            line(fields.get("region"), place.region, "region"),
            line(fields.get("postcode"), place.postcode, "postcode"),
            line(fields.get("country"), place.country, "country"),
        ),
    )
