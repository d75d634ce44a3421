"""The one file that says what a dataset is, for data package, card, citation and catalogues: dataset.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from timeline.release.errors import ReleaseError
from timeline.release.info import Contributor, Licence, ReleaseInfo, Source

METADATA_FILE = "dataset.yaml"
_KEYS = ("title", "description", "homepage", "licence", "contributors", "keywords", "sources")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What dataset.yaml says; what it leaves out is None. `sources` names corpora by the slug their articles have."""

    title: str | None = None
    description: str | None = None
    homepage: str | None = None
    licence: Licence | None = None
    contributors: tuple[Contributor, ...] | None = None
    keywords: tuple[str, ...] | None = None
    sources: Mapping[str, Source] | None = None

    def describe(self, info: ReleaseInfo) -> ReleaseInfo:
        """The info with everything that is said here in its place."""
        said = {
            key: value
            for key in ("title", "description", "homepage", "licence", "contributors", "keywords")
            if (value := getattr(self, key)) is not None
        }
        named = self.sources or {}
        return replace(info, **said, sources=tuple(named.get(source.title, source) for source in info.sources))


def read_metadata(path: Path | str) -> Metadata:
    """Read dataset.yaml. Raises ReleaseError naming the file, what was expected and what was found."""
    import yaml

    place = Path(path)
    try:
        raw = yaml.safe_load(place.read_text("utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise ReleaseError(f"{place}: expected YAML in UTF-8 that describes a dataset, found {error}") from error
    said = _mapping(place, "the file", raw, _KEYS)
    return Metadata(
        title=_text(place, said, "title"),
        description=_text(place, said, "description"),
        homepage=_text(place, said, "homepage"),
        licence=_licence(place, said.get("licence")),
        contributors=_contributors(place, said.get("contributors")),
        keywords=_texts(place, "keywords", said.get("keywords")),
        sources=_sources(place, said.get("sources")),
    )


def _fail(place: Path, where: str, expected: str, found: object) -> ReleaseError:
    return ReleaseError(f"{place}: {where}: expected {expected}, found {found!r}; correct it there")


def _mapping(place: Path, where: str, raw: object, known: Iterable[str]) -> dict[str, Any]:
    keys = tuple(known)
    if not isinstance(raw, dict):
        raise _fail(place, where, f"a mapping with {', '.join(keys)}", raw)
    if unknown := [key for key in raw if key not in keys]:
        raise _fail(place, where, f"only {', '.join(keys)}", ", ".join(map(str, unknown)))
    return raw


def _text(place: Path, raw: Mapping[str, Any], key: str, required: bool = False) -> str | None:
    value = raw.get(key)
    if (value is None and required) or (value is not None and (not isinstance(value, str) or not value.strip())):
        raise _fail(place, key, "a text", value)
    return None if value is None else " ".join(value.split())


def _texts(place: Path, where: str, raw: object) -> tuple[str, ...] | None:
    if raw is None:
        return None
    if not isinstance(raw, list) or not all(isinstance(item, str) and item for item in raw):
        raise _fail(place, where, "a list of texts", raw)
    return tuple(raw)


def _licence(place: Path, raw: object) -> Licence | None:
    if raw is None:
        return None
    said = _mapping(place, "licence", raw, ("name", "path", "title"))
    name, path, title = (_text(place, said, key, required=True) for key in ("name", "path", "title"))
    return Licence(str(name), str(path), str(title))


def _contributors(place: Path, raw: object) -> tuple[Contributor, ...] | None:
    if raw is None:
        return None
    if not isinstance(raw, list) or not raw:
        raise _fail(place, "contributors", "a list of contributors, each with a title", raw)
    found = []
    for item in raw:
        said = _mapping(place, "contributors", item, ("title", "roles", "path"))
        title = str(_text(place, said, "title", required=True))
        roles = _texts(place, f"roles of {title}", said.get("roles"))
        found.append(Contributor(title, roles or ("creator",), _text(place, said, "path")))
    return tuple(found)


def _sources(place: Path, raw: object) -> dict[str, Source] | None:
    if raw is None:
        return None
    if not isinstance(raw, dict):
        raise _fail(place, "sources", "a mapping from the slug of a source to its title", raw)
    found = {}
    for slug, item in raw.items():
        said = _mapping(place, f"sources: {slug}", item, ("title", "path"))
        found[str(slug)] = Source(str(_text(place, said, "title", required=True)), _text(place, said, "path"))
    return found
