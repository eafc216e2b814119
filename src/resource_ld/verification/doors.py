"""Every list of one of our own sites."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from resource_ld.errors import Disallowed, DoorError
from resource_ld.verification.catalogue_pages import DCAT_PAGES, MEMBERS
from resource_ld.verification.dumps import DUMPS
from resource_ld.verification.event_stream import EVENT_STREAM
from resource_ld.verification.lists import LISTS
from resource_ld.verification.oai import IDENTIFY, OAI_DC, Identity, Repository, prefix_door
from resource_ld.verification.report import Collected
from resource_ld.verification.site import Site
from resource_ld.verification.sparql import SPARQL_CONSTRUCT, SPARQL_LIST
from resource_ld.verification.told import Door, Fault


@dataclass(frozen=True, slots=True)
class Oai:
    """A repository as it introduces itself: its identity, prefix → namespace, the specs of its sets."""

    repository: Repository
    identity: Identity
    namespaces: Mapping[str, str]
    sets: frozenset[str]

    def doors(self, *, own: bool, every: bool) -> Iterator[Door]:
        """Yield a list for each prefix: whole records in Dublin Core, or with `every` in all, headers alone in the others."""
        for prefix in self.namespaces:
            yield prefix_door(self.repository, self.identity, prefix, verb="ListIdentifiers", own=own, sets=self.sets)
            if prefix == OAI_DC or every:
                yield prefix_door(self.repository, self.identity, prefix, verb="ListRecords", own=own, sets=self.sets)


def introduced(site: Site, base_url: str, found: Collected) -> Oai | None:
    """Return the repository at a base URL; None when it does not answer, which is a fault, or has no records to name."""
    repository = Repository(site, site.reach(base_url))
    try:
        identity = repository.identify()
        if identity.base_url != base_url:
            found.add(
                Fault(
                    IDENTIFY,
                    "",
                    f"says that its baseURL is {identity.base_url}",
                    f"It was asked at {base_url}",
                    "",
                    base_url,
                )
            )
        namespaces, sets = repository.formats(), frozenset(repository.sets())
    except Disallowed as error:
        found.leave_out(IDENTIFY, error.what)
        return None
    except DoorError as error:
        found.add(Fault(IDENTIFY, "", error.what, "", error.mend, error.where or base_url))
        return None
    return Oai(repository, identity, namespaces, sets)


def own_lists(site: Site, oai: Oai | None, found: Collected, *, every: bool) -> Iterator[Door]:
    """Yield every list of one of our own sites, those that are read soonest first."""
    yield from LISTS
    yield from (MEMBERS, DCAT_PAGES)
    if oai is not None and oai.identity.identifiers:
        yield from oai.doors(own=True, every=every)
    else:
        found.leave_out("OAI-PMH", "the repository has no repository_id, so its records have no identifiers")
    yield EVENT_STREAM
    yield from DUMPS
    if answers_sparql(site):
        yield SPARQL_LIST
    else:
        found.leave_out("SPARQL", "the site answers none")


def answers_sparql(site: Site) -> bool:
    """Return whether a site answers SPARQL; serving it can be turned off. One that may not be asked is left out later."""
    try:
        return site.ask("sparql", accept="text/turtle").status != 404
    except Disallowed:
        return True


def construct_door(site: Site) -> Iterator[Door]:
    """Yield the door of constructed records, where there is SPARQL."""
    if answers_sparql(site):
        yield SPARQL_CONSTRUCT
