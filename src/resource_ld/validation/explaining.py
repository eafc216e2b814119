"""One result in words: what is wrong, what is expected, what was probably meant."""

import difflib

from resource_ld.sentences import Phrase, Said, Words, phrase, say
from resource_ld.terms import Term, literal, split_literal
from resource_ld.validation.expecting import BOUNDS, expectation
from resource_ld.validation.labels import Labels, count_of, cut
from resource_ld.validation.literals import compare, value_of
from resource_ld.validation.result import CHECK_FAILED, SH, Result, plain_text
from resource_ld.validation.shape_facts import ShapeFacts
from resource_ld.vocabulary import fold

PROBLEMS = {
    "MinLength": "too-short", "MaxLength": "too-long", "MinInclusive": "too-low",
    "MinExclusive": "too-low", "MaxInclusive": "too-high", "MaxExclusive": "too-high", "Pattern": "wrong-form",
    "In": "not-listed", "LanguageIn": "wrong-language", "UniqueLang": "language-twice", "Equals": "not-equal",
    "Disjoint": "not-disjoint", "LessThan": "not-less", "LessThanOrEquals": "not-less", "Datatype": "wrong-datatype",
    "Class": "wrong-class", "HasValue": "missing.value", "Not": "must-not", "Closed": "not-known-property",
    "QualifiedMinCount": "too-few-such", "QualifiedMaxCount": "too-many-such", "MinCount": "missing", "MaxCount": "too-many",
}  # fmt: skip
"""What each component finds, as a key of the tables of sentences."""
_BRANCHES = ("Or", "Xone", "And", "Node")
_UNSAID = ("MinCount", "MaxCount", "UniqueLang", "Equals", "Closed", "HasValue", "SPARQL", "")
"""Components whose results are said whole by the message of the shape: there is no value to begin with."""


def component_of(result: Result) -> str:
    """Return the short name of the component of a result.

    >>> component_of(Result("", "", "", f"{SH}MinCountConstraintComponent", "", "", ()))
    'MinCount'
    """
    return result.component.removeprefix(SH).removesuffix("ConstraintComponent")


