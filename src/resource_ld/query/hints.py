"""A word to those whose query is answered by nothing."""

import re

from resource_ld.formats import Format

_NOTHING = {
    "json": re.compile(rb'"bindings":\s*\[\s*\]'), "xml": re.compile(rb"<results>\s*</results>|<results\s*/>"),
    "csv": re.compile(rb"\A(?!true|false)[^\n]*\n?\Z"), "tsv": re.compile(rb"\A(?!true|false)[^\n]*\n?\Z"),
    "turtle": re.compile(rb"\A\s*\Z"), "ntriples": re.compile(rb"\A\s*\Z"), "jsonld": re.compile(rb"\A\s*\[?\s*\]?\s*\Z"),
    "rdfxml": re.compile(rb"\A(?!.*rdf:(?:about|nodeID)=)", re.DOTALL),
}  # fmt: skip


def hint(text: str, form: Format, body: bytes) -> str:
    """Return what to change when an answer has no rows for a reason that is known, else an empty text.

    >>> from resource_ld.formats import RESULTS_CSV
    >>> hint("SELECT * { ?s <http://schema.org/name> ?o }", RESULTS_CSV, b"s,o\\r\\n")
    'This data says https://schema.org/, the query says http://schema.org/.'
    """
    nothing = _NOTHING.get(form.name)
    if "http://schema.org/" in text and nothing is not None and nothing.search(body):
        return "This data says https://schema.org/, the query says http://schema.org/."
    return ""
