"""Patterns that would take far too long are refused; those of every day are allowed, and end soon."""

import time
from itertools import product
from pathlib import Path

import pytest

from resource_ld.errors import ShapesError
from resource_ld.validation import Validator, load
from resource_ld.validation.patterns.automaton import can_run_for_ever
from resource_ld.validation.patterns.dialect import compile_pattern

TOO_MANY_WAYS = [
    "^((a{1,4}){1,5}){1,5}$", r"^(\w{1,9}[ -]?){1,9}$", r"^(\w+\s?){0,9}$", "^(a{1,9}){1,9}$",
    "^(a|aa){1,9}(a|aa){1,9}b$",
    "^a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?aaaaaaaaaaaaaaaaaaaaaaaaaaaa$",
    "^(?:a?){9}(?:a?){9}(?:a?){9}a{27}$", "^(a+)(a+)(a+)(a+)(a+)(a+)$", "^(x+x+y){6}$", "^(x+x+y){9}$",
    "^(([ab]+){2}){0,3}$", "^(|){28}$", "^(|){28}x$", "^.*,.*,.*,.*,.*$",
    "^(a{1,2}){1,9}(a{1,2}){1,9}(a{1,2}){1,9}(a{1,2}){1,9}$", r"^(\w+ ?){1,6}$", r"^(\w{1,20}[ -]?){1,20}$",
    "^(|a|b){30}$",
]  # fmt: skip
"""Repetitions that are counted, or few: not without end, and still millions of ways."""
OF_EVERY_DAY = [
    "^.*a.*b$", "^.*,.*,.*,.*$", "^[^,]*,[^,]*,[^,]*,[^,]*,[^,]*$", "^97[89][- ]?([0-9][- ]?){9}[0-9]$",
    r"^10\.[0-9]{4,9}/\S+$", r"^10\.\d{4,9}/[-._;()/:A-Za-z0-9]+$", "^[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]$",
    r"^https?://orcid\.org/(\d{4}-){3}\d{3}[\dX]$", r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$",
    r"^(\d{1,2}[./-]){2}\d{2,4}$", r"^\d{4}([-–/]\d{2,4})?$", "^(1[0-9]{3}|20[0-9]{2})$",
    r"^\+?[0-9]{1,3}([ -]?[0-9]{2,4}){2,5}$", r"^\(?\+?[0-9]*\)?[0-9_\- ()]*$",
    "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$", "^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$",
    "^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8}){0,8}$", "^[A-Z][a-z]+( [A-Z][a-z]+){0,5}$",
    r"^[A-ZÀ-Þ][\w'’-]+(, [A-ZÀ-Þ][\w.'’ -]+)?$", r"^\w+, \w+( \w\.)*$",
    r"^[A-Z]{1,3}[0-9]{1,4}(\.[A-Z][0-9]+){0,3}( [0-9]{4})?$", "^[A-Z]{2} [0-9]+$",
    r"^[A-Z]{1,3} ?\d{1,4}(\.\d+)?( ?\.[A-Z]\d+)*$", r"^[0-9]{3}(\.[0-9]+)?( [A-Z]{3})?$",
    r"^https?://[^/\s]+(/\S*)?$", r"^https?://[^\s/?#]+([^\s?#]*)(\?[^\s#]*)?(#\S*)?$", r"^(https?|ftp)://.+\..+$",
    r"^https?://([a-z0-9-]+\.)+[a-z]{2,}(:[0-9]+)?(/.*)?$", r"^[\w.+-]+@[\w-]+(\.[\w-]+)+$",
    r"^[^@\s]+@[^@\s]+\.[^@\s]+$", r"^(\d{1,3}\.){3}\d{1,3}$", "^[0-9]{4}-[0-9]{3}[0-9X]$",
    "^[A-Z]{2}[0-9]{2}( ?[A-Z0-9]{4}){3,7}( ?[A-Z0-9]{1,3})?$", r"^\d+(,\d{3})*(\.\d+)?$",
    r"^-?\d+(\.\d+)?, ?-?\d+(\.\d+)?$", r"^[ivxlcdm]+(, ?\d+)? p\.?$",
    r"^(\d+ ?[-–] ?\d+|\d+)(, ?(\d+ ?[-–] ?\d+|\d+))*$", r"^\d+ p\. ?(: ?.+)?( ?; ?\d+ cm)?$", "^.{1,200}$",
    "^[^<>]*$", r"^(.+) \((.+)\)$", r"^(.*)\s*[:/]\s*(.*)$", r"^\S+( \S+)*$", r"^\S(.*\S)?$", "^[A-Z].*[.!?]$",
    r"\.(pdf|docx?|xlsx?|epub)$", r"(?i)^(vol|no|iss)\.? ?\d+([a-z])?(, ?(vol|no|iss)\.? ?\d+)*$",
    r"^(Mr|Mrs|Dr|Prof)\.? [A-Z]\S+( \S+){0,4}$", "^.{1,100}, .{1,100}(, .{1,100})?$", "^([a-z0-9]+-)*[a-z0-9]+$",
    "^[a-z0-9]+(-[a-z0-9]+){0,30}$", r"^urn:[a-z0-9][a-z0-9-]{0,31}:[a-z0-9()+,\-.:=@;$_!*%/?#]+$",
    r"^(?=.*\d)(?=.*[a-z]).{8,20}$", "^#?([0-9a-f]{3}){1,2}$", r"^\d{1,2}:\d{2}(:\d{2})?( ?[AP]M)?$",
    r"^P(\d+Y)?(\d+M)?(\d+D)?(T(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$", "^[A-Za-z ]{1,50}, [A-Za-z ]{1,50}$",
    r"^\w+(\s\w+)?(\s\w+)?(\s\w+)?(\s\w+)?$", "^([A-Z]{1,3}[0-9]{0,3}){1,6}$", "^(.*;){0,2}.*$",
    "^([^;]+; ?){0,9}[^;]+$", r"^\s*([A-Z][a-z]+\s*,?\s*){1,3}$",
]  # fmt: skip
SIGNS = "aA1 -,."


