"""Invariant 3: an IRI is minted once. The register, and which row is which resource."""

from resource_ld.identifiers.candidates import Candidate, Facts, candidate
from resource_ld.identifiers.identify import Identified, bind, identify
from resource_ld.identifiers.register import Entry, Register, read_register, register, write_register

__all__ = [
    "Candidate", "Entry", "Facts", "Identified", "Register", "bind", "candidate", "identify", "read_register", "register",
    "write_register",
]  # fmt: skip
