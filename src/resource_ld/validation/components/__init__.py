"""The constraint components of SHACL Core, one row each: IRI → function that compiles a constraint."""

from collections.abc import Callable, Mapping

from resource_ld.validation.components.cardinality import check_max_count, check_min_count
from resource_ld.validation.components.checking import Check, Scope, Validate
from resource_ld.validation.components.logical import check_and, check_not, check_or, check_xone
from resource_ld.validation.components.other import check_closed, check_has_value, check_in
from resource_ld.validation.components.property_pair import (
    check_disjoint,
    check_equals,
    check_less_than,
    check_less_than_or_equals,
)
from resource_ld.validation.components.shape_based import (
    check_node,
    check_property,
    check_qualified_max_count,
    check_qualified_min_count,
)
from resource_ld.validation.components.string_based import (
    check_language_in,
    check_max_length,
    check_min_length,
    check_pattern,
    check_unique_lang,
)
from resource_ld.validation.components.value_range import (
    check_max_exclusive,
    check_max_inclusive,
    check_min_exclusive,
    check_min_inclusive,
)
from resource_ld.validation.components.value_type import check_class, check_datatype, check_node_kind
from resource_ld.validation.result import SH

COMPONENTS: Mapping[str, Callable[[Scope], Check]] = {
    f"{SH}{name}ConstraintComponent": compiled
    for name, compiled in {
        "Class": check_class,
        "Datatype": check_datatype,
        "NodeKind": check_node_kind,
        "MinCount": check_min_count,
        "MaxCount": check_max_count,
        "MinExclusive": check_min_exclusive,
        "MinInclusive": check_min_inclusive,
        "MaxExclusive": check_max_exclusive,
        "MaxInclusive": check_max_inclusive,
        "MinLength": check_min_length,
        "MaxLength": check_max_length,
        "Pattern": check_pattern,
        "LanguageIn": check_language_in,
        "UniqueLang": check_unique_lang,
        "Equals": check_equals,
        "Disjoint": check_disjoint,
        "LessThan": check_less_than,
        "LessThanOrEquals": check_less_than_or_equals,
        "Not": check_not,
        "And": check_and,
        "Or": check_or,
        "Xone": check_xone,
        "Node": check_node,
        "Property": check_property,
        "QualifiedMinCount": check_qualified_min_count,
        "QualifiedMaxCount": check_qualified_max_count,
        "Closed": check_closed,
        "HasValue": check_has_value,
        "In": check_in,
    }.items()
}

__all__ = ["COMPONENTS", "Check", "Scope", "Validate"]
