"""No harvester can be made to lose a record: lists, tokens, sets, dates and deletions, whatever is published meanwhile."""

import csv
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from lxml import etree
from tests.conftest import Catalogue
from tests.harvest.answers import OAI, Answer, ask, walk

from resource_ld.harvest.repository import Harvesting
from resource_ld.profiles import METADATA_PREFIXES, profile_of
from resource_ld.release.decisions import merge, take_down, withdraw
from resource_ld.release.publish import Options
from resource_ld.web import create_app

RECORDS, IDENTIFIERS = "verb=ListRecords&metadataPrefix=oai_dc", "verb=ListIdentifiers&metadataPrefix=oai_dc"
CODE = "Code 8.7 Conference Report"
TYPO = ("Identificaction", "Identification")
Pages = Callable[[Catalogue, int], FlaskClient]


@pytest.fixture
def first(catalogue: Catalogue) -> Catalogue:
    catalogue.publish()
    return catalogue


@pytest.fixture
def pages() -> Pages:
    """Return a client of a new server process, as after a restart, with parts of so many records."""
    return lambda catalogue, size: create_app(
        catalogue.data_dir, sparql=False, harvesting=Harvesting(size)
    ).test_client()


def remove(catalogue: Catalogue, title: str) -> None:
    with catalogue.csv.open(encoding="utf-8", newline="") as file:
        kept = [row for row in csv.reader(file) if row[0] != title]
    with catalogue.csv.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(kept)


def set_category(catalogue: Catalogue, text: str) -> str:
    """Write a category into the first row and return the row's title."""
    with catalogue.csv.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[1][5] = text
    with catalogue.csv.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return rows[1][0]


def stamps(catalogue: Catalogue) -> dict[str, str]:
    release = catalogue.releases.current()
    return {each.id: release.manifest.committed(each.changed_in) for each in release.index.entries("resource")}


# Lists and tokens (section 3.5)


@pytest.mark.parametrize(
    "query", [RECORDS, IDENTIFIERS, "verb=ListIdentifiers&metadataPrefix=rdf", f"{RECORDS}&set=type"]
)
@pytest.mark.parametrize("size", [1, 8, 9, 10])
def test_a_walk_gives_each_record_once(published: Catalogue, pages: Pages, size: int, query: str) -> None:
    found = walk(pages(published, size), query)
    ids = [each for answer in found for each in answer.ids]
    assert ids == sorted(published.ids().values())
    tokens = [each.token for each in found]
    if size >= 9:
        assert tokens == [None], "a list that fits has no token"
        return
    assert [each.get("completeListSize") for each in tokens] == ["9"] * len(tokens)
    assert [each.get("cursor") for each in tokens] == [str(number * size) for number in range(len(tokens))]
    assert [bool(each.text) for each in tokens] == [True] * (len(tokens) - 1) + [False], "an empty one ends the list"
    assert all("expirationDate" not in each.attrib for each in tokens)


@pytest.mark.parametrize("size", [1, 14, 15, 16])
def test_a_walk_gives_each_set_once(published: Catalogue, pages: Pages, size: int) -> None:
    found = walk(pages(published, size), "verb=ListSets")
    specs = [each for answer in found for each in answer.texts("set/o:setSpec")]
    assert len(specs) == len(set(specs)) == 15
    assert (found[-1].token is None) == (size >= 15)


def test_the_same_token_gives_the_same_records_again(published: Catalogue, pages: Pages) -> None:
    client = pages(published, 4)
    query = f"verb=ListRecords&resumptionToken={ask(client, RECORDS).token.text}"
    assert ask(client, query).ids == ask(client, query).ids == ask(pages(published, 4), query).ids


def test_a_token_that_was_cut_or_edited_is_bad(published: Catalogue, pages: Pages) -> None:
    client = pages(published, 4)
    token = ask(client, RECORDS).token.text
    assert token.replace("-", "").replace("_", "").isalnum(), "safe in an address without escapes"
    for place, symbol in enumerate(token):
        other = "B" if symbol == "A" else "A"
        edited = token[:place] + other + token[place + 1 :]
        for wrong in (token[:place], token[place + 1 :], edited):
            assert ask(client, f"verb=ListRecords&resumptionToken={wrong}").errors == ["badResumptionToken"]
    for wrong in (f"{token}A", f"{token}=", f"A{token}", f"{token}%20", token.swapcase()):
        assert ask(client, f"verb=ListRecords&resumptionToken={wrong}").errors == ["badResumptionToken"]


