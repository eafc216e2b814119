"""What the citation formats share: the kind of a work in each of them, names, dates, and one line of a text."""

from dataclasses import dataclass

from resource_ld.model import Agent, Concept, Date, Link
from resource_ld.profiles.record import Record


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of work: in CSL 1.0.2, as an entry of BibTeX, as a reference type of RIS."""

    csl: str
    bibtex: str
    ris: str


_REPORT, _PICTURE, _OTHER = (
    Kind("report", "techreport", "RPRT"),
    Kind("graphic", "misc", "ART"),
    Kind("document", "misc", "GEN"),
)
KINDS = {
    "annual-report": _REPORT, "conference-report": _REPORT, "fact-sheet": _REPORT, "guidance": _REPORT, "policy-brief": _REPORT,
    "report": _REPORT, "strategy": _REPORT, "working-paper": _REPORT,
    "artwork": _PICTURE, "drawing": _PICTURE, "painting": _PICTURE, "print": _PICTURE, "sculpture": _PICTURE,
    "article": Kind("article-journal", "article", "JOUR"), "book": Kind("book", "book", "BOOK"),
    "book-chapter": Kind("chapter", "incollection", "CHAP"), "dataset": Kind("dataset", "misc", "DATA"),
    "handbook": Kind("report", "manual", "RPRT"), "image": Kind("graphic", "misc", "FIGURE"),
    "legislation": Kind("legislation", "misc", "STAT"), "manuscript": Kind("manuscript", "unpublished", "MANSCPT"),
    "map": Kind("map", "misc", "MAP"), "moving-image": Kind("motion_picture", "misc", "VIDEO"),
    "newsletter": Kind("periodical", "misc", "SER"), "notated-music": Kind("musical_score", "misc", "MUSIC"),
    "periodical": Kind("periodical", "misc", "JFULL"), "sound": Kind("song", "misc", "SOUND"),
    # BibTeX knows a master's and a doctor's thesis only, and which of the two nobody said.
    "still-image": Kind("graphic", "misc", "FIGURE"), "thesis": Kind("thesis", "misc", "THES"),
    "website": Kind("webpage", "misc", "ELEC"),
}  # fmt: skip
"""Concept of the scheme `type` → kind; any other is a document."""


def kind_of(record: Record) -> Kind:
    """Return the kind the first known type gives."""
    types = (each.id for each in record.values("type") if isinstance(each, Concept))
    return next((KINDS[each] for each in types if each in KINDS), _OTHER)


def agents(record: Record, *names: str) -> list[Agent]:
    """Return the agents of some fields, each once."""
    return list(dict.fromkeys(each for each in record.values(*names) if isinstance(each, Agent)))


def date_of(record: Record) -> Date | None:
    """Return when a work was published, or made where nothing was published."""
    return next((each for each in record.values("issued", "created") if isinstance(each, Date)), None)


def address_of(record: Record) -> str:
    """Return where a reader finds a work: its page, else a file of it, else its IRI here."""
    return next((each.iri for each in record.values("url", "file") if isinstance(each, Link)), record.iri)


def container_of(record: Record) -> str:
    """Return the title of what a work is part of, when the catalogue has one and not only its address."""
    return next(
        (one_line(each.title) for each in record.values("is_part_of") if isinstance(each, Link) and each.title), ""
    )


def publisher_of(record: Record) -> str:
    """Return the publishers' names."""
    return "; ".join(one_line(each.name) for each in agents(record, "publisher"))


def languages_of(record: Record) -> list[str]:
    """Return the languages of a work as BCP 47 tags; one of the catalogue's own words by that word."""
    concepts = [each for each in record.values("language") if isinstance(each, Concept)]
    return [each.id if record.codes(each) else record.name(each)[0] for each in concepts]


def one_line(text: str) -> str:
    """Return a text without line breaks, control characters and doubled spaces.

    >>> one_line("A\\tline\\r\\nand  more")
    'A line and more'
    """
    return " ".join("".join(each if each >= " " and each != "\x7f" else " " for each in text).split())
