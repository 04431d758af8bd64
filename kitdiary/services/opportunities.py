"""Opportunities: what came of a conversation, and whom it is owed to."""

import re
from decimal import Decimal

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.names import clean_name
from kitdiary.domain.opportunities import Opportunity, Stage
from kitdiary.services.changes import Change, Kind
from kitdiary.services.context import Context
from kitdiary.services.next_steps import moment_of
from kitdiary.services.planning import Planning

_AMOUNT = re.compile(r"[0-9]{1,15}(\.[0-9]{1,2})?")


class OpportunityService:
    """Opens, wins and loses opportunities; everyone up the chain of introduction is thanked."""

    def __init__(self, context: Context, planning: Planning) -> None:
        self._context = context
        self._planning = planning

    def put(
        self,
        contact_id: int,
        title: str,
        *,
        value: str | None = None,
        currency: str | None = None,
        stage: Stage | None = None,
        before_need: bool | None = None,
    ) -> Change:
        """Open an opportunity, or change the contact's one of this title; None leaves a field as it is."""
        context = self._context
        name = clean_name(title, "title")
        if not name:
            raise InvalidInput("An opportunity needs a title.")
        amount = None if value is None else amount_of(value)
        code = None if currency is None else currency_of(currency)
        now = context.now()
        with context.store.operation("", now) as operation:
            person = context.people.contact(contact_id)
            known = context.opportunities.find(contact_id, name)
            made = moment_of(now, operation.id)
            if known is None:
                what = f"Opened the opportunity {name} with {person.name}"
                wanted = stage or Stage.OPEN
                ended = (None, None) if wanted is Stage.OPEN else (now.date(), made)
                context.opportunities.add(
                    Opportunity(
                        0,
                        contact_id,
                        name,
                        amount,
                        code or "",
                        wanted,
                        bool(before_need),
                        now.date(),
                        made,
                        *ended,
                    )
                )
            else:
                what = f"Changed the opportunity {known.title} with {person.name}"
                given = {"value": amount, "currency": code, "before_need": before_need}
                changes: dict[str, object] = {key: found for key, found in given.items() if found is not None}
                if stage is not None and stage is not known.stage:
                    ended = (None, None) if stage is Stage.OPEN else (now.date(), made)
                    changes |= {"stage": stage, "closed_on": ended[0], "closed": ended[1]}
                context.opportunities.change(known.id, **changes)
            operation.what = what
            replanned = self._planning.replan(context.facts.affected({contact_id}), context.policy)
        return Change(
            operation.id if operation.changed else None,
            what,
            frozenset({Kind.OPPORTUNITIES, Kind.STEPS}),
            (contact_id,),
            replanned,
        )

    def usual_currency(self) -> str:
        """The currency used last, to begin the next with; "" where there is none yet."""
        with self._context.store.read():
            return self._context.opportunities.last_currency()


def amount_of(text: str) -> Decimal:
    """An amount of money: digits with at most two decimals, not negative."""
    plain = text.strip().replace(" ", "").replace("_", "")
    if _AMOUNT.fullmatch(plain) is None:
        raise InvalidInput(f"“{text}” is not an amount: write it as 12000 or 12000.50.")
    return Decimal(plain)


def currency_of(text: str) -> str:
    """A three-letter currency code."""
    code = text.strip().upper()
    if len(code) != 3 or not code.isascii() or not code.isalpha():
        raise InvalidInput(f"“{text}” is not a currency: use its three-letter code, such as EUR or USD.")
    return code
