"""Every setting by its key: the one table behind ``kitdiary settings KEY VALUE`` and the Settings screen.

The diary stores only what differs from the values as delivered, as text. `read_settings` makes a
`Policy` and `Preferences` of it, `change` checks one new value, `all_settings` lists everything.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.people import TimingKind
from kitdiary.domain.policy import DELIVERED_LEADS, Policy
from kitdiary.domain.preferences import Preferences
from kitdiary.domain.setting_scale import (
    CODES,
    DEFAULT_RATING,
    RATINGS,
    code_of,
    level_keys,
    read_scale,
    with_codes,
    with_level,
)
from kitdiary.domain.setting_values import (
    EXTRAS,
    FOLDER,
    HOURS,
    INSTANT,
    RULE,
    SWITCH,
    TEXT,
    TIME,
    WEEKDAY,
    WEEKDAYS,
    ZONE,
    Kind,
    line,
    number,
    number_or_off,
    read_stored,
    read_value,
)
from kitdiary.domain.workdays import check_place

Shown = str | int | bool | None
_PLACE = Kind(
    "the code of a country or region whose public holidays are known, or none",
    lambda text: "" if text.lower() == "none" else text,
    lambda value: value or "none",
    lambda value: value or None,
)
_COUNTRY, _REGION, _QUIET = "country", "region", "quiet-hours"

# Key, field, kind; in the order they are listed.
_POLICY: tuple[tuple[str, str, Kind], ...] = (
    ("rating-rule", "rating_rule", RULE),
    ("fit-guard-days", "fit_guard_days", number_or_off(1, 3650)),
    ("reply-days", "reply_working_days", number(0, 30)),
    ("gap.person-days", "person_gap_days", number(0, 365)),
    ("gap.company-days", "company_gap_days", number(0, 365)),
    ("gap.company-most-days", "company_gap_most_days", number(0, 365)),
    ("capacity.talks", "talks_a_day", number(1, 500)),
    ("capacity.value-adds", "value_adds_a_day", number(1, 500)),
    ("working-days", "weekdays", WEEKDAYS),
    (_COUNTRY, "country", _PLACE),
    (_REGION, "region", _PLACE),
)
_LEADS = tuple((f"lead.{kind.value}", kind.value, number(1, 1000)) for kind in TimingKind)
_PREFERENCES: tuple[tuple[str, str, Kind], ...] = (
    ("time-zone", "time_zone", ZONE),
    ("day-start", "day_start", TIME),
    ("promise-lead-minutes", "promise_lead_minutes", number(0, 1440)),
    ("reminders-paused-until", "reminders_paused_until", INSTANT),
    ("names-hidden", "names_hidden", SWITCH),
    ("backup-folder", "backup_folder", FOLDER),
    ("calendar-folder", "calendar_folder", FOLDER),
    ("handoff-folder", "handoff_folder", FOLDER),
    ("handoff-day", "handoff_day", WEEKDAY),
    ("handoff-include", "handoff_include", EXTRAS),
    ("handoff-zip", "handoff_zip", SWITCH),
    ("rep", "rep_name", line(200)),
    ("sign-off", "sign_off", TEXT),
    ("sign-off.de", "sign_off_de", TEXT),
    ("sign-off.fr", "sign_off_fr", TEXT),
)


class _Entry(NamedTuple):
    """One setting as it stands."""

    key: str
    kind: Kind
    value: Any


def _entries(policy: Policy, preferences: Preferences) -> Iterator[_Entry]:
    yield _Entry(RATINGS, CODES, policy.codes)
    yield _Entry(DEFAULT_RATING, code_of(policy.scale), policy.default_rating)
    for level in policy.scale:
        for key, field, kind in level_keys(level.code):
            yield _Entry(key, kind, getattr(level, field))
    for key, field, kind in _POLICY:
        yield _Entry(key, kind, getattr(policy, field))
    for key, timing, kind in _LEADS:
        yield _Entry(key, kind, policy.leads[TimingKind(timing)])
    for key, field, kind in _PREFERENCES:
        yield _Entry(key, kind, getattr(preferences, field))
    start, end = preferences.quiet_from, preferences.quiet_to
    yield _Entry(_QUIET, HOURS, None if start is None or end is None else (start, end))


def read_settings(stored: Mapping[str, str]) -> tuple[Policy, Preferences]:
    """The policy and preferences of what is stored. Never fails.

    What it does not know or cannot read is as delivered. Whether country and region exist is not
    looked up, for that takes as long as the rest of starting up: unknown ones have no holidays.
    """
    scale = read_scale(stored)
    found = read_stored(stored, [(DEFAULT_RATING, DEFAULT_RATING, code_of(scale))])
    codes = [level.code for level in scale]
    default = found.get(DEFAULT_RATING, "C" if "C" in codes else codes[-1])
    leads = {TimingKind(kind): days for kind, days in read_stored(stored, _LEADS).items()}
    values = read_stored(stored, _POLICY)
    if leads:
        values["leads"] = {**DELIVERED_LEADS, **leads}
    hours = read_stored(stored, [(_QUIET, _QUIET, HOURS)]).get(_QUIET) or (None, None)
    preferences = Preferences(quiet_from=hours[0], quiet_to=hours[1], **read_stored(stored, _PREFERENCES))
    return Policy(scale=scale, default_rating=default, **values), preferences


def change(stored: Mapping[str, str], key: str, value: str) -> dict[str, str]:
    """All that is to be stored once ``key`` has ``value``: rows that are not in the result go.

    Changing the country clears a region that is not one of its own; taking a rating off the scale
    takes its cadence off too. Rows of keys this version does not know stay.

    Raises InvalidInput, naming the key and what it can be, or the keys close to an unknown one.
    """
    policy, preferences = read_settings(stored)
    before = {entry.key: entry for entry in _entries(policy, preferences)}
    entry = before[key_named(before, key)]
    meant = read_value(entry.key, entry.kind, value)
    policy, preferences = _changed(policy, preferences, entry.key, meant)
    delivered = {entry.key: entry.kind.write(entry.value) for entry in _entries(Policy(), Preferences())}
    after = {entry.key: entry.kind.write(entry.value) for entry in _entries(policy, preferences)}
    kept = {name: text for name, text in stored.items() if name not in before}
    return kept | {name: text for name, text in after.items() if delivered.get(name) != text}


def key_named(keys: Iterable[str], typed: str) -> str:
    """The key meant by what was typed, in any case. InvalidInput names the keys close to an unknown one."""
    folded = {key.casefold(): key for key in keys}
    wanted = typed.strip().casefold()
    if wanted in folded:
        return folded[wanted]
    from difflib import get_close_matches

    close = [folded[name] for name in get_close_matches(wanted, folded, n=3)]
    hint = f"did you mean {' or '.join(close)}?" if close else "“kitdiary settings” lists them all."
    raise InvalidInput(f"There is no setting “{typed[:60]}”: {hint}")


def _with_country(policy: Policy, given: str) -> Policy:
    country = given.upper()
    check_place(country, "")
    region = policy.region
    try:
        check_place(country, region)
    except InvalidInput:
        region = ""
    return replace(policy, country=country, region=region)


def _with_region(policy: Policy, region: str) -> Policy:
    try:
        check_place(policy.country, region)
    except InvalidInput:
        if region == region.upper():
            raise
        return _with_region(policy, region.upper())
    return replace(policy, region=region)


_WITH_CONSEQUENCES: Mapping[str, Callable[[Policy, Any], Policy]] = {
    RATINGS: with_codes,
    _COUNTRY: _with_country,
    _REGION: _with_region,
}
_POLICY_FIELDS = {key: field for key, field, _ in _POLICY} | {DEFAULT_RATING: "default_rating"}
_PREFERENCE_FIELDS = {key: field for key, field, _ in _PREFERENCES}
_LEAD_KINDS = {key: kind for key, kind, _ in _LEADS}


def _changed(policy: Policy, preferences: Preferences, key: str, value: Any) -> tuple[Policy, Preferences]:
    """Both with one setting changed."""
    if key in _WITH_CONSEQUENCES:
        return _WITH_CONSEQUENCES[key](policy, value), preferences
    if key in _POLICY_FIELDS:
        return replace(policy, **{_POLICY_FIELDS[key]: value}), preferences
    if key in _PREFERENCE_FIELDS:
        return policy, replace(preferences, **{_PREFERENCE_FIELDS[key]: value})
    if key == _QUIET:
        start, end = value or (None, None)
        return policy, replace(preferences, quiet_from=start, quiet_to=end)
    if key in _LEAD_KINDS:
        return replace(policy, leads={**policy.leads, TimingKind(_LEAD_KINDS[key]): value}), preferences
    levels = {
        name: (level.code, field) for level in policy.scale for name, field, _ in level_keys(level.code)
    }
    return with_level(policy, *levels[key], value), preferences


def all_settings(policy: Policy, preferences: Preferences) -> dict[str, Shown]:
    """Every setting, for ``settings --json``: numbers as such, switches as booleans, None for none or off.

    `as_text` of each is a value `change` takes.
    """
    return {
        entry.key: (entry.kind.show or entry.kind.write)(entry.value)
        for entry in _entries(policy, preferences)
    }


def as_text(shown: Shown) -> str:
    """A value of `all_settings` as a person types it: ``6w``, ``8``, ``on``, ``none``."""
    if shown is None:
        return "none"
    if isinstance(shown, bool):
        return "on" if shown else "off"
    return str(shown)
