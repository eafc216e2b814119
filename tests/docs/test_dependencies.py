"""What the program imports is what installing it brings: tests run where much more is installed."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest
from tests.conftest import PROJECT

SOURCES = sorted((PROJECT / "src" / "resource_ld").rglob("*.py"))
DECLARED = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]


def normal(name: str) -> str:
    """Return the name of a distribution as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def imported() -> dict[str, str]:
    """Package → the first file that imports it, of those that are neither ours nor Python's."""
    found: dict[str, str] = {}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for each in names:
                found.setdefault(each.partition(".")[0], str(path.relative_to(PROJECT)))
    return {name: at for name, at in found.items() if name not in sys.stdlib_module_names | {"resource_ld", ""}}


@pytest.mark.parametrize("package", sorted(imported()))
def test_what_is_imported_is_a_dependency(package: str) -> None:
    brought = {normal(re.split(r"[<>=;\[ ]", each, maxsplit=1)[0]) for each in DECLARED}
    # What Flask is made of may be relied on with it.
    brought |= {"werkzeug", "jinja2", "markupsafe"}
    owners = {normal(each) for each in packages_distributions().get(package, [package])}
    assert owners & brought, f"{imported()[package]} imports {package}: add it to [project] dependencies"
