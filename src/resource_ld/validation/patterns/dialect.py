"""Patterns as XPath writes them → as Python reads them (XPath and XQuery Functions and Operators 3.1, section 5.6)."""

import re

FLAGS = frozenset("imsxq")
_PYTHON = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL}
_SPACES = frozenset(" \t\r\n")


def compile_pattern(pattern: str, flags: str) -> re.Pattern[str]:
    """Return a pattern with the flags of section 5.6.2; raise re.error for what is none.

    >>> bool(compile_pattern("^[0-9]{4}$", "").search("2009\\n"))
    False
    """
    return re.compile(as_python(pattern, flags), python_flags(flags))


def python_flags(flags: str) -> int:
    """Return those of the flags that Python has; beside `q` only `i` counts."""
    return sum(_PYTHON[each] for each in set(flags) & set("i" if "q" in flags else "ims"))


def as_python(pattern: str, flags: str) -> str:
    r"""Return a pattern that says in Python what it says in XPath.

    `$` without the flag `m` is the end of the text, not the line before it. White space outside of classes is nothing
    with the flag `x`. `[a-z-[aeiou]]` is the first class without the second.

    >>> as_python("^ [a-z-[aeiou]] $", "x")
    '^(?:(?![aeiou])[a-z])\\Z'
    >>> as_python("a.b", "q")
    'a\\.b'
    """
    if "q" in flags:
        return re.escape(pattern)
    found = []
    position = 0
    while position < len(pattern):
        sign, end = _read(pattern, position)
        position = end
        if sign == "$" and "m" not in flags:
            sign = r"\Z"
        if sign not in _SPACES or "x" not in flags:
            found.append(sign)
    return "".join(found)


def _read(pattern: str, start: int) -> tuple[str, int]:
    """Return a character, what a backslash escapes, or a whole class, and where the next begins."""
    if pattern[start] == "[":
        return _read_class(pattern, start)
    end = start + (2 if pattern[start] == "\\" else 1)
    return pattern[start:end], end


def _read_class(pattern: str, start: int) -> tuple[str, int]:
    position = first = start + (2 if pattern.startswith("[^", start) else 1)
    while position < len(pattern):
        if pattern[position] == "]" and position > first:
            return pattern[start : position + 1], position + 1
        if position > first and pattern.startswith("-[", position):
            without, end = _read_class(pattern, position + 1)
            if pattern.startswith("]", end):
                return f"(?:(?!{without}){pattern[start:position]}])", end + 1
        position += 2 if pattern[position] == "\\" else 1
    return pattern[start:], len(pattern)
