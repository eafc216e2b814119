"""Writes `vocab/*.ttl` from the facts of ISO, UN M49, CLDR and the EU Publications Office.

    python vocab/build.py [FOLDER-WITH-THE-SOURCES]

Needs Babel (names of places and languages). The same sources give the same bytes. Concept IRIs are relative to the
base IRI of the site that loads them.
"""

import csv
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from babel import Locale
from rdflib import SKOS, Graph, Literal, URIRef

from terms_by_hand import AUDIENCES, CATEGORIES, FORMER_NAMES, HIDDEN, LICENCES, MEMBERSHIPS, TYPES, WORLD, Term

HERE = Path(__file__).resolve().parent
LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh", "de")
EU = "http://publications.europa.eu/resource/authority/"
PREFIXES = """@prefix dcmitype: <http://purl.org/dc/dcmitype/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rl: <https://w3id.org/resource-ld/ns#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
SOURCES = (
    "Facts from ISO 3166-1, ISO 639-2, UN M49, Unicode CLDR and the EU Publications Office; the compilation is CC0."
)

Labels = dict[str, str]
Block = list[tuple[str, list[str]]]
"""Predicate and objects, spelled in Turtle, of one subject."""


def text(value: str, language: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"@{language}' if language else f'"{escaped}"'


def labels_of(code: str, kind: str) -> Labels:
    """Return CLDR's names of a territory or language."""
    found = {}
    for language in LANGUAGES:
        names = getattr(Locale(language), kind)
        if code in names:
            found[language] = names[code]
    return found


def concept(
    scheme: str, labels: Labels, alternatives: Iterable[tuple[str, str]] = (), *, hidden: Iterable[str] = ()
) -> Block:
    """Return what every concept says; alternatives never repeat a preferred label of their language (SKOS S13)."""
    preferred = [text(labels[each], each) for each in sorted(labels)]
    other = sorted({text(value, language) for value, language in alternatives if value} - set(preferred))
    unseen = sorted({text(each, "") for each in hidden})
    return [
        ("skos:inScheme", [f"<vocab/{scheme}>"]),
        ("skos:prefLabel", preferred),
        ("skos:altLabel", other),
        ("skos:hiddenLabel", unseen),
        ("schema:name", preferred),
    ]


def write(scheme: str, titles: Labels, blocks: dict[str, Block]) -> None:
    """Write one scheme with its concepts in the order of their ids."""
    lines = [
        PREFIXES,
        f"# {SOURCES}\n# Written by vocab/build.py; own terms belong in another file of vocab/ or in terms.csv.\n",
    ]
    head: Block = [
        ("a", ["skos:ConceptScheme"]),
        ("dcterms:title", [text(titles[each], each) for each in sorted(titles)]),
        ("dcterms:license", ["<https://creativecommons.org/publicdomain/zero/1.0/>"]),
    ]
    tops = [
        f"<vocab/{scheme}/{key}>"
        for key in sorted(blocks)
        if any(name == "skos:topConceptOf" and said for name, said in blocks[key])
    ]
    lines.append(turtle(f"vocab/{scheme}", [*head, ("skos:hasTopConcept", tops)]))
    lines += [turtle(f"vocab/{scheme}/{key}", blocks[key]) for key in sorted(blocks)]
    (HERE / f"{scheme}.ttl").write_text("\n".join(lines), encoding="utf-8", newline="\n")
    print(f"{scheme}.ttl: {len(blocks)} concepts")


def turtle(path: str, block: Block) -> str:
    said = " ;\n".join(f"    {predicate} {', '.join(objects)}" for predicate, objects in block if objects)
    return f"<{path}>\n{said} .\n"


def slug(name: str) -> str:
    kept = "".join(each if each.isalnum() else "-" for each in name.lower().replace("&", "and"))
    return "-".join(filter(None, kept.split("-")))


