"""The change list as a Linked Data Event Stream (LDES, in TREE): each change a version, one that can be followed for ever.

A version is a named graph of its own IRI that holds the resource's document, whatever subjects it has; beside it stand what
happened, to which resource and when. Only the last version of a resource is kept, and the stream says so. A page belongs to
one release: it never gains a version, so clients need not read it twice.
"""

from collections.abc import Iterable, Sequence

from resource_ld.mapping.parts import RDF_TYPE
from resource_ld.release.change_list import kind_of
from resource_ld.release.index import Entry
from resource_ld.serialize import QUADS
from resource_ld.terms import Term, Triple, curie, iri, literal, parse_ntriples

PATH = "ldes"
VERSION_OF, TIMESTAMP = curie("dcterms:isVersionOf"), curie("dcterms:modified")
_HAPPENED = {"created": curie("as:Create"), "updated": curie("as:Update"), "deleted": curie("as:Delete")}


def root(base_iri: str, title: str, license_iri: str, pages: Iterable[tuple[str, str]]) -> list[Triple]:
    """Return the stream and its first node, which leads to the first page of each release: (address, datestamp)."""
    stream, node = _stream(base_iri), f"<{base_iri}{PATH}>"
    kept = f"<{base_iri}{PATH}#kept>"
    one = literal("1", datatype="xsd:integer")
    triples = [
        (stream, RDF_TYPE, curie("ldes:EventStream")), (stream, curie("tree:view"), node),
        (stream, curie("dcterms:title"), literal(title)), (stream, curie("dcterms:license"), iri(license_iri)),
        (stream, curie("ldes:versionOfPath"), VERSION_OF), (stream, curie("ldes:timestampPath"), TIMESTAMP),
        (stream, curie("ldes:versionCreateObject"), _HAPPENED["created"]),
        (stream, curie("ldes:versionUpdateObject"), _HAPPENED["updated"]),
        (stream, curie("ldes:versionDeleteObject"), _HAPPENED["deleted"]),
        (node, RDF_TYPE, curie("tree:Node")), (node, curie("ldes:retentionPolicy"), kept),
        (kept, RDF_TYPE, curie("ldes:RetentionPolicy")), (kept, RDF_TYPE, curie("ldes:LatestVersionSubset")),
        (kept, curie("ldes:amount"), one), (kept, curie("ldes:versionAmount"), one),
        (kept, curie("ldes:versionKey"), VERSION_OF),
    ]  # fmt: skip
    for address, at in pages:
        triples += _leads(node, address, at)
    return sorted(triples)


def page(base_iri: str, address: str, members: Sequence[Entry], *, at: str, further: str, form: str) -> bytes:
    """Return a page of versions in a format of named graphs; `further` is the next page of the same release, if any."""
    stream, node = _stream(base_iri), f"<{address}>"
    triples = [(stream, RDF_TYPE, curie("ldes:EventStream")), (stream, curie("tree:view"), f"<{base_iri}{PATH}>")]
    triples += [(node, RDF_TYPE, curie("tree:Node"))]
    triples += [(node, curie("ldes:immutable"), literal("true", datatype="xsd:boolean"))]
    if further:
        triples += _leads(node, further, at)
    graphs = []
    for each in members:
        version = f"<{base_iri}{each.path}#version-{each.changed_in}>"
        triples += [(stream, curie("tree:member"), version), *_version(base_iri, version, each, at)]
        graphs.append((version, parse_ntriples(each.description)))
    return QUADS[form](sorted(triples), graphs).encode()


def _version(base_iri: str, version: Term, entry: Entry, at: str) -> list[Triple]:
    triples = [
        (version, RDF_TYPE, _HAPPENED[kind_of(entry.state, entry.first_in, entry.changed_in)]),
        (version, VERSION_OF, f"<{base_iri}{entry.path}>"),
        (version, TIMESTAMP, _instant(at)),
    ]
    if entry.target:
        triples.append((version, curie("dcterms:isReplacedBy"), f"<{base_iri}resource/{entry.target}>"))
    if entry.reason:
        triples.append((version, curie("as:summary"), literal(entry.reason)))
    return triples


def _stream(base_iri: str) -> Term:
    return f"<{base_iri}{PATH}#stream>"


def _leads(node: Term, address: str, at: str) -> list[Triple]:
    """Return the relations to a page all of whose versions have one datestamp, so that clients can leave it out."""
    triples = []
    for name in ("GreaterThanOrEqualTo", "LessThanOrEqualTo"):
        relation = f"<{address}#{name}>"
        triples += [
            (node, curie("tree:relation"), relation), (relation, RDF_TYPE, curie(f"tree:{name}Relation")),
            (relation, curie("tree:node"), f"<{address}>"), (relation, curie("tree:path"), TIMESTAMP),
            (relation, curie("tree:value"), _instant(at)),
        ]  # fmt: skip
    return triples


def _instant(at: str) -> Term:
    return literal(at, datatype="xsd:dateTime")
