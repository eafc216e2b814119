"""XML as text, for profiles: escaped, and without the characters XML 1.0 cannot carry (section 2.2)."""

import re
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
XSI = "http://www.w3.org/2001/XMLSchema-instance"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def text(value: str) -> str:
    """Return a text as element content; what XML cannot carry becomes U+FFFD.

    >>> text("a < b & c")
    'a &lt; b &amp; c'
    """
    if value.isalnum():
        return value
    # A carriage return would come back as a line feed (XML 1.0 section 2.11).
    return escape(_ILLEGAL.sub("\ufffd", value), {"\r": "&#13;"})


def element(name: str, content: str, **attributes: str) -> str:
    """Return an element with text in it; `__` in the name of an attribute stands for a colon, empty ones are left out.

    >>> element("dc:title", "Côte & co", xml__lang="fr")
    '<dc:title xml:lang="fr">Côte &amp; co</dc:title>'
    """
    return f"{opened(name, **attributes)}{text(content)}</{name}>"


def wrapped(name: str, *children: str, **attributes: str) -> str:
    """Return an element around others, each on a line; nothing when there is none to hold.

    >>> wrapped("name", "", element("part", "Kay"), type="personal")
    '<name type="personal">\\n<part>Kay</part>\\n</name>'
    """
    kept = [each for each in children if each]
    return "\n".join([opened(name, **attributes), *kept, f"</{name}>"]) if kept else ""


def empty(name: str, **attributes: str) -> str:
    """Return an element that says all in its attributes."""
    return f"{opened(name, **attributes)[:-1]}/>"


@lru_cache(maxsize=1024)
def opened(name: str, **attributes: str) -> str:
    """Return a start tag."""
    said = [
        f" {key.replace('__', ':')}={quoteattr(_ILLEGAL.sub(chr(0xFFFD), value))}"
        for key, value in attributes.items()
        if value
    ]
    return f"<{name}{''.join(said)}>"


def document(root: str) -> bytes:
    """Return a whole document; its first line is the declaration, so that an envelope can leave it out."""
    return f"{DECLARATION}{root}\n".encode()


def without_declaration(document: bytes) -> bytes:
    """Return a document as it stands within another one.

    >>> without_declaration(document("<dc/>"))
    b'<dc/>'
    """
    first, _, rest = document.partition(b"\n")
    return (rest if first.startswith(b"<?xml ") else document).rstrip()
