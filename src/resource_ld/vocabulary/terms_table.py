"""`terms.csv`: terms that a curator keeps in a spreadsheet → triples."""

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from resource_ld.errors import BadIRI, VocabularyError
from resource_ld.model import Concept
from resource_ld.terms import Triple, curie, iri, literal
from resource_ld.vocabulary.labels import local_id
from resource_ld.vocabulary.scheme_terms import describe_term

_PREF, _ALT, _NAME = curie("skos:prefLabel"), curie("skos:altLabel"), curie("schema:name")
_BROADER, _EXACT = curie("skos:broader"), curie("skos:exactMatch")
_COLUMN = re.compile(r"(label|alt)@([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)")


def read_terms(path: Path, base_iri: str) -> Iterator[Triple]:
    """Yield the triples of every row; raise VocabularyError naming the line."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, strict=True)
        missing = {"term", "scheme"} - set(rows.fieldnames or ())
        if missing:
            raise VocabularyError(
                f"no column {min(missing)!r}",
                where=str(path),
                mend="Columns: term, scheme, label@en, alt@en, broader, same_as.",
            )
        for row in rows:
            yield from _term_row(row, base_iri, f"{path}:{rows.line_num}")


def _term_row(row: Mapping[str, str], base_iri: str, where: str) -> Iterator[Triple]:
    scheme = row["scheme"]
    labels = {
        m[2].lower(): row[key].strip()
        for key in row
        if (m := _COLUMN.fullmatch(key or "")) and m[1] == "label" and row[key]
    }
    term_id = row["term"] if re.fullmatch(r"[A-Za-z0-9._-]+", row["term"] or "") else local_id(row["term"] or "")
    if not row["term"] or not re.fullmatch(r"[a-z0-9-]+", scheme or ""):
        raise VocabularyError(
            "term or scheme is missing", where=where, mend="Fill in both; a scheme is place, category, …"
        )
    subject = f"<{base_iri}vocab/{scheme}/{term_id}>"
    for triple in describe_term(base_iri, Concept(scheme, term_id, row["term"], "")):
        if triple[1] not in (_PREF, _NAME) or not labels:
            yield triple
    for language, label in labels.items():
        yield subject, _PREF, literal(label, language=language)
        yield subject, _NAME, literal(label, language=language)
    for key, text in row.items():
        if (found := _COLUMN.fullmatch(key or "")) and found[1] == "alt":
            yield from (
                (subject, _ALT, literal(each.strip(), language=found[2])) for each in text.split("|") if each.strip()
            )
    if broader := (row.get("broader") or "").strip():
        yield subject, _BROADER, f"<{base_iri}vocab/{scheme}/{broader}>"
    if same := (row.get("same_as") or "").strip():
        try:
            yield subject, _EXACT, iri(same)
        except BadIRI as error:
            raise VocabularyError(error.what, where=where, mend=error.mend) from None
