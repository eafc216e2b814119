"""Constraints in SPARQL: how a query is read, where it is asked, and what its solutions say (SHACL section 5)."""
