"""Run by an environment that has CKAN and ckanext-dcat: follows a catalogue as its harvester does, prints what it finds.

The loop is that of `DCATRDFHarvester.gather_stage`: fetch, parse by the content type, take the datasets, ask for the next page.
"""

import json
import sys
from urllib.request import urlopen

from ckanext.dcat.processors import RDFParser

address, pages = sys.argv[1], []
while address:
    with urlopen(address, timeout=10) as answer:
        parser = RDFParser(profiles=["euro_dcat_ap_3"])
        parser.parse(answer.read(), answer.headers.get_content_type())
    found = (
        (next(extra["value"] for extra in each["extras"] if extra["key"] == "uri"), each["title"])
        for each in parser.datasets()
    )
    pages.append(list(found))
    address = parser.next_page()
json.dump(pages, sys.stdout)
