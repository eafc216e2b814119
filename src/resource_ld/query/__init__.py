"""SPARQL: the protocol, and workers in processes of their own that can be killed."""

from resource_ld.query.limits import Limits
from resource_ld.query.pool import Pool
from resource_ld.query.protocol import Query, parse_request
from resource_ld.query.screen import Screened, screen

__all__ = ["Limits", "Pool", "Query", "Screened", "parse_request", "screen"]
