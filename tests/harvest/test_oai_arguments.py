"""Every request, however broken, has the answer the specification gives it: HTTP 200 and valid XML."""

from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.harvest.answers import Answer, ask

LIST = "verb=ListRecords&metadataPrefix=oai_dc"
GET = "verb=GetRecord&metadataPrefix=oai_dc&identifier="

WRONG: list[tuple[str, str]] = [
    # The verb (section 3.6).
    ("", "badVerb"), ("verb", "badVerb"), ("verb=", "badVerb"), ("verb=junk", "badVerb"), ("junk", "badVerb"), ("verb=identify", "badVerb"),
    ("Verb=Identify", "badVerb"), ("verb=Identify&verb=Identify", "badVerb"), ("verb=Identify&verb=ListSets", "badVerb"), ("verb=%00", "badVerb"),
    ("verb=%FF", "badVerb"), ("metadataPrefix=oai_dc", "badVerb"), ("verb=Identify%20", "badVerb"), ("verb=Identify;verb=Identify", "badVerb"),
    # Unknown, repeated, missing, empty and mis-cased arguments.
    ("verb=Identify&foo=bar", "badArgument"), ("verb=Identify&metadataPrefix=oai_dc", "badArgument"), ("verb=ListRecords", "badArgument"),
    (f"{LIST}&metadataPrefix=oai_dc", "badArgument"), (f"{LIST}&set=type&set=year", "badArgument"), (f"{LIST}&set=", "badArgument"),
    (f"{LIST}&set", "badArgument"), (f"{LIST}&from=", "badArgument"), (f"{LIST}&=", "badArgument"), (f"{LIST}&=x", "badArgument"),
    ("verb=ListRecords&metadataprefix=oai_dc", "badArgument"), ("verb=ListRecords&metadataPrefix=", "badArgument"), (f"{LIST}&Set=type", "badArgument"),
    ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument"), ("verb=GetRecord&identifier=oai:a.test:b", "badArgument"), (GET, "badArgument"),
    ("verb=ListMetadataFormats&identifier=", "badArgument"), ("verb=ListSets&set=type", "badArgument"), (f"{LIST}&identifier=oai:a.test:b", "badArgument"),
    # A resumption token stands alone.
    (f"{LIST}&resumptionToken=junk", "badArgument"), ("verb=ListIdentifiers&resumptionToken=junk&until=2000-02-05", "badArgument"),
    ("verb=ListSets&resumptionToken=a&resumptionToken=a", "badArgument"), ("verb=Identify&resumptionToken=junk", "badArgument"),
    ("verb=ListRecords&resumptionToken=junk", "badResumptionToken"), ("verb=ListRecords&resumptionToken=", "badResumptionToken"),
    ("verb=ListSets&resumptionToken=%C3%A9", "badResumptionToken"), ("verb=ListRecords&resumptionToken=%22%3C%3E%0A", "badResumptionToken"),
    # Bytes that no text and no XML has, in values and in names.
    (f"{LIST}&set=%00", "badArgument"), (f"{LIST}&set=%0B", "badArgument"), (f"{LIST}&set=%FF", "badArgument"), (f"{LIST}&set=%ED%A0%80", "badArgument"),
    (f"{LIST}&set=\xff", "badArgument"), (f"{LIST}&set=%", "badArgument"), (f"{LIST}&set=%4", "badArgument"), (f"{LIST}&set=%zz", "badArgument"),
    (f"{LIST}&set=%EF%BF%BF", "badArgument"), (f"{LIST}&%00=x", "badArgument"), (f"{LIST}&%FF", "badArgument"), (f"{LIST}&set=type%23", "badArgument"),
    (f"{GET}%00", "badArgument"), (f"{GET}invalid%22id", "badArgument"), (f"{GET}invalid\"id", "badArgument"), (f"{GET}oai:a.test:%3Cb%3E", "badArgument"),
    (f"{GET}oai:a.test:%25zz", "badArgument"), (f"{GET}http://[", "badArgument"), ("verb=ListRecords&metadataPrefix=oai%20dc", "badArgument"),
    (f"{LIST}&set=a:", "badArgument"), (f"{LIST}&set=:a", "badArgument"), (f"{LIST}&set=a::b", "badArgument"), (f"{LIST}&set=caf%C3%A9", "badArgument"),
    # Dates (section 3.3): none that do not exist, none of another form, one granularity, in order.
    *((f"{LIST}&from={each}", "badArgument") for each in (
        "junk", "2001-02-30", "2001-13-01", "2001-00-01", "2001-1-1", "0000-01-01", "2001", "2001-02", "20010203", "2001-02-03T00:00Z", "10000-01-01",
        "2001-02-03T24:00:00Z", "2001-02-03T00:00:60Z", "2001-02-03T00:00:00", "2001-02-03T00:00:00%2B00:00", "2001-02-03T00:00:00.0Z", "2001-02-03T00:00:00z",
        "%202001-02-03", "2001-02-03%0A", "٢٠٠١-٠٢-٠٣", "-001-02-03",
    )),
    (f"{LIST}&until=2001-02-29", "badArgument"), (f"{LIST}&from=2002-02-05&until=2002-02-06T05:35:00Z", "badArgument"),
    (f"{LIST}&from=2002-02-05T05:35:00Z&until=2002-02-06", "badArgument"), (f"{LIST}&from=2026-01-07&until=2026-01-06", "badArgument"),
    (f"{LIST}&from=2026-01-07T00:00:01Z&until=2026-01-07T00:00:00Z", "badArgument"),
    # What is well said and not there.
    (f"{LIST}&until=0001-01-01", "noRecordsMatch"), (f"{LIST}&from=9999-12-31", "noRecordsMatch"), (f"{LIST}&set=country:XX", "noRecordsMatch"),
    (f"{LIST}&set=nothing", "noRecordsMatch"), (f"{LIST}&until=2026-01-04T23:59:59Z", "noRecordsMatch"), (f"{LIST}&from=2026-01-06", "noRecordsMatch"),
    ("verb=ListRecords&metadataPrefix=marc", "cannotDisseminateFormat"), ("verb=ListIdentifiers&metadataPrefix=OAI_DC", "cannotDisseminateFormat"),
    (f"{GET}oai:data.example.org:none", "idDoesNotExist"), (f"{GET}http://data.example.org/", "idDoesNotExist"), (f"{GET}oai:data.example.org:", "idDoesNotExist"),
    (f"{GET}oai:data.example.org:..", "idDoesNotExist"), ("verb=ListMetadataFormats&identifier=urn:x:y", "idDoesNotExist"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "code"), WRONG)
