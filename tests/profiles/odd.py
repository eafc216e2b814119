"""Records to write in every standard: generated odd ones, and those of two real catalogues."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from tests.conftest import PROJECT

from resource_ld.config import load
from resource_ld.fields import FIELDS, Field, Kind
from resource_ld.identifiers import register
from resource_ld.mapping.description import Describer
from resource_ld.model import Agent, Concept, Date, LangText, Link, Period, Resource, Value
from resource_ld.profiles import ConceptNames, Record
from resource_ld.release.collect import collect, plan
from resource_ld.release.facts import FactsMaker
from resource_ld.release.inputs import own_vocabulary
from resource_ld.release.records import record

CC0 = ConceptNames({"en": "CC0 1.0"}, (), ("https://creativecommons.org/publicdomain/zero/1.0/",))
ENGLISH = ConceptNames({"en": "English"}, ("en", "eng"))
CORPORA = PROJECT.parent / "shared" / "corpora"
TEXTS = (
    LangText("plain"), LangText("English", "en"), LangText("דבר", "he"), LangText("دليل <عمل> & أكثر", "ar"), LangText("中文標題", "zh-hant"),
    LangText("\x00\x0b\x1b\ufffe bell \r\n and \ttab", "en"), LangText("]]> <!-- & &amp; \"'", "en"), LangText("x" * 70_000, "en"),
    LangText("a" * 9_000 + " " + "é" * 9_000, "fr"), LangText("e\u0301\U0001f4da\u202eabc\u202c", "en"), LangText("one\u2028two\x85three", "de-ch-1996"),
    LangText("\ud800 half a pair"), LangText("1984"), LangText("The, a: title / by someone."), LangText("[sic]", "en"),
)  # fmt: skip
_LINKS = (
    Link("https://example.net/a?b=1&c=%3C2%3E"), Link("https://example.net/ü/%20x", "A title & more"), Link("http://[2001:db8::1]/x"),
    Link("https://example.net/" + "a/" * 2_000), Link("https://example.net/a'b(c)~d;e=f#g"), Link("https://doi.org/10.1000/182"),
)  # fmt: skip
_RIGHTS = (
    LangText("Free for schools", "en"), Concept("licence", "cc-by-4.0"), Concept("licence", "cc0-1.0"), Concept("licence", "own", "Own terms", "en"),
    Link("https://creativecommons.org/licenses/by/3.0/igo/"), Link("http://rightsstatements.org/vocab/InC/1.0/"), Link("https://rightsstatements.org/page/UND/1.0/"),
    LangText("open access", "en"), LangText("Embargoed access"), Link("http://purl.org/coar/access_right/c_16ec"), LangText("© 2020"),
)  # fmt: skip
_VALUES: dict[Kind, tuple[Value, ...]] = {
    Kind.ID: ("x1", "a.b-c_d"),
    Kind.TEXT: TEXTS,
    Kind.CODE: (
        "10.1000/182", "10.1000/<a>&b;2", "not a doi", "978-92-9068-512-8", "0-306-40615-2", "080442957X", "ISBN 978-92-9068-512-8", "123", "978",
        "2049-3630", "2049-3631", "ISSN 0000-006X", "1050-124x", "urn:nbn:de:101:1-2019", "ark:/13030/x", "hdl:1/2", "\x02\x03", "δοκιμή", "x" * 10_000,
    ),
    Kind.DATE: (
        Date("2009", "2009", 2009, 2009), Date("May 2009", "2009-05", 2009, 2009), Date("17/05/2009", "2009-05-17", 2009, 2009),
        Date("c. 1875–1880", "", 1875, 1880), Date("1914, later cast", "", 1914, 1914), Date("before 1900", "", None, 1900), Date("since 1990", "", 1990, None),
        Date("date not known"), Date("12th century", "", 1101, 1200), Date("1000", "1000", 1000, 1000), Date("long " * 2_000, "", 1, 2),
    ),
    Kind.PERIOD: (
        Period("2020-2024", "2020", "2024"), Period("2020", "2020", "2020"), Period("since 2020", "2020", ""), Period("to 2024-03-01", "", "2024-03-01"),
        Period("long ago"), Period("الماضي"),
    ),
    Kind.AGENT: (
        Agent("Kay, Alan", "https://orcid.org/0000-0002-1825-0097", "person"), Agent("Plato", "", "person"), Agent("Kay, Alan, Jr.", "", "person"),
        Agent("A press", "https://ror.org/05dxps055", "organization"), Agent("Baker, Smith and Co", "", "organization"), Agent("A group"),
        Agent("منظمة", "https://example.net/org"), Agent("Harriman, E. Roland (Edward Roland), 1895-1978"), Agent("\x0b"), Agent(", ", "", "person"), Agent("x" * 5_000),
        Agent("Someone", "http://ror.org/05dxps055", "organization"), Agent("0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097", "person"),
    ),
    Kind.CONCEPT: (
        Concept("own", "a-b", "A & B", "en"), Concept("own", "c-yg3zmxgd17", "Балканы"), Concept("own", "no-label"), Concept("place", "FR"), Concept("place", "europe"),
        Concept("language", "fr"), Concept("language", "ar"), Concept("language", "x-klingon", "Klingon", "en"),
        *(Concept("type", each) for each in ("report", "artwork", "periodical", "dataset", "image", "sound", "moving-image", "sculpture", "thesis", "own")),
    ),
    Kind.IRI: _LINKS,
    Kind.PAGE: _LINKS,
    Kind.FILE: _LINKS,
    Kind.RIGHTS: _RIGHTS,
}  # fmt: skip
"""Kind of value → odd ones; a field of one scheme also gets concepts of others, which must do no harm."""


def generated(base: Resource) -> Iterator[Resource]:
    """Yield, for each field, a record of only a title with each odd value, `base` with it, and one with all of them."""
    for field in FIELDS:
        values = _VALUES[field.kind]
        for each in (*((value,) for value in values), () if field.single else values):
            yield from _with(base, field, each)


def _with(base: Resource, field: Field, values: tuple[Value, ...]) -> Iterator[Resource]:
    if values:
        yield Resource("r2", {"title": (LangText("A title", "en"),), field.name: values})
        yield Resource("r3", {**base.values, field.name: values})
    else:
        yield Resource("r4", {name: some for name, some in base.values.items() if name != field.name})


_DEFAULTS: dict[str, tuple[Value, ...]] = {
    "access_rights": (LangText("open access", "en"),),
    "license": (Concept("licence", "cc0-1.0"),),
    "publisher": (Agent("Example library", "", "organization"),),
    "language": (Concept("language", "en"),),
}


def with_defaults(found: Record) -> Record:
    """Return a record with what a curator can say of all at once, in `[catalogue.defaults]`."""
    values = {**_DEFAULTS, **found.resource.values}
    names = {("licence", "cc0-1.0"): CC0, ("language", "en"): ENGLISH, **found.concepts}
    return replace(found, resource=Resource(found.resource.id, values), concepts=names)


@cache
def corpus(configuration: str, data: str, folder: Path) -> tuple[Record, ...]:
    """Return the records of a real catalogue, read and described but not published."""
    shutil.copy(PROJECT / "examples" / configuration, folder / "resource-ld.toml")
    shutil.copy(CORPORA / data, folder / Path(data).name)
    settings = load(folder / "resource-ld.toml")
    vocabulary, _ = own_vocabulary(settings)
    describer, facts = Describer(settings, vocabulary), FactsMaker(settings, vocabulary)
    decided = plan(collect(settings, vocabulary), register([]), title_of=lambda _: "")
    instant = "2026-01-05T10:00:00Z"
    return tuple(
        record(each, describer.describe(each).document, facts.resource(each, issued=instant, modified=instant), settings.site)
        for each, _ in decided.resources()
    )  # fmt: skip
