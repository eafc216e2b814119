"""One result in words: what is wrong, what is expected, what was probably meant."""

import difflib
from collections.abc import Callable, Mapping

from resource_ld.sentences import Phrase, Said, Words, phrase, say
from resource_ld.terms import Term, split_literal
from resource_ld.validation.result import CHECK_FAILED, SH, Branch, Result, plain_text
from resource_ld.validation.shape_facts import ShapeFacts, ShapesFacts
from resource_ld.vocabulary import Vocabulary, fold

XSD = "http://www.w3.org/2001/XMLSchema#"
SHOWN = 10
"""Values of a list that are named before the rest is counted."""

VALUE = 60
"""Characters of a value that a sentence shows."""

PROBLEMS = {
    "MinCount": "missing", "Or": "no-branch", "Xone": "no-branch", "MaxCount": "too-many", "MinLength": "too-short",
    "MaxLength": "too-long", "MinInclusive": "too-low",
    "MinExclusive": "too-low", "MaxInclusive": "too-high", "MaxExclusive": "too-high", "Pattern": "wrong-form",
    "In": "not-listed", "LanguageIn": "wrong-language", "UniqueLang": "language-twice", "Equals": "not-equal",
    "Disjoint": "not-disjoint", "LessThan": "not-less", "LessThanOrEquals": "not-less", "Datatype": "wrong-datatype",
    "Class": "wrong-class", "HasValue": "missing.value", "Not": "must-not", "Closed": "not-known-property",
    "QualifiedMinCount": "too-few-such", "QualifiedMaxCount": "too-many-such",
}  # fmt: skip
"""What each component finds, as a key of the tables of sentences."""
_BRANCHES = ("Or", "Xone", "And", "Node")
_UNSAID = ("MinCount", "MaxCount", "UniqueLang", "Equals", "Closed", "HasValue", "SPARQL", "")
"""Components whose results are said whole by the message of the shape: there is no value to begin with."""
_NOUNS = {
    "gYear": "year", "date": "date", "gYearMonth": "date", "dateTime": "instant", "integer": "whole", "int": "whole",
    "long": "whole", "nonNegativeInteger": "whole", "positiveInteger": "whole", "decimal": "number", "double": "number",
    "float": "number", "boolean": "truth", "string": "text", "langString": "text", "anyURI": "address",
}  # fmt: skip


def component_of(result: Result) -> str:
    """Return the short name of the component of a result.

    >>> component_of(Result("", "", "", f"{SH}MinCountConstraintComponent", "", "", ()))
    'MinCount'
    """
    return result.component.removeprefix(SH).removesuffix("ConstraintComponent")


