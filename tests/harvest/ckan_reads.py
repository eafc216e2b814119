"""Run by an environment that has CKAN and ckanext-dcat: a JSON list of RDF/XML documents in, what CKAN would store out."""

import json
import sys

from ckanext.dcat.processors import RDFParser

stored = []
for document in json.load(sys.stdin):
    parser = RDFParser(profiles=["euro_dcat_ap_3"])
    parser.parse(document, "xml")
    stored.append(list(parser.datasets()))
json.dump(stored, sys.stdout)
