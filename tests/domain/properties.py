"""Properties that run some hundred times by default and tens of thousands of times under the `soak` mark."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from kitdiary.domain.steps import History
from kitdiary.domain.touches import Counts, TouchFact
from tests.domain import strategies as some
from tests.domain.strategies import TODAY, at_noon

SOME, MANY, SOAK = 60, 300, 20_000

ANYTHING = {
    "who": some.contacts(),
    "company": some.ratings,
    "history": some.histories(),
    "policy": some.policies(),
}
ANYBODY_ACTIVE = {**ANYTHING, "who": some.active}

Check = Callable[..., None]


class Properties:
    """The properties of one module; `soak` is its test that runs them all for long."""

    def __init__(self) -> None:
        self._soaked: dict[str, tuple[Check, dict[str, Any]]] = {}

    def holds_for(self, times: int = SOME, **given_by: Any) -> Callable[[Check], Check]:
        """A property that holds for anything drawn from these strategies."""

        def wrap(check: Check) -> Check:
            self._soaked[check.__name__] = check, given_by
            return _often(check, given_by, times)

        return wrap

    def soak(self) -> Check:
        """A test that runs each property of the module for long. Made when all have been defined."""

        @pytest.mark.soak
        @pytest.mark.timeout(7200)
        @pytest.mark.parametrize("name", self._soaked)
        def test_soak(name: str) -> None:
            check, given_by = self._soaked[name]
            _often(check, given_by, SOAK)()

        return test_soak


def _often(check: Check, given_by: dict[str, Any], times: int) -> Check:
    # A contact with a history takes a while to draw; that is no fault of the property.
    quiet = settings(
        max_examples=times, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
    )
    return quiet(given(**given_by)(check))


def entered_now(history: History, counts: Counts) -> tuple[TouchFact, History]:
    """One more touch, today, after everything else."""
    last = TouchFact(1000, some.Moment(at_noon(TODAY, 700), 1000), TODAY, int(counts), asks=False)
    return last, replace(history, touches=(*history.touches, last))
