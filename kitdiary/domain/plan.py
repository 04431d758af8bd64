"""`plan`: the one pure function that decides every due date (PRODUCT §2).

It reads no clock and no database and is not told what day it is, so a stored plan never goes stale:
it changes only when a fact of the contact, of a colleague, of an opportunity or of the policy does.
The rules for each kind of step are in `rules`.

Corners the rules leave open, and how they are decided there:

- Attempts replace rules 2, 4 and 8 alike: what was tried yesterday is not overdue again today.
- Half of the talk interval (rule 6) is half of the one in force, the fit guard included.
- Where timing and the ordinary rule fall on one day, timing is the reason.
- With no talk clock, value-adds take the place of talks in rule 8: one inside the window, or on or after
  the date, counts as a talk does.
- A skip is a fresh start of its own clock in every rule: it counts as "last talk" (or value-add) for the
  ordinary date, the fit guard and the timing, but never as a conversation that keeps a promise.
- "Try another way" holds until a value-add goes out (or is skipped) after the latest attempt.
- A touch restarts a snoozed clock when it is entered, also when it is logged late.
- A snoozed value-add still keeps the 7-day gap to the same person; a pause outlasts a snooze.
- A promise moved by a failed try keeps its time of day.
- A closed contact has no steps at all.
"""

from datetime import date, timedelta

from kitdiary.domain.clocks import Clocks, clocks_of
from kitdiary.domain.digest import Digest, digest
from kitdiary.domain.people import Standing
from kitdiary.domain.policy import Policy
from kitdiary.domain.rules.case import Case
from kitdiary.domain.rules.owed import promise_step, promise_steps, reply_step, thanks_step
from kitdiary.domain.rules.talk import talk_step
from kitdiary.domain.rules.value_add import value_add_step
from kitdiary.domain.steps import History, NextSteps, Step
from kitdiary.domain.workdays import workdays_of


def plan(contact: Standing, company_rating: str | None, history: History, policy: Policy) -> NextSteps:
    """The next steps of one contact: at most one of each kind, each with its reason.

    ``history.touches`` must be oldest first. Dates are local dates of the rep.
    """
    rating = policy.effective_rating(contact.rating, company_rating)
    clocks = clocks_of(contact, policy.level(rating), policy)
    facts = digest(history)
    talk = value_add = reply = promise = thanks = behind_after = None
    if not contact.closed:
        case = Case(contact, history, policy, clocks, facts, workdays_of(policy))
        promise, talk_promised = promise_step(case)
        talk = None if talk_promised else talk_step(case)
        value_add = value_add_step(case)
        reply = reply_step(case)
        thanks = thanks_step(case)
        behind_after = _left_behind_after(contact, clocks, facts)
    return NextSteps(
        rating,
        talk,
        value_add,
        reply,
        promise,
        thanks,
        talk_days=None if clocks.talk is None else clocks.talk.days,
        email_days=None if clocks.email is None else clocks.email.days,
        last_conversation_on=None if facts.conversation is None else facts.conversation.on,
        last_value_add_on=None if facts.value_add is None else facts.value_add.on,
        left_behind_after=behind_after,
    )


def open_promises(
    contact: Standing, company_rating: str | None, history: History, policy: Policy
) -> list[Step]:
    """Every open promise as a step. The plan shows the earliest alone; each keeps its own time."""
    if contact.closed:
        return []
    level = policy.level(policy.effective_rating(contact.rating, company_rating))
    clocks = clocks_of(contact, level, policy)
    return promise_steps(Case(contact, history, policy, clocks, digest(history), workdays_of(policy)))


def _left_behind_after(contact: Standing, clocks: Clocks, facts: Digest) -> date | None:
    """The last day of twice the longer interval since anything passed; None where nothing is permitted."""
    if not contact.consent.any:
        return None
    heard = [touch.on for touch in (facts.conversation, facts.value_add) if touch is not None]
    silent_from = max(heard, default=max(contact.added_on, contact.first_talk_on))
    return silent_from + timedelta(days=2 * clocks.longest_days)
