"""Validating a release: is every file there and unchanged, and does every value keep the contract?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline.contract import Finding, Findings, check_tables, contract
from timeline.contract.frames import shown
from timeline.release.card import row_counts
from timeline.release.documents import SUMS_FILE, read_checksums
from timeline.release.errors import ReleaseError
from timeline.release.package import CARD_FILE, MEDIATYPE, PACKAGE_FILE, PROFILE
from timeline.release.places import read_descriptor

if TYPE_CHECKING:
    import pyarrow as pa

_AGAIN = "fetch the release again, or build it again"


def validate_release(
    path: Path | str, *, texts: Mapping[str, str] | None = None, frictionless: bool = False
) -> Findings:
    """All that is wrong with the release in the folder `path`.

    Checked are the data package, the files and their hashes, row counts, columns and types, values, keys, foreign keys
    and rules between columns and tables. `texts` maps text_sha256 to the text of an article, as decoded and otherwise
    unchanged: with it every trigger, mention and piece of evidence is compared with the words at its offsets (a release
    with a table `texts` is compared with that too). `frictionless` adds what the command `frictionless validate` says;
    it takes a minute for a hundred thousand rows.

    Nothing is raised for a broken release: a folder that is none is a finding too.
    """
    folder = Path(path)
    try:
        descriptor = read_descriptor(folder)
    except ReleaseError as error:
        finding = _package_finding("data package", f"a release of {contract().name}", str(error), _AGAIN)
        return Findings(str(path), [finding])
    findings = list(_package_findings(descriptor))
    resources = {resource["name"]: resource for resource in _resources(descriptor)}
    findings += _card_findings(folder, resources)
    tables: dict[str, pa.Table] = {}
    for name in contract().tables:
        if name in resources:
            own, table = _read(folder, name, resources[name])
            findings += own
            if table is not None:
                tables[name] = table
    findings += _sums_findings(folder, {contract().file(name) for name in resources})
    findings += check_tables(tables, texts)
    if frictionless:
        findings += _frictionless_findings(folder)
    return Findings(str(path), findings)


def _package_finding(check: str, expected: str, found: str, remedy: str, column: str | None = None) -> Finding:
    return Finding(PACKAGE_FILE, None, column, None, check, expected, found, remedy)


def _resources(descriptor: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    listed = descriptor.get("resources")
    return [item for item in listed if isinstance(item, dict) and "name" in item] if isinstance(listed, list) else []


def _package_findings(descriptor: Mapping[str, Any]) -> Iterator[Finding]:
    """The data package itself; `column` names the property."""
    agreed = contract()
    fixed: dict[str, object] = {
        "$schema": PROFILE,
        "name": agreed.name,
        "contract": {"name": agreed.name, "version": agreed.version},
    }
    for key, expected in fixed.items():
        if descriptor.get(key) != expected:
            yield _package_finding("property", shown(expected), shown(descriptor.get(key)), f"set {key}", key)
    for key in ("title", "version", "created", "coder"):
        if not isinstance(descriptor.get(key), str) or not descriptor[key]:
            yield _package_finding("property", "text", shown(descriptor.get(key)), f"set {key}", key)
    licences = descriptor.get("licenses")
    if not isinstance(licences, list) or not licences or not all(_is_licence(licence) for licence in licences):
        yield _package_finding(
            "property", "licences, each with name and path", shown(licences), "set licenses", "licenses"
        )
    listed = [resource["name"] for resource in _resources(descriptor)]
    for name in agreed.tables:
        if name not in listed and name not in agreed.optional:
            yield _package_finding(
                "table listed", f"a resource {name}", "none", "list the table, empty if need be", f"resources.{name}"
            )
    for resource in _resources(descriptor):
        name = resource["name"]
        column = f"resources.{name}"
        if name not in agreed.tables:
            yield _package_finding(
                "table known", f"one of {', '.join(agreed.tables)}", name, "drop the resource", column
            )
            continue
        wanted = {
            "type": "table", "path": agreed.file(name), "format": "parquet", "mediatype": MEDIATYPE,
            "schema": agreed.table(name).descriptor,
        }  # fmt: skip
        for key, expected in wanted.items():
            if resource.get(key) != expected:
                yield _package_finding(
                    "property", f"{key} {shown(expected)}", shown(resource.get(key)),
                    f"write {key} as the contract {agreed.version} has it", f"{column}.{key}",
                )  # fmt: skip


def _is_licence(given: object) -> bool:
    return isinstance(given, dict) and all(isinstance(given.get(key), str) and given[key] for key in ("name", "path"))


def _sums_findings(folder: Path, tables: set[str]) -> Iterator[Finding]:
    """Documents that are not those of SHA256SUMS, where there is one.

    Tables are held against the hashes of the data package, and a missing card is found as a card.
    """

    def finding(file: str, check: str, expected: str, found: str) -> Finding:
        return Finding(file, None, None, None, check, expected, found, _AGAIN)

    path = folder / SUMS_FILE
    if not path.is_file():
        return
    try:
        sums = read_checksums(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        yield finding(SUMS_FILE, "checksums", "a SHA-256 and a path in each line", f"{error}")
        return
    for name, expected in sums.items():
        file = folder / name
        if name in tables or (name == CARD_FILE and not file.exists()):
            continue
        if not file.is_file():
            yield finding(name, "file present", f"the file that {SUMS_FILE} lists", "none")
            continue
        with file.open("rb") as data:
            digest = hashlib.file_digest(data, "sha256").hexdigest()
        if digest != expected:
            yield finding(name, "checksum", f"{expected}, as in {SUMS_FILE}", digest)


def _card_findings(folder: Path, resources: Mapping[str, Mapping[str, Any]]) -> Iterator[Finding]:
    def finding(column: str | None, check: str, expected: str, found: str) -> Finding:
        return Finding(CARD_FILE, None, column, None, check, expected, found, _AGAIN)

    try:
        counts = row_counts((folder / CARD_FILE).read_text("utf-8"))
    except (OSError, ValueError) as error:
        yield finding(None, "dataset card", "a text in UTF-8", f"{error}")
        return
    for name, resource in resources.items():
        if counts.get(name) != resource.get("rows"):
            expected = f"{resource.get('rows')} rows, as in {PACKAGE_FILE}"
            yield finding(name, "row count", expected, f"{counts.get(name)}")


def _read(folder: Path, name: str, resource: Mapping[str, Any]) -> tuple[list[Finding], pa.Table | None]:
    """The table of a resource, if it can be read, and what is wrong with its file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = contract().file(name)
    path = folder / file
    findings: list[Finding] = []

    def finding(
        column: str | None, row: int | None, check: str, expected: str, found: str, remedy: str = _AGAIN
    ) -> None:
        findings.append(Finding(file, name, column, row, check, expected, found, remedy))

    if not path.is_file():
        finding(None, None, "file present", f"the file that {PACKAGE_FILE} lists", "none")
        return findings, None
    with path.open("rb") as data:
        digest = f"sha256:{hashlib.file_digest(data, 'sha256').hexdigest()}"
    if digest != resource.get("hash"):
        finding(None, None, "hash", f"{resource.get('hash')}, as in {PACKAGE_FILE}", digest)
    try:
        table = pq.read_table(path, page_checksum_verification=True)
        _ = table.column_names  # damaged ones cannot be decoded
    except (OSError, pa.ArrowException, UnicodeDecodeError) as error:
        places = _damaged(path)
        for column, row in places:
            finding(column, row, "readable", "an undamaged column", f"damage in the rows from {row} on")
        if not places:
            finding(None, None, "readable", "a Parquet file", f"{error}")
        return findings, None
    if table.num_rows != resource.get("rows"):
        finding(
            None, None, "row count", f"{resource.get('rows')} rows, as in {PACKAGE_FILE}", f"{table.num_rows}",
            f"correct rows in {PACKAGE_FILE} and {CARD_FILE}, or {_AGAIN}",
        )  # fmt: skip
    return findings, table


