"""Workbooks as openpyxl loads them, but with each text as it is stored (ECMA-376 part 1, sections 18.4 and 22.9.2.19)."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.workbook.workbook import Workbook
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_ITEM, _RUN, _TEXT = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("si", "r", "t"))
_ROW, _FORMULA, _VALUE = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("row", "f", "v"))
_SUSPECT = re.compile(
    rb"<(?:[\w.-]+:)?f(?=[\s/>])(?!(?:[^>]*/>|[^>]*>[^<]*</(?:[\w.-]+:)?f\s*>)\s*<(?:[\w.-]+:)?v>[^<])"
)
"""A formula that is not plainly followed by its result."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A workbook and the part of the package that each of its sheets is, by title."""

    book: Workbook
    parts: dict[str, str]


class _Reader(ExcelReader):
    """openpyxl takes `x005F_` out of every text, after which `_x005F_x000D_` and `_x000D_` are the same."""

    def read_strings(self) -> None:
        held = cast(Any, self.package).find(SHARED_STRINGS)
        if held is not None:
            with self.archive.open(held.PartName[1:]) as part:
                self.shared_strings = _strings(part)


def load(path: Path) -> Loaded:
    """Return a workbook with the results of its formulas; its texts are to be read by `unescaped`."""
    reader = _Reader(path, data_only=True, keep_links=False)
    reader.read()
    return Loaded(reader.wb, {sheet.name: rel.target for sheet, rel in reader.parser.find_sheets()})


def uncalculated(path: Path, part: str) -> dict[tuple[int, int], str]:
    """Return the formulas without a stored result by row and column: openpyxl and other libraries write them so.

    A sheet is only searched, which costs a fiftieth of reading it; it is parsed again where the search is in doubt.
    """
    with zipfile.ZipFile(path) as archive:
        with archive.open(part) as sheet:
            if not _suspect(sheet):
                return {}
        with archive.open(part) as sheet:
            return dict(_uncalculated(sheet))


def _suspect(sheet: IO[bytes]) -> bool:
    rest = b""
    while piece := sheet.read(1 << 20):
        # Cut behind a cell (`</c>`, `</x:c>`), so that a formula and its result stay together.
        cells, _, rest = (rest + piece).rpartition(b"c>")
        if _SUSPECT.search(cells):
            return True
    return _SUSPECT.search(rest) is not None


def _uncalculated(sheet: IO[bytes]) -> Iterator[tuple[tuple[int, int], str]]:
    number = 0
    for _, row in iterparse(sheet):
        if row.tag != _ROW:
            continue
        number, column = int(row.get("r") or number + 1), 0
        for cell in row:
            column = coordinate_to_tuple(cell.get("r"))[1] if cell.get("r") else column + 1
            formula, value = cell.find(_FORMULA), cell.find(_VALUE)
            # An empty text is a result too: `="" ` is stored as a value of type "str" without text.
            if formula is not None and (value is None or not (value.text or cell.get("t") == "str")):
                yield (number, column), f"={formula.text or ''}"
        row.clear()


def _strings(part: IO[bytes]) -> list[str]:
    texts = []
    for _, node in iterparse(part):
        if node.tag == _ITEM:
            texts.append("".join(_pieces(node)))
            node.clear()
    return texts


def _pieces(item: Element) -> list[str]:
    """Return the texts of an item and of its runs, and not how it is pronounced (`rPh`)."""
    runs: list[Any] = [each.find(_TEXT) if each.tag == _RUN else each for each in item if each.tag in (_RUN, _TEXT)]
    return [each.text or "" for each in runs if each is not None]


def unescaped(text: str) -> str:
    r"""Return what a text of a workbook stands for: `_xHHHH_` is a character that XML cannot carry.

    >>> unescaped("a_x000D_b, _x005F_x0041_, _x41_")
    'a\rb, _x0041_, _x41_'
    """
    if "_x" not in text:
        return text
    units = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    # A character past U+FFFF may be escaped as the two halves it has in UTF-16.
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
