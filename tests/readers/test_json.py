"""JSON and JSON Lines: nested records, hostile ones, broken ones."""

from pathlib import Path

import pytest

from resource_ld.config import Catalogue, Column
from resource_ld.errors import CatalogueError
from resource_ld.model import Finding, Row, Severity
from resource_ld.readers import read


def rows(folder: Path, text: str, name: str = "a.json") -> list[Row | Finding]:
    (folder / name).write_text(text, encoding="utf-8")
    return list(read(Catalogue(name, (Column("title", "title"),), "a"), folder).rows)


def test_nested_values_have_dotted_paths_and_lists_give_several(tmp_path: Path) -> None:
    text = '[{"title": "A", "dates": {"start": 1875, "exact": false, "weight": 1.50}, "people": [{"name": "B"}, {"name": "C"}], "none": null}]'
    found = rows(tmp_path, text)[0]
    assert isinstance(found, Row)
    assert found.cells == {
        "title": ("A",),
        "dates.start": ("1875",),
        "dates.exact": ("false",),
        "dates.weight": ("1.50",),
        "people.name": ("B", "C"),
    }


@pytest.mark.parametrize("text", ['{"records": [{"title": "A"}]}', '\ufeff[{"title": "A"}]', '[{"title": "A"}]'])
def test_a_list_may_stand_alone_or_in_an_object(tmp_path: Path, text: str) -> None:
    assert [row.cells for row in rows(tmp_path, text) if isinstance(row, Row)] == [{"title": ("A",)}]


def test_a_path_that_is_always_empty_is_still_a_column(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('[{"title": "A", "notes": []}, {"title": "B", "extra": null}]', encoding="utf-8")
    assert read(Catalogue("a.json", (), "a"), tmp_path).header == ("title", "notes", "extra")


HOSTILE = [
    ('{"title": "A", "title": "B"}', "the key “title” stands twice"),
    ('{"title": NaN}', "NaN is no value"),
    ('{"title": Infinity}', "Infinity is no value"),
    ('{"title": ' + "[" * 200_000 + "]" * 200_000 + "}", "nested too deeply"),
    ('{"title": ' + "[" * 80 + '"x"' + "]" * 80 + "}", "nested more than 64 levels"),
    ('{"title": "A"', "cannot be read"),
    ('"just text"', "The record is no object"),
    ('{"title": "\\ud800"}', "half of a surrogate pair"),
    ('{"title": "\\u0000"}', "control character"),
]


@pytest.mark.parametrize(("line", "sentence"), HOSTILE, ids=[sentence for _, sentence in HOSTILE])
def test_a_broken_line_is_a_finding_and_the_others_go_on(tmp_path: Path, line: str, sentence: str) -> None:
    found = rows(tmp_path, f'{{"title": "first"}}\n{line}\n{{"title": "last"}}\n', "a.jsonl")
    problem = found[1].problems[0] if isinstance(found[1], Row) else found[1]
    assert isinstance(problem, Finding)
    assert (problem.severity, sentence in problem.message) == (Severity.VIOLATION, True)
    assert problem.place is not None
    assert problem.place.row == 2
    assert [each.cells["title"] for each in found if isinstance(each, Row) and not each.problems] == [
        ("first",),
        ("last",),
    ]


def test_a_document_nested_without_end_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="nested too deeply"):
        rows(tmp_path, "[" * 200_000)
