"""Documents against the schemas of others, kept in a folder: what is right passes, what they do not allow is found."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.official import SCHEMAS
from tests.verification.tampering import Answered, Tampered

from resource_ld.errors import DoorError
from resource_ld.verification import Client, Extent, Manners, Report, Schemas, find_site, verify

XSD = """<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:a" elementFormDefault="qualified">{}
<element name="a"><complexType><sequence><any namespace="##other" processContents="strict" minOccurs="0"/></sequence></complexType></element></schema>"""
NAMED = """<a xmlns="urn:a" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:a http://a.test/1.0/a.xsd">{}</a>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "formats").mkdir()
    (tmp_path / "formats" / "a.xsd").write_text(XSD.format(""))
    return tmp_path


def why(folder: Path, document: str) -> list[str]:
    schemas = Schemas(folder)
    schemas.look("http://a.test/a.xml", document.encode())
    return [each.why for each in schemas.invalid]


def test_a_document_is_checked_by_the_schema_it_names(folder: Path) -> None:
    assert why(folder, NAMED.format("")) == []
    assert "This element is not expected" in why(folder, NAMED.format('<b xmlns="urn:a"/>'))[0]
    # Without a schema of its own, what stands inside cannot be judged.
    assert why(folder, NAMED.format('<b xmlns="urn:b"/>')) == []


def test_a_document_that_names_none_is_checked_by_its_root(folder: Path) -> None:
    assert why(folder, '<a xmlns="urn:a"/>') == []
    assert len(why(folder, '<a xmlns="urn:a">text</a>')) == 1
    assert why(folder, '<other xmlns="urn:a">text</other>') == []


def test_what_could_not_be_used_is_said(folder: Path) -> None:
    (folder / "broken.xsd").write_text("<schema")
    (folder / "c.xsd").write_text(XSD.format('<element name="c" type="nothing"/>').replace("urn:a", "urn:c"))
    schemas = Schemas(folder)
    for name in ("c", "gone"):
        schemas.look(
            "http://a.test/", NAMED.format("").replace("urn:a", f"urn:{name}").replace("a.xsd", f"{name}.xsd").encode()
        )
    assert set(schemas.unused) == {"broken.xsd", "c.xsd", "gone.xsd"}
    assert schemas.checked == 0


def test_nothing_is_fetched_and_no_entity_grows(folder: Path) -> None:
    text = XSD.format('<import namespace="urn:e" schemaLocation="http://127.0.0.1:9/e.xsd"/>').replace("urn:a", "urn:d")
    (folder / "d.xsd").write_text(text)
    schemas = Schemas(folder)
    schemas.look("http://a.test/", b'<a xmlns="urn:d"/>')
    grown = "".join(f'<!ENTITY x{n} "{10 * f"&x{n - 1};"}">' for n in range(1, 20))
    schemas.look("http://a.test/", f'<!DOCTYPE a [<!ENTITY x0 "ha">{grown}]><a xmlns="urn:a">&x19;</a>'.encode())
    schemas.look("http://a.test/", b"no XML")
    assert (schemas.checked, schemas.invalid) == (0, [])
    assert "d.xsd" in schemas.unused


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DoorError, match="no XML schema"):
        Schemas(tmp_path)


def title_of_its_own(said: Answered) -> None:
    said.body = re.sub(rb"<title>", b"<title><b>bold</b>", said.body, count=1)


def no_datestamp(said: Answered) -> None:
    said.body = re.sub(rb"<datestamp>[^<]*</datestamp>", b"", said.body, count=1)


def last_modified_yesterday(said: Answered) -> None:
    said.body = re.sub(rb"<lastmod>[^<]*</lastmod>", b"<lastmod>yesterday</lastmod>", said.body, count=1)


def report_of(site: Tampered) -> Report:
    found = replace(find_site(Client(Manners()), site.url), schemas=Schemas(SCHEMAS))
    return verify(found, Extent(), lambda *_: None)


needs_schemas = pytest.mark.skipif(
    not SCHEMAS.exists(), reason="the official XSDs lie beside the project in shared/schemas"
)


@pytest.mark.slow
@needs_schemas
def test_a_site_of_ours_is_valid_by_the_official_schemas(site: Tampered) -> None:
    report = report_of(site)
    assert report.faults == ()
    checked = {each.door: each for each in report.checked}
    assert checked["XML schemas"].records > 100
    assert {each for each in checked if each.startswith("XML schemas, ")} == {
        "XML schemas, oai.xsd", "XML schemas, qdc-1.0.xsd", "XML schemas, rights.xsd",
    }  # fmt: skip


@pytest.mark.slow
@needs_schemas
@pytest.mark.parametrize(
    ("at", "how"),
    [
        (r"/resource/rich\.mods\.xml", title_of_its_own),
        (r"/oai\?verb=GetRecord.*metadataPrefix=oai_dc", no_datestamp),
        (r"/sitemap\.xml", last_modified_yesterday),
        (r"/resourcesync/resourcelist\.xml", last_modified_yesterday),
    ],
)
def test_what_a_schema_does_not_allow_is_found(site: Tampered, at: str, how: Callable[[Answered], None]) -> None:
    def tamper(said: Answered) -> None:
        if re.fullmatch(at, said.address):
            how(said)

    with site.by(tamper):
        report = report_of(site)
    found = [each for each in report.faults if each.door == "XML schemas"]
    assert found
    assert all(re.search(at.partition("\\")[0], each.address) for each in found)
