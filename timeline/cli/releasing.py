"""Commands that check, make, compare and convert releases."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from timeline.cli.shared import (
    AnyRelease,
    AsJson,
    KeepDuplicates,
    Knowledges,
    Language,
    LimitSettings,
    MappingFile,
    NearDuplicates,
    Published,
    Release,
    SourceName,
    Sources,
    SourcesAgain,
    fail,
    messages,
    own_tables,
    reading,
    told,
    unwritable,
)


def validate(
    release: Release,
    sources: SourcesAgain = None,
    source: SourceName = None,
    published: Published = None,
    language: Language = None,
    mapping: MappingFile = None,
    limit: LimitSettings = None,
    frictionless: Annotated[
        bool, typer.Option("--frictionless", help="Run the stock frictionless check as well.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Check a release: files, hashes, types, keys, and what its fields say of each other.

    With --sources, read as for the build, offsets are compared with the texts. Exits with 1 where anything is found.
    Example: timeline validate dist --sources seeds
    """
    from dataclasses import asdict

    from timeline.articles import SourceError
    from timeline.pipeline import texts_of
    from timeline.release.validate import validate_release

    options = reading(source, published, language, mapping, limit)
    if not release.is_dir():
        raise fail(
            f"{release}: expected the folder of a release, found {'a file' if release.exists() else 'nothing'} there", 2
        )
    try:
        texts = texts_of(sources, options) if sources else None
    except SourceError as error:
        raise fail(str(error), 2) from None
    findings = validate_release(release, texts=texts, frictionless=frictionless)
    if as_json:
        print(
            json.dumps({"ok": findings.ok, "findings": [asdict(f) for f in findings]}, ensure_ascii=False, default=str)
        )
    elif findings.ok:
        messages().print(f"{release}: valid{_compared(release, texts)}", markup=False)
    else:
        for finding in findings:
            print(finding)
        messages().print(f"{release}: {len(list(findings))} findings", markup=False)
    if not findings.ok:
        raise typer.Exit(1)


def _compared(release: Path, texts: Mapping[str, str] | None) -> str:
    """How many articles of a release had their texts among those given."""
    if texts is None:
        return ""
    from timeline.release import load

    digests = load("articles", release, columns=["text_sha256"])["text_sha256"]
    there = int(digests.isin(list(texts)).sum())
    return f"; the texts of {there} of {len(digests)} articles were compared"


def release(
    sources: Sources,
    version: Annotated[
        str, typer.Option("--version", help="Version of the dataset, X.Y.Z; it must cover what changed.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the release.")] = Path("dist"),
    previous: Annotated[
        str | None, typer.Option(help="The release before (folder or address); what lies in --out where not given.")
    ] = None,
    metadata: Annotated[
        Path | None, typer.Option(help="What the dataset is; dataset.yaml of this folder where not given.")
    ] = None,
    quality: Annotated[
        Path | None,
        typer.Option(help="Measured figures for the card, Markdown or JSON; quality.json of this folder if not given."),
    ] = None,
    notes: Annotated[Path | None, typer.Option(help="Write what changed as Markdown to this file.")] = None,
    source: SourceName = None,
    published: Published = None,
    language: Language = None,
    mapping: MappingFile = None,
    near_duplicates: NearDuplicates = None,
    keep_duplicates: KeepDuplicates = True,
    limit: LimitSettings = None,
    knowledge: Knowledges = None,
    workers: Annotated[int | None, typer.Option(help="Processes; all cores where not given.", min=0)] = None,
) -> None:
    """Build, validate and compare a release, and put it in place, whole or not at all.

    Exits with 1 where it is not valid or its version is too low; then nothing is changed.
    Example: timeline release seeds --version 0.2.0 --out dist
    """
    from timeline.articles import SourceError
    from timeline.engines import EngineError
    from timeline.publish import release as make
    from timeline.release import ReleaseError
    from timeline.release.diff_report import as_markdown, as_text

    options = reading(source, published, language, mapping, limit)
    try:
        done = make(
            sources,
            out,
            version=version,
            previous=previous,
            metadata=metadata,
            quality=quality,
            source=source,
            published=options.published,
            language=language,
            mapping=options.mapping,
            limits=options.limits,
            near_duplicates=near_duplicates,
            keep_duplicates=keep_duplicates,
            knowledge=own_tables(knowledge),
            workers=workers,
        )
    except (SourceError, ValueError) as error:
        raise fail(str(error), 2) from None
    except (ReleaseError, EngineError) as error:
        raise fail(str(error)) from None
    except OSError as error:
        raise unwritable(error, out) from None
    if notes is not None:
        notes.write_text(as_markdown(done.diff) if done.diff else f"## {version}\n\nThe first release.\n", "utf-8")
    if done.diff is not None:
        print(as_text(done.diff), end="")
    messages().print(told(done.summary, out), markup=False)


def diff(
    old: AnyRelease,
    new: AnyRelease,
    as_json: AsJson = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown, for release notes.")] = False,
    limit: Annotated[int, typer.Option(help="Rows of one kind and table to list; JSON has all.", min=0)] = 20,
) -> None:
    """Compare two releases: rows added, changed and retracted, the contract, the versions that all this asks for.

    Exits with 1 where the new release declares too low a version. Example: timeline diff old/ dist/
    """
    from timeline.release import ReleaseError, diff_releases
    from timeline.release.diff_report import as_json as json_of
    from timeline.release.diff_report import as_markdown, as_text

    try:
        found = diff_releases(old, new)
    except (ReleaseError, ImportError) as error:
        raise fail(str(error), 2) from None
    print(json_of(found) if as_json else as_markdown(found, limit) if markdown else as_text(found, limit), end="")
    if not found.ok:
        raise typer.Exit(1)


def export(
    release: AnyRelease,
    to: Annotated[str, typer.Option("--to", help="csv, geojson, gdelt or plover-json.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The file to write.")],
    as_json: AsJson = False,
) -> None:
    """Write a release in another format; what gets lost is said.

    Example: timeline export dist --to geojson --out events.geojson
    """
    from timeline.exports import ExportError
    from timeline.exports import export as write
    from timeline.release import ReleaseError

    try:
        done = write(release, to, out)
    except ValueError as error:
        raise fail(str(error), 2) from None
    except (ExportError, ReleaseError, OSError) as error:
        raise fail(str(error)) from None
    if as_json:
        print(
            json.dumps(
                {
                    "path": str(done.path),
                    "format": to,
                    "events": done.events,
                    "left_out": dict(done.left_out),
                    "losses": done.losses,
                },
                ensure_ascii=False,
            )
        )
        return
    left = "; ".join(f"{count} {reason}" for reason, count in done.left_out.items())
    messages().print(f"{out}: {done.events} events" + (f"; left out: {left}" if left else ""), markup=False)
    for loss in done.losses:
        messages().print(f"lost: {loss}", markup=False)
