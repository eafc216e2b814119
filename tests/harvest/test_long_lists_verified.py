"""Lists past 50,000 records, read through their indexes by the client that verifies sites."""

import pytest
from tests.conftest import Catalogue
from tests.verification.conftest import serving

from resource_ld.harvest.sitemap import LARGEST
from resource_ld.verification.client import Client, Manners
from resource_ld.verification.event_stream import EVENT_STREAM
from resource_ld.verification.ledger import Ledger
from resource_ld.verification.lists import LISTS
from resource_ld.verification.site import Site
from resource_ld.web import create_app

pytestmark = pytest.mark.slow


def test_long_lists_agree(many: Catalogue) -> None:
    ledger, told = Ledger(), {}
    with serving(create_app(many.data_dir, sparql=False)) as served:
        site = Site(Client(Manners()), served.url, "https://many.test/", 1)
        for door in (*LISTS, EVENT_STREAM):
            found = list(ledger.add(door, door.tell(site, ())))
            assert [each for each in found if not isinstance(each, int)] == []
            told[door.name] = found[-1]
    assert set(told.values()) == {LARGEST + 5, LARGEST + 6}
    assert list(ledger.differences()) == []
