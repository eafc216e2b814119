"""What a mirror or a harvester takes whole: dumps, changes, the report, health."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from flask import Response, request

from resource_ld.errors import ReleaseError
from resource_ld.release.change_list import Change, Stretch
from resource_ld.release.changes import FOLDER, read_changes
from resource_ld.release.manifest import Manifest, parse_instant
from resource_ld.release.report import read_report
from resource_ld.web.answers import IMMUTABLE, answer, file_answer, page, redirect, streamed
from resource_ld.web.lacking_texts import LACKING_TEXTS
from resource_ld.web.problems import not_found, problem
from resource_ld.web.site import render, site

MEDIA_TYPES = {
    "gz": "application/gzip", "csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
NAMES = (
    "catalogue.nt.gz", "catalogue.ttl.gz", "catalogue.jsonld.gz", "catalogue.rdf.gz", "catalogue.csv", "catalogue.xlsx",
    "catalogue.ndjson.gz", "SHA256SUMS",
)  # fmt: skip
LISTED = 30
WORDS = {"created": "added", "updated": "changed", "deleted": "removed"}


def _dump_rows() -> list[dict[str, object]]:
    release = site().release
    files = release.manifest.files
    found = [(name, files[f"dumps/{name}"]) for name in NAMES if f"dumps/{name}" in files]
    return [
        {"name": name, "sha256": digest, "bytes": size, "href": f"{release.number}/{name}"}
        for name, (digest, size) in found
    ]


def dumps(lang: str = "") -> Response:
    """`/dumps/`."""
    release = site().release
    return page(render("dumps.html", lang, rows=_dump_rows()), release.manifest)


def latest() -> Response:
    """`/dumps/latest.json`: what there is, for programs."""
    manifest = site().release.manifest
    said = {
        "release": manifest.release,
        "committed_at": manifest.committed_at,
        "counts": manifest.counts,
        "files": _dump_rows(),
    }
    return answer(json.dumps(said, indent=1).encode() + b"\n", "application/json", manifest)


def dump(release: int, name: str) -> Response:
    """`/dumps/<release>/<name>`: never changes."""
    held = site().release
    folder = held.dumps if release == held.number else site().releases.folder(release) / "dumps"
    path = folder / name
    if name not in NAMES or not path.is_file():
        return not_found()
    media_type = MEDIA_TYPES.get(name.rpartition(".")[2], "text/plain; charset=utf-8")
    etag = held.manifest.files[f"dumps/{name}"][0] if release == held.number else f"{release}-{name}"
    return file_answer(path.open("rb"), media_type, etag[:32], cache=IMMUTABLE)


def dump_latest(name: str) -> Response:
    """`/dumps/catalogue.*`: where the newest one is."""
    return redirect(f"{site().release.number}/{name}", 302) if name in NAMES else not_found()


def changes(lang: str = "") -> Response:
    """`/changes/`, or with `?since=` what changed after a release or an instant."""
    if (since := request.args.get("since")) is not None:
        return _changes_since(since)
    release = site().release
    rows = []
    for number in range(release.number, max(0, release.number - LISTED), -1):
        found = read_changes(site().data_dir / FOLDER / str(number))
        counts = {
            what: sum(each["change"] == what for each in found) for what in ("added", "changed", "removed", "returned")
        }
        rows.append(
            {
                "number": number,
                "at": release.manifest.commits.get(str(number), ""),
                "counts": counts,
                "changes": found[:50],
            }
        )
    return page(render("changes.html", lang, rows=rows), release.manifest)


def _changes_since(since: str) -> Response:
    """Return the last change of each resource after a release number or an instant, one JSON object a line, oldest first."""
    release = site().release
    commits = release.manifest.commits
    if since.isdecimal() and len(since) < 16:
        numbers = [int(each) for each in commits if int(each) > int(since)]
    elif (instant := _instant(since)) is not None:
        numbers = [int(each) for each, at in commits.items() if parse_instant(at) > instant]
    else:
        return problem(
            400, "since is neither a release number nor a date", "Write since=3 or since=2026-01-31T00:00:00Z."
        )
    changes = release.index.change_list.changes(Stretch(min(numbers), "")) if numbers else ()
    return streamed(_lines(release.manifest, changes), "application/x-ndjson", release.manifest)


def _instant(text: str) -> datetime | None:
    """Return an instant of ISO 8601, in UTC where it does not say; None for anything else."""
    try:
        # A plus that nobody encoded has become a blank.
        found = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _lines(manifest: Manifest, changes: Iterable[Change]) -> Iterator[str]:
    for each in changes:
        said = {"release": each.changed_in, "datestamp": manifest.committed(each.changed_in), "id": each.id}
        yield json.dumps({**said, "change": WORDS[each.kind]}) + "\n"


def delta(release: int, name: str) -> Response:
    """`/changes/<release>/adds.nt.gz` and `deletes.nt.gz`."""
    path = site().data_dir / FOLDER / str(release) / name
    if (
        name not in ("adds.nt.gz", "deletes.nt.gz", "changes.ndjson")
        or release > site().release.number
        or not path.is_file()
    ):
        return not_found()
    media_type = "application/gzip" if name.endswith(".gz") else "application/x-ndjson"
    return file_answer(path.open("rb"), media_type, f"{release}-{name}", cache=IMMUTABLE)


def report(lang: str = "") -> Response:
    """`/report/`."""
    release = site().release
    return page(render("report.html", lang, report=read_report(release.path), lacking=LACKING_TEXTS), release.manifest)


def health() -> Response:
    """`/health`."""
    try:
        number = site().release.number
    except ReleaseError as error:
        return problem(503, error.what, error.mend)
    response = answer(json.dumps({"release": number}).encode() + b"\n", "application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