def _damaged(path: Path) -> list[tuple[str, int]]:
    """The columns of a Parquet file that cannot be read, each with the first row of the row group."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    damaged = []
    try:
        file = pq.ParquetFile(path, page_checksum_verification=True)
        _ = file.schema_arrow.names
    except (OSError, pa.ArrowException, UnicodeDecodeError):
        return []
    with file:
        first = 0
        for group in range(file.num_row_groups):
            for column in file.schema_arrow.names:
                try:
                    file.read_row_group(group, columns=[column])
                except (OSError, pa.ArrowException):
                    damaged.append((column, first))
            first += file.metadata.row_group(group).num_rows
    return damaged


def _frictionless_findings(folder: Path) -> Iterator[Finding]:
    """What the stock frictionless says; it counts rows from 1 with the header, findings from 0 without."""
    import frictionless

    report = frictionless.validate(str((folder / PACKAGE_FILE).resolve()))
    for error in report.errors:
        yield _package_finding("frictionless", "a data package that it can read", error.message, _AGAIN)
    for task in report.tasks:
        for error in task.errors:
            number = getattr(error, "row_number", None)
            yield Finding(
                file=task.place,
                table=task.name,
                column=getattr(error, "field_name", None),
                row=None if number is None else number - 2,
                check=f"frictionless {error.type}",
                expected=error.description,
                found=error.message,
                remedy=_AGAIN,
            )
