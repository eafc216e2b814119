"""SPARQL: the protocol, and workers in processes of their own that can be killed."""

from resource_ld.query.pool import Answer, Limits, Pool
from resource_ld.query.protocol import Query, parse_request

__all__ = ["Answer", "Limits", "Pool", "Query", "parse_request"]
