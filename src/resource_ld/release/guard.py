"""What publishing asks before it does: too much would vanish or change, the base IRI moved, an undone input came back."""

from collections import Counter
from collections.abc import Sequence

from resource_ld.errors import ConfigurationError, ConfirmationNeeded
from resource_ld.release.changes import Changes
from resource_ld.release.collect import Plan
from resource_ld.release.inputs import Inputs

FEW = 3
SHARE = 0.10
MANY = 500
_LOCAL = ("localhost", "127.0.0.1", "example.org", "[::1]", "0.0.0.0")  # noqa: S104 - names to refuse, not to bind


def is_local(base_iri: str) -> bool:
    """Return whether only this machine understands a base IRI.

    >>> is_local("http://127.0.0.1:8000/"), is_local("https://data.example.net/")
    (True, False)
    """
    host = base_iri.split("/")[2].rpartition("@")[2]
    name = host if host.endswith("]") else host.partition(":")[0]
    return name in _LOCAL or name.endswith((".localhost", ".example.org"))


def check_base(base_iri: str, *, preview: bool) -> None:
    """Refuse a base IRI that only this machine understands, unless it is a preview (invariant 9)."""
    if not preview and is_local(base_iri):
        raise ConfigurationError(
            f"base_iri is {base_iri!r}, which no one else can open",
            where="resource-ld.toml [site]",
            mend="Write the address the site will have for ever, or try it out with: resource-ld publish --preview.",
        )


def check_base_unchanged(inputs: Inputs) -> None:
    """Ask before every IRI of the site changes, or every identifier harvesters know."""
    before = inputs.previous.manifest.site["base_iri"] if inputs.previous else inputs.settings.site.base_iri
    if before != inputs.settings.site.base_iri:
        raise ConfirmationNeeded(
            f"base_iri was {before!r} and is now {inputs.settings.site.base_iri!r}: every address would change",
            where="resource-ld.toml [site]", mend="If that is meant: resource-ld publish --confirm-removals.",
        )  # fmt: skip
    name = inputs.settings.site.repository_id
    known = inputs.previous.manifest.site["repository_id"] if inputs.previous else ""
    if known and known != name:
        raise ConfirmationNeeded(
            f"repository_id was {known!r} and is now {name!r}: harvesters would get every record anew and keep the old ones",
            where="resource-ld.toml [oai]", mend="If that is meant: resource-ld publish --confirm-removals.",
        )  # fmt: skip


def check_removals(plan: Plan, inputs: Inputs, *, also: Sequence[str] = ()) -> None:
    """Ask before 3 or more and over 10 %, or over 500, would vanish: of all, or of one catalogue (invariant 5).

    `also` are ids that vanish beside those whose rows are gone.
    """
    entries = inputs.register.entries
    published = Counter(each.catalogue for each in entries.values() if each.state == "published" and each.first_seen)
    gone = Counter(entries[each].catalogue for each in (*plan.identified.gone, *also) if entries[each].first_seen)
    whole = [("the catalogue", published.total(), gone.total())]
    for name, of, vanishing in (*whole, *((each, published[each], gone[each]) for each in sorted(gone))):
        if _too_many(vanishing, of):
            raise ConfirmationNeeded(
                f"{vanishing} of {of} resources would disappear", where=name,
                mend="If the rows are meant to go: resource-ld publish --confirm-removals.",
            )  # fmt: skip


def _too_many(vanishing: int, of: int) -> bool:
    return vanishing > MANY or (vanishing >= FEW and vanishing > SHARE * of)


def check_half_changed(changes: Changes, inputs: Inputs, digests: dict[str, str]) -> None:
    """Ask before more than half changes though software, shapes, vocabularies and settings are the same."""
    if inputs.previous is None or inputs.previous.manifest.digests != digests:
        return
    published = inputs.previous.manifest.counts["resources"]
    if len(changes.changed) > max(published / 2, FEW):
        raise ConfirmationNeeded(
            f"{len(changes.changed)} of {published} resources would change", where="the catalogue",
            mend="If that is meant: resource-ld publish --confirm-removals.",
        )  # fmt: skip
