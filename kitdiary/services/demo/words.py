"""What a rep writes down: sentences from templates, none twice for one person while there is another."""

from collections.abc import Sequence
from datetime import date

from kitdiary.domain.day_names import MONTHS
from kitdiary.services.demo.material import Material
from kitdiary.services.demo.person import Person


class Words:
    """Fills templates for people."""

    def __init__(self, material: Material) -> None:
        self.phrases = material.phrases
        self.themes = material.themes

    def one(self, person: Person, templates: Sequence[str], day: date, /, **facts: str) -> str:
        """One of the templates, filled in; one this person has not had yet, while there is any."""
        fresh = [template for template in templates if not template or template not in person.used]
        template = person.dice.pick(fresh or templates)
        person.used.add(template)
        return self.fill(template, person, day, **facts)

    def phrase(self, kind: str, person: Person, day: date, /, **facts: str) -> str:
        """One of the phrases of a kind."""
        return self.one(person, self.phrases[kind], day, **facts)

    def fill(self, template: str, person: Person, day: date, /, **facts: str) -> str:
        """A template with the person's own theme, supplier, city, a number and a month near the day."""
        if "{" not in template:
            return template
        near = MONTHS[(day.month - 1 + person.dice.between(1, 4)) % 12]
        text = template
        defaults = {
            "n": str(person.dice.between(3, 19)),
            "month": near,
            "topic": person.themes[0],
            "incumbent": person.incumbent,
            "place": person.company.address.city,
        }
        for name, value in (defaults | facts).items():
            text = text.replace(f"{{{name}}}", value)
        return text[:1].upper() + text[1:]

    def talk(self, person: Person, day: date) -> str:
        """The note of a talk: how it was, what it was about, how it ended."""
        if person.conversations == 0:
            return self.phrase("first", person, day)
        parts = (
            self.phrase("opening", person, day),
            self.one(person, self._untold(person), day),
            self.phrase("closing", person, day),
        )
        return " ".join(part for part in parts if part)

    def _untold(self, person: Person) -> Sequence[str]:
        """What can be told of the theme of the day, or where all of it was, of any."""
        own = self.themes[self.theme(person)].notes
        if any(note not in person.used for note in own):
            return own
        return [note for theme in self.themes.values() for note in theme.notes]

    def theme(self, person: Person) -> str:
        """What a talk is about: mostly what matters most to the person."""
        return person.dice.weighted(tuple(zip(person.themes, (0.5, 0.3, 0.2), strict=True)))