class Explaining:
    """Puts results into words."""

    def __init__(self, labels: Labels) -> None:
        self._labels, self._shapes = labels, labels.shapes

    def problem(self, result: Result, written: str = "", whose: Said = "") -> Said:
        """Return what is wrong: the message of the shape where there is no value to speak of.

        `written` is what was typed for the value. `whose` names the focus
        node where it is a value of the record: what it lacks, the record may have.
        """
        facts, component = self._shapes.of(result.shape), component_of(result)
        if result.private:
            # What the query of a rule put into its message is text of the record.
            return facts.message if facts.message and not _has_gaps(facts.message) else phrase("rule-broken")
        if component == "SPARQL" or result.shape == CHECK_FAILED:
            return said_by(result) or facts.message or phrase("rule-broken")
        unsaid = component in _UNSAID or not result.value_node
        said: Said = facts.message if facts.message and unsaid else self.found(result, written, whose)
        said = said_by(result) or said if said == phrase("rule-broken") else said
        return phrase("of-value", value=whose, sentence=said) if whose and unsaid else said

    def found(self, result: Result, written: str = "", whose: Said = "") -> Phrase:
        """Return what is wrong in our words, whatever the message of the shape."""
        facts, component = self._shapes.of(result.shape), component_of(result)
        value = self._value(result, written)
        if component == "NodeKind":
            return phrase(_kind(facts.first("nodeKind"), result.value_node), value=value)
        if component in _BRANCHES:
            return self._branches(result, facts, component, value)
        if component in ("MinCount", "MaxCount"):
            return self._counted(result, facts, component, named=bool(whose))
        if component not in PROBLEMS:
            return phrase("rule-broken")
        if component in BOUNDS and (other := self._other_kind(result, facts, facts.first(BOUNDS[component]), value)):
            return other
        key = PROBLEMS[component]
        if facts.years and component == "Pattern":
            year = plain_text(result.value_node)
            key = "too-high" if year.isdecimal() and count_of(result.value_node) > facts.years[1] else "too-low"
        elif component == "Datatype" and _spells(result.value_node, facts.first("datatype")):
            key = "wrong-datatype.text"
        elif component == "Not" and self._is_of_record(result):
            key = "must-not.record"
        return self._filled(key, result, facts, value)

    def _value(self, result: Result, written: str) -> Said:
        return cut(written) if written else self._labels.of(result.value_node)

    def _filled(self, key: str, result: Result, facts: ShapeFacts, value: Said) -> Phrase:
        """Return a problem with what its sentence names."""
        component = component_of(result)
        parameter = component[:1].lower() + component[1:]
        if component in ("Equals", "Disjoint", "LessThan", "LessThanOrEquals"):
            return phrase(key, value=value, other=self._labels.called(facts.first(parameter)[1:-1]))
        if component in ("Datatype", "Class"):
            return phrase(key, value=value, noun=self._labels.noun(facts))
        if component == "HasValue":
            return phrase(key, wanted=self._labels.of(facts.first("hasValue")))
        if component == "Closed":
            return phrase(key, name=self._labels.called(result.path))
        if component.startswith("Qualified"):
            name, count = self._labels.shape(facts.first("qualifiedValueShape")), count_of(facts.first(parameter))
            return phrase(key, count=count, name=name) if name else phrase(f"{key}.unnamed", count=count)
        return phrase(key, value=value)

    def _other_kind(self, result: Result, facts: ShapeFacts, bound: Term, value: Said) -> Phrase | None:
        """Return what is wrong with a value that has no order with a bound: it is neither too low nor too high."""
        limit = value_of(bound)
        if limit is None or compare(value_of(result.value_node), limit) is not None:
            return None
        spelled = _spells(result.value_node, f"<{split_literal(bound)[2]}>")
        key = "wrong-datatype.text" if spelled else "wrong-datatype"
        return phrase(key, value=value, noun=self._labels.bound(facts, bound))

    def _counted(self, result: Result, facts: ShapeFacts, component: str, *, named: bool) -> Phrase:
        """Return what is wrong with how many values there are; `named` says of which property."""
        count = count_of(facts.first(component[0].lower() + component[1:]))
        key = "too-many" if component == "MaxCount" else "missing" if count == 1 else "too-few"
        name = facts.name or (self._labels.called(result.path) if result.path[:1] not in "<(^!" else "")
        if named and name:
            return phrase(f"{key}.named", count=count, name=name)
        return phrase("missing.unnamed") if named and key == "missing" else phrase(key, count=count)

    def _branches(self, result: Result, facts: ShapeFacts, component: str, value: Said) -> Phrase:
        of_record = self._is_of_record(result)
        if component in ("Node", "And"):
            name = self._labels.shape(facts.first("node")) if component == "Node" else ""
            key = f"not-such{'.record' if of_record else ''}{'' if name else '.unnamed'}"
            return phrase(key, value=value, name=name)
        if component == "Xone" and _kept(result) > 1:
            return phrase("several-branches")
        return phrase("no-branch.missing") if of_record else phrase("no-branch", value=value)

    def _is_of_record(self, result: Result) -> bool:
        """Return whether a result is about the record as a whole, whose IRI says nothing to a reader."""
        return result.value_node == result.focus and self._labels.is_record(result.focus)

    def expected(self, result: Result) -> Said:
        """Return what should be there: the message of the shape, else what its parameters say."""
        facts, component = self._shapes.of(result.shape), component_of(result)
        closest = self._closest(result) if component in _BRANCHES and not result.private else ""
        if component == "SPARQL" or result.private:
            return ""
        if facts.message:
            message = "" if component in _UNSAID or not result.value_node else facts.message
            return _two(message, closest)
        return _two(expectation(facts, component, self._labels), closest)

    def _closest(self, result: Result) -> Said:
        """Say which branch came closest and what it lacked (the report of `sh:or`, `sh:xone`, `sh:and`, `sh:node`)."""
        branch = result.closest()
        if branch is None or (component_of(result) == "Xone" and _kept(result) > 1):
            return ""
        name = self._shapes.of(branch.shape).name
        lacks: Said = ""
        for each in branch.results:
            lacks = _two(lacks, self._lack(each, branch.shape))
        if component_of(result) == "Node" or name is None:
            return phrase("closest.unnamed", lacks=lacks) if len(result.details) > 1 else lacks
        return phrase("closest", name=name, lacks=lacks)

    def _lack(self, result: Result, branch: str) -> Said:
        """Say what a branch lacked; the name of its shape is said already when it is that of the branch."""
        sentence = _two(self.problem(result), self.expected(result))
        name = self._shapes.of(result.shape).name or (self._labels.called(result.path) if result.path else "")
        is_said = result.shape == branch and self._shapes.of(branch).name is not None
        return phrase("lack", name=name, sentence=sentence) if name and not is_said else sentence

    def nearest(self, result: Result, written: str = "") -> tuple[Said, ...]:
        """Return the value of a list that was probably meant, if one is near."""
        if component_of(result) != "In" or result.private:
            return ()
        terms: dict[str, Term] = {}
        for term in self._shapes.of(result.shape).parameters["in"]:
            label = self._labels.of(term)
            texts = [text for _, text in label.texts] if isinstance(label, Words) else [say(label)]
            terms |= {fold(each): term for each in texts}
        typed = fold(say(self._value(result, written)))
        close = difflib.get_close_matches(typed, list(terms), n=1, cutoff=0.6)
        return tuple(self._labels.of(terms[each]) for each in close)


def _kept(result: Result) -> int:
    return sum(not each.results for each in result.details)


def _kind(wanted: Term, value: Term) -> str:
    if value.startswith('"'):
        return "no-kind" if "Literal" in wanted else "no-term"
    return "no-text" if wanted.endswith("#Literal>") else "no-kind"


def _spells(term: Term, datatype: Term) -> bool:
    """Return whether a text looks like a value of a datatype, but is a text.

    >>> [_spells(each, "<http://www.w3.org/2001/XMLSchema#integer>") for each in ('"12"', '"twelve"')]
    [True, False]
    """
    if not term.startswith('"') or split_literal(term)[2]:
        return False
    value = value_of(literal(plain_text(term), datatype=datatype[1:-1]))
    return value is not None and value[0] != "string"


def said_by(result: Result) -> Words | None:
    """Return the messages of a result, in their languages."""
    texts = tuple((each.language, each.text) for each in result.messages)
    return Words(texts) if texts else None


def _has_gaps(message: Words) -> bool:
    return any("{?" in text or "{$" in text for _, text in message.texts)


def _two(first: Said, second: Said) -> Said:
    return phrase("two", first=first, second=second) if first and second else first or second
