"""Records whose id the curator changed while their row is held: their old address can lead nowhere."""

from collections.abc import Mapping, Set

from resource_ld.model import Finding, Severity
from resource_ld.sentences import phrase


def renamed_into_nothing(renamed: Mapping[str, str], absent: Set[str]) -> tuple[Finding, ...]:
    """Return a finding for each old id in `renamed` whose new id is among those a release does not show."""
    return tuple(
        Finding(Severity.WARNING, "renamed-held", phrase("renamed-held", old=old, new=new), resource_id=old)
        for old, new in sorted(renamed.items())
        if new in absent
    )
