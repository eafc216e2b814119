"""What the parameters of a shape ask for, in words."""

from resource_ld.sentences import Said, phrase
from resource_ld.validation.labels import Labels, count_of
from resource_ld.validation.result import plain_text
from resource_ld.validation.shape_facts import ShapeFacts

BOUNDS = {
    "MinInclusive": "minInclusive", "MinExclusive": "minExclusive",
    "MaxInclusive": "maxInclusive", "MaxExclusive": "maxExclusive",
}  # fmt: skip
"""Components of section 4.3 of SHACL, each with its parameter."""


def expectation(facts: ShapeFacts, component: str, labels: Labels) -> Said:
    """Return what a shape asks for with one of its components, empty where the problem says it already."""
    if facts.years:
        return phrase("expected.between", noun=phrase("noun.year"), low=facts.years[0], high=facts.years[1])
    if component in BOUNDS:
        return _bounds(facts, labels)
    if component in ("MinLength", "MaxLength"):
        return _length(facts)
    if component == "Pattern":
        return phrase("expected.pattern", pattern=plain_text(facts.first("pattern")))
    if component == "In":
        return phrase("expected.list", values=labels.some(facts.parameters["in"]))
    if component == "LanguageIn":
        return phrase("expected.languages", values=labels.some(facts.parameters["languageIn"]))
    if component == "NodeKind":
        wants_text = facts.first("nodeKind").endswith("#Literal>")
        return phrase("expected.noun", noun=phrase("noun.text" if wants_text else "noun.address"))
    return ""


def _bounds(facts: ShapeFacts, labels: Labels) -> Said:
    low, high = facts.first("minInclusive", "minExclusive"), facts.first("maxInclusive", "maxExclusive")
    noun = labels.bound(facts, low or high)
    lowest = "from" if "minInclusive" in facts.parameters else "above"
    highest = "to" if "maxInclusive" in facts.parameters else "below"
    if low and high:
        if (lowest, highest) == ("from", "to"):
            return phrase("expected.between", noun=noun, low=plain_text(low), high=plain_text(high))
        ends = {
            "low": phrase(f"end.{lowest}", end=plain_text(low)),
            "high": phrase(f"end.{highest}", end=plain_text(high)),
        }
        return phrase("expected.ends", noun=noun, **ends)
    return phrase(f"expected.{lowest if low else highest}", noun=noun, low=plain_text(low), high=plain_text(high))


def _length(facts: ShapeFacts) -> Said:
    least, most = facts.first("minLength"), facts.first("maxLength")
    if least and most:
        return phrase("expected.length", low=plain_text(least), high=plain_text(most))
    return phrase(f"expected.length.{'min' if least else 'max'}", count=count_of(least or most))
