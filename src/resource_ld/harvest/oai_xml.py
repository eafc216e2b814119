"""The XML of OAI-PMH answers (section 3.2), as text: elements in the order its schema gives them."""

from collections.abc import Iterable, Mapping

from resource_ld.profiles.xml import DECLARATION, XSI, element, empty, opened, wrapped

NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
_ROOT = opened(
    "OAI-PMH", xmlns=NAMESPACE, xmlns__xsi=XSI, xsi__schemaLocation=f"{NAMESPACE} {NAMESPACE}OAI-PMH.xsd"
)  # fmt: skip
END = b"</OAI-PMH>\n"
"""How an answer ends."""
_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
_DESCRIBED_DC = opened(
    "oai_dc:dc", xmlns__oai_dc=_DC, xmlns__dc="http://purl.org/dc/elements/1.1/", xmlns__xsi=XSI,
    xsi__schemaLocation=f"{_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
)  # fmt: skip


def head(response_date: str, base_url: str, arguments: Mapping[str, str]) -> bytes:
    """Return how an answer begins; `arguments` become the attributes of `request`, none after badVerb and badArgument."""
    said = element("responseDate", response_date), element("request", base_url, **arguments)
    return "\n".join((f"{DECLARATION}{_ROOT}", *said, "")).encode()


def error(code: str, message: str) -> bytes:
    """Return an error (section 3.6)."""
    return f"{element('error', message, code=code)}\n".encode()


def verb(name: str, content: Iterable[bytes]) -> list[bytes]:
    """Return the element of a verb around its content, in pieces."""
    return [f"<{name}>\n".encode(), *content, f"</{name}>\n".encode()]


def header(identifier: str, datestamp: str, sets: str, *, deleted: bool) -> str:
    """Return the header of a record (section 2.5); `sets` are specs with spaces between them. Nothing in it needs escaping."""
    specs = f"<setSpec>{sets.replace(' ', '</setSpec><setSpec>')}</setSpec>" if sets else ""
    status = ' status="deleted"' if deleted else ""
    return f"<header{status}><identifier>{identifier}</identifier><datestamp>{datestamp}</datestamp>{specs}</header>"


def resumption_token(token: str, *, total: int, cursor: int) -> bytes:
    """Return the token that ends an incomplete list; an empty one ends the last part (section 3.5)."""
    attributes = f'completeListSize="{total}" cursor="{cursor}"'
    return f"<resumptionToken {attributes}>{token}</resumptionToken>\n".encode()


def metadata_format(prefix: str, schema: str, namespace: str) -> bytes:
    """Return one format of `ListMetadataFormats` (section 4.4)."""
    said = (element("metadataPrefix", prefix), element("schema", schema), element("metadataNamespace", namespace))
    return f"{wrapped('metadataFormat', *said)}\n".encode()


def listed_set(spec: str, name: str, description: str) -> bytes:
    """Return one set of `ListSets` (section 4.6), its description in Dublin Core."""
    said = f"{_DESCRIBED_DC}{element('dc:description', description)}</oai_dc:dc>" if description else ""
    children = (element("setSpec", spec), element("setName", name), wrapped("setDescription", said))
    return f"{wrapped('set', *children)}\n".encode()


def about_rights(license_iri: str) -> bytes:
    """Return what may be done with the metadata (OAI guidelines for rights expressions, section 3.2)."""
    space = "http://www.openarchives.org/OAI/2.0/rights/"
    rights = opened("rights", xmlns=space, xmlns__xsi=XSI, xsi__schemaLocation=f"{space} {NAMESPACE}rights.xsd")
    return f"<about>{rights}{empty('rightsReference', ref=license_iri)}</rights></about>".encode()


def oai_identifier(repository_id: str, sample: str) -> str:
    """Return the description of a repository whose identifiers are OAI identifiers (OAI Identifier Format)."""
    space = "http://www.openarchives.org/OAI/2.0/oai-identifier"
    said = (
        element("scheme", "oai"), element("repositoryIdentifier", repository_id), element("delimiter", ":"),
        element("sampleIdentifier", sample),
    )  # fmt: skip
    return wrapped(
        "description",
        wrapped("oai-identifier", *said, xmlns=space, xmlns__xsi=XSI, xsi__schemaLocation=f"{space} {space}.xsd"),
    )