@pytest.mark.parametrize("pattern", TOO_MANY_WAYS)
def test_a_pattern_of_millions_of_ways_is_refused(pattern: str) -> None:
    assert can_run_for_ever(pattern)


@pytest.mark.parametrize("pattern", OF_EVERY_DAY)
def test_a_pattern_of_every_day_is_allowed_and_ends_soon(pattern: str) -> None:
    assert not can_run_for_ever(pattern)
    search = compile_pattern(pattern, "").search
    for one, other in product(SIGNS, SIGNS):
        started = time.process_time()
        search((one + other) * 75 + "\n!")
        assert time.process_time() - started < 1


def test_ways_in_a_look_around_count_too() -> None:
    assert can_run_for_ever("^(?=(a{1,9}){1,9}$).*$")


@pytest.mark.parametrize("pattern", ["a{2,99999999999}", f"a{{2,{'1' * 5_000}}}", "(" * 900 + ")" * 900])
def test_a_pattern_that_python_cannot_read_is_a_mistake(tmp_path: Path, pattern: str) -> None:
    (tmp_path / "own.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        f'<urn:s> a sh:NodeShape ; sh:targetNode <urn:a> ; sh:pattern "{pattern}" .',
        encoding="utf-8",
    )
    with pytest.raises(ShapesError, match="own.ttl:2: sh:pattern has the value"):
        load([tmp_path])


DIALECT = [
    ("^a b$", "x", "ab", "a b"), ("^[a b]+\\d$", "x", "a b1", "ab"), ("^a # b$", "x", "a#b", "a"), ("^a\n\tb$", "x", "ab", "a\n\tb"),
    ("a.b", "q", "xa.b", "axb"), ("a b[", "qx", "a b[", "ab["), ("A.B", "qi", "a.b", "axb"), ("^a$", "qm", "^a$", "a"), ("a+b)", "q", "a+b)", "aab"),
    ("^[a-z-[aeiou]]$", "", "b", "a"), ("^[a-z-[aeiou]]$", "", "z", "a]"), ("^[^0-9-[a-c]]+$", "", "xyz", "axy"), ("^[A-Z-[AEIOU]]{2}$", "i", "bc", "Ba"),
    ("^[a-z-[b-y-[m]]]+$", "", "amz", "b"), ("^[\\w-[\\d]]$", "", "a", "1"), ("^[a-]$", "", "-", "b"), ("^[]$]+$", "", "]$", "a"), ("^[$]$", "", "$", ""),
    ("^[a\\]-[b]]$", "", "]", "b"), ("^\\[a-[b]$", "", "[a-b", "a"),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "flags", "matched", "other"), DIALECT)
def test_a_pattern_says_what_it_says_in_xpath(pattern: str, flags: str, matched: str, other: str) -> None:
    search = compile_pattern(pattern, flags).search
    assert search(matched)
    assert not search(other)


def shape(folder: Path, parameters: str) -> Validator:
    (folder / "own.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        f"<urn:s> a sh:PropertyShape ; sh:path <urn:p> ; sh:targetSubjectsOf <urn:p> ; {parameters} .",
        encoding="utf-8",
    )
    return Validator(load([folder]))


@pytest.mark.parametrize(
    "parameters", ['sh:pattern "a. *b" ; sh:flags "q"', 'sh:pattern "^ a [.] b? $" ; sh:flags "x"']
)
def test_the_flags_of_xpath_are_compiled(tmp_path: Path, parameters: str) -> None:
    rules = shape(tmp_path, parameters)
    assert [each.target.reason for each in rules.rules] == [""]
    ((_, found),) = rules.validate([("a", (("<urn:a>", "<urn:p>", '"a. *b"'), ("<urn:a>", "<urn:p>", '"a."')))])
    assert len(found) == 1


def test_a_flag_that_patterns_do_not_have_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ShapesError, match="own.ttl:2: patterns have no flag g, u") as caught:
        shape(tmp_path, 'sh:pattern "a" ; sh:flags "gui"')
    assert "sh:flags" in caught.value.mend


@pytest.mark.parametrize(("pattern", "flags"), [("^(a | a)*$", "x"), ("^([a-z-[b]]+)*$", "")])
def test_what_is_matched_is_what_could_run_for_ever(tmp_path: Path, pattern: str, flags: str) -> None:
    with pytest.raises(ShapesError, match="could run for ever"):
        shape(tmp_path, f'sh:pattern "{pattern}" ; sh:flags "{flags}"')
    shape(tmp_path, f'sh:pattern "{pattern}" ; sh:flags "q"')
