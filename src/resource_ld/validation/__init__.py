"""Shapes → findings: the shapes, the engine that checks them, results brought home to cells and put into words."""

from resource_ld.validation.causes import Cause, causes
from resource_ld.validation.conforming import Conforming
from resource_ld.validation.engine import Validator
from resource_ld.validation.explain import Explained, explain
from resource_ld.validation.findings import Findings, Home, ShapeFinding
from resource_ld.validation.result import Branch, Result
from resource_ld.validation.shapes import Notes, Shapes, load

__all__ = [
    "Branch", "Cause", "Conforming", "Explained", "Findings", "Home", "Notes", "Result", "ShapeFinding", "Shapes", "Validator", "causes",
    "explain", "load",
]  # fmt: skip
