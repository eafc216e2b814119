"""A record is offered only in the standards it satisfies, and the report says of how many and why not of the others."""

from collections.abc import Callable

from flask.testing import FlaskClient
from tests.conftest import Catalogue

from resource_ld.profiles import lacking
from resource_ld.release.report import read_report
from resource_ld.web.lacking_texts import LACKING_TEXTS
from resource_ld.web.languages import TEXTS

COMPLETE = '''type = "report"
creator = "A group"
publisher = "A press"
language = "en"
license = "CC BY 4.0"
access_rights = "open access"
file = "https://example.net/all.pdf"'''
"""What a curator can say of all records at once, and then every standard takes them."""

TYPED = {
    "application/mods+xml": "mods.xml",
    "application/marcxml+xml": "marc21.xml",
    "application/vnd.datacite.datacite+xml": "oai_datacite.xml",
}


def profiles(catalogue: Catalogue) -> dict[str, tuple[int, dict[str, int]]]:
    """Return what the report says: token → (offered, what is lacked → how often)."""
    report = read_report(catalogue.releases.current().path)
    return {
        each["profile"]: (each["offered"], {lack["what"]: lack["resources"] for lack in each["lacks"]})
        for each in report["profiles"]
    }


def test_the_report_counts_who_has_what_a_standard_requires(published: Catalogue) -> None:
    said = profiles(published)
    assert said["mods"] == said["marc21"] == said["oai_dc"] == (9, {})
    assert said["edm"] == (
        0,
        {
            "no link to the object": 9,
            "no licence or rights statement that Europeana takes": 9,
            "no language of the text": 9,
        },
    )
    assert said["oai_openaire"] == (0, {"no author": 9, "no access right such as “open access”": 9})
    assert said["oai_datacite"] == (0, {"no author": 9, "no publisher": 9})


def test_what_is_lacking_is_said_in_every_language_of_the_pages(client: FlaskClient) -> None:
    everything = {said for name, said in vars(lacking).items() if name.startswith("NO_")}
    assert set(LACKING_TEXTS) == set(TEXTS) - {"en"}
    for language, texts in LACKING_TEXTS.items():
        assert set(texts) == everything
        page = client.get(f"/{language}/report/").text
        assert f"{texts[lacking.NO_OBJECT]} (9)" in page
        assert lacking.NO_OBJECT not in page


def test_the_page_of_the_report_says_it_in_words(client: FlaskClient) -> None:
    page = client.get("/report/").text
    assert "Europeana Data Model" in page
    assert "no link to the object (9)" in page


def test_what_is_not_offered_has_no_document_no_link_and_no_negotiation(
    client: FlaskClient, published: Catalogue
) -> None:
    resource_id = next(iter(published.ids().values()))
    assert client.get(f"/resource/{resource_id}.oai_datacite.xml").status_code == 404
    assert client.get(f"/resource/{resource_id}.edm.rdf").status_code == 404
    media_type = "application/vnd.datacite.datacite+xml"
    assert client.get(f"/resource/{resource_id}", headers={"Accept": media_type}).status_code == 406
    assert client.get(f"/resource/{resource_id}?_profile=edm").status_code == 406
    assert "edm.rdf" not in client.get(f"/resource/{resource_id}.html").headers["Link"]


def test_defaults_for_all_records_make_every_standard_possible(
    catalogue: Catalogue, make_client: Callable[[Catalogue], FlaskClient]
) -> None:
    catalogue.configure('type = "report"', COMPLETE)
    catalogue.publish()
    assert {offered for offered, _ in profiles(catalogue).values()} == {9}
    client, resource_id = make_client(catalogue), next(iter(catalogue.ids().values()))
    for media_type, ending in TYPED.items():
        asked = client.get(f"/resource/{resource_id}", headers={"Accept": media_type})
        assert (asked.status_code, asked.headers["Location"]) == (303, f"{resource_id}.{ending}")
        got = client.get(f"/resource/{resource_id}.{ending}")
        assert (got.status_code, got.content_type) == (200, media_type)
    for token, ending in (("mods", "mods.xml"), ("marc21", "marc21.xml"), ("oai_datacite", "oai_datacite.xml"), ("oai_openaire", "oai_openaire.xml"), ("edm", "edm.rdf")):  # fmt: skip
        asked = client.get(f"/resource/{resource_id}?_profile={token}", headers={"Accept": "application/xml"})
        assert (asked.status_code, asked.headers["Location"]) == (303, f"{resource_id}.{ending}")
        assert client.get(f"/resource/{resource_id}.{ending}").status_code == 200
    plain = client.get(f"/resource/{resource_id}", headers={"Accept": "application/xml"})
    assert plain.headers["Location"] == f"{resource_id}.rdf"
