"""COAR's lists of resource types and access rights, as the OpenAIRE guidelines 4 use them: concept → English label."""

from resource_ld.model import Concept, Link, as_text
from resource_ld.profiles.record import Record
from resource_ld.vocabulary import fold

TYPE, ACCESS = "http://purl.org/coar/resource_type/", "http://purl.org/coar/access_right/"

LITERATURE = {
    "c_0640": "journal", "c_0857": "letter", "c_1162": "annotation", "c_15cd": "patent", "c_1843": "other", "c_186u": "policy report",
    "c_18cf": "text", "c_18co": "conference poster not in proceedings", "c_18cp": "conference paper not in proceedings",
    "c_18gh": "technical report", "c_18hj": "report to funding agency", "c_18op": "project deliverable", "c_18wq": "other type of report",
    "c_18ws": "research report", "c_18ww": "internal report", "c_18wz": "memorandum", "c_2659": "periodical", "c_2df8fbb1": "research article",
    "c_2f33": "book", "c_3248": "book part", "c_3e5a": "contribution to journal", "c_46ec": "thesis", "c_545b": "letter to the editor",
    "c_5794": "conference paper", "c_6501": "journal article", "c_6670": "conference poster", "c_71bd": "technical documentation",
    "c_7a1f": "bachelor thesis", "c_8042": "working paper", "c_816b": "preprint", "c_8544": "lecture", "c_86bc": "bibliography",
    "c_93fc": "report", "c_b239": "editorial", "c_ba08": "book review", "c_ba1f": "report part", "c_baaf": "research proposal",
    "c_bdcc": "master thesis", "c_beb9": "data paper", "c_c94f": "conference object", "c_db06": "doctoral thesis",
    "c_dcae04bc": "review article", "c_efa0": "review", "c_f744": "conference proceedings",
}  # fmt: skip
OTHER_PRODUCTS = {
    "c_12cc": "cartographic material", "c_12cd": "map", "c_12ce": "video", "c_18cc": "sound", "c_18cd": "musical composition",
    "c_18cw": "musical notation", "c_393c": "workflow", "c_7ad9": "website", "c_8a7e": "moving image", "c_c513": "image",
    "c_e9a0": "interactive resource", "c_ecc8": "still image",
}  # fmt: skip
GENERAL = (
    dict.fromkeys(LITERATURE, "literature")
    | dict.fromkeys(OTHER_PRODUCTS, "other research product")
    | {"c_ddb1": "dataset", "c_5ce6": "software", "c_1843": "other research product"}
)
"""Type → the four kinds of OpenAIRE."""
LABELS = LITERATURE | OTHER_PRODUCTS | {"c_ddb1": "dataset", "c_5ce6": "software"}

RIGHTS = {
    "c_abf2": "open access", "c_f1cf": "embargoed access", "c_16ec": "restricted access", "c_14cb": "metadata only access",
}  # fmt: skip
_WORDS = {
    "open access": "c_abf2", "open": "c_abf2", "openaccess": "c_abf2", "info eu repo semantics openaccess": "c_abf2", "libre acces": "c_abf2",
    "acces ouvert": "c_abf2", "acceso abierto": "c_abf2", "acesso aberto": "c_abf2",
    "embargoed access": "c_f1cf", "info eu repo semantics embargoedaccess": "c_f1cf",
    "restricted access": "c_16ec", "info eu repo semantics restrictedaccess": "c_16ec",
    "metadata only access": "c_14cb", "metadata only": "c_14cb", "closed access": "c_14cb", "info eu repo semantics closedaccess": "c_14cb",
}  # fmt: skip
"""Folded words of a catalogue → access right; what is not here is not guessed."""


def resource_type(record: Record, table: dict[str, str]) -> str:
    """Return the COAR type of a record: what its type matches, else what the table says of it, else `other`; empty without a type."""
    concepts = tuple(record.concepts_in("type"))
    for each in concepts:
        matches = (match.removeprefix(TYPE) for match in record.matches(each))
        if found := next((match for match in matches if match in LABELS), table.get(each.id, "")):
            return found
    return "c_1843" if concepts else ""


def access_right(record: Record) -> str:
    """Return the COAR access right of a record, by address or by its name; empty when none is said or known."""
    for value in record.values("access_rights"):
        names = [as_text(value), *(record.matches(value) if isinstance(value, Concept) else ())]
        names.append(
            record.name(value)[0] if isinstance(value, Concept) else value.iri if isinstance(value, Link) else ""
        )
        for name in names:
            code = name.replace("https://", "http://").removeprefix(ACCESS)
            if found := code if code in RIGHTS else _WORDS.get(fold(name), ""):
                return found
    return ""
