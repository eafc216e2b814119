"""What an editor can complete in a query of this catalogue."""

from collections.abc import Iterable, Mapping

from resource_ld.terms import PREFIXES, Triple, curie

_USED = {curie("void:class"): "class", curie("void:property"): "property"}


def completions(
    catalogue: Iterable[Triple], concepts: Iterable[tuple[str, Mapping[str, str], int]], base_iri: str
) -> dict[str, object]:
    """Return prefixes and terms as CodeMirror wants them; `concepts` are (path, labels, number of resources)."""
    found = []
    for _, predicate, term in catalogue:
        if (kind := _USED.get(predicate)) and (short := _short(term[1:-1])):
            found.append({"label": short, "type": kind, "detail": kind})
    for path, labels, count in concepts:
        label = labels.get("en") or next(iter(labels.values()), "")
        if label:
            applied = f"<{base_iri}{path}>"
            found.append({"label": label, "apply": applied, "type": "constant", "detail": f"{path} ({count})"})
    return {"prefixes": PREFIXES, "terms": sorted(found, key=lambda each: each["label"])}


def _short(iri: str) -> str:
    return next((f"{name}:{iri[len(space) :]}" for name, space in PREFIXES.items() if iri.startswith(space)), "")
