"""Questions and purposes: those the program delivers, with the rep's own in their place."""

from collections.abc import Iterable
from functools import lru_cache

from kitdiary.domain.errors import DiaryError
from kitdiary.domain.prompts import Prompts, Topic, checked_texts, read_prompts, write_prompts
from kitdiary.paths import resource
from kitdiary.services.changes import Change, Kind
from kitdiary.services.context import Context

_KEY = "prompts"
"""The row of the settings that holds what differs from the delivered texts."""
_CHANGED = frozenset({Kind.SETTINGS})


@lru_cache(maxsize=1)
def delivered() -> Prompts:
    """The texts of ``resources/prompts.json``."""
    return read_prompts(resource("prompts.json").read_text(encoding="utf-8"))


class PromptService:
    """Reads and writes the texts. Each write is one operation and can be undone."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def all(self) -> Prompts:
        """The texts of every topic as they stand."""
        with self._context.store.read():
            stored = self._context.stored_settings.all().get(_KEY, "")
        return read_prompts(stored, delivered())

    def of(self, topic: Topic) -> tuple[str, ...]:
        """The texts of a topic, the first offered first."""
        return self.all()[topic]

    def first(self, topic: Topic) -> str:
        """The first text of a topic, "" where it has none."""
        return next(iter(self.of(topic)), "")

    def set(self, topic: Topic, texts: Iterable[str]) -> Change:
        """Say which texts a topic has. InvalidInput for an empty one, one twice, too many."""
        wanted = checked_texts(texts)
        return self._write({**self.all(), topic: wanted}, f"Changed the texts for {topic.replace('-', ' ')}")

    def add(self, topic: Topic, text: str) -> Change:
        """Add a text, at the end."""
        return self.set(topic, (*self.of(topic), text))

    def edit(self, topic: Topic, before: str, after: str) -> Change:
        """Say a text in other words. DiaryError where it is not there any more."""
        texts = self._with(topic, before)
        return self.set(topic, [after if text == before else text for text in texts])

    def remove(self, topic: Topic, text: str) -> Change:
        """Take a text away."""
        return self.set(topic, [one for one in self._with(topic, text) if one != text])

    def reset(self, topic: Topic | None = None) -> Change:
        """The texts as delivered: of a topic, or all of them."""
        topics = tuple(Topic) if topic is None else (topic,)
        wanted = {**self.all(), **{one: delivered()[one] for one in topics}}
        whose = "questions and purposes" if topic is None else f"texts for {topic.replace('-', ' ')}"
        return self._write(wanted, f"Put the {whose} back as delivered")

    def _with(self, topic: Topic, text: str) -> tuple[str, ...]:
        texts = self.of(topic)
        if text not in texts:
            raise DiaryError(f"“{text}” is not there any more: look again.")
        return texts

    def _write(self, wanted: Prompts, what: str) -> Change:
        context = self._context
        stored = write_prompts(wanted, delivered())
        with context.store.operation(what, context.now()) as operation:
            if stored:
                context.stored_settings.set(_KEY, stored)
            else:
                context.stored_settings.delete(_KEY)
        return Change(operation.id if operation.changed else None, what, _CHANGED)
