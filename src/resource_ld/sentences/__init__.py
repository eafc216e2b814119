"""What findings say, in English, French and Spanish: one table a language, and the phrases that fill it."""

from collections.abc import Mapping
from dataclasses import dataclass

from resource_ld.sentences.english import ENGLISH
from resource_ld.sentences.french import FRENCH
from resource_ld.sentences.spanish import SPANISH

__all__ = ["LANGUAGES", "Phrase", "Said", "Table", "Words", "has", "language_of", "phrase", "say"]

Table = Mapping[str, str | tuple[str, str]]
"""Key → sentence with gaps, or the two of them for a `count` of one and of more."""

LANGUAGES: dict[str, Table] = {"en": ENGLISH, "fr": FRENCH, "es": SPANISH}
_ONE = {"en": (1,), "fr": (0, 1), "es": (1,)}
"""The counts that take the singular (Unicode CLDR, cardinal plural rules)."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text that others wrote in several languages: (language, text) pairs, as of `sh:message`."""

    texts: tuple[tuple[str, str], ...]

    def of(self, language: str) -> str:
        """Return the text in a language, else in English, else the first one.

        >>> Words((("fr", "Titre"), ("en", "Title"))).of("es")
        'Title'
        """
        held = {each.partition("-")[0]: text for each, text in reversed(self.texts)} | dict(self.texts)
        wanted = (language, language.partition("-")[0], "en", "")
        return next((held[each] for each in wanted if each in held), self.texts[0][1])


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence that has no language yet: its key in the tables, and what stands in its gaps."""

    key: str
    facts: "tuple[tuple[str, Said], ...]" = ()


Said = str | int | Phrase | Words | tuple["Said", ...]
"""What can be said: plain text is the same in every language; a tuple is an enumeration."""


def phrase(key: str, **facts: Said) -> Phrase:
    """Return a phrase; a fact named `count` chooses between one and more."""
    return Phrase(key, tuple(facts.items()))


def say(said: Said, language: str = "en") -> str:
    """Return what is said in a language, in English when there is no table for it.

    >>> say(phrase("list.of", list=phrase("list.place")), "fr")
    'la liste des lieux'
    """
    if isinstance(said, Words):
        return said.of(language)
    if isinstance(said, tuple):
        return ", ".join(say(each, language) for each in said)
    if not isinstance(said, Phrase):
        return str(said)
    language = language if language in LANGUAGES else "en"
    form = LANGUAGES[language][said.key]
    facts = dict(said.facts)
    if not isinstance(form, str):
        form = form[0 if facts.get("count") in _ONE[language] else 1]
    return form.format_map({name: say(each, language) for name, each in facts.items()})


def has(key: str) -> bool:
    """Return whether the tables know a key."""
    return key in ENGLISH


def language_of(languages: "tuple[str, ...] | list[str]") -> str:
    """Return the first of some languages that has a table, else English.

    >>> language_of(("ar", "fr-ca", "en"))
    'fr'
    """
    primary = [each.lower().partition("-")[0] for each in languages]
    return next((each for each in primary if each in LANGUAGES), "en")
