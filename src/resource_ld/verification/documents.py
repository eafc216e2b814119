"""The documents of a record, one a format: all say the same triples, and those the dumps say."""

from collections.abc import Collection, Iterator, Mapping

from resource_ld.errors import Disallowed, DoorError
from resource_ld.formats import NTRIPLES, RDF_FORMATS, Format
from resource_ld.terms import Triple
from resource_ld.verification.reading import canonical_document, digest_of, document_digest, graph
from resource_ld.verification.site import Site
from resource_ld.verification.told import Door, Fault, Told


def _document(form: Format) -> Door:
    """Return the door of a record's own document in one format."""
    name = f"{form.label} of a record"

    def tell(site: Site, sample: Collection[str]) -> Iterator[Told | Fault]:
        for record in sample:
            try:
                answer = site.get(f"{site.iri(record)}.{form.suffix}")
                triples = graph(answer.body, form, where=answer.address)
            except Disallowed:
                raise
            except DoorError as error:
                yield Fault(name, record, error.what, address=error.where, mend=error.mend)
                continue
            if answer.media_type != form.media_type:
                yield Fault(
                    name, record, f"is sent as {answer.media_type}", f"the format is {form.media_type}",
                    "Let the proxy pass Content-Type on.", answer.address,
                )  # fmt: skip
            # Only one document is listed by its bytes; of the others, what it would be is compared.
            body = answer.body if form is NTRIPLES else canonical_document(triples)
            yield Told(record, triples=digest_of(site.own(record, triples)), document=document_digest(body))

    def triples_of(site: Site, records: Collection[str]) -> Mapping[str, frozenset[Triple]]:
        found = {each: site.get(f"{site.iri(each)}.{form.suffix}") for each in records}
        return {record: site.own(record, graph(said.body, form, where=said.address)) for record, said in found.items()}

    return Door(name, tell, sampled=True, triples=triples_of)


DOCUMENTS = tuple(_document(each) for each in RDF_FORMATS)