def test_a_token_belongs_to_its_verb(published: Catalogue, pages: Pages) -> None:
    client = pages(published, 4)
    token = ask(client, RECORDS).token.text
    for verb in ("ListIdentifiers", "ListSets"):
        assert ask(client, f"verb={verb}&resumptionToken={token}").errors == ["badResumptionToken"]


# A publication and a restart in the middle of a harvest


def test_edits_deletions_and_a_restart_in_the_middle_lose_nothing(first: Catalogue, pages: Pages) -> None:
    ids = first.ids()
    start = ask(pages(first, 2), RECORDS)
    first.edit(*TYPO)
    remove(first, CODE)
    first.publish()
    withdraw(first.settings, first.data_dir, start.ids[0], "a test")
    first.publish()
    found = [start, *_resumed(pages(first, 2), start.token.text)]
    seen = {each: deleted for answer in found for each, deleted in answer.headers.items()}
    current = first.releases.current().index
    assert seen == {each.id: each.state != "published" for each in current.entries("resource")}
    corrected = next(each for title, each in ids.items() if TYPO[0] in title)
    texts = [answer for answer in found if TYPO[1] in answer.text]
    assert texts, f"the new text of {corrected} came in the same harvest"
    sizes = [int(each.token.get("completeListSize")) for each in found]
    assert sizes[-1] == int(found[-1].token.get("cursor")) + len(found[-1].ids) == sum(len(each.ids) for each in found)


def test_a_list_whose_rest_has_moved_out_of_its_range_still_ends_well(first: Catalogue, pages: Pages) -> None:
    until = first.releases.current().manifest.committed_at
    start = ask(pages(first, 8), f"{RECORDS}&until={until}")
    (last,) = set(first.ids().values()) - set(start.ids)
    withdraw(first.settings, first.data_dir, last, "a test")
    first.publish()
    (end,) = _resumed(pages(first, 8), start.token.text)
    assert (end.errors, end.ids) == ([], [start.ids[-1]])
    assert (end.token.text, end.token.get("cursor")) == (None, "8")
    since = ask(pages(first, 200), f"{RECORDS}&from={until}").headers
    assert since[last], "the next harvest learns of it"


def _resumed(client: FlaskClient, token: str) -> list[Answer]:
    return walk(client, f"verb=ListRecords&resumptionToken={token}")


def test_an_incremental_harvest_gets_what_changed_since(first: Catalogue, pages: Pages) -> None:
    before = stamps(first)
    first.edit(*TYPO)
    remove(first, CODE)
    first.publish()
    changed = {each for each, at in stamps(first).items() if at != before[each]}
    client = pages(first, 3)
    answer = ask(client, f"{RECORDS}&from={first.releases.current().manifest.committed_at}")
    assert set(answer.ids) == changed
    assert sum(answer.headers.values()) == 1
    assert set(answer.texts("header/o:datestamp")) == {first.releases.current().manifest.committed_at}


# Dates (section 2.7.1)


def test_from_and_until_are_both_included_by_second_and_by_day(first: Catalogue, pages: Pages) -> None:
    first.now = first.now.replace(day=7)
    first.edit(*TYPO)
    first.publish()
    one, two = first.releases.current().manifest.commits.values()
    assert (one[:10], two[:10]) == ("2026-01-05", "2026-01-07")
    client = pages(first, 200)

    def count(bounds: str) -> int:
        return len(ask(client, f"{IDENTIFIERS}&{bounds}").ids)

    assert count(f"from={one}") == count(f"until={two}") == count("from=2026-01-05&until=2026-01-07") == 9
    assert (
        count(f"from={one}&until={one}")
        == count("until=2026-01-05")
        == count("until=2026-01-06")
        == count("from=0001-01-01&until=2026-01-06")
        == 8
    )
    assert (
        count(f"from={two}&until={two}") == count("from=2026-01-06") == count("from=2026-01-07&until=9999-12-31") == 1
    )
    assert count("from=2026-01-06&until=2026-01-06") == 0
    assert count(f"from={two[:-3]}59Z") == 0
    (earliest,) = ask(client, "verb=Identify").texts("earliestDatestamp")
    assert earliest == min(stamps(first).values())


