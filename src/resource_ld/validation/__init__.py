"""Shapes → findings: the shapes, the engine that checks them, results brought home to cells."""

from resource_ld.validation.engine import Validator
from resource_ld.validation.explain import Explained, explain
from resource_ld.validation.findings import Group, finding, group
from resource_ld.validation.result import Branch, Result
from resource_ld.validation.shapes import Shapes, load

__all__ = ["Branch", "Explained", "Group", "Result", "Shapes", "Validator", "explain", "finding", "group", "load"]
