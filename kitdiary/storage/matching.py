"""What a person types, made into an FTS5 query that is never mistaken for FTS5's own syntax.

Every word is quoted, so ``AND``, ``"``, ``*``, ``-`` or ``NEAR(`` are only text. What has no letter or digit
finds nothing and raises nothing.
"""

MOST_WORDS = 16
MOST_LETTERS = 64


def words_of(text: str) -> list[str]:
    """The words to look for: at most 16, each at most 64 characters; only those with a letter or digit."""
    # SQLite takes neither NUL nor a lone surrogate in a query.
    clean = text.replace("\0", " ").encode("utf-8", "ignore").decode("utf-8")
    found = [word[:MOST_LETTERS] for word in clean.split() if any(ch.isalnum() for ch in word)]
    return found[:MOST_WORDS]


def whole_query(text: str) -> str | None:
    """A query for all words, each whole; None where there is none."""
    words = words_of(text)
    return " ".join(_quoted(word) for word in words) or None


def prefix_query(text: str) -> str | None:
    """A query for all words, the last of which may only be begun; None where there is none."""
    query = whole_query(text)
    return None if query is None else f"{query}*"


def prefixes_query(text: str) -> str | None:
    """A query for all words, each of which may only be begun; None where there is none."""
    return " ".join(f"{_quoted(word)}*" for word in words_of(text)) or None


def beginning_query(column: str, text: str) -> str | None:
    """A query for what a column begins with, the last word perhaps only begun; None without any word."""
    words = words_of(text)
    return f"{{{column}}} : ^{_quoted(' '.join(words))} *" if words else None


def in_columns(columns: str, query: str) -> str:
    """The query, held to some columns of the index (blanks between their names)."""
    return f"{{{columns}}} : ({query})"


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'