def test_a_label_alone_moves_the_datestamps_of_those_that_show_it(first: Catalogue, pages: Pages) -> None:
    def label(text: str) -> None:
        (first.folder / "terms.csv").write_text(f"term,scheme,label@en\nour-theme,category,{text}\n", encoding="utf-8")
        first.publish()

    themed = set_category(first, "our-theme")
    label("A theme")
    before = stamps(first)
    label("A better theme")
    client = pages(first, 200)
    moved = ask(client, f"{RECORDS}&from={first.releases.current().manifest.committed_at}")
    assert moved.ids == [first.ids()[themed]]
    assert "A better theme" in moved.text
    assert {each for each, at in stamps(first).items() if at == before[each]} == set(before) - set(moved.ids)
    assert "A better theme" in ask(client, "verb=ListSets").texts("setName")


# Deletions (section 2.5.1)


def test_what_is_gone_is_deleted_in_every_prefix_and_in_its_sets(first: Catalogue, pages: Pages) -> None:
    ids = first.ids()
    one, other, third = ids[CODE], *[each for title, each in ids.items() if title != CODE][:2]
    sets = {
        each: ask(
            pages(first, 9), f"verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:data.example.org:{each}"
        ).texts("setSpec")
        for each in (one, other, third)
    }
    remove(first, CODE)
    withdraw(first.settings, first.data_dir, other, "a test")
    merge(first.settings, first.data_dir, third, next(each for each in ids.values() if each not in (one, other, third)))
    first.publish(confirm_removals=True)
    for edited in (TYPO, TYPO[::-1]):
        client = pages(first, 9)
        for prefix in METADATA_PREFIXES:
            found = ask(client, f"verb=ListRecords&metadataPrefix={prefix}").headers
            assert [each for each, deleted in found.items() if deleted] == sorted((one, other, third))
        for each in (one, third, other):
            query = f"identifier=oai:data.example.org:{each}"
            got = ask(client, f"verb=GetRecord&metadataPrefix=dcterms&{query}")
            assert got.headers == {each: True}
            assert [child.tag.rpartition("}")[2] for child in got.root.iterfind(".//o:record/*", OAI)] == ["header"]
            assert ask(client, f"verb=ListMetadataFormats&{query}").errors == ["noMetadataFormats"]
            for spec in sets[each]:
                assert ask(client, f"{IDENTIFIERS}&set={spec}").headers.get(each, each == other), spec
        # A later release still tells.
        if edited[0] in first.csv.read_text(encoding="utf-8"):
            first.edit(*edited)
        else:
            first.edit("Worldwide", "European Economic Area")
        assert first.publish().release


def test_what_was_taken_down_stays_only_in_sets_that_others_are_in(first: Catalogue, pages: Pages) -> None:
    title = set_category(first, "A secret theme")
    first.publish()
    secret = first.ids()[title]
    client = pages(first, 200)
    assert ask(client, f"{IDENTIFIERS}&set=category:a-secret-theme").ids == [secret]
    take_down(first.settings, first.data_dir, secret, "asked for", Options(preview=True, clock=first.tick))
    client = pages(first, 200)
    assert ask(client, IDENTIFIERS).headers[secret]
    assert ask(client, f"{IDENTIFIERS}&set=type:report").headers[secret]
    assert b"secret" not in client.get("/oai?verb=ListSets").data + client.get(f"/oai?{IDENTIFIERS}").data


# Sets (section 2.6)


def test_sets_follow_the_facets_and_the_one_above_holds_all(published: Catalogue, pages: Pages) -> None:
    client = pages(published, 200)
    listed = ask(client, "verb=ListSets")
    names = dict(zip(listed.texts("set/o:setSpec"), listed.texts("set/o:setName"), strict=True))
    assert (names["country:PL"], names["country"], names["year:2009"], names["type:report"]) == (
        "Poland",
        "Country",
        "2009",
        "Report",
    )
    below: set[str] = set()
    for spec in names:
        answer = ask(client, f"{RECORDS}&set={spec}")
        assert answer.ids
        for header in answer.root.iterfind(".//o:header", OAI):
            specs = [each.text or "" for each in header.iterfind("o:setSpec", OAI)]
            assert any(each == spec or each.startswith(f"{spec}:") for each in specs)
        if spec.startswith("country:"):
            below |= set(answer.ids)
    assert below == set(ask(client, f"{RECORDS}&set=country").ids)


