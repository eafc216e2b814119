"""Which row is which resource: an IRI is minted once and stays with its resource, whatever happens to the row."""

import difflib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from resource_ld.identifiers.candidates import Candidate
from resource_ld.identifiers.digests import digest, fold
from resource_ld.identifiers.register import Entry, Register
from resource_ld.model import Finding, Place, Severity
from resource_ld.sentences import Phrase, phrase

SIMILAR = 0.85
COMPARED = 200
"""Titles are compared for likeness only among so many rows and entries; past that, the guard of removals asks anyway."""


@dataclass
class Identified:
    """The outcome: `ids` maps a row's number to its id; rows not in it are held or stay away.

    `kept` are ids whose last description stays because rows about them are held; `gone` those whose row disappeared.
    `claims` maps the place of such a row to the ids it is or may be, `renamed` an id to the one the curator gave the same
    record.
    """

    register: Register
    ids: dict[int, str] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    gone: list[str] = field(default_factory=list)
    corrected: list[str] = field(default_factory=list)
    claims: dict[Place, tuple[str, ...]] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def identify(register: Register, candidates: Sequence[Candidate], *, title_of: Callable[[str], str]) -> Identified:
    """Give every row its id; `title_of` gives the title an id had in the previous release (empty if unknown).

    The order of rows plays no part. The register that comes back has new, moved and gone entries, without hashes.
    """
    outcome = Identified(register)
    ready = [each for each in candidates if not each.held]
    held = [each for each in candidates if each.held]
    _by_own_id(outcome, [each for each in ready if each.own_id], {each.own_id for each in held})
    unmatched = _by_key(outcome, [each for each in ready if not each.own_id])
    unmatched += _recognise(outcome, held)
    unmatched = _by_likeness(outcome, unmatched, title_of)
    _mint(outcome, [each for each in unmatched if not each.held])
    _wait(outcome, [each for each in unmatched if each.held])
    _settle(outcome, ready)
    return outcome


def _by_own_id(outcome: Identified, candidates: Sequence[Candidate], held: set[str]) -> None:
    """Assign rows the ids they have; `held` are ids of rows that are held, which stay theirs."""
    counts = Counter(each.own_id for each in candidates)
    for each in candidates:
        if counts[each.own_id] > 1:
            _hold_id(outcome, each, counts[each.own_id])
            _keep(outcome, each, [each.own_id])
        else:
            _assign(outcome, each, each.own_id)
    new = [each for each in candidates if counts[each.own_id] == 1 and each.own_id not in outcome.register.entries]
    _rename(outcome, new, held.union(counts))


def _rename(outcome: Identified, new: Sequence[Candidate], own: set[str]) -> None:
    """Make old addresses lead on to new ids of the same records; ids in `own` still stand in the catalogue."""
    published = (each for each in outcome.register.entries.values() if each.state == "published")
    by_key = _entries_by_key(each for each in published if each.id not in own)
    claims = Counter(_match_key(each) for each in new)
    merged: list[Entry] = []
    for each in new:
        former = by_key.get(_match_key(each), [])
        if len(former) == 1 and claims[_match_key(each)] == 1 and _is_same_record(each, former[0]):
            merged.append(replace(former[0], state="merged", merged_into=each.own_id))
            outcome.renamed[former[0].id] = each.own_id
    outcome.register = outcome.register.put(*merged)


def _is_same_record(each: Candidate, entry: Entry) -> bool:
    """Return whether an entry with the match key of a row is its record: many works share one page."""
    title = next((key for key in each.keys if key.startswith("t:")), "")
    return not each.key.startswith("url ") or title in entry.keys


def _hold_id(outcome: Identified, each: Candidate, count: int) -> None:
    column, header = each.id_cell
    place = replace(each.place, column=column, header=header)
    problem = phrase("duplicate-id", count=count, value=each.own_id)
    outcome.findings.append(
        Finding(Severity.VIOLATION, "duplicate-id", problem, place, each.own_id, "id", title=each.title)
    )


