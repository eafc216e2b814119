"""Resumption tokens (OAI-PMH 2.0 section 3.5): all a list needs to go on, in the token itself; the server keeps nothing.

So a token outlives restarts and releases. Its checksum tells a cut or edited one; it is no secret, since whoever forges
a token gets only what anyone may ask for.
"""

import base64
import hashlib
import json
from dataclasses import dataclass, fields
from operator import attrgetter

from resource_ld.errors import BadResumptionToken

_CHECK = 8
"""Symbols of the checksum."""


@dataclass(frozen=True, slots=True)
class Resumption:
    """Where a list goes on.

    `from_`, `until`, `set_spec` and `metadata_prefix` are the arguments it began with; `changed_in` and `id` the place of
    the last record given (in a list of sets `id` is the last spec); `cursor` is how many were given, `total` how many
    there are, as counted when `release` was current.
    """

    verb: str
    metadata_prefix: str = ""
    set_spec: str = ""
    from_: str = ""
    until: str = ""
    changed_in: int = 0
    id: str = ""
    cursor: int = 0
    total: int = 0
    release: int = 0


_values = attrgetter(*(each.name for each in fields(Resumption)))
_TYPES = [type(each) for each in _values(Resumption(""))]


def write_token(resumption: Resumption, repository: str) -> str:
    """Return a token in letters, digits, hyphens and underscores; `repository` is a name that stays for ever.

    >>> read_token(write_token(Resumption("ListSets", id="type", cursor=200), "a.test"), "a.test").cursor
    200
    """
    plain = json.dumps(_values(resumption), ensure_ascii=False, separators=(",", ":")).encode()
    text = base64.urlsafe_b64encode(plain).decode().rstrip("=")
    return text + _checksum(text, repository)


def read_token(token: str, repository: str) -> Resumption:
    """Return what a token says; raise BadResumptionToken for one that was cut, edited or never ours."""
    text, check = token[:-_CHECK], token[-_CHECK:]
    # Of the text and not of what it says, so that no other spelling of it passes.
    if not token.isascii() or _checksum(text, repository) != check:
        raise BadResumptionToken("the resumptionToken is none of this repository", mend="Begin the list again.")
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except ValueError:
        values = None
    if not isinstance(values, list) or [type(each) for each in values] != _TYPES or not all(map(_sound, values)):
        raise BadResumptionToken("the resumptionToken is of another version", mend="Begin the list again.")
    return Resumption(*values)


def _sound(value: str | int) -> bool:
    """Return whether a value is one that a token of ours can have, whoever wrote it."""
    return value.isascii() if isinstance(value, str) else 0 <= value < 1 << 53


def _checksum(text: str, repository: str) -> str:
    digest = hashlib.blake2b(text.encode(), digest_size=6, key=hashlib.sha256(repository.encode()).digest()).digest()
    return base64.urlsafe_b64encode(digest).decode()
