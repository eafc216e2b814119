"""Publishing: plan, ask, build beside, check, switch. All or nothing, one publisher at a time."""

import shutil
from collections.abc import Callable, Mapping, Set
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from resource_ld import __version__
from resource_ld.config import Settings
from resource_ld.errors import ConfirmationNeeded, ReleaseError
from resource_ld.identifiers import Register, write_register
from resource_ld.identifiers.register import format_register
from resource_ld.model import Finding
from resource_ld.release.build import Builder, Job
from resource_ld.release.changes import FOLDER as CHANGES
from resource_ld.release.changes import Changes, forget_deltas
from resource_ld.release.collect import Plan, collect, plan
from resource_ld.release.conforming import read_conforming, write_conforming
from resource_ld.release.current import Release, Releases, sync_folder
from resource_ld.release.describe_all import Candidates, Verdicts, describe_all
from resource_ld.release.dumps import WRITE_ERRORS as DUMP_ERRORS
from resource_ld.release.dumps import write_sums
from resource_ld.release.guard import check_base, check_base_unchanged, check_half_changed, check_removals
from resource_ld.release.harvest_settings import harvest_findings
from resource_ld.release.index_writer import WRITE_ERRORS as INDEX_ERRORS
from resource_ld.release.inputs import Inputs, load_inputs, register_path
from resource_ld.release.manifest import (
    NAME,
    Manifest,
    file_digest,
    format_instant,
    parse_instant,
    stamp,
    write_manifest,
)
from resource_ld.release.of_the_catalogue import catalogue_findings, refuse
from resource_ld.release.outcomes import held_rows, of_no_held_row, settled
from resource_ld.release.platform import publisher_lock
from resource_ld.release.preview import Preview, preview
from resource_ld.release.renamed import renamed_into_nothing
from resource_ld.release.report import Coverage, public_report, read_report, write_report
from resource_ld.release.since import Since, copy_known, since, write_known
from resource_ld.release.switching import stamp_again, switch, sync_file, sync_tree
from resource_ld.validation import Conforming

BUILDING = "building"
WRITE_ERRORS: tuple[type[Exception], ...] = (OSError, RuntimeError, *INDEX_ERRORS, *DUMP_ERRORS)


