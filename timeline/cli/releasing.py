"""Commands that check, make, compare and convert releases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from timeline.cli.shared import AnyRelease, AsJson, Release, Sources, day_of, fail, messages


def validate(
    release: Release,
    sources: Annotated[
        list[Path] | None, typer.Option(help="Articles to check offsets against; may be repeated.")
    ] = None,
    frictionless: Annotated[
        bool, typer.Option("--frictionless", help="Run the stock frictionless check as well.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Check a release: files, hashes, types, keys, and what its fields say of each other.

    Exits with 1 where anything is found. Example: timeline validate dist --sources seeds
    """
    from dataclasses import asdict

    from timeline.api import validate as validate_release

    if not release.is_dir():
        raise fail(
            f"{release}: expected the folder of a release, found {'a file' if release.exists() else 'nothing'} there", 2
        )
    findings = validate_release(release, sources=sources, frictionless=frictionless)
    if as_json:
        print(
            json.dumps({"ok": findings.ok, "findings": [asdict(f) for f in findings]}, ensure_ascii=False, default=str)
        )
    elif findings.ok:
        messages().print(f"{release}: valid", markup=False)
    else:
        for finding in findings:
            print(finding)
        messages().print(f"{release}: {len(list(findings))} findings", markup=False)
    if not findings.ok:
        raise typer.Exit(1)


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
    quality: Annotated[Path | None, typer.Option(help="Markdown with measured figures, for the dataset card.")] = None,
    notes: Annotated[Path | None, typer.Option(help="Write what changed as Markdown to this file.")] = None,
    source: Annotated[
        str | None, typer.Option(help="Slug of the newspaper, where pages and records name none.")
    ] = None,
    published: Annotated[str | None, typer.Option(help="Day (YYYY-MM-DD) for documents that state none.")] = None,
    language: Annotated[str | None, typer.Option(help="Language (ar, en) of the documents.")] = None,
    knowledge: Annotated[
        list[Path] | None, typer.Option(help="Folder with tables of your own; may be repeated.")
    ] = None,
    workers: Annotated[int | None, typer.Option(help="Processes; all cores where not given.", min=0)] = None,
) -> None:
    """Build, validate and compare a release, and put it in place, whole or not at all.

    Exits with 1 where it is not valid or its version is too low; then nothing is changed.
    Example: timeline release seeds --version 0.2.0 --out dist
    """
    from timeline.articles import SourceError
    from timeline.coder import Knowledge
    from timeline.publish import release as make
    from timeline.release import ReleaseError
    from timeline.release.diff_report import as_markdown, as_text

    try:
        done = make(
            sources,
            out,
            version=version,
            previous=previous,
            metadata=metadata,
            quality=quality.read_text("utf-8") if quality else "",
            source=source,
            published=day_of(published, "--published"),
            language=language,
            knowledge=Knowledge(tuple(knowledge or ())),
            workers=workers,
        )
    except (SourceError, ValueError) as error:
        raise fail(str(error), 2) from None
    except (ReleaseError, OSError) as error:
        raise fail(str(error)) from None
    if notes is not None:
        notes.write_text(as_markdown(done.diff) if done.diff else f"## {version}\n\nThe first release.\n", "utf-8")
    if done.diff is not None:
        print(as_text(done.diff), end="")
    messages().print(f"{out}: {done.summary.articles} articles, {done.summary.events} events", markup=False)


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
