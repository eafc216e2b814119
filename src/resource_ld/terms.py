"""RDF terms spelled in canonical N-Triples, checked IRIs, namespaces and prefixes.

In the publish line a term is its N-Triples text (`<iri>`, `"text"@en`, `"2009"^^<…>`): equal spelling, equal term.
Language tags are lower-cased, since RDF 1.1 section 3.3 compares them so and stores normalise them.
"""

import re
from functools import cache

from resource_ld.errors import BadIRI

Term = str
Triple = tuple[str, str, str]
"""Subject, predicate and object, each spelled in N-Triples."""

PREFIXES = {
    "as": "https://www.w3.org/ns/activitystreams#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "hydra": "http://www.w3.org/ns/hydra/core#",
    "ldes": "https://w3id.org/ldes#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "rl": "https://w3id.org/resource-ld/ns#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "tree": "https://w3id.org/tree#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Every prefix the program writes, spelled as prefix.cc spells it, in alphabetical order."""

_ILLEGAL = re.compile(r"[\x00-\x20\x7f-\x9f<>\"{}|^`\\\ud800-\udfff]|%(?![0-9A-Fa-f]{2})")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s]")
_WEB = re.compile(r"https?://(?:[^/?#@]*@)?([^/?#:\[\]]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]*)?(?:[/?#]|$)", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_ESCAPED = re.compile(r"[\x00-\x1f\"\\\x7f]")
_ESCAPES = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_UNESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_UNESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "'": "'", "\\": "\\"}


@cache
def curie(text: str) -> Term:
    """Return the term of a prefixed name.

    >>> curie("dcterms:title")
    '<http://purl.org/dc/terms/title>'
    """
    prefix, _, local = text.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


def iri(text: str) -> Term:
    """Return the term of an absolute IRI; raise BadIRI when RDF could not carry it (RFC 3987 section 2.2).

    >>> iri("https://example.net/a")
    '<https://example.net/a>'
    """
    if found := _ILLEGAL.search(text):
        raise BadIRI(
            f"the address {text!r} holds {found[0]!r}", kind="character", character=found[0],
            mend="Write it percent-encoded (a space is %20) or remove it.",
        )  # fmt: skip
    if not _ABSOLUTE.match(text):
        raise BadIRI(
            f"{text!r} is not a whole address", kind="whole", mend="Begin it with https:// (or another scheme)."
        )
    return f"<{text}>"


def web_iri(text: str) -> Term:
    """Return the term of an `http` or `https` IRI; raise BadIRI for anything else (`javascript:` among it)."""
    term = iri(text)
    if not _WEB.match(text):
        raise BadIRI(f"{text!r} is not a web address", kind="web", mend="Begin it with https:// and a host name.")
    return term


def literal(text: str, *, language: str = "", datatype: str = "") -> Term:
    """Return a literal; `datatype` is a prefixed name or a whole IRI, `language` a BCP 47 tag.

    >>> literal('say "hi"', language="EN"), literal("2009", datatype="xsd:gYear")
    ('"say \\\\"hi\\\\""@en', '"2009"^^<http://www.w3.org/2001/XMLSchema#gYear>')
    """
    quoted = f'"{_ESCAPED.sub(_escape, text)}"' if _ESCAPED.search(text) else f'"{text}"'
    if language:
        return f"{quoted}@{language.lower()}"
    if datatype:
        return f"{quoted}^^{_datatype(datatype)}"
    return quoted


def _datatype(text: str) -> Term:
    return f"<{text}>" if "://" in text else curie(text)


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"


def is_language_tag(text: str) -> bool:
    """Return whether a text is well-formed as a language tag (BCP 47 section 2.1, loosely).

    >>> is_language_tag("zh-Hans"), is_language_tag("English (UK)")
    (True, False)
    """
    return bool(_LANGUAGE.fullmatch(text))


def is_iri(term: Term) -> bool:
    """Return whether a term is an IRI and not a literal."""
    return term.startswith("<")


def iri_text(term: Term) -> str:
    """Return the IRI inside a term.

    >>> iri_text("<https://example.net/a>")
    'https://example.net/a'
    """
    return term[1:-1]


def split_literal(term: Term) -> tuple[str, str, str]:
    """Return text, language tag and datatype IRI of a literal; the last two may be empty.

    >>> split_literal('"Tch\\\\u00e9quie"@fr')
    ('Tchéquie', 'fr', '')
    """
    end = term.rindex('"')
    text, rest = term[1:end], term[end + 1 :]
    if "\\" in text:
        text = _UNESCAPE.sub(_unescape, text)
    if rest.startswith("@"):
        return text, rest[1:], ""
    return text, "", rest[3:-1] if rest else ""


def _unescape(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _UNESCAPES[found[3]]


def parse_ntriples(text: str) -> tuple[Triple, ...]:
    """Return the triples of canonical N-Triples as this program writes them, in order.

    >>> parse_ntriples('<http://a.b/s> <http://a.b/p> "o"@en .\\n')
    (('<http://a.b/s>', '<http://a.b/p>', '"o"@en'),)
    """
    # In canonical N-Triples a line feed only ends a line and the first two spaces only end subject and predicate, so
    # cutting is enough: a tenth of the time a grammar takes, and pages are made of it.
    lines = [line.split(" ", 2) for line in text.split("\n")]
    return tuple([(line[0], line[1], line[2][:-2]) for line in lines if len(line) == 3])


def ntriples(triples: "tuple[Triple, ...] | list[Triple]") -> str:
    """Return triples as canonical N-Triples, one line each, in the order given."""
    return "".join([f"{s} {p} {o} .\n" for s, p, o in triples])
