"""A live site harvested by every door, and the doors compared. A client: it shares nothing with the server it asks but words."""

from resource_ld.verification.client import Client, Manners
from resource_ld.verification.elsewhere import verify_elsewhere
from resource_ld.verification.found import find_site
from resource_ld.verification.gone import prove_gone
from resource_ld.verification.report import Checked, Report
from resource_ld.verification.schemas import Schemas
from resource_ld.verification.site import Site
from resource_ld.verification.told import Fault, Watch
from resource_ld.verification.verify import Extent, verify_own

__all__ = [
    "Checked", "Client", "Extent", "Fault", "Manners", "Report", "Schemas", "Site", "Watch", "find_site", "prove_gone", "verify",
]  # fmt: skip


def verify(site: Site, extent: Extent, watch: Watch) -> Report:
    """Return what is checked and what differs, on a site of this program or as far as one of other software goes."""
    return verify_own(site, extent, watch) if site.release else verify_elsewhere(site, extent, watch)
