"""Making a release to publish: built, described, validated, compared with the one before, then put in place."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline.contract import Findings
from timeline.release.diff import ReleaseDiff, diff_releases
from timeline.release.documents import write_documents
from timeline.release.errors import ReleaseError
from timeline.release.info import KNOWLEDGE, ReleaseInfo, Source
from timeline.release.metadata import METADATA_FILE, Metadata, read_metadata
from timeline.release.package import PACKAGE_FILE, WrittenTable
from timeline.release.places import read_descriptor
from timeline.release.quality import QUALITY_FILE, quality_text
from timeline.release.read import load
from timeline.release.validate import validate_release
from timeline.release.versions import parse_version
from timeline.release.write import may_replace, put_in_place

if TYPE_CHECKING:
    from timeline.pipeline import Summary

_READING = ("source", "published", "language", "mapping", "limits")
"""What of the options of a build says how sources are read."""


class InvalidReleaseError(ReleaseError):
    """What was built does not keep the contract; nothing was put in place. `findings` says why."""

    def __init__(self, findings: Findings) -> None:
        super().__init__(f"the release was built, but is not valid; nothing was written\n{findings}")
        self.findings = findings


class NothingCodedError(ReleaseError):
    """Every document was rejected; nothing was put in place. `rejects` counts them by reason."""

    def __init__(self, rejects: dict[str, int], example: str) -> None:
        counts = "; ".join(f"{count} × {reason}" for reason, count in rejects.items())
        super().__init__(
            f"expected articles, found none: every document was rejected ({counts}); nothing was written. The first: "
            f"{example}"
        )
        self.rejects = rejects


class VersionTooLowError(ReleaseError):
    """The version asked for is too low for what changed; nothing was put in place. `diff` says what did."""

    def __init__(self, diff: ReleaseDiff) -> None:
        super().__init__("\n".join(diff.problems))
        self.diff = diff


@dataclass(frozen=True, slots=True)
class Released:
    """A release that was put in place, what its build did, and what changed since the one before (None: the first)."""

    path: Path
    summary: Summary
    diff: ReleaseDiff | None


def release(
    sources: Iterable[Path | str],
    out: Path | str,
    *,
    version: str,
    previous: Path | str | None = None,
    metadata: Path | str | None = None,
    quality: Path | str | None = None,
    **building: Any,
) -> Released:
    """Build, validate and compare a release of the sources, and put it into the folder `out`, whole or not at all.

    `version` (X.Y.Z) must cover what changed since `previous`, a folder or an address; where none is named, since the
    release that lies in `out`; where there is none, it is the first. `metadata` is the file that describes the dataset;
    where none is named, dataset.yaml of the working folder, if there is one. `quality` is a file with measured figures
    for the card: Markdown, or JSON as bench/quality.py writes it; where none is named, quality.json of the working
    folder, if there is one.
    `building` is passed on to `timeline.pipeline.build`: source, published, mapping, limits, knowledge, workers ….
    The same sources, version and metadata give the same bytes; a release that was interrupted goes on where it stopped.

    Raises ValueError for a version of another form, SourceError for a source that is not there, ReleaseError where a
    file or folder is not as it should be, and of these NothingCodedError, InvalidReleaseError and VersionTooLowError
    where the gate is not passed; then `out` is as it was.
    """
    from timeline.articles import Options
    from timeline.pipeline import build, texts_of

    parse_version(version, "--version")
    named = list(sources)
    target = Path(out).resolve()
    may_replace(target)
    described = _metadata(metadata)
    figures = _quality(quality)
    if previous is None and (target / PACKAGE_FILE).is_file():
        previous = target
    # A name of its own, the same each time: so that an interrupted build is found again.
    staged = target.parent / f".{target.name}.staged"
    summary = build(named, staged, version=version, **building)
    try:
        if summary.rejects and not summary.articles:
            raise NothingCodedError(summary.rejects, str(load("rejects", staged)["detail"][0]))
        _describe(staged, described, figures)
        texts = texts_of(named, Options(**{name: building[name] for name in _READING if name in building}))
        findings = validate_release(staged, texts=texts)
        if not findings.ok:
            raise InvalidReleaseError(Findings(str(out), findings))
        diff = None if previous is None else diff_releases(previous, staged)
        if diff is not None:
            diff = replace(diff, new=replace(diff.new, name=str(out)))
            if not diff.ok:
                raise VersionTooLowError(diff)
        put_in_place(target, staged)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return Released(target, replace(summary, out=target), diff)


def _metadata(named: Path | str | None) -> Metadata:
    if named is not None:
        return read_metadata(named)
    return read_metadata(METADATA_FILE) if Path(METADATA_FILE).is_file() else Metadata()


def _quality(named: Path | str | None) -> str:
    if named is not None:
        return quality_text(Path(named))
    return quality_text(Path(QUALITY_FILE)) if Path(QUALITY_FILE).is_file() else ""


def _describe(folder: Path, metadata: Metadata, quality: str) -> None:
    """Write the documents of a release anew, with what the metadata says."""
    descriptor = read_descriptor(folder)
    corpora = descriptor["sources"][: len(descriptor["sources"]) - len(KNOWLEDGE)]
    info = ReleaseInfo(
        version=str(descriptor["version"]),
        title=str(descriptor["title"]),
        created=date.fromisoformat(str(descriptor["created"])[:10]),
        coder=str(descriptor["coder"]),
        sources=tuple(Source(item["title"], item.get("path"), item.get("version")) for item in corpora),
        quality=quality,
    )
    tables = [_written(resource) for resource in descriptor["resources"]]
    write_documents(folder, metadata.describe(info), tables)


def _written(resource: dict[str, Any]) -> WrittenTable:
    return WrittenTable(resource["name"], resource["rows"], str(resource["hash"]).removeprefix("sha256:"))
