"""One record through all that is said of it: negotiation, its page, its links, each profile, OAI-PMH in each prefix."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from resource_ld.errors import Disallowed, DoorError
from resource_ld.formats import DOCUMENT_FORMATS, RDF_FORMATS, Format
from resource_ld.terms import Triple
from resource_ld.verification.client import Answer
from resource_ld.verification.links import Links
from resource_ld.verification.oai import Identity, Repository, is_of
from resource_ld.verification.reading import Page, graph, header_links, json_of, same_element, script_graph, xml
from resource_ld.verification.site import Site
from resource_ld.verification.told import Fault

NEGOTIATION, PAGE, LINKSET, OAI = "content negotiation", "page", "linkset", "OAI-PMH GetRecord"
BY_MEDIA_TYPE: Mapping[str, Format] = {each.media_type: each for each in RDF_FORMATS}
IN_BOTH = ("cite-as", "author", "type", "license", "item", "describedby", "collection")
"""Relations of a page that its `Link` header and the linkset say alike."""


@dataclass(frozen=True, slots=True)
class Harvester:
    """A repository, what it says of itself, its prefixes with their namespaces, and what its lists said of a record."""

    repository: Repository
    identity: Identity
    namespaces: Mapping[str, str]
    listed: Callable[[str, str], tuple[bool, str] | None]


@dataclass(frozen=True, slots=True)
class Target:
    """A target of the linkset."""

    anchor: str
    relation: str
    address: str
    media_type: str
    profile: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document in a profile: the triples it says, or the XML it is."""

    address: str
    triples: frozenset[Triple] | None = None
    element: Element | None = None


