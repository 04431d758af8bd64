"""The labels of numbers and addresses: from TYPE parameters and Apple's labels, and back to them."""

from collections.abc import Collection, Mapping
from functools import lru_cache

from kitdiary.services.exchange.vcard.content_lines import Head

_SAY_NOTHING = frozenset(
    {"voice", "pref", "internet", "msg", "text", "x400", "smtp", "tel", "none", "default"}
)
_KINDS: Mapping[str, str] = {
    "cell": "mobile", "mobile": "mobile", "iphone": "mobile", "x-mobile": "mobile", "handy": "mobile",
    "fax": "fax", "x-fax": "fax", "main": "main", "x-main": "main", "pager": "pager", "beeper": "pager",
    "other": "other", "x-other": "other", "video": "video", "car": "car", "isdn": "isdn", "modem": "modem",
    "bbs": "bbs", "pcs": "pcs", "textphone": "textphone", "tlx": "telex",
}  # fmt: skip
"""What a number is, by its types; before it stands whose it is."""
_PLACES: Mapping[str, str] = {
    "work": "work", "x-work": "work", "business": "work", "office": "work",
    "home": "home", "x-home": "home", "private": "home", "personal": "home", "dom": "", "intl": "",
}  # fmt: skip
_APPLE: Mapping[str, str] = {
    "mobile": "mobile", "iphone": "mobile", "home": "home", "work": "work", "main": "main", "pager": "pager",
    "homefax": "home fax", "workfax": "work fax", "otherfax": "fax", "other": "other", "school": "school",
}  # fmt: skip
_TYPES: Mapping[str, tuple[str, ...]] = {
    "": (),
    "work": ("work",),
    "home": ("home",),
    "mobile": ("cell",),
    "work mobile": ("work", "cell"),
    "home mobile": ("home", "cell"),
    "fax": ("fax",),
    "work fax": ("work", "fax"),
    "home fax": ("home", "fax"),
    "main": ("main",),
    "pager": ("pager",),
    "work pager": ("work", "pager"),
    "other": ("other",),
    "video": ("video",),
    "car": ("car",),
    "isdn": ("isdn",),
    "modem": ("modem",),
    "bbs": ("bbs",),
    "pcs": ("pcs",),
    "textphone": ("textphone",),
}
_STANDARD_4 = frozenset({"work", "home", "cell", "fax", "pager", "video", "textphone", "text", "voice"})


def label_of(head: Head, apple: str = "") -> str:
    """The label of a number or address; ``apple`` is the X-ABLabel of its group, "" without one."""
    if apple:
        if apple.startswith("_$!<") and apple.endswith(">!$_"):
            word = apple[4:-4].strip()
            return _APPLE.get(word.lower(), word.lower())
        return apple
    return _label(head.types) if head.types else ""


@lru_cache(maxsize=1024)
def _label(said: frozenset[str]) -> str:
    types = sorted(said - _SAY_NOTHING)
    places = [_PLACES[kind] for kind in types if kind in _PLACES]
    kinds = [_KINDS[kind] for kind in types if kind in _KINDS]
    others = [kind.removeprefix("x-") for kind in types if kind not in _PLACES and kind not in _KINDS]
    place = "work" if "work" in places else next((place for place in places if place), "")
    kind = next((kind for kind in ("fax", "mobile", "pager") if kind in kinds), kinds[0] if kinds else "")
    if not kind and not place and others:
        return " ".join(others)
    return f"{place} {kind}".strip() if kind not in ("main", "other") else kind


def types_of(label: str) -> tuple[str, ...] | None:
    """The TYPE values that say a label, None where only an X-ABLabel can."""
    return _TYPES.get(label)


def is_standard_4(types: Collection[str]) -> bool:
    """Whether version 4.0 knows all of these types."""
    return _STANDARD_4.issuperset(types)
