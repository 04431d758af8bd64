"""From what stands in a line to text or bytes: charsets, quoted-printable, base64, escapes.

The file is read as UTF-8 whose wrong bytes are kept as surrogates, so that every line can be turned back
into the bytes it was and read in its own charset (``CHARSET=``), or in the one its file seems to have.
"""

import binascii
import codecs
import re
from functools import lru_cache
from itertools import pairwise

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_QP = re.compile(rb"=([0-9A-Fa-f]{2})")
_QP_BREAK = re.compile(rb"=[ \t]*\n")
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/]+")
_SURROGATE = re.compile("[\udc80-\udcff]")
_DATA_URI = re.compile(r"data:([^,;]*)((?:;[^,;]*)*),", re.IGNORECASE)
_OTHER_NAMES = {"utf8": "utf-8", "ansi": "cp1252", "unicode": "utf-8", "iso-8859-1": "cp1252"}
_SHIFT_JIS = "cp932"


def decode_bytes(data: bytes, charset: str) -> str:
    """Text of bytes in the charset they claim, else in UTF-8 if they are that, else in ``charset`` guessed.

    Bytes that are UTF-8 beyond ASCII are that whatever single-byte charset they claim: programs write the
    claim of an old file on, and no word of such a charset happens to be UTF-8. What fits neither becomes
    U+FFFD; nothing raises.
    """
    claimed = _codec(charset)
    for name in ("utf-8", claimed) if _is_single_byte(claimed) else (claimed, "utf-8"):
        if name:
            try:
                return data.decode(name)
            except (UnicodeDecodeError, UnicodeError):
                continue
    return data.decode(guess_charset(data), "replace")


def mended(text: str, charset: str = "") -> str:
    """A value as it was meant: in its own charset, where it claims one or is no UTF-8."""
    if text.isascii() or not (charset or _SURROGATE.search(text)):
        return text
    return decode_bytes(text.encode("utf-8", "surrogateescape"), charset)


@lru_cache(maxsize=64)
def _codec(charset: str) -> str:
    """The name of a charset's codec for text, "" for one nobody knows."""
    wanted = charset.strip("'\" ").lower()
    name = _OTHER_NAMES.get(wanted, wanted)
    try:
        "".encode(name or "none at all")  # codecs that make no text of bytes are refused here
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""


def _is_single_byte(codec: str) -> bool:
    return codec.startswith(("cp125", "iso8859", "mac-"))


def guess_charset(data: bytes) -> str:
    """The likely charset of bytes that are no UTF-8: Windows-1252, unless they form words of another script.

    In a short Western text every statistic guesses worse than this (see `text_file`).
    """
    in_words = sum(one >= 0x80 and two >= 0x80 for one, two in pairwise(data))
    high = sum(byte >= 0x80 for byte in data)
    if high < 2 or in_words * 10 <= high * 4:
        return "cp1252"
    try:
        text = data.decode(_SHIFT_JIS)
    except UnicodeDecodeError:
        text = ""
    letters = [ch for ch in text if not ch.isascii()]
    if letters and sum("\u3040" <= ch <= "\u30ff" or "\u4e00" <= ch <= "\u9fff" for ch in letters) * 10 >= (
        len(letters) * 8
    ):
        return _SHIFT_JIS
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    return "cp1252" if best is None else best.encoding


def from_quoted_printable(text: str, charset: str) -> str:
    """The text of a quoted-printable value, whose soft breaks may stand in the middle of a character."""
    data = text.encode("utf-8", "surrogateescape")
    data = _QP.sub(_byte, _QP_BREAK.sub(b"", data))
    return decode_bytes(data, charset)


def _byte(found: re.Match[bytes]) -> bytes:
    return binascii.unhexlify(found[1])


def from_base64(text: str) -> bytes | None:
    """The bytes of base64 with blanks, breaks and missing padding; None where it is none."""
    bare = text.strip().rstrip("=").rstrip()
    if not _is_base64(bare):
        bare = _NOT_BASE64.sub("", bare.replace("-", "+").replace("_", "/"))
    if len(bare) % 4 == 1:
        bare = bare[:-1]
    try:
        return binascii.a2b_base64(bare + "=" * (-len(bare) % 4)) or None
    except (binascii.Error, ValueError):
        return None


def _is_base64(text: str) -> bool:
    return text.isascii() and text.replace("+", "").replace("/", "").isalnum()


def from_data_uri(text: str) -> tuple[str, bytes] | None:
    """The media type and the bytes of a ``data:`` address, None where it is none. Nothing is fetched."""
    found = _DATA_URI.match(text)
    if found is None:
        return None
    rest = text[found.end() :]
    if "base64" in found[2].lower():
        data = from_base64(rest)
    else:
        from urllib.parse import unquote_to_bytes

        data = unquote_to_bytes(rest)
    return None if not data else (found[1].lower(), data)


def unescape(value: str, *, breaks: bool = True) -> str:
    r"""A value without its backslashes; ``\n`` is a line break unless ``breaks`` is off."""
    if "\\" not in value:
        return value

    def meant(found: re.Match[str]) -> str:
        letter = found[1]
        if letter in "nN":
            return "\n" if breaks else found[0]
        return letter if letter in ',;:\\"' else found[0]

    return _ESCAPE.sub(meant, value)


def split_unescaped(value: str, separator: str) -> list[str]:
    """The parts of a value between separators that no backslash precedes; their backslashes stay."""
    if "\\" not in value:
        return value.split(separator)
    parts, start, place = [], 0, 0
    while place < len(value):
        if value[place] == "\\":
            place += 2
            continue
        if value[place] == separator:
            parts.append(value[start:place])
            start = place + 1
        place += 1
    return [*parts, value[start:]]


def media_type(data: bytes) -> str:
    """What kind of picture bytes are, by their beginning; "" for none known."""
    for begins, kind in _PICTURES:
        if data.startswith(begins):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1", b"avif"):
        return "image/avif" if data[8:12] == b"avif" else "image/heic"
    return ""


_PICTURES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\x00\x00\x01\x00", "image/x-icon"),
)