class Records:
    """Checks records one by one and collects their links."""

    def __init__(self, site: Site, harvester: Harvester | None, links: Links) -> None:
        self._site, self._harvester, self._links = site, harvester, links

    def check(self, record: str) -> Iterator[Fault]:
        """Yield all that does not agree about a record."""
        yield from self._guarded(NEGOTIATION, record, self._negotiation(record))
        targets: list[Target] = []
        yield from self._guarded(LINKSET, record, self._linkset(record, targets))
        yield from self._guarded(PAGE, record, self._page(record, targets))
        documents: dict[str, list[Document]] = {}
        for each in targets:
            if each.profile and each.relation == "describedby":
                yield from self._guarded(_profile(each), record, self._document(record, each, documents))
        for name, found in documents.items():
            yield from _disagreeing(f"profile {name}", record, found)
        # Without the linkset nobody knows which profiles a record has.
        if self._harvester is not None and targets:
            yield from self._guarded(OAI, record, self._oai(self._harvester, record, documents))

    def _guarded(self, door: str, record: str, faults: Iterator[Fault]) -> Iterator[Fault]:
        """Yield faults; a door that does not answer is one, one that may not be asked is none."""
        try:
            yield from faults
        except Disallowed:
            return
        except DoorError as error:
            yield Fault(door, record, error.what, "Other doors have this record.", error.mend, error.where)

    def _get(self, address: str) -> Answer:
        # Whatever comes of it: what is wrong with it is said here, not once more as a dead link.
        self._links.read(address)
        return self._site.get(address)

    def _negotiation(self, record: str) -> Iterator[Fault]:
        iri = self._site.iri(record)
        for each in DOCUMENT_FORMATS:
            answer = self._site.ask(iri, accept=each.media_type, follow=False)
            found = urljoin(answer.address, answer.headers.get("location", ""))
            wanted = self._site.reach(f"{iri}.{each.suffix}")
            if (answer.status, found) != (303, wanted):
                yield Fault(
                    NEGOTIATION, record, f"answers {answer.status} {found} to Accept: {each.media_type}", f"303 {wanted}",
                    "A cache before the site must heed Vary.", answer.address,
                )  # fmt: skip

    def _linkset(self, record: str, targets: list[Target]) -> Iterator[Fault]:
        answer = self._get(f"{self._site.base_iri}linkset/{record}.json")
        said = json_of(answer.body, where=answer.address)
        contexts = said.get("linkset") if isinstance(said, dict) else None
        if not isinstance(contexts, list):
            raise DoorError("it is no linkset (RFC 9264 section 4.2)", where=answer.address)
        targets += [each for context in contexts for each in _targets(context)]
        for each in targets:
            self._links.add(each.address, page=answer.address, record=record)
        yield from ()

    def _page(self, record: str, targets: list[Target]) -> Iterator[Fault]:
        iri = self._site.iri(record)
        answer = self._get(f"{iri}.html")
        page = Page(answer.body, f"{iri}.html")
        if "noindex" in answer.headers.get("x-robots-tag", ""):
            yield Fault(
                PAGE, record, "asks not to be found (X-Robots-Tag)", "The sitemap lists it.", "", answer.address
            )
        for link in page.links:
            self._links.add(link, page=answer.address, record=record)
        canonical = [address for relation, _, address in page.related if relation == "canonical"]
        if canonical != [f"{iri}.html"]:
            yield Fault(
                PAGE,
                record,
                f"its canonical link is {' '.join(canonical) or 'missing'}",
                f"{iri}.html",
                "",
                answer.address,
            )
        in_linkset = {(each.relation, each.address) for each in targets if each.anchor == f"{iri}.html"}
        for target, said in header_links(answer.headers.get("link", ""), base=f"{iri}.html"):
            self._links.add(target, page=answer.address, record=record)
            for relation in said.get("rel", "").split():
                if relation in IN_BOTH and targets and (relation, target) not in in_linkset:
                    yield Fault(
                        PAGE,
                        record,
                        f"its Link header has {relation} {target}",
                        "The linkset does not have it.",
                        "",
                        answer.address,
                    )
        yield from self._scripts(record, page, answer.address)

    def _scripts(self, record: str, page: Page, address: str) -> Iterator[Fault]:
        """Compare the JSON-LD in the page with the profile of schema.org."""
        found = [script_graph(each, where=address) for each in page.scripts]
        expected = self._get(f"{self._site.iri(record)}.schema.nt")
        right = graph(expected.body, RDF_FORMATS[2], where=expected.address)
        if (says := difference(frozenset().union(*found), right)) is not None:
            yield Fault("page JSON-LD", record, says, f"{expected.address} says so", "", address)

    def _document(self, record: str, target: Target, documents: dict[str, list[Document]]) -> Iterator[Fault]:
        """Read a document in a profile and keep what it says."""
        name = _profile(target)
        answer = self._get(target.address)
        if answer.media_type != target.media_type:
            yield Fault(
                name,
                record,
                f"is sent as {answer.media_type}",
                f"the linkset says {target.media_type}",
                "",
                answer.address,
            )
        form = BY_MEDIA_TYPE.get(target.media_type)
        if form is not None:
            triples = graph(answer.body, form, where=answer.address)
            element = xml(answer.body, where=answer.address) if target.media_type.endswith("xml") else None
            said = Document(answer.address, triples, element)
        elif target.media_type.endswith("xml"):
            said = Document(answer.address, element=xml(answer.body, where=answer.address))
        else:
            said = Document(answer.address)
            if target.media_type.endswith("json"):
                json_of(answer.body, where=answer.address)
            elif not answer.body.strip():
                yield Fault(name, record, "is empty", "Other documents say something.", "", answer.address)
        documents.setdefault(_token(target.address), []).append(said)

    def _oai(self, harvester: Harvester, record: str, documents: Mapping[str, Collection[Document]]) -> Iterator[Fault]:
        """Compare the prefixes of a record with its profiles, and each record in a prefix with the document of the profile."""
        identifier = harvester.identity.identifiers + record
        offered = {*harvester.repository.formats(identifier)}
        profiles = {each for each in ("rdf", *documents) if each in harvester.namespaces}
        for each in sorted(offered ^ profiles):
            says = "offers" if each in offered else "does not offer"
            yield Fault(
                "OAI-PMH ListMetadataFormats", record, f"{says} {each}", "The linkset says otherwise.", "",
                harvester.repository.base_url,
            )  # fmt: skip
        for prefix in sorted(offered & profiles):
            yield from self._guarded(f"{OAI} {prefix}", record, self._in_prefix(harvester, record, prefix, documents))

    def _in_prefix(
        self, harvester: Harvester, record: str, prefix: str, documents: Mapping[str, Collection[Document]]
    ) -> Iterator[Fault]:
        name, base_url = f"{OAI} {prefix}", harvester.repository.base_url
        found = harvester.repository.record(harvester.identity.identifiers + record, prefix)
        listed = harvester.listed(prefix, record)
        if listed is None:
            yield Fault(
                f"OAI-PMH ListIdentifiers {prefix}",
                record,
                "does not list it",
                "GetRecord has it in this format.",
                "",
                base_url,
            )
        elif listed != (found.deleted, found.datestamp):
            yield Fault(
                name, record, f"has the datestamp {found.datestamp}", f"The list has {listed[1]}.", "", base_url
            )
        if found.metadata is None:
            yield Fault(name, record, "has no metadata", "Other doors have this record.", "", base_url)
            return
        if not is_of(harvester.namespaces[prefix], found.metadata):
            yield Fault(
                name, record, f"its metadata is {found.metadata.tag}",
                f"ListMetadataFormats says {harvester.namespaces[prefix]}", "", base_url,
            )  # fmt: skip
        elements = [
            each
            for each in documents.get(prefix, ())
            if each.element is not None and each.element.tag == found.metadata.tag
        ]
        if elements and not any(
            same_element(each.element, found.metadata) for each in elements if each.element is not None
        ):
            yield Fault(name, record, "says something else", f"{elements[0].address} is the same record", "", base_url)


