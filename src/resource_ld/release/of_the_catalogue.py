"""What the rules find in the catalogue's own description and in terms of its own: not of a row, and nothing to hold back."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from resource_ld.errors import ShapesError
from resource_ld.mapping.catalogue import Counts, describe_catalogue
from resource_ld.model import Effect, Finding, Place, Severity
from resource_ld.release.describe_all import SAMPLE_INSTANT
from resource_ld.release.inputs import Inputs
from resource_ld.sentences import say
from resource_ld.terms import PREFIXES, Triple
from resource_ld.validation import Home, Validator
from resource_ld.validation.causes import column_of

CATALOGUE = "catalog"


def catalogue_findings(inputs: Inputs, validator: Validator, catalogue: Sequence[Triple]) -> Iterator[Finding]:
    """Yield what is found in the description of the catalogue, and what violates a rule in terms: that refuses the release.

    Terms of ours are looked at with those of the catalogue's own, for its rules are about both; their warnings are not its business.
    """
    findings = inputs.findings()
    own = list(inputs.vocabulary.descriptions()) if inputs.own_terms else []
    for key, results in validator.validate([(CATALOGUE, catalogue), *own], elsewhere=("<",)):
        home = _home(inputs, key)
        for each in results:
            if each.severity is Severity.VIOLATION or key == CATALOGUE:
                yield _settled(findings.of(each, "", lambda _result, _names: home))  # noqa: B023 - called at once


def _settled(finding: Finding) -> Finding:
    return replace(finding, outcome=Effect.REFUSED) if finding.severity is Severity.VIOLATION else finding


def before_it_is_counted(inputs: Inputs, validator: Validator, resources: int) -> Iterator[Finding]:
    """Yield the same before a release is built: what its counts will be, and rules about them, is not known yet."""
    counts = Counts(0, resources, 0, {}, {})
    schemes = inputs.vocabulary.schemes
    catalogue = describe_catalogue(
        inputs.settings.site, counts, issued=SAMPLE_INSTANT, modified=SAMPLE_INSTANT, schemes=schemes
    )
    for each in catalogue_findings(inputs, validator, catalogue):
        if not each.path.startswith(PREFIXES["void"]):
            yield each


def refuse(findings: Sequence[Finding]) -> None:
    """Raise ShapesError for the first violation of the catalogue or of a term: they are published with every record."""
    for each in findings:
        if each.outcome is Effect.REFUSED:
            place = each.place or Place("")
            mend = "Mend [site] there." if place.sheet else "Mend vocab/*.ttl or terms.csv."
            raise ShapesError(f"{say(column_of(each))}: {each.message.rstrip('.')}", where=str(place), mend=mend)


def _home(inputs: Inputs, key: str) -> Home:
    if key == CATALOGUE:
        return Home("", Place("resource-ld.toml", "site"), "", inputs.settings.site.title)
    _, scheme, *rest = key.split("/")
    title = say(inputs.vocabulary.words(scheme, rest[0]), inputs.settings.site.language) if rest else scheme
    return Home("", Place(key), "", title)
