"""Workbooks as openpyxl loads them, but with each text as it is stored (ECMA-376 part 1, sections 18.4 and 22.9.2.19)."""

import re
from pathlib import Path
from typing import IO, Any, cast
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse
from openpyxl.reader.excel import ExcelReader
from openpyxl.workbook.workbook import Workbook
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_ITEM, _RUN, _TEXT = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("si", "r", "t"))


class _Reader(ExcelReader):
    """openpyxl takes `x005F_` out of every text, after which `_x005F_x000D_` and `_x000D_` are the same."""

    def read_strings(self) -> None:
        held = cast(Any, self.package).find(SHARED_STRINGS)
        if held is not None:
            with self.archive.open(held.PartName[1:]) as part:
                self.shared_strings = _strings(part)


def load(path: Path) -> Workbook:
    """Return a workbook with the results of its formulas; its texts are to be read by `unescaped`."""
    reader = _Reader(path, data_only=True, keep_links=False)
    reader.read()
    book: Workbook = reader.wb
    return book


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