def _targets(context: object) -> Iterator[Target]:
    """Yield the targets of one link context object."""
    if not isinstance(context, dict):
        return
    anchor = str(context.get("anchor", ""))
    for relation, found in context.items():
        for each in found if isinstance(found, list) else ():
            if isinstance(each, dict):
                said = (str(each.get(name, "")) for name in ("href", "type", "profile"))
                yield Target(anchor, str(relation), *said)


def _token(address: str) -> str:
    """Return the token of a profile from the address of a document in it: `…/<id>.<token>.<suffix>`."""
    return address.rpartition(".")[0].rpartition(".")[2]


def _profile(target: Target) -> str:
    return f"profile {_token(target.address)}"


def _disagreeing(door: str, record: str, documents: Iterable[Document]) -> Iterator[Fault]:
    """Yield the documents of a profile that do not say what most of them say."""
    graphs = [(each.address, each.triples) for each in documents if each.triples is not None]
    if len({triples for _, triples in graphs}) < 2:
        return
    right = Counter(triples for _, triples in graphs).most_common(1)[0][0]
    agreeing = next(address for address, triples in graphs if triples == right)
    for address, triples in graphs:
        if (says := difference(triples, right)) is not None:
            yield Fault(door, record, says, f"{agreeing} says so", "", address)


SHOWN = 2
"""Triples of a difference that are said; the others are counted."""


def difference(found: frozenset[Triple], right: frozenset[Triple]) -> str | None:
    """Return in words how triples differ from those that are right, or None.

    >>> difference(frozenset(), frozenset({("<a:s>", "<a:p>", '"o"')}))
    'lacks <a:s> <a:p> "o"'
    """
    if found == right:
        return None
    said = []
    for word, triples in (("lacks", right - found), ("adds", found - right)):
        shown = [" ".join(each)[:300] for each in sorted(triples)[:SHOWN]]
        more = [f"{len(triples) - SHOWN} more"] if len(triples) > SHOWN else []
        said += [f"{word} {', '.join([*shown, *more])}"] if triples else []
    return "; ".join(said)