def eu_labels(path: Path) -> dict[str, set[tuple[str, str]]]:
    """Return EU code → labels in our languages."""
    graph = Graph().parse(path, format="turtle")
    found: dict[str, set[tuple[str, str]]] = {}
    for subject, _, label in graph.triples((None, SKOS.prefLabel, None)):
        if isinstance(subject, URIRef) and isinstance(label, Literal) and label.language in LANGUAGES:
            found.setdefault(str(subject).rpartition("/")[2], set()).add((str(label), label.language))
    for subject, _, label in graph.triples((None, SKOS.altLabel, None)):
        if isinstance(subject, URIRef) and isinstance(label, Literal) and label.language in LANGUAGES:
            found.setdefault(str(subject).rpartition("/")[2], set()).add((str(label), label.language))
    return found


def places(sources: Path) -> dict[str, Block]:
    containment = json.loads((sources / "cldr/territoryContainment.json").read_text(encoding="utf-8"))
    tree = containment["supplemental"]["territoryContainment"]
    parents = {child: region for region in regions(tree) for child in tree[region]["_contains"]}
    ids = {region: slug(Locale("en").territories[region]) for region in regions(tree)} | {"001": "worldwide"}
    blocks = {ids[region]: region_block(region, ids, parents) for region in ids}
    english = json.loads((sources / "cldr/en-territories.json").read_text(encoding="utf-8"))
    variants = english["main"]["en"]["localeDisplayNames"]["territories"]
    eu = eu_labels(sources / "eu-op/countries.ttl")
    countries = json.loads((sources / "iso-codes/iso_3166-1.json").read_text(encoding="utf-8"))["3166-1"]
    countries.append({"alpha_2": "XK", "alpha_3": "XKX", "name": "Kosovo", "numeric": ""})
    for country in countries:
        blocks[country["alpha_2"]] = country_block(
            country, ids.get(parents.get(country["alpha_2"], ""), "worldwide"), variants, eu
        )
    for term in MEMBERSHIPS:
        members = tree["EU"]["_contains"] if term.id == "european-union" else term.members
        members = sorted({*members, *(tree["EU"]["_contains"] if term.id == "european-economic-area" else ())})
        block = [("a", ["skos:Concept", "dcterms:Location", "schema:Place"]), *by_hand("place", term)]
        blocks[term.id] = [*block, ("schema:containsPlace", [f"<vocab/place/{each}>" for each in members])]
    return blocks


def regions(tree: dict[str, dict[str, list[str]]]) -> list[str]:
    """Return the M49 codes of the tree from the world down, without groupings, so that roll-ups count nothing twice."""
    found, waiting = [], ["001"]
    while waiting:
        region = waiting.pop(0)
        found.append(region)
        waiting += [each for each in tree[region]["_contains"] if each.isdecimal() and each in tree]
    return found


def region_block(region: str, ids: dict[str, str], parents: dict[str, str]) -> Block:
    labels = labels_of(region, "territories")
    alternatives = list(WORLD) if region == "001" else []
    if region == "001":
        alternatives += [(label, language) for language, label in labels.items()]
        labels |= {"en": "Worldwide"}
    broader = [f"<vocab/place/{ids[parents[region]]}>"] if region in parents else []
    return [
        ("a", ["skos:Concept", "dcterms:Location", "schema:Place"]),
        *concept("place", labels, alternatives),
        ("skos:notation", [f'"{region}"^^<vocab/datatype/m49>']),
        ("skos:broader", broader),
        ("skos:topConceptOf", ["<vocab/place>"] if region == "001" else []),
    ]


def country_block(
    country: dict[str, str], region: str, variants: dict[str, str], eu: dict[str, set[tuple[str, str]]]
) -> Block:
    alpha2, alpha3 = country["alpha_2"], country["alpha_3"]
    names = {country[key] for key in ("name", "official_name", "common_name") if key in country}
    names |= {" ".join(reversed(each.split(", "))) for each in names if each.count(", ") == 1}
    names |= {label for key, label in variants.items() if key.startswith(f"{alpha2}-alt")}
    names -= set(HIDDEN)
    alternatives = {(each, "en") for each in names} | eu.get(alpha3, set()) | set(FORMER_NAMES.get(alpha2, ()))
    hidden = [name for name, codes in HIDDEN.items() if alpha2 in codes]
    alternatives = {each for each in alternatives if each[0] not in HIDDEN}
    notations = [f'"{alpha2}"^^<vocab/datatype/alpha2>', f'"{alpha3}"^^<vocab/datatype/alpha3>']
    notations += [f'"{country["numeric"]}"^^<vocab/datatype/m49>'] if country["numeric"] else []
    return [
        ("a", ["skos:Concept", "dcterms:Location", "schema:Country"]),
        *concept("place", labels_of(alpha2, "territories"), alternatives, hidden=hidden),
        ("skos:notation", notations),
        ("skos:broader", [f"<vocab/place/{region}>"]),
        ("skos:exactMatch", [f"<{EU}country/{alpha3}>"] if alpha3 in eu else []),
    ]


