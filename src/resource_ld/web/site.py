"""What all views share: the releases, the labels of a language, the templates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from flask import current_app, g, render_template, request

from resource_ld.config import Site as Described
from resource_ld.harvest.repository import Harvesting
from resource_ld.query import Pool
from resource_ld.query.remembered import Remembered
from resource_ld.release.current import Release, Releases
from resource_ld.web.field_texts import field_text
from resource_ld.web.languages import RIGHT_TO_LEFT, TEXTS


@dataclass(frozen=True, slots=True)
class Site:
    """One site: where its releases lie and who answers its queries (nobody where SPARQL is switched off)."""

    data_dir: Path
    releases: Releases
    pool: Pool | None
    remembered: Remembered = field(default_factory=Remembered)
    harvesting: Harvesting = field(default_factory=Harvesting)

    @property
    def release(self) -> Release:
        """The current release, the same one through a whole request."""
        if "release" not in g:
            g.release = self.releases.current()
        return cast(Release, g.release)

    @property
    def described(self) -> Described:
        """What the current release says of the site."""
        return self.release.site


def site() -> Site:
    """Return the site of the application that is answering."""
    return cast(Site, current_app.extensions["resource_ld"])


def root() -> str:
    """Return the way from the requested path back to the site's root, relative, so that any path prefix stays right."""
    return "../" * (request.path.count("/") - 1) or "./"


def label(labels: Mapping[str, str], language: str, default: str = "") -> str:
    """Return a label in the reader's language, else English, else any."""
    for each in (language, "en", ""):
        if each in labels:
            return labels[each]
    return next(iter(labels.values()), default)


def _offered() -> list[str]:
    return [each for each in site().described.languages if each in TEXTS] or ["en"]


def prefix(language: str) -> str:
    """Return what the addresses of pages in a language begin with: nothing for the first one and for none."""
    return "" if language in ("", _offered()[0]) else f"{language}/"


def render(template: str, language: str, **values: Any) -> str:
    """Return a page in a language."""
    manifest = site().release.manifest
    offered = _offered()
    language = language or offered[0]
    texts = TEXTS["en"] | TEXTS.get(language, {})
    return render_template(
        template, t=texts, lang=language, dir="rtl" if language in RIGHT_TO_LEFT else "ltr", root=root(), offered=offered,
        prefix=prefix(language), site=manifest.site, manifest=manifest, label=label, field_text=field_text,
        switch=_in_languages(offered, root()), translations=_in_languages(offered, manifest.site["base_iri"]),
        queried=site().pool is not None, **values,
    )  # fmt: skip


def _in_languages(offered: list[str], back: str) -> list[tuple[str, str, str]]:
    """Return (language, its own name, address of this page in it), from the address `back` of the site's root."""
    path = request.path.lstrip("/")
    first, _, rest = path.partition("/")
    rest = rest if first in TEXTS else path
    return [(each, TEXTS[each]["own_name"], back + prefix(each) + rest) for each in offered]
