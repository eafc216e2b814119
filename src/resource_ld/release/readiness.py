"""Which records an aggregator could take, and what the others miss, brought home to rows and columns."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from resource_ld.config import CC0, Settings
from resource_ld.mapping.columns import Draft
from resource_ld.mapping.description import Describer
from resource_ld.model import Finding, Place, Severity
from resource_ld.profiles import Record, profile_of
from resource_ld.release.aggregators import Aggregator, Ask
from resource_ld.release.collect import collect, plan
from resource_ld.release.current import Releases
from resource_ld.release.describe_all import Candidates, Verdicts, describe_all
from resource_ld.release.facts import FactsMaker
from resource_ld.release.guard import is_local
from resource_ld.release.inputs import load_inputs
from resource_ld.release.outcomes import held_rows
from resource_ld.release.records import record


@dataclass(slots=True)
class Readiness:
    """How ready a catalogue is for an aggregator: `advice` on registering first, then what the site and the records miss.

    `held` rows are not among the `records`: they would not be published.
    `titles` names the records that miss something, `counts` says of each thing how many records miss it, `mends` how to
    give it.
    """

    aggregator: Aggregator
    advice: tuple[str, ...] = ()
    records: int = 0
    ready: int = 0
    held: int = 0
    files: int = 0
    findings: list[Finding] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    mends: dict[str, str] = field(default_factory=dict)

    @property
    def blocks(self) -> bool:
        """Whether the site or a record misses what is required."""
        return any(each.severity is Severity.VIOLATION for each in self.findings)


def check_for(settings: Settings, data_dir: Path, aggregator: Aggregator) -> Readiness:
    """Read, describe and validate every row and ask of those that would be published what the aggregator asks; write nothing."""
    inputs = load_inputs(settings, Releases(data_dir).current_or_none())
    found = Readiness(aggregator, findings=list(_of_site(settings, aggregator)))
    collected = collect(settings, inputs.vocabulary)
    describer, maker = Describer(settings, inputs.vocabulary), FactsMaker(settings, inputs.vocabulary)
    verdicts = Verdicts()
    try:
        decided = plan(collected, inputs.register, title_of=inputs.title_of)
        candidates = Candidates(decided, describer, inputs)
        for resource, said in describe_all(candidates, inputs.validator(), inputs.previous, verdicts, decided.stay):
            current = candidates.current
            # An old description that stays is no row's.
            if current is not None and resource is current[0]:
                facts = maker.resource(resource, issued="", modified="")
                _take(found, settings, record(resource, said.document, facts, settings.site), current[1])
        found.held = len(held_rows((*decided.findings, *verdicts.findings), collected.merged))
    finally:
        collected.spool.close()
    found.advice = tuple(_advice(settings, found))
    return found


def _take(found: Readiness, settings: Settings, said: Record, draft: Draft) -> None:
    found.records += 1
    found.files += "file" in said.resource.values
    missing = [_finding(found, settings, ask, said, draft) for ask in missing_of(found.aggregator, said)]
    found.ready += not any(each.severity is Severity.VIOLATION for each in missing)
    found.findings += missing
    if missing:
        found.titles[said.resource.id] = said.text("title")


def missing_of(aggregator: Aggregator, said: Record) -> list[Ask]:
    """Return what a record misses: what the aggregator's profile lacks, when there is one, and what it asks besides."""
    profile = profile_of(aggregator.profile)
    if profile is None:
        return [each for each in aggregator.asks if not each.is_met(said)]
    known = {each.words: each for each in aggregator.asks}
    # A test holds that no profile says what its aggregator does not ask.
    return [
        *(known[words] for words in profile.lacks(said)),
        *(each for each in aggregator.asks if not each.by_profile and not each.is_met(said)),
    ]


def _finding(found: Readiness, settings: Settings, ask: Ask, said: Record, draft: Draft) -> Finding:
    severity = Severity.VIOLATION if ask.required else Severity.WARNING
    name = _field_of(ask, settings)
    headers = [
        column.header
        for catalogue in settings.catalogues
        if catalogue.path == draft.place.file
        for column in catalogue.columns
        if column.field == name
    ]
    place = draft.places.get(name) or (replace(draft.place, header=headers[0]) if headers else draft.place)
    found.counts[ask.words] += 1
    found.mends.setdefault(ask.words, _mend(ask, name, headers, settings))
    rule = f"{found.aggregator.token}-{ask.field}"
    return Finding(severity, rule, ask.words, place, said.text(name), name, said.resource.id)


def _field_of(ask: Ask, settings: Settings) -> str:
    """Return the field that holds what is asked: for what no field of ours holds, the catalogue's own of that property."""
    own = (name for name, field in settings.fields.items() if ask.own and field.dublin_core == ask.own)
    return next(own, ask.field)


def _mend(ask: Ask, name: str, headers: list[str], settings: Settings) -> str:
    if headers:
        return f"Write it in the column “{headers[0]}”."
    field = settings.fields.get(name)
    label = field.label if field else name.capitalize()
    said = f'No column holds it: add one, and under [catalogue.columns] the line "{label}" = "{name}"'
    return (
        f"{said}."
        if field
        else f'{said}, and the table [fields.{name}] with dublin_core = "{ask.own}" and kind = "date".'
    )


def _of_site(settings: Settings, aggregator: Aggregator) -> Iterator[Finding]:
    place, site = Place("resource-ld.toml"), settings.site
    if aggregator.harvests and "@" not in site.contact:
        words = f"{aggregator.name} wants a contact: under [site] write contact with an e-mail address."
        yield Finding(Severity.VIOLATION, f"{aggregator.token}-contact", words, place, site.contact, "contact")
    if aggregator.harvests and not site.repository_id:
        words = "OAI identifiers need a name that stays: under [oai] write repository_id with your domain."
        yield Finding(Severity.VIOLATION, f"{aggregator.token}-repository", words, place, "", "repository_id")
    if aggregator.wants_cc0 and site.metadata_license != CC0:
        words = f"{aggregator.name} takes metadata under CC0 only: under [site] write metadata_license = {CC0!r}."
        yield Finding(
            Severity.VIOLATION, f"{aggregator.token}-licence", words, place, site.metadata_license, "metadata_license"
        )


def _advice(settings: Settings, found: Readiness) -> Iterator[str]:
    if is_local(settings.site.base_iri):
        yield f"First publish under an address of your own: nobody else can open {settings.site.base_iri} (base_iri)."
    for step in found.aggregator.steps:
        yield step.replace("{base}", settings.site.base_iri)
    if not found.files:
        yield found.aggregator.without_files
