"""Concept schemes: `vocab/*.ttl` and `terms.csv` → look-up by any label in any language, and their descriptions."""

from resource_ld.vocabulary.concepts import Match, Vocabulary
from resource_ld.vocabulary.labels import fold, local_id
from resource_ld.vocabulary.loading import load

__all__ = ["Match", "Vocabulary", "fold", "load", "local_id"]
