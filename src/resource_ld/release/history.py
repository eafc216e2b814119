"""What the release before said of each path of the site, so that a build knows what is new, changed and gone."""

import hashlib
from collections.abc import Iterator, Sequence

from resource_ld.profiles import VERSION as PROFILES_VERSION
from resource_ld.release.current import Release
from resource_ld.terms import Triple, ntriples, parse_ntriples

_SEGMENTS = ("resource", "agent", "vocab", "catalog")


def version_of(triples: Sequence[Triple], facts: str) -> str:
    """Return the version hash: all that any profile says, the labels shown, the version of the profiles (invariant 4)."""
    return hashlib.sha256(f"{PROFILES_VERSION}\n{facts}\n{ntriples(list(triples))}".encode()).hexdigest()[:32]


class History:
    """The versions of the release before, for a build of release `number`; without one, everything is new."""

    def __init__(self, previous: Release | None, number: int, base_iri: str) -> None:
        self._previous, self._number = previous, number
        self._agents = f"<{base_iri}agent/"
        self._before = {each: previous.index.versions(each) if previous else {} for each in _SEGMENTS}

    def _version(self, path: str) -> tuple[str, str, int, int] | None:
        return self._before[path.partition("/")[0]].get(path)

    def since(self, path: str, state: str, version: str) -> tuple[int, int]:
        """Return the releases in which a path first stood and last changed."""
        before = self._version(path)
        if before is None:
            return self._number, self._number
        old_state, old_version, first, changed = before
        return first, changed if (old_state, old_version) == (state, version) else self._number

    def state(self, path: str) -> str:
        """Return the state a path was in, empty for one that was not there."""
        before = self._version(path)
        return before[0] if before else ""

    def changed_in(self, path: str) -> int:
        """Return the release in which a path had last changed as the release before saw it, 0 for a new one."""
        before = self._version(path)
        return before[3] if before else 0

    def own_triples(self, path: str) -> tuple[Triple, ...]:
        """Return the triples the previous dump had for a path, without those of shared agents."""
        old = self._previous.index.get(path) if self._previous else None
        if old is None or old.state != "published":
            return ()
        triples = parse_ntriples(old.description)
        if path.startswith("agent/"):
            return triples
        return tuple(each for each in triples if not each[0].startswith(self._agents))

    def parts(self) -> Iterator[str]:
        """Yield the paths of agents, schemes and concepts."""
        yield from self._before["agent"]
        yield from self._before["vocab"]
