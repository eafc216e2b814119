"""The first straight line: rows become resources, resources become releases; and what a release holds, to be read."""
