"""OAI-PMH answers in tests: parsed, and checked against the official schemas where these are."""

import functools
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from lxml import etree
from tests.official import SCHEMAS, schema

OAI = {"o": "http://www.openarchives.org/OAI/2.0/"}
_DC = "{http://www.openarchives.org/OAI/2.0/oai_dc/}dc"
DRIVER = Path(__file__).with_name("oai-answers.xsd")


@functools.cache
def _xsd() -> etree.XMLSchema:
    return schema(str(DRIVER))


class Answer:
    """An answer, valid by the protocol's schema; metadata in other formats than Dublin Core is left to their own tests."""

    def __init__(self, body: bytes) -> None:
        self.root = etree.fromstring(body)
        if SCHEMAS.exists():
            checked = etree.fromstring(body)
            for metadata in checked.iterfind(".//o:metadata", OAI):
                (said,) = metadata
                if said.tag != _DC:
                    metadata.replace(said, etree.Element(_DC))
            _xsd().assertValid(checked)

    def texts(self, path: str) -> list[str]:
        return [each.text or "" for each in self.root.iterfind(f".//o:{path}", OAI)]

    @property
    def text(self) -> str:
        """All text."""
        return "".join(str(each) for each in self.root.itertext())

    @property
    def errors(self) -> list[str]:
        return [each.get("code", "") for each in self.root.iterfind("o:error", OAI)]

    @property
    def request(self) -> dict[str, str]:
        found = self.root.find("o:request", OAI)
        assert found is not None
        return {str(name): str(value) for name, value in found.attrib.items()}

    @property
    def headers(self) -> dict[str, bool]:
        """Identifier (its last part) → whether it is deleted, in order."""
        found = self.root.iterfind(".//o:header", OAI)
        return {
            (each.findtext("o:identifier", "", OAI)).rpartition(":")[2]: each.get("status") == "deleted"
            for each in found
        }

    @property
    def ids(self) -> list[str]:
        return [each.rpartition(":")[2] for each in self.texts("header/o:identifier")]

    @property
    def token(self) -> Any:
        """The element of the token, or None."""
        return self.root.find(".//o:resumptionToken", OAI)


def ask(client: FlaskClient, query: bytes | str) -> Answer:
    """Send raw bytes as the query, as a server passes them on."""
    raw = query.encode() if isinstance(query, str) else query
    got = client.get("/oai", environ_overrides={"QUERY_STRING": raw.decode("latin-1")})
    assert (got.status_code, got.content_type) == (200, "text/xml; charset=utf-8")
    return Answer(got.data)


def walk(client: FlaskClient, query: str) -> list[Answer]:
    """Ask for a list and follow its tokens."""
    verb = query.partition("&")[0]
    found = [ask(client, query)]
    while found[-1].token is not None and found[-1].token.text:
        found.append(ask(client, f"{verb}&resumptionToken={found[-1].token.text}"))
        assert len(found) < 1_000
    return found