def _by_key(outcome: Identified, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Assign rows whose match key an entry has; hold rows that share one; return the rest."""
    by_key = _entries_by_key(outcome.register.entries.values())
    together: dict[str, list[Candidate]] = defaultdict(list)
    for each in candidates:
        together[_match_key(each)].append(each)
    rest = []
    for key, some in together.items():
        entries = by_key.get(key, [])
        if len(some) > 1:
            _hold_duplicates(outcome, some)
            for each in some:
                _keep(outcome, each, [entry.id for entry in entries])
        elif entries:
            _assign(outcome, some[0], entries[0].id)
        else:
            rest.append(some[0])
    return rest


def _hold_duplicates(outcome: Identified, some: Sequence[Candidate]) -> None:
    rows = ", ".join(f"{each.place.file}:{each.place.row}" for each in some[:10])
    for each in some:
        _hold(outcome, each, "duplicate", phrase("duplicate", rows=rows))


def _recognise(outcome: Identified, held: Sequence[Candidate]) -> list[Candidate]:
    """Keep the entries that held rows are by their id or their match key; return the other rows.

    An entry that a row in order is cannot be meant: of a row that could not be read whole, the id may be another cell.
    """
    by_key = _entries_by_key(outcome.register.entries.values())
    taken = set(outcome.ids.values())
    rest = []
    for each in held:
        known = [each.own_id] if each.own_id in outcome.register.entries else []
        found = [*known, *(entry.id for entry in by_key.get(_match_key(each), ()))]
        if mine := next((entry_id for entry_id in found if entry_id not in taken), ""):
            outcome.ids[each.number] = mine
            _keep(outcome, each, [mine])
        else:
            rest.append(each)
    return rest


def _by_likeness(outcome: Identified, candidates: list[Candidate], title_of: Callable[[str], str]) -> list[Candidate]:
    """Assign, keep or hold for rows that look like entries nothing else matches; return those like none."""
    taken = set(outcome.ids.values()) | outcome.kept
    free = [e for e in outcome.register.entries.values() if e.id not in taken and e.state != "merged"]
    likeness = _Likeness(free, title_of, bounded=len(candidates) <= COMPARED and len(free) <= COMPARED)
    found = [(each, likeness.strong(each)) for each in candidates]
    claims = Counter(entry.id for _, entries in found for entry in entries)
    rest = []
    for each, entries in found:
        if len(entries) == 1 and claims[entries[0].id] == 1:
            _assign(outcome, each, entries[0].id)
            if each.held:
                _keep(outcome, each, [entries[0].id])
            else:
                outcome.corrected.append(entries[0].id)
        elif like := entries or likeness.weak(each, set(claims)):
            _pend(outcome, each, like)
        else:
            rest.append(each)
    return rest


class _Likeness:
    """Finds entries like a row, strongly (same description or URL) or weakly (a title the same or nearly so)."""

    def __init__(self, entries: Sequence[Entry], title_of: Callable[[str], str], *, bounded: bool) -> None:
        self._by_digest: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            for key in entry.keys:
                self._by_digest[key].append(entry)
        self._titles = [(entry, fold(title_of(entry.id))) for entry in entries] if bounded else []

    def _with(self, each: Candidate, kinds: tuple[str, ...]) -> list[Entry]:
        found = {e.id: e for key in each.keys if key.startswith(kinds) for e in self._by_digest.get(key, ())}
        return [found[each] for each in sorted(found)]

    def strong(self, each: Candidate) -> list[Entry]:
        return self._with(each, ("d:", "u:"))

    def weak(self, each: Candidate, claimed: set[str]) -> list[Entry]:
        found = {entry.id: entry for entry in self._with(each, ("t:",))}
        title = fold(each.title)
        matcher = difflib.SequenceMatcher(b=title, autojunk=False)
        for entry, other in self._titles:
            matcher.set_seq1(other)
            if other and matcher.real_quick_ratio() >= SIMILAR and matcher.ratio() >= SIMILAR:
                found[entry.id] = entry
        return [found[each] for each in sorted(found) if each not in claimed]


def _mint(outcome: Identified, candidates: Iterable[Candidate]) -> None:
    """Give new rows their ids, in the order of keys, one symbol more where a digest is taken."""
    taken = set(outcome.register.entries) | set(outcome.ids.values())
    for each in sorted(candidates, key=lambda candidate: candidate.key):
        length = 10
        while (minted := f"r{digest(each.key, length)}") in taken:
            length += 1
        taken.add(minted)
        _assign(outcome, each, minted)


def _wait(outcome: Identified, held: Sequence[Candidate]) -> None:
    """Keep the entries of a catalogue that nothing matches while it has held rows that match nothing: they may be these."""
    taken = set(outcome.ids.values()) | outcome.kept
    free: dict[str, list[str]] = defaultdict(list)
    for entry in outcome.register.entries.values():
        if entry.state == "published" and entry.id not in taken:
            free[entry.catalogue].append(entry.id)
    for each in held:
        _keep(outcome, each, free[each.catalogue])


def _settle(outcome: Identified, ready: Sequence[Candidate]) -> None:
    """Bring the register up to date with what was decided: keys, new entries, entries that are gone or back."""
    changed: list[Entry] = []
    for each in ready:
        number, resource_id = each.number, outcome.ids.get(each.number)
        if resource_id is None:
            continue
        entry = outcome.register.entries.get(resource_id) or Entry(resource_id, each.catalogue)
        state = "published" if entry.state == "gone" else entry.state
        if state in ("withdrawn", "merged"):
            del outcome.ids[number]
            _stay_away(outcome, each, entry)
        changed.append(replace(entry, state=state, catalogue=each.catalogue, keys=each.keys))
    decided = {each.id for each in outcome.register.entries.values() if each.state in ("withdrawn", "merged")}
    outcome.kept -= decided
    present = {each.id for each in changed} | outcome.kept
    for entry in outcome.register.entries.values():
        if entry.state == "published" and entry.id not in present:
            outcome.gone.append(entry.id)
            changed.append(replace(entry, state="gone"))
    outcome.register = outcome.register.put(*changed)


def _stay_away(outcome: Identified, each: Candidate, entry: Entry) -> None:
    target = entry.merged_into if entry.state == "merged" else entry.id
    problem = phrase(entry.state, name=target)
    outcome.findings.append(
        Finding(Severity.INFO, entry.state, problem, each.place, resource_id=entry.id, title=each.title)
    )


def _keep(outcome: Identified, each: Candidate, ids: Sequence[str]) -> None:
    """Let the last descriptions stay of what a held row is or may be."""
    outcome.kept.update(ids)
    outcome.claims[each.place] = tuple(ids)


def _pend(outcome: Identified, each: Candidate, like: Sequence[Entry]) -> None:
    ids = tuple(entry.id for entry in like)
    _keep(outcome, each, ids)
    if each.held:
        return
    row = f"{each.place.file}:{each.place.row}"
    ways = ", ".join([*(f"resource-ld same {entry_id} {row}" for entry_id in ids[:3]), f"resource-ld new {row}"])
    _hold(outcome, each, "pending", phrase("pending", names=", ".join(ids[:3]), ways=ways))


def _hold(outcome: Identified, each: Candidate, rule: str, problem: Phrase) -> None:
    outcome.findings.append(Finding(Severity.VIOLATION, rule, problem, each.place, each.title, title=each.title))


def _assign(outcome: Identified, each: Candidate, resource_id: str) -> None:
    outcome.ids[each.number] = resource_id


def _match_key(each: Candidate) -> str:
    return next((key for key in each.keys if key.startswith("k:")), "")


def _entries_by_key(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    by_key: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for key in entry.keys:
            if key.startswith("k:"):
                by_key[key].append(entry)
    for each in by_key.values():
        # A merged entry keeps its keys: a living one comes before it.
        each.sort(key=lambda entry: (entry.state == "merged", entry.id))
    return by_key


def bind(register: Register, each: Candidate, resource_id: str = "") -> Register:
    """Return the register after `same` (with an id) or `new` (without): the row's keys now point to one entry."""
    if resource_id:
        entry = register.get(resource_id)
        return register.put(replace(entry, keys=each.keys))
    outcome = Identified(register)
    _mint(outcome, [each])
    return register.put(Entry(outcome.ids[each.number], each.catalogue, keys=each.keys))