def _nothing(*_said: object) -> None:
    """Report no progress."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a person allows: a preview base, removals, an input a rollback undid; `validate` is off only in figures.

    `announce` is told what is about to happen, before it does and before a guard asks.
    """

    preview: bool = False
    confirm_removals: bool = False
    confirm: bool = False
    validate: bool = True
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    progress: Callable[[str, int], None] = _nothing
    announce: Callable[[Preview], None] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a publication did: the release number (0 when nothing changed), changes and everything found."""

    release: int
    changes: Changes
    findings: tuple[Finding, ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    old: tuple[str, ...] = ()
    restored: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    since: Since | None = None


def publish(settings: Settings, data_dir: Path, options: Options | None = None) -> Outcome:
    """Make the catalogue files the current release; raise a ResourceLDError and change nothing when that cannot be."""
    options = options or Options()
    check_base(settings.site.base_iri, preview=options.preview)
    with publisher_lock(data_dir):
        releases = Releases(data_dir)
        clean(releases)
        stamp_again(releases, options.clock)
        inputs = load_inputs(settings, releases.current_or_none(), year=options.clock().year)
        digest = inputs.digest(inputs.register)
        if inputs.previous and not inputs.restored and inputs.previous.manifest.input == digest:
            return Outcome(0, Changes(), (), inputs.previous.manifest.counts)
        _check_undone(inputs, options)
        collected = collect(settings, inputs.vocabulary, progress=lambda rows: options.progress("read", rows))
        try:
            decided = plan(collected, inputs.register, title_of=inputs.title_of)
            if options.announce is not None:
                options.announce(preview(decided, inputs))
            if not options.confirm_removals:
                check_base_unchanged(inputs)
                check_removals(decided, inputs)
            return Publication(inputs, releases, options).run(decided)
        finally:
            collected.spool.close()


def _check_undone(inputs: Inputs, options: Options) -> None:
    if inputs.previous and inputs.files_digest() in inputs.previous.manifest.undone and not options.confirm:
        raise ConfirmationNeeded(
            "this is the input that a rollback undid", where="the catalogue",
            mend="Change what was wrong, or publish it all the same: resource-ld publish --confirm.",
        )  # fmt: skip


def clean(releases: Releases) -> None:
    """Remove what a publication that was interrupted left behind."""
    shutil.rmtree(releases.data_dir / BUILDING, ignore_errors=True)
    current = releases.current_or_none()
    for number in releases.numbers():
        if current is None or number > current.number:
            shutil.rmtree(releases.folder(number), ignore_errors=True)
            shutil.rmtree(releases.data_dir / CHANGES / str(number), ignore_errors=True)


class Publication:
    """One run: builds the next release beside the current one and switches to it."""

    def __init__(self, inputs: Inputs, releases: Releases, options: Options) -> None:
        self.inputs, self.releases, self.options = inputs, releases, options
        self.number = inputs.previous.number + 1 if inputs.previous else 1
        self.building = releases.data_dir / BUILDING
        self.built_at = options.clock()
        self.verdicts = Verdicts()
        self.validator = inputs.validator() if options.validate else None
        self.undone: tuple[str, ...] = inputs.previous.manifest.undone if inputs.previous else ()
        self.rolled_back_to: Release | None = None
        self.digests = inputs.digests()
        self.conforming = Conforming(read_conforming(inputs.previous, self.digests))

    def run(self, decided: Plan) -> Outcome:
        """Build, check and switch; raise ReleaseError when the disk does not take it."""
        try:
            return self._run(decided)
        except WRITE_ERRORS as error:
            raise ReleaseError(
                f"the release could not be written ({error})", where=str(self.releases.data_dir),
                mend="The site stays as it was. Make room on the disk, then publish again.",
            ) from error  # fmt: skip

    def _run(self, decided: Plan) -> Outcome:
        builder = Builder(Job(
            self.building / "release", self.building / "delta", self.number, self.inputs.previous, self.built_at,
            self.inputs.settings, self.inputs.vocabulary,
        ))  # fmt: skip
        coverage = self._add_all(builder, decided)
        dropped = renamed_into_nothing(decided.identified.renamed, self.verdicts.absent)
        found = self._register(builder, decided.identified.register, {each.resource_id for each in dropped})
        builder.tombstones(each for each in found.entries.values() if each.state != "published")
        catalogue, triples = builder.finish()
        of_the_catalogue = list(catalogue_findings(self.inputs, self.validator, catalogue)) if self.validator else []
        refuse(of_the_catalogue)
        of_the_site = (*harvest_findings(self.inputs.settings.site), *of_the_catalogue)
        findings = settled(
            (*decided.findings, *dropped, *self.verdicts.findings, *of_the_site),
            self.verdicts.old, decided.identified.claims, decided.collected.merged,
        )  # fmt: skip
        held = held_rows(findings, decided.collected.merged)
        if not self.options.confirm_removals:
            check_removals(decided, self.inputs, also=[each.resource_id for each in dropped])
            check_half_changed(builder.delta.changes, self.inputs, self.digests)
        report = public_report(
            of_no_held_row(findings, held, decided.collected.merged), coverage, builder.offers,
            self.inputs.settings.fields, held=len(held), published=set(builder.hashes) - self._absent(found),
        )  # fmt: skip
        outcome = Outcome(
            self.number, builder.delta.changes, findings,
            {"resources": coverage.resources, "triples": triples, "held": len(held), "rows": decided.collected.rows},
            tuple(sorted(self.verdicts.old)), self.inputs.restored, tuple(decided.identified.corrected),
            since(findings, self.inputs.previous, decided.stay),
        )  # fmt: skip
        if self._nothing_new(builder, report):
            self._write_registers(found)
            shutil.rmtree(self.building)
            return replace(outcome, release=0)
        self._write_findings(report, findings, decided)
        self._switch(self._manifest(outcome, found), found)
        return outcome

    def _write_findings(self, report: dict[str, Any], findings: tuple[Finding, ...], decided: Plan) -> None:
        release, to = self.building / "release", self.rolled_back_to
        if to:
            # The rows are not read again: what was found in them then is what there is to say of the same content.
            report |= {name: each for name, each in read_report(to.path).items() if name in ("held", "findings")}
            copy_known(release, to)
        else:
            write_known(release, findings, self.inputs.previous, decided.stay)
        write_report(release, report)
        write_conforming(release, self.conforming.now)

    def _add_all(self, builder: Builder, decided: Plan) -> Coverage:
        coverage, previous = Coverage(), self.inputs.previous
        candidates = Candidates(decided, builder.describer, self.inputs)
        for resource, description in describe_all(
            candidates, self.validator, previous, self.verdicts, decided.stay, self.conforming
        ):
            builder.add(resource, description)
            coverage.add(resource)
            if coverage.resources % 100 == 0:
                self.options.progress("publish", coverage.resources)
        return coverage

    def _register(self, builder: Builder, decided: Register, dropped: Set[str]) -> Register:
        """Return the register with versions and dates; ids that never were in a release leave no tombstone.

        `dropped` are ids that were to become other ids which the release does not have.
        """
        now = format_instant(self.built_at)
        entries = []
        for entry in decided.entries.values():
            version, changed = builder.hashes.get(entry.id, ("", 0))
            if version:
                changed_at = now if changed == self.number else entry.changed or now
                first = entry.first_seen or now
                # What is shown is published, though the row it was gone with came back held.
                state = "published" if entry.state == "gone" else entry.state
                entries.append(replace(entry, state=state, first_seen=first, changed=changed_at, hash=version))
            elif entry.first_seen and entry.id in self.verdicts.absent and entry.state == "published":
                entries.append(replace(entry, state="gone", changed=now))
            elif entry.id in dropped:
                entries.append(replace(entry, state="gone", changed=now, merged_into=""))
            elif entry.first_seen:
                entries.append(entry if entry.state == "published" else replace(entry, changed=entry.changed or now))
        return Register({each.id: each for each in entries})

    def _absent(self, found: Register) -> set[str]:
        return {each.id for each in found.entries.values() if each.state != "published"}

    def _nothing_new(self, builder: Builder, report: Mapping[str, object]) -> bool:
        """Return whether the release would say what the one before says."""
        previous = self.inputs.previous
        if previous is None or self.rolled_back_to or builder.delta.changes.any or builder.changed_elsewhere:
            return False
        same_site = previous.manifest.site == asdict(self.inputs.settings.site) | {
            "languages": list(self.inputs.settings.site.languages)
        }
        return same_site and read_report(previous.path) == report

    def _manifest(self, outcome: Outcome, found: Register) -> Manifest:
        release, previous = self.building / "release", self.inputs.previous
        write_sums(release / "dumps")
        folder = release / "register"
        folder.mkdir()
        built = format_instant(self.built_at)
        return Manifest(
            self.number, built, "", dict(previous.manifest.commits) if previous else {},
            {**(previous.manifest.builds if previous else {}), str(self.number): built},
            # After a rollback the files say something else than the site: the next publish must look at them.
            "" if self.rolled_back_to else self.inputs.digest(found), __version__, self.digests, asdict(self.inputs.settings.site), outcome.counts,
            outcome.changes.counts(), undone=self.undone, rolled_back_to=self.rolled_back_to.number if self.rolled_back_to else 0,
        )  # fmt: skip

    def _switch(self, manifest: Manifest, found: Register) -> None:
        """Finish the files, write the register, rename, make current; after a crash anywhere here all is old or all is new."""
        release, folder = self.building / "release", self.releases.folder(self.number)
        for catalogue in self.inputs.settings.catalogues:
            write_register(release / "register" / f"{catalogue.name}.ids.csv", format_register(found, catalogue.name))
        files = {
            each.relative_to(release).as_posix(): file_digest(each)
            for each in sorted(release.rglob("*"))
            if each.is_file()
        }
        # To make all files last takes longer than a datestamp allows for, so it comes first.
        sync_tree(release)
        manifest = stamp(replace(manifest, files=files), self.options.clock())
        write_manifest(release, manifest)
        sync_file(release / NAME)
        sync_folder(release)
        folder.parent.mkdir(exist_ok=True)
        delta = self.releases.data_dir / CHANGES / str(self.number)
        delta.parent.mkdir(exist_ok=True)
        shutil.rmtree(delta, ignore_errors=True)
        (self.building / "delta").rename(delta)
        release.rename(folder)
        sync_folder(folder.parent)
        self._write_registers(found)
        manifest = switch(self.releases, manifest, self.options.clock)
        shutil.rmtree(self.building, ignore_errors=True)
        self.releases.prune()
        forget_deltas(self.releases.data_dir / CHANGES, manifest.commits, parse_instant(manifest.committed_at))

    def _write_registers(self, found: Register) -> None:
        for catalogue in self.inputs.settings.catalogues:
            write_register(register_path(self.inputs.settings, catalogue.name), format_register(found, catalogue.name))