NAMED = """
[oai.sets.open_access]
name = "Open & free"
description = "What anyone may read."
where = { type = ["Report", "book"], country = "poland" }

[oai.sets.everything]
name = "Everything"

[oai.sets.nothing]
name = "Nothing"
where = { license = "cc-by-4.0" }

[[catalogue]]"""


def test_sets_of_the_configuration_filter_by_values(first: Catalogue, pages: Pages) -> None:
    before, polish = stamps(first), ask(pages(first, 200), f"{IDENTIFIERS}&set=country:PL").ids
    first.configure("[[catalogue]]", NAMED)
    first.publish()
    client = pages(first, 200)
    assert ask(client, f"{IDENTIFIERS}&set=open_access").ids == polish
    assert len(ask(client, f"{IDENTIFIERS}&set=everything").ids) == 9
    assert ask(client, f"{IDENTIFIERS}&set=nothing").errors == ["noRecordsMatch"]
    listed = ask(client, "verb=ListSets")
    assert {"Open & free", "Everything", "Nothing"} <= set(listed.texts("setName"))
    assert "What anyone may read." in listed.text
    assert all(at != before[each] for each, at in stamps(first).items()), "sets stand in the header, so datestamps move"
    first.configure('name = "Everything"', 'name = "All of it"')
    first.publish()
    assert "All of it" in ask(pages(first, 200), "verb=ListSets").texts("setName")


# Formats (sections 3.4 and 4.4)


def canonical(element: etree._Element) -> str:
    return str(etree.canonicalize(etree.tostring(element, encoding="unicode"), strip_text=True))


def test_every_prefix_gives_the_document_of_its_profile(published: Catalogue, pages: Pages) -> None:
    client = pages(published, 200)
    assert tuple(ask(client, "verb=ListMetadataFormats").texts("metadataPrefix")) == METADATA_PREFIXES
    for prefix in METADATA_PREFIXES:
        answer = ask(client, f"verb=ListRecords&metadataPrefix={prefix}")
        for record in answer.root.iterfind(".//o:record", OAI):
            identifier = record.findtext("o:header/o:identifier", "", OAI)
            said = record.find("o:metadata/*", OAI)
            assert said is not None
            profile, resource_id = profile_of(prefix), identifier.rpartition(":")[2]
            assert profile is not None
            assert profile.metadata_format is not None
            suffix = profile.metadata_format.format.suffix
            page = client.get(f"/resource/{resource_id}.{suffix if prefix == 'rdf' else f'{prefix}.{suffix}'}")
            document = etree.fromstring(page.data)
            assert canonical(said) == canonical(document)
            one = ask(client, f"verb=GetRecord&metadataPrefix={prefix}&identifier={identifier}")
            assert one.headers == {resource_id: False}
            (rights,) = one.root.iterfind(".//o:about/*/*", OAI)
            assert rights.get("ref") == published.settings.site.metadata_license


def test_an_item_lists_the_formats_it_has_and_is_in_no_other_list(published: Catalogue, pages: Pages) -> None:
    client = pages(published, 9)
    for entry in published.releases.current().index.entries("resource"):
        offered = [each for each in METADATA_PREFIXES if each in entry.page_facts()["profiles"]]
        identifier = f"identifier=oai:data.example.org:{entry.id}"
        assert ask(client, f"verb=ListMetadataFormats&{identifier}").texts("metadataPrefix") == offered
        for prefix in METADATA_PREFIXES:
            one, some = (
                ask(client, f"verb=GetRecord&metadataPrefix={prefix}&{identifier}"),
                ask(client, f"verb=ListIdentifiers&metadataPrefix={prefix}"),
            )
            assert (one.errors == [], entry.id in some.ids) == (prefix in offered, prefix in offered)
            assert one.errors in ([], ["cannotDisseminateFormat"])