class Explaining:
    """Puts results into words; `called` gives what a property is called in the catalogue."""

    def __init__(self, shapes: ShapesFacts, vocabulary: Vocabulary, called: Callable[[str], Said]) -> None:
        self.shapes, self._vocabulary, self._called = shapes, vocabulary, called

    def problem(self, result: Result, written: str = "") -> Said:
        """Return what is wrong: the message of the shape where there is no value to speak of.

        `written` is what was typed, for a value that has no label of its own, such as a person.
        """
        facts, component = self.shapes.of(result.shape), component_of(result)
        if component == "SPARQL" or result.shape == CHECK_FAILED:
            return said_by(result) or facts.message or phrase("rule-broken")
        if facts.message and (result.private or component in _UNSAID or not result.value_node):
            return facts.message
        return phrase("rule-broken") if result.private else self._problem(result, facts, written)

    def _problem(self, result: Result, facts: ShapeFacts, written: str) -> Said:
        value, component = self.label(result.value_node), component_of(result)
        value = written if written and value == result.value_node[1:-1] else value
        if component == "MinCount":
            count = _count(facts, "minCount")
            return phrase("missing") if count == 1 else phrase("too-few", count=count)
        if component == "NodeKind":
            return phrase(_kind(facts.first("nodeKind"), result.value_node), value=value)
        if component in _BRANCHES:
            return self._branches(result, facts, component, value)
        if component not in PROBLEMS:
            return said_by(result) or phrase("rule-broken")
        key = PROBLEMS[component]
        if facts.years and component == "Pattern":
            year = plain_text(result.value_node)
            key = "too-high" if year.isdecimal() and int(year) > facts.years[1] else "too-low"
        return phrase(key, value=value, **self._gaps(result, facts, component))

    def _gaps(self, result: Result, facts: ShapeFacts, component: str) -> Mapping[str, Said]:
        if component in ("Equals", "Disjoint", "LessThan", "LessThanOrEquals"):
            return {"other": self._called(facts.first(component[0].lower() + component[1:])[1:-1])}
        if component in ("Datatype", "Class"):
            return {"noun": self._noun(facts)}
        if component == "HasValue":
            return {"wanted": self.label(facts.first("hasValue"))}
        if component == "Closed":
            return {"name": self._called(result.path)}
        if component == "MaxCount":
            return {"count": _count(facts, "maxCount")}
        if component.startswith("Qualified"):
            inner = self._name(facts.first("qualifiedValueShape")[1:-1])
            return {"count": _count(facts, component[0].lower() + component[1:]), "name": inner}
        return {}

    def _branches(self, result: Result, facts: ShapeFacts, component: str, value: Said) -> Said:
        kept = sum(not each.results for each in result.details)
        if component == "Xone" and kept > 1:
            return phrase("several-branches")
        if component == "Node":
            name = self._name(facts.first("node")[1:-1])
            return phrase("not-such", value=value, name=name)
        on_itself = result.value_node == result.focus
        return phrase("no-branch.missing") if on_itself else phrase("no-branch", value=value)

    def expected(self, result: Result) -> Said:
        """Return what should be there: the message of the shape, else what its parameters say."""
        facts, component = self.shapes.of(result.shape), component_of(result)
        closest = self._closest(result) if component in _BRANCHES and not result.private else ""
        if component == "SPARQL" or result.private:
            return ""
        if facts.message:
            message = "" if component in _UNSAID or not result.value_node else facts.message
            return _two(message, closest)
        return _two(self._bounds(facts, component) or self._listed(facts, component), closest)

    def _bounds(self, facts: ShapeFacts, component: str) -> Said:
        if facts.years:
            return phrase("expected.between", noun=phrase("noun.year"), low=facts.years[0], high=facts.years[1])
        if component in ("MinInclusive", "MaxInclusive", "MinExclusive", "MaxExclusive"):
            low, high = facts.first("minInclusive", "minExclusive"), facts.first("maxInclusive", "maxExclusive")
            ends: dict[str, Said] = {
                "low": plain_text(low),
                "high": plain_text(high),
                "noun": self._noun(facts, low or high),
            }
            open_end = "above" if component == "MinExclusive" else "from" if low else "to"
            open_end = "below" if component == "MaxExclusive" and not low else open_end
            return phrase(f"expected.{'between' if low and high else open_end}", **ends)
        if component in ("MinLength", "MaxLength"):
            least, most = facts.first("minLength"), facts.first("maxLength")
            if least and most:
                return phrase("expected.length", low=plain_text(least), high=plain_text(most))
            return phrase(f"expected.length.{'min' if least else 'max'}", count=int(plain_text(least or most)))
        return ""

    def _listed(self, facts: ShapeFacts, component: str) -> Said:
        if component == "In":
            return phrase("expected.list", values=self._some(facts.parameters["in"]))
        if component == "LanguageIn":
            return phrase("expected.languages", values=self._some(facts.parameters["languageIn"]))
        if component == "NodeKind":
            wants_text = facts.first("nodeKind").endswith("#Literal>")
            return phrase("expected.noun", noun=phrase("noun.text" if wants_text else "noun.address"))
        return ""

    def _some(self, terms: tuple[Term, ...]) -> tuple[Said, ...]:
        shown = tuple(self.label(each) for each in terms[:SHOWN])
        more = len(terms) - len(shown)
        return (*shown, phrase("more", count=more)) if more else shown

    def _closest(self, result: Result) -> Said:
        """Say which branch came closest and what it lacked (the report of `sh:or`, `sh:xone`, `sh:and`, `sh:node`)."""
        branch = result.closest()
        kept = sum(not each.results for each in result.details)
        if branch is None or (component_of(result) == "Xone" and kept > 1):
            return ""
        name = self.shapes.of(branch.shape).name
        lacks: Said = ""
        for each in branch.results:
            lacks = _two(lacks, self._lack(each, branch.shape))
        if component_of(result) == "Node" or name is None:
            return phrase("closest.unnamed", lacks=lacks) if len(result.details) > 1 else lacks
        return phrase("closest", name=name, lacks=lacks)

    def _lack(self, result: Result, branch: str) -> Said:
        """Say what a branch lacked; the name of its shape is said already when it is that of the branch."""
        sentence = _two(self.problem(result), self.expected(result))
        name = self.shapes.of(result.shape).name or (self._called(result.path) if result.path else "")
        is_said = result.shape == branch and self.shapes.of(branch).name is not None
        return phrase("lack", name=name, sentence=sentence) if name and not is_said else sentence

    def nearest(self, result: Result) -> tuple[Said, ...]:
        """Return the value of a list that was probably meant, if one is near."""
        if component_of(result) != "In" or result.private:
            return ()
        labels: dict[str, Term] = {}
        for term in self.shapes.of(result.shape).parameters["in"]:
            label = self.label(term)
            texts = [text for _, text in label.texts] if isinstance(label, Words) else [say(label)]
            labels |= {fold(each): term for each in texts}
        typed = fold(say(self.label(result.value_node)))
        close = difflib.get_close_matches(typed, list(labels), n=1, cutoff=0.6)
        return tuple(self.label(labels[each]) for each in close)

    def label(self, term: Term) -> Said:
        """Return what a term is called: the label of a concept, the text of a literal, else the end of its IRI."""
        if not term.startswith("<"):
            text = plain_text(term)
            return text if len(text) <= VALUE else f"{text[:VALUE].rstrip()}…"
        path = term[1:-1].removeprefix(self._vocabulary.base_iri)
        if path in self._vocabulary.triples and path.count("/") == 2:
            return self._vocabulary.words(*path.split("/")[1:])
        return self.shapes.label(term) or term[1:-1]

    def _name(self, shape: str) -> Said:
        return self.shapes.of(shape).name or shape.rpartition("#")[2].rpartition("/")[2]

    def _noun(self, facts: ShapeFacts, bound: Term = "") -> Phrase:
        datatype = facts.first("datatype")[1:-1] or (split_literal(bound)[2] if bound.startswith('"') else "")
        local = datatype.removeprefix(XSD).rpartition("#")[2]
        if local in _NOUNS:
            return phrase(f"noun.{_NOUNS[local]}")
        term = facts.first("class") or f"<{datatype}>"
        return phrase("noun.named", name=self.shapes.label(term) or term[1:-1].rpartition("#")[2].rpartition("/")[2])


def _count(facts: ShapeFacts, parameter: str) -> int:
    text = plain_text(facts.first(parameter))
    return int(text) if text.isdecimal() else 1


def _kind(wanted: Term, value: Term) -> str:
    if value.startswith('"'):
        return "no-kind" if "Literal" in wanted else "no-term"
    return "no-text" if wanted.endswith("#Literal>") else "no-kind"


def said_by(result: Result) -> Words | None:
    """Return the messages of a result, in their languages."""
    texts = tuple((each.language, each.text) for each in result.messages)
    return Words(texts) if texts else None


def _two(first: Said, second: Said) -> Said:
    return phrase("two", first=first, second=second) if first and second else first or second


__all__ = ["Branch", "Explaining", "component_of", "said_by"]
