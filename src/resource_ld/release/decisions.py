"""What people decide about records: same, new, merge, withdraw, restore; rollback and take-down."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from resource_ld.config import Settings
from resource_ld.errors import RegisterError, ReleaseError
from resource_ld.identifiers import Candidate, Identified, Register, bind, register, write_register
from resource_ld.identifiers.register import decide, format_register
from resource_ld.mapping.columns import Draft
from resource_ld.mapping.stored import from_json
from resource_ld.model import Place
from resource_ld.release.changes import FOLDER
from resource_ld.release.collect import Collected, Plan, Spool, collect
from resource_ld.release.current import Release, Releases
from resource_ld.release.inputs import Inputs, load_inputs, register_path
from resource_ld.release.platform import publisher_lock
from resource_ld.release.publish import Options, Outcome, Publication, clean

UNREACHABLE = (
    "copies that harvesters, mirrors and search engines made; downloads people keep; "
    "backups of this machine; the row itself, if it is still in the catalogue file"
)
"""What a take-down cannot delete."""


def _change(settings: Settings, data_dir: Path, change: Callable[[Inputs], Register]) -> None:
    """Apply a change to the registers, while no publication runs."""
    with publisher_lock(data_dir):
        inputs = load_inputs(settings, Releases(data_dir).current_or_none())
        changed = change(inputs)
        for catalogue in settings.catalogues:
            write_register(register_path(settings, catalogue.name), format_register(changed, catalogue.name))


def withdraw(settings: Settings, data_dir: Path, resource_id: str, reason: str) -> None:
    """Take a record out for good, until it is restored; its address says 410 after the next publish."""
    _change(settings, data_dir, lambda inputs: decide(inputs.register, resource_id, "withdrawn", reason=reason))


def restore(settings: Settings, data_dir: Path, resource_id: str) -> None:
    """Undo a withdrawal: the record returns with its row."""
    _change(settings, data_dir, lambda inputs: decide(inputs.register, resource_id, "published"))


def merge(settings: Settings, data_dir: Path, resource_id: str, into: str) -> None:
    """Let one record's address redirect to another's."""
    _change(settings, data_dir, lambda inputs: decide(inputs.register, resource_id, "merged", merged_into=into))


def same(settings: Settings, data_dir: Path, resource_id: str, row: str) -> None:
    """Say that a row is the record with an id."""
    _change(settings, data_dir, lambda inputs: bind(inputs.register, _row(settings, inputs, row), resource_id))


def new(settings: Settings, data_dir: Path, row: str) -> None:
    """Say that a row is a record of its own, whatever it looks like."""
    _change(settings, data_dir, lambda inputs: bind(inputs.register, _row(settings, inputs, row)))


def _row(settings: Settings, inputs: Inputs, row: str) -> Candidate:
    """Return the candidate at `file:row` or `row`, as messages write it."""
    file, _, number = row.rpartition(":")
    collected = collect(settings, inputs.vocabulary)
    collected.spool.close()
    for each in collected.candidates:
        if str(each.place.row) == number and file in ("", each.place.file):
            if each.held:
                raise RegisterError(
                    f"the row {row!r} is held", mend="Mend first what is said of it: resource-ld check."
                )
            return each
    raise RegisterError(f"there is no row {row!r}", mend="Write the file and the row, as in capacity-building.csv:6.")


def rollback(settings: Settings, data_dir: Path, to: int, options: Options) -> Outcome:
    """Make a new release with the content of an old one and new datestamps; remember the input it undid."""
    with publisher_lock(data_dir):
        releases = Releases(data_dir)
        clean(releases)
        if to not in releases.numbers() or to == releases.current().number:
            kept = ", ".join(str(each) for each in releases.numbers()[:-1]) or "none"
            raise ReleaseError(f"release {to} cannot be rolled back to", mend=f"Kept are: {kept}.")
        inputs = load_inputs(settings, releases.current())
        publication = Publication(inputs, releases, replace(options, confirm_removals=True))
        publication.undone = (*publication.undone, inputs.files_digest())
        publication.rolled_back_to = Release(releases.folder(to))
        return _republish(publication, inputs, publication.rolled_back_to, {})


def take_down(settings: Settings, data_dir: Path, resource_id: str, reason: str, options: Options) -> Outcome:
    """Withdraw a record and delete every older release and delta, which still hold its text (invariant 6)."""
    withdraw(settings, data_dir, resource_id, reason)
    with publisher_lock(data_dir):
        releases = Releases(data_dir)
        clean(releases)
        inputs = load_inputs(settings, releases.current())
        publication = Publication(inputs, releases, replace(options, confirm_removals=True))
        outcome = _republish(publication, inputs, releases.current(), {resource_id: "withdrawn"})
        releases.prune(keep=1)
        for folder in (data_dir / FOLDER).iterdir():
            shutil.rmtree(folder)
        return outcome


def _republish(publication: Publication, inputs: Inputs, source: Release, without: Mapping[str, str]) -> Outcome:
    """Build a release from stored resources instead of files."""
    collected, order = Collected(Spool()), []
    # What was decided about a record since stands: only `restore` brings a withdrawn one back (invariant 3).
    decided = {each.id for each in inputs.register.entries.values() if each.state in ("withdrawn", "merged")}
    for entry in source.index.entries("resource", state="published"):
        if entry.id not in without and entry.id not in decided:
            draft = Draft(Place("", row=0), from_json(entry.resource).values, (), {})
            order.append((entry.id, collected.spool.put(draft)))
    shown = {resource_id for resource_id, _ in order}
    entries = []
    for each in inputs.register.entries.values():
        state = "published" if each.id in shown else "gone" if each.state == "published" else each.state
        entries.append(replace(each, state=state))
    try:
        return publication.run(Plan(collected, Identified(register(entries)), order, set()))
    finally:
        collected.spool.close()
