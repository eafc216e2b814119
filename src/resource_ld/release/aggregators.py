"""Aggregators: how a source is registered with each and what it asks of a record. A new one is one row here."""

from collections.abc import Callable
from dataclasses import dataclass

from resource_ld.model import Date
from resource_ld.profiles import Record, lacking
from resource_ld.profiles.codes import valid
from resource_ld.profiles.oai_dc import right

_STANDARD_RIGHTS = ("http://rightsstatements.org/vocab/", "https://creativecommons.org/", "http://creativecommons.org/")


def _has(*names: str) -> Callable[[Record], bool]:
    return lambda record: any(True for _ in record.values(*names))


def _is_dated(*names: str) -> Callable[[Record], bool]:
    return lambda record: any(isinstance(each, Date) and each.value for each in record.values(*names))


def _has_link(record: Record) -> bool:
    return bool(_has("url", "file")(record) or valid(record, "doi"))


def _has_standard_rights(record: Record) -> bool:
    values = record.values("rights_statement", "license")
    return any(right(record, each)[0].startswith(_STANDARD_RIGHTS) for each in values)


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing asked of a record: its words when it is missing, the field a curator writes it in, how it is found.

    `required` is what keeps a record out; `by_profile` says that the profile of the aggregator, where there is one,
    decides this itself and only takes the field from here. `own` is the property of a field of the catalogue's own
    that holds what no field of ours does, and `field` the name such a field gets.
    """

    words: str
    field: str
    is_met: Callable[[Record], bool]
    required: bool = True
    by_profile: bool = False
    own: str = ""


@dataclass(frozen=True, slots=True)
class Aggregator:
    """Who takes records: the steps of registering, the profile it harvests, what it asks; `{base}` stands for the base IRI.

    `without_files` is said of a source none of whose records has a file; `wants_cc0` asks that of the metadata.
    """

    token: str
    name: str
    profile: str
    steps: tuple[str, ...]
    without_files: str
    asks: tuple[Ask, ...]
    wants_cc0: bool = False
    harvests: bool = True


NO_AUTHOR = Ask(lacking.NO_AUTHOR, "creator", _has("creator"))
NO_DATE = Ask("no exact date or year of publication", "issued", _is_dated("issued"))
NO_LINK = Ask("no link to the work", "url", _has_link)
NO_RIGHTS = Ask(
    "no rights statement of rightsstatements.org and no Creative Commons licence",
    "rights_statement",
    _has_standard_rights,
)
NO_DESCRIPTION = Ask(lacking.NO_DESCRIPTION, "description", _has("description", "abstract"), required=False)
NO_LANGUAGE = Ask("no language", "language", _has("language"), required=False)
NO_SUBJECT = Ask("no subject", "category", _has("category", "keyword"), required=False)


def _said_by_profile(words: str, field: str, own: str = "") -> Ask:
    return Ask(words, field, _nobody_asks, by_profile=True, own=own)


def _nobody_asks(_record: Record) -> bool:
    """Stand where a profile decides."""
    return False


NO_TITLE = _said_by_profile(lacking.NO_TITLE, "title")
AGGREGATORS = (
    Aggregator(
        "openaire", "OpenAIRE", "oai_openaire",
        (
            "Sign in at OpenAIRE PROVIDE (provide.openaire.eu), run the validator on {base}oai (guidelines for literature repositories 4, "
            "prefix oai_openaire), then register the source.",
            "A literature repository is in OpenDOAR first, a data repository in re3data; an aggregator or a journal registers directly.",
            "Have ready: the name of the source, a contact e-mail, the base URL {base}oai.",
        ),
        "You hold no full texts: OpenAIRE takes repositories, journals, aggregators and CRIS whose records lead to the work and say "
        "who may read it. Register as an aggregator, and say “metadata only access” where the work is not to be had.",
        (
            NO_TITLE, _said_by_profile(lacking.NO_AUTHOR, "creator"), _said_by_profile(lacking.NO_YEAR, "issued"),
            _said_by_profile(lacking.NO_TYPE, "type"), _said_by_profile(lacking.NO_ACCESS, "access_rights"),
            _said_by_profile(lacking.NO_START, "issued"), _said_by_profile(lacking.NO_END, "available", "dcterms:available"),
            NO_LINK, NO_DESCRIPTION, NO_LANGUAGE,
        ),
    ),
    Aggregator(
        "base", "BASE", "oai_dc",
        (
            "Test {base}oai with OVAL, the validator at base-search.net, then suggest the source there.",
            "BASE takes sources with scholarly content that answer OAI-PMH (oai_dc) without errors.",
            "Have ready: the name of the source, a contact e-mail, the base URL {base}oai.",
        ),
        "You hold no full texts: BASE expects every record to lead to the work or to its front door on the web, so a link is needed.",
        (
            NO_LINK, Ask(lacking.NO_AUTHOR, "creator", _has("creator"), required=False),
            Ask("no exact date or year", "issued", _is_dated("issued", "created"), required=False), NO_DESCRIPTION, NO_LANGUAGE,
            Ask("nothing on rights or access", "access_rights", _has("access_rights", "license", "rights", "rights_statement"), required=False),
        ),
    ),
    Aggregator(
        "europeana", "Europeana", "edm",
        (
            "Europeana takes data through an accredited aggregator of your country or subject, listed at pro.europeana.eu: write to one.",
            "You sign its data exchange agreement: the metadata become CC0, and each object has a standard rights statement.",
            "Have ready: what the collection is, how many objects are online, a sample of records, the base URL {base}oai.",
        ),
        "You hold no digital objects: Europeana takes records of objects that can be seen online, not of publications as such, "
        "so each record needs a link to its object.",
        (
            _said_by_profile(lacking.NO_TITLE_OR_DESCRIPTION, "title"), _said_by_profile(lacking.NO_OBJECT, "url"),
            _said_by_profile(lacking.NO_EUROPEANA_RIGHTS, "rights_statement"), _said_by_profile(lacking.NO_EUROPEANA_TYPE, "type"),
            _said_by_profile(lacking.NO_TEXT_LANGUAGE, "language"),
            Ask("no picture", "thumbnail", _has("thumbnail", "file"), required=False), NO_DESCRIPTION,
        ),
        wants_cc0=True,
    ),
    Aggregator(
        "dpla", "DPLA", "dcterms",
        (
            "DPLA takes records through its hubs: write to the service hub of your state, listed at dp.la.",
            "The hub signs an agreement with you: the metadata become CC0, and it harvests {base}oai (dcterms or mods).",
            "Have ready: the name of the institution that contributes, a contact e-mail, the base URL {base}oai.",
        ),
        "You hold no digital objects: DPLA takes records that lead to an object online at the institution that contributes it.",
        (
            Ask(lacking.NO_OBJECT, "url", _has_link), NO_RIGHTS,
            Ask(lacking.NO_TYPE, "type", _has("type"), required=False), NO_LANGUAGE, NO_SUBJECT, NO_DESCRIPTION,
            Ask("no picture", "thumbnail", _has("thumbnail"), required=False),
        ),
        wants_cc0=True,
    ),
    Aggregator(
        "google", "Google Search and Google Scholar", "schema",
        (
            "Search: prove in Search Console that the site is yours and submit {base}sitemap.xml. There is nothing else to apply for.",
            "Scholar: ask for inclusion at scholar.google.com (inclusion guidelines for webmasters). It reads the citation_ elements of a page.",
            "Scholar wants sites that are mostly scholarly works, with the abstract or the full text open to any reader.",
        ),
        "You hold no full texts: Google Search takes your pages all the same; Scholar rarely lists a page without a PDF of the work beside it.",
        (
            NO_AUTHOR, NO_DATE, NO_DESCRIPTION,
            Ask("no file of the work", "file", _has("file"), required=False),
        ),
        harvests=False,
    ),
)  # fmt: skip
"""Every aggregator `check --for` knows. A profile named here that is not among ours is left out of account."""


def aggregator_of(token: str) -> Aggregator:
    """Return the aggregator of a token."""
    return next(each for each in AGGREGATORS if each.token == token)
