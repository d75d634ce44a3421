"""Releases: a folder with datapackage.json, a dataset card and one Parquet file per table of the contract.

Nothing here knows how events are coded: tables come in, files go out, and the other way round. pandas, pandera, pyarrow
and frictionless are imported only when something is read, written or checked.
"""

from timeline.release.database import database
from timeline.release.diff import ReleaseDiff, diff_releases
from timeline.release.errors import MissingExtraError, ReleaseError
from timeline.release.flat import events_flat
from timeline.release.info import ReleaseInfo, Source
from timeline.release.places import bundled_release
from timeline.release.read import load, tables
from timeline.release.rows import tables_from_rows
from timeline.release.validate import validate_release
from timeline.release.write import write_release

__all__ = [
    "MissingExtraError", "ReleaseDiff", "ReleaseError", "ReleaseInfo", "Source", "bundled_release", "database",
    "diff_releases", "events_flat", "load", "tables", "tables_from_rows", "validate_release", "write_release",
]  # fmt: skip