def test_what_is_wrong_has_its_error(client: FlaskClient, query: str, code: str) -> None:
    answer = ask(client, query.encode("latin-1") if query.isascii() or "\xff" in query else quote(query, safe="=&:"))
    assert answer.errors == [code]
    if code in ("badVerb", "badArgument"):
        assert answer.request == {}, "after these two the request has no attributes (section 3.2)"


def test_what_is_right_is_repeated_in_the_request(client: FlaskClient) -> None:
    answer = ask(client, f"{LIST}&from=2026-01-01&until=2026-12-31&set=country%3APL")
    assert answer.errors == []
    assert answer.request == {
        "verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2026-01-01", "until": "2026-12-31", "set": "country:PL",
    }  # fmt: skip
    assert answer.texts("request") == ["http://127.0.0.1:8000/oai"]
    assert ask(client, "verb=ListRecords&resumptionToken=junk").request["resumptionToken"] == "junk"


def test_a_megabyte_of_arguments_is_a_bad_argument(client: FlaskClient) -> None:
    assert ask(client, LIST + "&set=" + "a" * (1 << 20)).errors == ["badArgument"]
    assert ask(client, "&".join(["verb=Identify"] * 70_000)).errors == ["badArgument"]
    form = {"verb": "Identify", "x": "a" * (1 << 21)}
    assert Answer(client.post("/oai", data=form).data).errors == ["badArgument"]


def test_a_form_is_read_like_a_query(client: FlaskClient) -> None:
    asked = {"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "country:PL"}
    got = client.post("/oai", data=asked)
    assert Answer(got.data).ids == ask(client, f"{LIST}&set=country:PL").ids
    assert got.headers["Cache-Control"] == "no-store"
    form = "application/x-www-form-urlencoded; charset=utf-8"
    for body, code in (
        (b"verb=Identify&verb=Identify", "badVerb"),
        (b"verb=Identify&x=%FF", "badArgument"),
        (b"", "badVerb"),
    ):
        assert Answer(client.post("/oai", data=body, content_type=form).data).errors == [code]
    assert Answer(client.post("/oai?verb=Identify", data=b"", content_type=form).data).errors == []
    assert Answer(client.post("/oai?verb=Identify", data=b"verb=Identify", content_type=form).data).errors == [
        "badVerb"
    ]
    assert Answer(client.post("/oai", data=b"{}", content_type="application/json").data).errors == ["badVerb"]


ARGUMENT = st.tuples(
    st.sampled_from(("verb", "metadataPrefix", "identifier", "from", "until", "set", "resumptionToken", "Verb", "")) | st.text(max_size=5),
    st.sampled_from((
        "ListRecords", "ListIdentifiers", "GetRecord", "Identify", "ListSets", "ListMetadataFormats", "oai_dc", "dcterms", "2026-01-05", "type:report",
        "2026-01-05T11:00:02Z", "oai:data.example.org:a", "", "%00", "%ED%A0%80", "%", "+",
    )) | st.text(max_size=8),
)  # fmt: skip


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ARGUMENT, max_size=5), st.binary(max_size=6))
def test_any_arguments_have_a_valid_answer(client: FlaskClient, pairs: list[tuple[str, str]], rest: bytes) -> None:
    raw = "&".join(f"{name}={value}" for name, value in pairs).encode("utf-8", "surrogatepass") + rest
    answer = ask(client, raw)
    assert len(answer.errors) == (0 if answer.root[2].tag.endswith(answer.request.get("verb", "-")) else 1)
