"""What an editor can complete in a query of this catalogue."""

from collections.abc import Iterable, Iterator, Mapping

from resource_ld.terms import PREFIXES, Triple, curie, split_literal

MOST = 6_000
"""Labels offered: a megabyte before compression, searched in the browser without a pause."""

_USED = {curie("void:class"): "class", curie("void:property"): "property"}


def completions(
    catalogue: Iterable[Triple], concepts: Iterable[tuple[str, Mapping[str, str], int]], base_iri: str
) -> dict[str, object]:
    """Return prefixes and terms as CodeMirror wants them; `concepts` are (path, labels, number of resources).

    A concept is offered by its label in every language. The labels in the language of the catalogue's own title stand
    first and are the last to be left out; among those of one language the order of `concepts` holds.
    """
    said = tuple(catalogue)
    language = next((split_literal(term)[1] for _, predicate, term in said if predicate == curie("dcterms:title")), "")
    used = [
        {"label": short, "type": kind, "detail": kind}
        for _, predicate, term in said
        if (kind := _USED.get(predicate)) and (short := _short(term[1:-1]))
    ]
    labels: list[dict[str, object]] = [
        {"label": label, "apply": f"<{base_iri}{path}>", "type": "constant", "detail": f"{path} ({count})"}
        | ({"boost": 1} if first else {})
        for path, by_language, count in concepts
        for first, label in _labels(by_language, language)
    ]
    labels.sort(key=lambda each: "boost" not in each)
    return {"prefixes": PREFIXES, "terms": [*sorted(used, key=lambda each: each["label"]), *labels[:MOST]]}


def _labels(by_language: Mapping[str, str], language: str) -> Iterator[tuple[bool, str]]:
    """Yield each label once, and whether it is the one of `language` or stands in for it."""
    own = by_language.get(language) or by_language.get("en") or next(iter(by_language.values()), "")
    for each in dict.fromkeys((own, *by_language.values())):
        if each:
            yield each == own, each


def _short(iri: str) -> str:
    return next((f"{name}:{iri[len(space) :]}" for name, space in PREFIXES.items() if iri.startswith(space)), "")
