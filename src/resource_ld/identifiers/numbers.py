"""Identifiers that others gave a work - DOI, ISBN, ISSN: whether a text is one, and its IRI."""

import re
from urllib.parse import quote

_DOI = re.compile(r"10\.\d{4,9}/\S+")
_ISSN = re.compile(r"(\d{4})-?(\d{3}[\dX])")
_IN_A_PATH = "/%:@!$&'()*+,;=~?"
"""What stands in an IRI as it is; a DOI may hold anything printable (DOI Handbook section 2.5.2.4). `%` may encode already."""


def doi(text: str) -> str:
    """Return a DOI as it was entered, empty for what is none.

    >>> doi("10.1000/182"), doi("in press")
    ('10.1000/182', '')
    """
    return text if _DOI.fullmatch(text) else ""


def doi_iri(text: str) -> str:
    """Return the address of a DOI, percent-encoded where an IRI must be (RFC 3987 section 2.2); empty for what is none.

    >>> doi_iri("10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O"), doi_iri("in press")
    ('https://doi.org/10.1002/(SICI)1097-4571(199806)49:8%3C693::AID-ASI4%3E3.0.CO;2-O', '')
    """
    return f"https://doi.org/{quote(text, _IN_A_PATH, errors='replace')}" if doi(text) else ""


def is_isbn(text: str) -> bool:
    """Return whether a text is an ISBN-10 or ISBN-13 with a right check digit (ISO 2108).

    >>> is_isbn("978-92-9068-512-8"), is_isbn("0-306-40615-2"), is_isbn("978-92-9068-512-0")
    (True, True, False)
    """
    digits = re.sub(r"^(?:isbn)?[:\s]*|[\s-]", "", text.lower())
    if re.fullmatch(r"[0-9]{13}", digits):
        return sum(int(d) * (1, 3)[i % 2] for i, d in enumerate(digits)) % 10 == 0
    if re.fullmatch(r"[0-9]{9}[0-9x]", digits):
        return sum((10 - i) * (10 if d == "x" else int(d)) for i, d in enumerate(digits)) % 11 == 0
    return False


def isbn_digits(text: str) -> str:
    """Return the digits of an ISBN without hyphens, empty for one that is none.

    >>> isbn_digits("978-92-9068-512-8"), isbn_digits("978-92-9068-512-0")
    ('9789290685128', '')
    """
    return re.sub(r"[^\dX]", "", text.upper().removeprefix("ISBN")) if is_isbn(text) else ""


def isbn_urn(text: str) -> str:
    """Return the URN of an ISBN, empty for what is none (RFC 8254 appendix A)."""
    digits = isbn_digits(text)
    return f"urn:isbn:{digits}" if digits else ""


def issn_urn(text: str) -> str:
    """Return the URN of an ISSN, empty for what is none (RFC 3044)."""
    checked = issn(text)
    return f"urn:issn:{checked}" if checked else ""


def issn(text: str) -> str:
    """Return an ISSN with its hyphen, empty when its check digit is wrong (ISO 3297).

    >>> issn("20493630"), issn("2049-3631")
    ('2049-3630', '')
    """
    found = _ISSN.fullmatch(re.sub(r"^issn[:\s]*", "", text.strip(), flags=re.IGNORECASE).upper())
    if found is None:
        return ""
    digits = found[1] + found[2]
    total = sum((8 - i) * (10 if each == "X" else int(each)) for i, each in enumerate(digits))
    return f"{found[1]}-{found[2]}" if total % 11 == 0 else ""
