"""Resources with the triples their documents would say, made by the real describer."""

from dataclasses import replace
from pathlib import Path

from tests.profiles.test_profiles import EVERYTHING, ODD, SITE, of

from resource_ld.bundled import bundled
from resource_ld.config import Settings
from resource_ld.fields import BY_NAME, Field, Kind
from resource_ld.mapping.description import Describer, record_dates
from resource_ld.model import Resource
from resource_ld.profiles import Record
from resource_ld.vocabulary import load as load_vocabulary

OWN = Field("contents", "dcterms:tableOfContents", "", Kind.TEXT)
SETTINGS = Settings(Path(), SITE, (), {**BY_NAME, "contents": OWN})
DESCRIBER = Describer(SETTINGS, load_vocabulary(SITE.base_iri, [bundled("vocab")], None))

__all__ = ["EVERYTHING", "ODD", "described"]


def described(resource: Resource) -> Record:
    """Return the record of a resource as a release would hold it."""
    record = of(resource)
    dates = record_dates(DESCRIBER.names.record(resource.id), record.issued, record.modified)
    return replace(record, triples=tuple(sorted((*DESCRIBER.describe(resource).document, *dates))))
