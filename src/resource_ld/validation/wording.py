"""What a result says when its shape has no `sh:message`: one plain sentence a component."""

from resource_ld.model import LangText
from resource_ld.validation.constraints import Constraint
from resource_ld.validation.result import SH, plain_text

_SENTENCES = {
    "Class": "The value is not a {}.",
    "Datatype": "The value is not of the datatype {}.",
    "NodeKind": "The value is not a {}.",
    "MinCount": "At least {} expected.",
    "MaxCount": "At most {} expected.",
    "MinExclusive": "The value must be greater than {}.",
    "MinInclusive": "The value must not be less than {}.",
    "MaxExclusive": "The value must be less than {}.",
    "MaxInclusive": "The value must not be greater than {}.",
    "MinLength": "The value must have at least {} characters.",
    "MaxLength": "The value must have at most {} characters.",
    "Pattern": "The value does not match the pattern {}.",
    "LanguageIn": "The language must be one of: {}.",
    "UniqueLang": "Two values have the same language.",
    "Equals": "The value is not the same as that of {}.",
    "Disjoint": "The value is also one of {}.",
    "LessThan": "The value is not less than that of {}.",
    "LessThanOrEquals": "The value is greater than that of {}.",
    "Not": "The value conforms to a shape it must not conform to.",
    "And": "The value does not conform to all of the shapes.",
    "Or": "The value conforms to none of the shapes.",
    "Xone": "The value must conform to exactly one of the shapes.",
    "Node": "The value does not conform to its shape.",
    "QualifiedMinCount": "At least {} of the values must conform to the shape.",
    "QualifiedMaxCount": "At most {} of the values may conform to the shape.",
    "Closed": "The property is not allowed here.",
    "HasValue": "The value {} is missing.",
    "In": "The value is not one of: {}.",
    "SPARQL": "The rule is not kept.",
}
_SHOWN = 10


def messages_of(constraint: Constraint) -> tuple[LangText, ...]:
    """Return the sentence of a constraint, in English.

    >>> messages_of(
    ...     Constraint(f"{SH}MinCountConstraintComponent", ('"1"^^<http://www.w3.org/2001/XMLSchema#integer>',))
    ... )
    (LangText(text='At least 1 expected.', language='en'),)
    """
    name = constraint.component.removeprefix(SH).removesuffix("ConstraintComponent")
    values = [plain_text(each) for each in constraint.terms]
    if name == "Pattern":
        values = values[:1]
    said = ", ".join(values[:_SHOWN]) + (", …" if len(values) > _SHOWN else "")
    return (LangText(_SENTENCES.get(name, "The rule is not kept.").format(said), "en"),)
