"""The nine republished the hard way: IRIs, datestamps, tombstones and the list of changes stay right."""

import csv
import json
from datetime import timedelta
from pathlib import Path

import pytest
from tests.conftest import Catalogue

from resource_ld.errors import ConfirmationNeeded
from resource_ld.release.changes import read_changes
from resource_ld.release.preview import Preview

TYPO = "Framework Document. Developing Standard Operating Procedures to Facilitate the Identificaction and Protection of Victims of Trafficking"


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write(path: Path, some: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(some)


def stamps(catalogue: Catalogue) -> dict[str, str]:
    release = catalogue.releases.current()
    return {each.id: release.manifest.committed(each.changed_in) for each in release.index.entries("resource")}


def states(catalogue: Catalogue) -> dict[str, str]:
    return {each.id: each.state for each in catalogue.releases.current().index.entries("resource")}


def listed(catalogue: Catalogue, number: int) -> dict[str, str]:
    return {each["id"]: each["change"] for each in read_changes(catalogue.data_dir / "changes" / str(number))}


@pytest.fixture
def first(catalogue: Catalogue) -> Catalogue:
    catalogue.publish()
    return catalogue


def test_a_corrected_title_keeps_its_iri(first: Catalogue) -> None:
    before, stamped = first.ids(), stamps(first)
    first.edit("Identificaction", "Identification")
    outcome = first.publish()
    corrected = before[TYPO]
    assert outcome.corrected == (corrected,)
    assert first.ids() == {title.replace("Identificaction", "Identification"): each for title, each in before.items()}
    assert listed(first, 2) == {corrected: "changed"}
    moved = {each for each, at in stamps(first).items() if at != stamped[each]}
    assert moved == {corrected}


def test_the_order_of_rows_plays_no_part(first: Catalogue) -> None:
    header, *rest = rows(first.csv)
    write(first.csv, [header, *reversed(rest)])
    assert first.publish().release == 0
    assert first.releases.current().number == 1


def test_a_row_inserted_at_the_top_moves_nothing_else(first: Catalogue) -> None:
    before, stamped = first.ids(), stamps(first)
    header, *rest = rows(first.csv)
    write(
        first.csv,
        [
            header,
            [
                "A new guide",
                "What it says, at some length, so that it can be told from others.",
                "Poland",
                "",
                "2021",
                "",
            ],
            *rest,
        ],
    )
    first.publish()
    added = set(first.ids().values()) - set(before.values())
    assert len(added) == 1
    assert listed(first, 2) == {added.pop(): "added"}
    assert {each: stamps(first)[each] for each in stamped} == stamped


def test_a_removed_row_is_a_tombstone_that_returns_with_its_row(first: Catalogue) -> None:
    before = first.ids()
    kept = rows(first.csv)
    gone = before["Code 8.7 Conference Report"]
    write(first.csv, [each for each in kept if each[0] != "Code 8.7 Conference Report"])
    first.publish()
    assert states(first)[gone] == "gone"
    assert listed(first, 2) == {gone: "removed"}
    tombstone = first.releases.current().index.get(f"resource/{gone}")
    assert tombstone is not None
    assert (tombstone.description, tombstone.resource, tombstone.facts) == ("", "", "{}")
    write(first.csv, kept)
    first.publish()
    assert first.ids() == before
    assert listed(first, 3) == {gone: "returned"}
    issued = first.releases.current().index.get(f"resource/{gone}")
    assert issued is not None
    assert issued.first_in == 1
    assert issued.changed_in == 3


def test_swapped_titles_of_different_years_are_two_corrections(first: Catalogue) -> None:
    before = first.ids()
    some = rows(first.csv)
    some[1][0], some[2][0] = some[2][0], some[1][0]
    write(first.csv, some)
    outcome = first.publish()
    assert sorted(outcome.corrected) == sorted([before[some[1][0]], before[some[2][0]]])
    after = first.ids()
    assert (after[some[1][0]], after[some[2][0]]) == (before[some[2][0]], before[some[1][0]])
    assert set(listed(first, 2).values()) == {"changed"}
    assert len(listed(first, 2)) == 2


def test_a_lost_register_is_restored_loudly(first: Catalogue) -> None:
    register = first.register.read_text(encoding="utf-8")
    first.register.unlink()
    outcome = first.publish()
    assert outcome.restored == ("capacity-building",)
    assert first.register.read_text(encoding="utf-8") == register
    assert listed(first, 2) == {}


def test_register_and_releases_lost_give_the_same_ids(
    first: Catalogue, tmp_path_factory: pytest.TempPathFactory
) -> None:
    again = Catalogue(tmp_path_factory.mktemp("again"))
    again.publish()
    assert again.ids() == first.ids()


def test_an_id_column_added_later_redirects_the_old_addresses(first: Catalogue) -> None:
    before = first.ids()
    header, *rest = rows(first.csv)
    write(first.csv, [[*header, "ID"], *([*row, f"CB-{number}"] for number, row in enumerate(rest, 1))])
    first.configure('Category = "category"', 'Category = "category"\nID = "id"')
    first.publish(confirm_removals=True)
    assert sorted(first.ids().values()) == [f"cb-{number}" for number in range(1, 10)]
    for title, old in before.items():
        entry = first.releases.current().index.get(f"resource/{old}")
        assert entry is not None
        assert (entry.state, entry.target) == ("merged", first.ids()[title])


def test_an_id_column_with_the_minted_ids_changes_nothing(first: Catalogue) -> None:
    before = first.ids()
    header, *rest = rows(first.csv)
    write(first.csv, [[*header, "ID"], *([*row, before[row[0]]] for row in rest)])
    first.configure('Category = "category"', 'Category = "category"\nID = "id"')
    first.publish(confirm_removals=True)
    assert first.ids() == before


def test_two_rows_that_say_the_same_are_both_held_and_the_old_text_stays(first: Catalogue) -> None:
    before = first.ids()
    some = rows(first.csv)
    write(first.csv, [*some, some[5]])
    outcome = first.publish()
    assert [each.rule for each in outcome.findings if each.rule == "duplicate"] == ["duplicate", "duplicate"]
    assert outcome.old == (before[some[5][0]],)
    assert first.ids() == before


def test_a_near_match_is_pending_and_nothing_is_tombstoned(first: Catalogue) -> None:
    before = first.ids()
    some = rows(first.csv)
    some[5] = [
        "Code 8.7 Conference Reports",
        "Quite another description, and long enough to tell it from all the others.",
        "Worldwide",
        "Worldwide",
        "2019",
        "",
    ]
    write(first.csv, some)
    outcome = first.publish()
    pending = next(each for each in outcome.findings if each.rule == "pending")
    assert f"resource-ld same {before['Code 8.7 Conference Report']} capacity-building.csv:6" in pending.message
    assert "resource-ld new capacity-building.csv:6" in pending.message
    assert first.ids() == before


def test_many_removals_ask_first(first: Catalogue) -> None:
    write(first.csv, rows(first.csv)[:6])
    with pytest.raises(ConfirmationNeeded, match="4 of 9 resources would disappear"):
        first.publish()
    assert first.releases.current().number == 1
    first.publish(confirm_removals=True)
    assert sorted(states(first).values()).count("gone") == 4


def test_a_changed_base_asks_first(first: Catalogue) -> None:
    first.configure("http://127.0.0.1:8000/", "http://127.0.0.1:9000/")
    with pytest.raises(ConfirmationNeeded, match="every address would change"):
        first.publish()


def test_another_name_for_harvesters_asks_first(first: Catalogue) -> None:
    first.configure('"data.example.org"', '"other.example.org"')
    with pytest.raises(ConfirmationNeeded, match="harvesters would get every record anew"):
        first.publish()
    before = stamps(first)
    first.publish(confirm_removals=True)
    assert all(at != before[each] for each, at in stamps(first).items()), (
        "every identifier is new, so every datestamp moves"
    )


def test_datestamps_grow_though_the_clock_is_set_back(first: Catalogue) -> None:
    first.now -= timedelta(days=400)
    first.edit("Identificaction", "Identification")
    first.publish()
    commits = list(first.releases.current().manifest.commits.values())
    assert commits == sorted(set(commits))


def test_the_same_input_gives_the_same_bytes(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = Catalogue(tmp_path_factory.mktemp("other"))
    header, *rest = rows(other.csv)
    write(other.csv, [header, *reversed(rest)])
    catalogue.publish()
    other.publish()
    mine, theirs = catalogue.releases.current(), other.releases.current()
    for path in sorted(mine.dumps.iterdir()):
        assert path.read_bytes() == (theirs.dumps / path.name).read_bytes(), path.name
    assert catalogue.register.read_bytes() == other.register.read_bytes()


def test_deltas_turn_one_dump_into_the_next(first: Catalogue) -> None:
    import gzip

    def dump() -> set[str]:
        return set(
            gzip.decompress((first.releases.current().dumps / "catalogue.nt.gz").read_bytes()).decode().splitlines()
        )

    before = dump()
    some = rows(first.csv)
    some[1][2] = "Atlantis\nPoland"
    del some[4]
    some.append(
        [
            "Another",
            "A description that is long enough to tell it from all of the others here.",
            "Kenya",
            "",
            "2020",
            "",
        ]
    )
    write(first.csv, some)
    first.publish()
    folder = first.data_dir / "changes" / "2"
    adds, deletes = (
        set(gzip.decompress((folder / name).read_bytes()).decode().splitlines())
        for name in ("adds.nt.gz", "deletes.nt.gz")
    )
    assert (before - deletes) | adds == dump()
    assert deletes <= before


def test_the_manifest_names_every_file_with_its_digest(first: Catalogue) -> None:
    import hashlib

    release = first.releases.current()
    for name, (digest, size) in release.manifest.files.items():
        content = (release.path / name).read_bytes()
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (digest, size)
    assert json.loads((release.path / "manifest.json").read_text(encoding="utf-8"))["release"] == 1


def test_the_preview_says_in_words_what_is_about_to_happen(catalogue: Catalogue) -> None:
    said: list[str] = []

    def publish() -> None:
        catalogue.publish(announce=lambda found: said.append(found.words()))

    publish()
    header, *rest = rows(catalogue.csv)
    corrected = [[each[0].replace("Identificaction", "Identification"), *each[1:]] for each in rest]
    new = ["A new guide", "What it says, at some length, so that it can be told from others.", "", "", "2021", ""]
    write(catalogue.csv, [header, new, *(each for each in corrected if each[0] != "Code 8.7 Conference Report")])
    publish()
    write(catalogue.csv, [header, new, *corrected])
    publish()
    assert said == [
        "9 new.",
        "1 new, 1 corrected (title), 1 will disappear: “Code 8.7 Conference Report”.",
        "1 comes back.",
    ]


def test_the_preview_is_shown_before_a_guard_asks(first: Catalogue) -> None:
    said: list[str] = []
    write(first.csv, rows(first.csv)[:5])
    with pytest.raises(ConfirmationNeeded):
        first.publish(announce=lambda found: said.append(found.words()))
    assert said[0].startswith("5 will disappear: “")


def test_a_preview_is_said_in_the_languages_of_reports() -> None:
    found = Preview(1, 2, 1, ("title", "issued"), tuple("ABCDEF"), (("a", "b", "T"),))
    assert found.words("fr") == (
        "1 nouvelle notice, 2 notices reviennent, 1 notice corrigée (title, issued), "
        "1 notice a un autre identifiant : a est désormais b (« T »), "
        "6 notices disparaîtront : « A », « B », « C », « D », « E », … et 1 autre."
    )
    assert found.words("es").startswith("1 registro nuevo, 2 registros vuelven, 1 registro corregido (title, issued), ")
    assert Preview(0, 0, 0, (), ()).words("es") == "Ninguna fila es nueva, corregida o desaparecida."


def test_deltas_are_kept_for_a_year(first: Catalogue) -> None:
    def kept() -> set[str]:
        return {each.name for each in (first.data_dir / "changes").iterdir()}

    first.now += timedelta(days=200)
    first.edit("Identificaction", "Identification")
    first.publish()
    assert kept() == {"1", "2"}
    first.now += timedelta(days=200)
    first.edit("Identification", "Identificaction")
    first.publish()
    assert kept() == {"2", "3"}


def test_a_concept_no_row_uses_any_more_is_in_the_deletes(first: Catalogue) -> None:
    import gzip

    first.edit("Poland", "Atlantis")
    first.publish()
    first.edit("Atlantis", "Poland")
    first.publish()
    deletes = gzip.decompress((first.data_dir / "changes" / "3" / "deletes.nt.gz").read_bytes()).decode()
    assert "<http://127.0.0.1:8000/vocab/place/atlantis>" in {line.split()[0] for line in deletes.splitlines()}


OWN = ("ID", "Title", "Author", "Year", "Page", "DOI")
PAGE = "https://library.example.net/series"


@pytest.fixture
def own(catalogue: Catalogue) -> Catalogue:
    """A catalogue whose ids the curator writes."""
    named = {"ID": "id", "Title": "title@en", "Author": "creator", "Year": "issued", "Page": "url", "DOI": "doi"}
    lines = "\n".join(f'{header} = "{field}"' for header, field in named.items())
    text = (catalogue.folder / "resource-ld.toml").read_text(encoding="utf-8")
    start, end = text.index("Title ="), text.index("[catalogue.defaults]")
    (catalogue.folder / "resource-ld.toml").write_text(f"{text[:start]}{lines}\n\n{text[end:]}", encoding="utf-8")
    return catalogue


def own_rows(own: Catalogue, *some: tuple[str, ...]) -> None:
    write(own.csv, [list(OWN), *([*row, *[""] * (len(OWN) - len(row))] for row in some)])


FIRST = ("a1", "First thing", "Kay, A.", "2003", PAGE)


def test_a_deleted_row_becomes_no_redirect_to_a_row_that_is_held(own: Catalogue) -> None:
    held = ("a2", "Second thing entirely", "Bee, B.", "3000", PAGE)
    own_rows(own, FIRST, held)
    own.publish()
    own_rows(own, held)
    own.publish()
    assert states(own) == {"a1": "gone"}
    own_rows(own, ("a2", "Second thing entirely", "Bee, B.", "2003", PAGE))
    own.publish()
    assert states(own) == {"a1": "gone", "a2": "published"}


def test_another_work_at_the_same_page_is_no_new_name_of_the_first(own: Catalogue) -> None:
    said: list[str] = []
    own_rows(own, FIRST)
    own.publish()
    own_rows(own, ("a4", "Fourth unlike", "Sea, C.", "2003", PAGE))
    own.publish(announce=lambda found: said.append(found.words()))
    assert states(own) == {"a1": "gone", "a4": "published"}
    assert said == ["1 new, 1 will disappear: “First thing”."]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (FIRST, ("b1", "First  Thing", "Kay, Alan", "2004", PAGE)),
        (FIRST[:4], ("b1", *FIRST[1:4])),
        ((*FIRST, "10.1000/182"), ("b1", "The first thing", "Kay, Alan", "2004", "", "10.1000/182")),
    ],
    ids=["page and title", "title, author and year", "DOI"],
)
def test_a_new_id_of_the_same_record_redirects_and_is_announced(
    own: Catalogue, before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    said: list[str] = []
    own_rows(own, before)
    own.publish()
    own_rows(own, after)
    own.publish(announce=lambda found: said.append(found.words()))
    entry = own.releases.current().index.get("resource/a1")
    assert entry is not None
    assert (entry.state, entry.target) == ("merged", "b1")
    assert said == ["1 has another id: a1 is now b1 (“First thing”)."]


def test_a_new_id_on_a_row_that_is_held_redirects_nothing_and_is_said(own: Catalogue) -> None:
    own_rows(own, FIRST)
    own.publish()
    own_rows(own, ("b1", FIRST[1], FIRST[2], "3000", PAGE))
    (said,) = [each for each in own.publish().findings if each.rule == "renamed-held"]
    assert "resource-ld merge a1 b1" in said.message
    assert states(own) == {"a1": "gone"}


def test_two_new_ids_of_one_record_redirect_nothing(own: Catalogue) -> None:
    own_rows(own, FIRST)
    own.publish()
    own_rows(own, ("b1", *FIRST[1:]), ("b2", *FIRST[1:]))
    own.publish()
    assert states(own) == {"a1": "gone", "b1": "published", "b2": "published"}


def test_new_ids_whose_rows_are_held_ask_before_the_old_records_vanish(own: Catalogue) -> None:
    own_rows(own, *((f"a{n}", f"Thing {n}", "Kay, A.", "2003", f"{PAGE}/{n}") for n in range(4)))
    own.publish()
    years = ("2003", "3000", "3000", "3000")
    own_rows(own, *((f"b{n}", f"Thing {n}", "Kay, A.", years[n], f"{PAGE}/{n}") for n in range(4)))
    with pytest.raises(ConfirmationNeeded, match="3 of 4 resources would disappear"):
        own.publish()
