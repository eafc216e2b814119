"""What is wrong with a query the engine cannot read, in words a person can use: the engine names only what it hoped for."""

import difflib
import re

from resource_ld.terms import PREFIXES

_PLACE = re.compile(r"error at (\d+):(\d+): ")
_SENTENCE = re.compile(r"[A-Z][A-Za-z]+(?: [A-Za-z*]+){2,}")
_WORD = re.compile(r"\b[A-Z]{2,}\b")
_TOKEN = re.compile(
    r"""\#[^\n]*|<[^<>"{}|^`\s]*>|'{3}(?:'{0,2}(?:[^'\\]|\\.))*+'{3}|"{3}(?:"{0,2}(?:[^"\\]|\\.))*+"{3}
    |'(?:[^'\\\n]|\\.)*+'|"(?:[^"\\\n]|\\.)*+"|(?P<open>["'])|[?$@]\w+|_:\w+
    |(?P<prefix>(?:[^\W\d_][\w.-]*+)?+):(?P<local>[\w:%\\-][\w.:%\\-]*+)?|(?P<word>[^\W\d_]\w*+)|.""",
    re.VERBOSE | re.DOTALL,
)
_UNHELPFUL = {"LATERAL", "SERVICE", "VERSION"}
_KNOWN = frozenset(  # a list of a hundred and fifty quoted words reads worse
    """
    A ABS ADD ALL AS ASC ASK AVG BASE BIND BNODE BOUND BY CEIL COALESCE CONCAT CONSTRUCT CONTAINS COUNT DATATYPE
    DAY DESC DESCRIBE DISTINCT ENCODE_FOR_URI EXISTS FALSE FILTER FLOOR FROM GRAPH GROUP GROUP_CONCAT HAVING HOURS
    IF IN IRI ISBLANK ISIRI ISLITERAL ISNUMERIC ISURI LANG LANGMATCHES LCASE LIMIT MAX MD5 MIN MINUS MINUTES MONTH
    NAMED NOT NOW OFFSET OPTIONAL ORDER PREFIX RAND REDUCED REGEX REPLACE ROUND SAMETERM SAMPLE SECONDS SELECT
    SEPARATOR SERVICE SHA1 SHA256 SHA384 SHA512 SILENT STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLEN
    STRSTARTS STRUUID SUBSTR SUM TIMEZONE TRUE TZ UCASE UNDEF UNION URI UUID VALUES WHERE YEAR ADJUST TRIPLE
    SUBJECT PREDICATE OBJECT ISTRIPLE LANGDIR HASLANG HASLANGDIR STRLANGDIR LATERAL VERSION INSERT DELETE LOAD
    CLEAR DROP CREATE MOVE COPY WITH
    """.split()  # noqa: SIM905
)
"""The words of SPARQL 1.1 Query section 19.8, and those the engine knows beside them."""

SHOWN = 40
"""Characters of the query that are quoted around a mistake."""

MOST = 8
"""Things that could stand at a place, past which listing them helps nobody."""

Explained = tuple[str, tuple[int, int] | None]


def explain(message: str, text: str) -> Explained:
    """Return a sentence and the place (line, column), from 1; None when the engine names none.

    >>> explain("error at 1:14: expected one of OPTIONAL, ['%']", "ASK { ?s ex:a 1 }")
    ('the prefix “ex:” is not declared', (1, 10))
    >>> explain("error at 1:10: expected CONSTRUCT", "SELEC ?s {}")
    ('“SELEC” is no word of SPARQL; did you mean SELECT?', (1, 1))
    """
    found = _PLACE.match(message)
    if found is None:
        return message[:300], None
    line, column = int(found[1]), int(found[2])
    if not text.strip():
        return "it is empty", (1, 1)
    if (read := _read(text)) is not None:
        return read
    said = message[found.end() :]
    if sentences := [each for each in _SENTENCE.findall(said) if each != "Prefix not found"]:
        return f"the engine says: {sentences[0][0].lower()}{sentences[0][1:]}", (line, column)
    return f"{_near(text.split(chr(10)), line, column)}{_expected(said)}", (line, column)


def _read(text: str) -> Explained | None:
    """Return the first prefix that is not declared, text that does not end, or word that is none of SPARQL's."""
    declared = {*PREFIXES}
    waiting = False
    for found in _TOKEN.finditer(text):
        if (prefix := found["prefix"]) is not None:
            if waiting:
                declared.add(prefix)
            elif prefix not in declared:
                return f"the prefix “{prefix}:” is not declared", _place(text, found.start())
            waiting = False
        elif found["open"]:
            return "the text that begins here has no quote at its end", _place(text, found.start())
        elif word := found["word"]:
            waiting = word.upper() == "PREFIX"
            if word.upper() not in _KNOWN:
                near = difflib.get_close_matches(word.upper(), _KNOWN, n=1)
                hint = f"; did you mean {near[0]}?" if near else ""
                return f"“{word[:SHOWN]}” is no word of SPARQL{hint}", _place(text, found.start())
    return None


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _near(lines: list[str], line: int, column: int) -> str:
    """Return where the mistake stands, with a few words around it."""
    here = lines[line - 1] if line <= len(lines) else ""
    if after := here[column - 1 :].strip():
        return f"at “{after[:SHOWN]}”"
    before = " ".join((*lines[: line - 1], here[: column - 1])).split()
    return f"after “{' '.join(before)[-SHOWN:].strip()}”, where it ends" if before else "at its beginning"


def _expected(said: str) -> str:
    """Return what could stand there, when that is a short list of whole words."""
    words = [each for each in dict.fromkeys(_WORD.findall(said)) if each not in _UNHELPFUL]
    # One word alone is what the engine thought of last, and misleads.
    return f"; there could be {', '.join(words)}" if 1 < len(words) <= MOST and '"' not in said else ""
