"""What the fields of a resource are called on pages, in the languages of the pages."""

from collections.abc import Mapping

from resource_ld.fields import FIELDS
from resource_ld.sentences.field_names import FIELD_NAMES
from resource_ld.web.languages import TEXTS

FIELD_TEXTS: Mapping[str, Mapping[str, str]] = {"en": {each.name: each.label for each in FIELDS}, **FIELD_NAMES}
"""Language → name of a field → what pages call it; a field of a catalogue's own has the name it was given there."""


def field_text(language: str, name: str, label: str = "") -> str:
    """Return what a page in a language calls a field or, in a report, the site's own data that is none of them.

    >>> field_text("fr", "language"), field_text("fr", "grade", "Grade of evidence"), field_text("fr", "grade")
    ('Langue', 'Grade of evidence', 'Grade')
    """
    known = FIELD_TEXTS.get(language, FIELD_TEXTS["en"]).get(name)
    return known or label or TEXTS.get(language, TEXTS["en"]).get(name) or name.capitalize()
