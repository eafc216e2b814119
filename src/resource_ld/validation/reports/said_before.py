"""What an earlier check said in a workbook's comments, and how it is taken out: line by line, so that people's words stay.

Each line of ours begins with the program's name. Neither the author nor a run of its own tells them: LibreOffice writes
no authors, openpyxl no runs, and a person may write into a comment of ours.
"""

import re
from collections.abc import Collection

from resource_ld.model import column_letters

AUTHOR = "resource-ld"
SIGN = f"{AUTHOR}: "
"""What each line of ours begins with."""

_BREAK = r"(?:\r?\n|&#1[03];|&#x0*[aAdD];)+"
_LINE = rf"{re.escape(SIGN)}(?:(?!{_BREAK}).)*"
_OURS = re.compile(rf"^{_LINE}(?:{_BREAK}{_LINE})*(?:{_BREAK}|$)|{_BREAK}{_LINE}", re.DOTALL)
_COMMENT = re.compile(r'<((?:\w+:)?)comment\b[^>]*\bref="([A-Z]+\d+)"[^>]*>.*?</\1comment>', re.DOTALL)
_TEXT = re.compile(r"(<(?:\w+:)?t\b(?![^>]*/>)[^>]*>)(.*?)(?=</(?:\w+:)?t>)", re.DOTALL)
_EMPTY_RUN = re.compile(r"<((?:\w+:)?)r>(?:(?!</?\1r>).)*?<\1t\b[^>]*></\1t></\1r>", re.DOTALL)
_BOX = re.compile(r"<((?:\w+:)?)shape\b(?![^>]*/>).*?</\1shape>", re.DOTALL)
_CELL = re.compile(r"<(?:\w+:)?(Row|Column)>\s*(\d+)")


def without_ours(text: str) -> tuple[str, list[str]]:
    """Return a part of comments without what we said, and the cells whose comments are gone with it."""
    gone = []

    def stripped(found: re.Match[str]) -> str:
        rest = _without_lines(found[0])
        if rest is None:
            gone.append(found[2])
        return rest or ""

    return _COMMENT.sub(stripped, text), gone


def _without_lines(comment: str) -> str | None:
    """Return a comment without our lines, which may go across its runs; None when nothing else was in it."""
    said = "".join(each[2] for each in _TEXT.finditer(comment))
    ours = [found.span() for found in _OURS.finditer(said)]
    if not ours:
        return comment
    kept = bytearray(b"\1" * len(said))
    for start, end in ours:
        kept[start:end] = bytes(end - start)
    if not any(each.strip() for each, keep in zip(said, kept, strict=True) if keep):
        return None
    keeps = iter(kept)
    shorter = _TEXT.sub(lambda piece: piece[1] + "".join(each for each in piece[2] if next(keeps)), comment)
    return _EMPTY_RUN.sub("", shorter)


def without_boxes(drawing: str, cells: Collection[str]) -> str:
    """Return a drawing without the boxes of the comments of some cells."""
    return _BOX.sub(lambda box: "" if 'ObjectType="Note"' in box[0] and _cell(box[0]) in cells else box[0], drawing)


def _cell(box: str) -> str:
    at = {name: int(number) for name, number in _CELL.findall(box)}
    return f"{column_letters(at.get('Column', 0) + 1)}{at.get('Row', 0) + 1}"
