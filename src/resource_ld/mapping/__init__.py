"""A row to a resource, a resource to its description."""
