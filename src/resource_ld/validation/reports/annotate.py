"""A copy of a workbook with comments added, and nothing else touched (ECMA-376 part 1, sections 12.3.3 and 18.7).

openpyxl would write the workbook anew: without the results of its formulas, which the copy is read by, and without
pictures, charts and whatever else it does not know. So the comments are put into the package beside what is there.
"""

import posixpath
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from defusedxml.ElementTree import fromstring

from resource_ld.errors import ReleaseError
from resource_ld.validation.reports.merged import at_first_cells, column_number
from resource_ld.validation.reports.said_before import AUTHOR, without_boxes, without_ours

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_RELATIONS, _TYPES = f"{_PACKAGE}relationships", f"{_PACKAGE}content-types"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_LATER = (
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
    "AlternateContent",
)  # fmt: skip
"""Elements of a sheet that come after `legacyDrawing` (section 18.3.1.99)."""

_TAG = re.compile(r"<(/?)(?:[\w.-]+:)?([\w.-]+)[^>]*?(/?)>")
_CANNOT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
"""Said by each element that is added: the part it comes into may bind other prefixes, or none."""
_VML = (
    f"<xml {_SPACES}>"
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{blocks}"/>'
    "</o:shapelayout>{type}{shapes}</xml>"
)
_SHAPE_TYPE = (
    f'<v:shapetype {_SPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    f"<v:shape {_SPACES} "
    'id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" '
    'o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note">'
    "<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{left}, 15, {top}, 4, {right}, 15, {bottom}, 4</x:Anchor>"
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


def annotate(source: Path, target: Path, sheet: str, comments: Mapping[str, str]) -> None:
    """Copy a workbook and put comments (cell name → text) on a sheet, in the place of those an earlier check put there.

    A comment of a person keeps its text, first. Without a title, the sheet is the first visible one.
    """
    with zipfile.ZipFile(source) as package:
        changed = _Parts(package).commented(sheet, comments)
        names = package.namelist()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
            for info in package.infolist():
                content = changed[info.filename].encode() if info.filename in changed else package.read(info)
                copy.writestr(info, content, zipfile.ZIP_DEFLATED)
            for name in changed.keys() - set(names):
                copy.writestr(name, changed[name].encode())


def writable(text: str) -> str:
    """Return a text without the characters XML cannot carry."""
    return _CANNOT.sub("", text)


class _Parts:
    """The parts of a package as texts; `changed` are those to write."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._names = set(package.namelist())
        self._changed: dict[str, str] = {}

    def commented(self, sheet: str, comments: Mapping[str, str]) -> dict[str, str]:
        """Return the parts that change when a sheet gets comments."""
        part = self._sheet(sheet)
        comments = at_first_cells(self._text(part), comments)
        held, drawing = self._related(part, "/comments"), self._related(part, "/vmlDrawing")
        if held:
            self._forget(held, drawing)
        if not comments:
            return self._changed
        name = held or self._new("xl/comments-resource-ld{}.xml")
        text = self._text(name) if held else f'<comments xmlns="{_MAIN}"><authors/><commentList/></comments>'
        self._changed[name] = _with_comments(text, comments)
        if not held:
            self._relate(part, name, "comments")
            self._override(name)
        self._draw(part, drawing, [cell for cell in comments if not _has_comment(text, cell)])
        return self._changed

    def _forget(self, name: str, drawing: str) -> None:
        """Take out what an earlier check said, and the boxes of comments in which nothing is left."""
        text, gone = without_ours(self._text(name))
        if text != self._text(name):
            self._changed[name] = text
        if gone and drawing:
            self._changed[drawing] = without_boxes(self._text(drawing), gone)

    def _text(self, name: str) -> str:
        return self._changed[name] if name in self._changed else self._package.read(name).decode("utf-8-sig")

    def _new(self, pattern: str) -> str:
        number = 0
        while (name := pattern.format(number or "")) in self._names:
            number += 1
        return name

    def _sheet(self, title: str) -> str:
        """Return the name of the part of a sheet."""
        book = fromstring(self._text("xl/workbook.xml"))
        sheets = [each for each in book.iter() if each.tag.endswith("}sheet")]
        ids = {each.get("name"): each.get(f"{{{_OFFICE}}}id") for each in sheets}
        title = title or next(
            (each.get("name", "") for each in sheets if each.get("state", "visible") == "visible"), ""
        )
        targets = {number: target for number, _, target in self._relations("xl/workbook.xml")}
        if title not in ids or ids[title] not in targets:
            raise ReleaseError(f"no sheet {title!r}", mend="Write the report as .csv.")
        return targets[ids[title] or ""]

    def _relations(self, part: str) -> list[tuple[str, str, str]]:
        """Return (id, type, part) of what a part refers to."""
        name = _relations_of(part)
        if name not in self._names and name not in self._changed:
            return []
        found = []
        for each in fromstring(self._text(name)):
            target = each.get("Target", "")
            path = (
                target[1:]
                if target.startswith("/")
                else posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
            )
            found.append((each.get("Id", ""), each.get("Type", ""), path))
        return found

    def _related(self, part: str, ending: str) -> str:
        return next((target for _, kind, target in self._relations(part) if kind.endswith(ending)), "")

    def _relate(self, part: str, target: str, kind: str) -> str:
        """Add a relationship and return its id."""
        name = _relations_of(part)
        taken = {number for number, _, _ in self._relations(part)}
        known = name in self._names or name in self._changed
        empty = f'<Relationships xmlns="{_RELATIONS}"></Relationships>'
        number = next(each for each in (f"rIdResourceLd{n}" for n in range(99)) if each not in taken)
        added = f'<Relationship xmlns="{_RELATIONS}" Id="{number}" Type="{_OFFICE}/{kind}" Target="/{target}"/>'
        self._changed[name] = _append(self._text(name) if known else empty, "Relationships", added)
        return number

    def _override(self, name: str) -> None:
        added = f'<Override xmlns="{_TYPES}" PartName="/{name}" ContentType="{_COMMENTS_TYPE}"/>'
        self._changed["[Content_Types].xml"] = _append(self._text("[Content_Types].xml"), "Types", added)

    def _draw(self, part: str, drawing: str, cells: list[str]) -> None:
        """Add the boxes that comments are shown in; without them Excel says the file is damaged."""
        text = self._text(drawing) if drawing else ""
        taken = max([1024, *(int(each) for each in re.findall(r"_x0000_s(\d+)", text))])
        shapes = "".join(_shape(cell, taken + n) for n, cell in enumerate(cells, 1))
        if drawing:
            kind = "" if "_x0000_t202" in text else _SHAPE_TYPE
            self._changed[drawing] = _append(text, "xml", kind + shapes)
            return
        name = self._new("xl/drawings/vmlDrawing-resource-ld{}.vml")
        blocks = ",".join(str(each) for each in range(1, (taken + len(cells)) // 1024 + 1))
        self._changed[name] = _VML.format(blocks=blocks, type=_SHAPE_TYPE, shapes=shapes)
        number = self._relate(part, name, "vmlDrawing")
        self._changed[part] = _with_drawing(self._text(part), number)
        types = self._text("[Content_Types].xml")
        if 'Extension="vml"' not in types:
            added = f'<Default xmlns="{_TYPES}" Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
            self._changed["[Content_Types].xml"] = re.sub(r"(<(?:\w+:)?Types\b[^>]*>)", rf"\1{added}", types, count=1)


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels"


def _append(text: str, element: str, added: str) -> str:
    """Put something at the end of the outermost element of a part, also of one that is empty."""
    text = re.sub(rf"<((?:\w+:)?{element})\b([^>]*?)/>", r"<\1\2></\1>", text, count=1)
    end = max(found.start() for found in re.finditer(rf"</(?:\w+:)?{element}\s*>", text))
    return text[:end] + added + text[end:]


def _has_comment(text: str, cell: str) -> bool:
    return re.search(rf'<(?:\w+:)?comment\b[^>]*\bref="{cell}"', text) is not None


def _with_comments(text: str, comments: Mapping[str, str]) -> str:
    prefix = (re.search(r"<(\w+:)?comments\b", text) or [""])[1] or ""
    names = re.findall(rf"<{prefix}author\b(?:[^>]*/>|[^>]*>([^<]*))", text)
    author = names.index(AUTHOR) if AUTHOR in names else len(names)
    if author == len(names):
        text = _append(text, "authors", f"<{prefix}author>{AUTHOR}</{prefix}author>")
    new = []
    for cell, said in comments.items():
        words = f'<{prefix}t xml:space="preserve">{{}}{escape(writable(said))}</{prefix}t>'
        if _has_comment(text, cell):
            text = _added_to(text, cell, f"<{prefix}r>{words.format(chr(10))}</{prefix}r>", prefix)
        else:
            inner = words.format("")
            new.append(
                f'<{prefix}comment ref="{cell}" authorId="{author}"><{prefix}text>{inner}</{prefix}text></{prefix}comment>'
            )
    return _append(text, "commentList", "".join(new))


def _added_to(text: str, cell: str, run: str, prefix: str) -> str:
    """Put a run after the text that a comment has; plain text becomes a run first, since the two do not stand together."""
    start = re.search(rf'<{prefix}comment\b[^>]*\bref="{cell}"', text)
    assert start is not None
    opened = text.index(">", text.index(f"<{prefix}text", start.start())) + 1
    end = text.index(f"</{prefix}text>", opened)
    held = text[opened:end]
    if held.startswith(f"<{prefix}t"):
        held = f"<{prefix}r>{held}</{prefix}r>"
    return text[:opened] + held + run + text[end:]


def _shape(cell: str, number: int) -> str:
    found = re.fullmatch(r"([A-Z]+)(\d+)", cell)
    assert found is not None
    column, row = column_number(found[1]) - 1, int(found[2]) - 1
    return _SHAPE.format(
        number=number, row=row, column=column, left=column + 1, right=column + 5, top=max(0, row - 1), bottom=row + 6
    )  # fmt: skip


def _with_drawing(text: str, number: str) -> str:
    """Put `legacyDrawing` where a sheet has it: the elements after it are looked for past the cells only."""
    prefix = (re.search(r"<(\w+:)?worksheet\b", text) or [""])[1] or ""
    cells = re.search(r"</(?:\w+:)?sheetData\s*>|<(?:\w+:)?sheetData\s*/>", text)
    start = cells.end() if cells else text.index(">", text.index("<" + prefix + "worksheet")) + 1
    depth = 0
    for tag in _TAG.finditer(text, start):
        if depth == 0 and (tag[1] or tag[2] in _LATER):
            added = f'<{prefix}legacyDrawing xmlns:rld="{_OFFICE}" rld:id="{number}"/>'
            return text[: tag.start()] + added + text[tag.start() :]
        depth += 0 if tag[3] else -1 if tag[1] else 1
    raise ReleaseError("the sheet has no end", mend="Save the workbook again.")