def languages(sources: Path) -> dict[str, Block]:
    with (sources / "eu-op/languages.csv").open(encoding="utf-8", newline="") as file:
        eu = {row["id"] for row in csv.DictReader(file) if row["deprecated"] == "false"}
    rows = json.loads((sources / "iso-codes/iso_639-2.json").read_text(encoding="utf-8"))["639-2"]
    blocks = {}
    for row in rows:
        code = row.get("alpha_2", row["alpha_3"])
        if "-" in row["alpha_3"]:
            continue
        labels = {"en": row["name"].partition(";")[0]} | labels_of(code, "languages")
        names = {(each.strip(), "en") for each in (*row["name"].split(";"), row.get("common_name", ""))}
        matches = [f"<{EU}language/{row['alpha_3'].upper()}>"] if row["alpha_3"].upper() in eu else []
        matches += [f"<http://id.loc.gov/vocabulary/iso639-1/{code}>"] if len(code) == 2 else []
        notations = [f'"{each}"' for each in sorted({code, row["alpha_3"], row.get("bibliographic", code)})]
        blocks[code] = [
            ("a", ["skos:Concept", "dcterms:LinguisticSystem", "schema:Language"]),
            *concept("language", labels, names),
            ("skos:notation", notations),
            ("skos:exactMatch", matches),
        ]
    return blocks


def by_hand(scheme: str, term: Term) -> Block:
    alternatives = [(each, "en") for each in term.alternatives]
    said = concept(scheme, term.labels, alternatives)
    said.append(("skos:broader", [f"<vocab/{scheme}/{term.broader}>"] if term.broader else []))
    said.append(("rl:schemaType", [f"schema:{term.schema_type}"] if term.schema_type else []))
    said.append(("skos:exactMatch", [f"<{each}>" for each in term.exact]))
    said.append(("skos:closeMatch", [f"<{each}>" for each in term.close]))
    return said


def scheme_by_hand(scheme: str, terms: Iterable[Term]) -> dict[str, Block]:
    classes = ["skos:Concept", *(["schema:DefinedTerm"] if scheme in ("category", "type") else [])]
    return {term.id: [("a", classes), *by_hand(scheme, term)] for term in terms}


def main() -> None:
    sources = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent.parent / "shared" / "vocab-sources"
    write("place", {"en": "Places", "fr": "Lieux", "es": "Lugares", "de": "Orte"}, places(sources))
    write("language", {"en": "Languages", "fr": "Langues", "es": "Idiomas", "de": "Sprachen"}, languages(sources))
    write("type", {"en": "Types of resources", "fr": "Types de ressources", "es": "Tipos de recursos", "de": "Arten von Ressourcen"}, scheme_by_hand("type", TYPES))  # fmt: skip
    write("category", {"en": "Categories", "fr": "Catégories", "es": "Categorías", "de": "Kategorien"}, scheme_by_hand("category", CATEGORIES))  # fmt: skip
    write("audience", {"en": "Audiences", "fr": "Publics", "es": "Públicos", "de": "Zielgruppen"}, scheme_by_hand("audience", AUDIENCES))  # fmt: skip
    write("licence", {"en": "Licences", "fr": "Licences", "es": "Licencias", "de": "Lizenzen"}, scheme_by_hand("licence", LICENCES))  # fmt: skip


if __name__ == "__main__":
    main()
