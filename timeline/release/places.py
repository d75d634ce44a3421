"""Where a release is: a folder or an address, its descriptor and the files of its tables."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from timeline.contract import contract
from timeline.release.errors import ReleaseError
from timeline.release.package import PACKAGE_FILE, is_release
from timeline.release.remote import base_of, fetch_descriptor, fetch_file, is_address
from timeline.tsv import PACKAGE

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.compute as pc


def bundled_release() -> Path:
    """The folder of the release that comes with the package: installed, or in the checkout it is part of.

    Raises ReleaseError where there is none.
    """
    for folder in (PACKAGE / "dataset", PACKAGE.parent / "dist"):
        if (folder / PACKAGE_FILE).is_file():
            return folder
    raise ReleaseError(
        f"expected the published dataset in {PACKAGE / 'dataset'} or {PACKAGE.parent / 'dist'}, found it in neither; "
        "reinstall news-timeline, or name the folder of a release"
    )


def read_descriptor(folder: Path) -> dict[str, Any]:
    """The datapackage.json of a release. Raises ReleaseError where the folder is no release."""
    path = folder / PACKAGE_FILE
    if not path.is_file():
        near = _near(folder)
        raise ReleaseError(
            f"{folder}: expected a release, a folder with {PACKAGE_FILE}, found "
            f"{'none in this folder' if folder.is_dir() else 'no such folder'}; "
            "name the folder that `timeline build` wrote or that a release was unpacked to"
            + (f" (releases near it: {', '.join(near)})" if near else "")
        )
    return _parsed(path, str(path))


def _near(folder: Path) -> list[str]:
    """Releases beside or in a folder that is none, for the message."""
    found = [
        place.parent
        for parent in (folder, folder.parent)
        if parent.is_dir()
        for place in sorted(parent.glob(f"*/{PACKAGE_FILE}"))
    ]
    return [str(place) for place in dict.fromkeys(found)][:5]


def _parsed(path: Path, name: str) -> dict[str, Any]:
    try:
        descriptor = json.loads(path.read_text("utf-8"))
    except (ValueError, OSError) as error:
        raise ReleaseError(f"{name}: expected JSON in UTF-8, found {error}; fetch the release again") from error
    if not is_release(descriptor):
        raise ReleaseError(
            f"{name}: expected a release of the contract {contract().name}, found another data package; "
            "name the folder of a release"
        )
    return dict(descriptor)


@dataclass(frozen=True, slots=True)
class Place:
    """A release that is there. `name` is what the user called it; of `folder` and `address` one is given."""

    name: str
    descriptor: Mapping[str, Any]
    folder: Path | None = None
    address: str | None = None

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of its tables, in its own order."""
        return tuple(str(resource["name"]) for resource in self.descriptor["resources"])

    def file(self, table: str) -> Path:
        """The Parquet file of a table; one of a release at an address is fetched first.

        Raises KeyError for a table that the release does not have, naming those it has.
        """
        if table not in self.tables:
            raise KeyError(f"expected one of the tables {', '.join(self.tables)} of {self.name}, found {table!r}")
        resource = next(item for item in self.descriptor["resources"] if item["name"] == table)
        path = PurePosixPath(str(resource.get("path")))
        if path.is_absolute() or ".." in path.parts or "\\" in str(path) or "://" in str(path):
            raise ReleaseError(
                f"{self.name}: expected a path inside the release for {table}, found {path}; fetch another release"
            )
        if self.address is not None:
            return fetch_file(self.address, str(path), str(resource.get("hash")))
        return (self.folder or Path()) / path

    def table(self, table: str, columns: list[str] | None = None, filters: pc.Expression | None = None) -> pa.Table:
        """A table as Arrow, of its columns those named, of its rows those that pass.

        Raises ReleaseError where its file is not there or damaged.
        """
        import pyarrow as pa
        import pyarrow.parquet as pq

        path = self.file(table)
        try:
            return pq.read_table(path, columns=columns, filters=filters, page_checksum_verification=True)
        except (OSError, pa.ArrowInvalid) as error:
            raise ReleaseError(
                f"{path}: expected a Parquet file, found {error}; run `timeline validate {self.name}` to see what is "
                "damaged, then fetch or build the release again"
            ) from error


def place_of(source: Path | str | None = None) -> Place:
    """The release in a folder or at an address; the one that comes with the package where none is named.

    Raises ReleaseError where there is none, MissingExtraError for an address without the extra `remote`.
    """
    if source is None:
        source = bundled_release()
    if is_address(source):
        address = base_of(str(source), PACKAGE_FILE)
        path = fetch_descriptor(address, PACKAGE_FILE)
        return Place(str(source), _parsed(path, f"{address}/{PACKAGE_FILE}"), address=address)
    folder = Path(source)
    return Place(str(source), read_descriptor(folder), folder=folder)
