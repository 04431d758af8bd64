"""Whether the stored plan is the one today's rules would make: asked at every start, so it loads little."""

import hashlib

from kitdiary.domain.policy import Policy
from kitdiary.services.context import Context

RULES_VERSION = 1
"""Raised whenever the rules of the plan change, so that every diary is planned anew at its next opening."""


def is_current(context: Context) -> bool:
    """Whether the stored plans were made by today's rules, policy and holidays. Inside a read scope."""
    return context.steps.get_state("made-by") == fingerprint(context.policy)


def fingerprint(policy: Policy) -> str:
    """What stored plans depend on besides facts: the rules, the policy, the holidays known."""
    holidays = ""
    if policy.country:
        from kitdiary.domain.workdays import holidays_version

        holidays = holidays_version()
    text = f"{RULES_VERSION}|{holidays}|{sorted(policy.weekdays)}|{sorted(policy.leads.items())}|"
    text += repr([getattr(policy, name) for name in policy.__slots__ if name not in ("leads", "weekdays")])
    return hashlib.sha256(text.encode()).hexdigest()[:24]
