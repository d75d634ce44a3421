"""Reading a release: where the bundled one is, which tables it has, and each as a frame with sensible types."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline.contract import contract
from timeline.release.package import PACKAGE_FILE, is_release
from timeline.release.write import ReleaseError
from timeline.tables import PACKAGE

if TYPE_CHECKING:
    import pandas as pd


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
    try:
        descriptor = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise ReleaseError(
            f"{folder}: expected a release, a folder with {PACKAGE_FILE}, found "
            f"{'none in this folder' if folder.is_dir() else 'no such folder'}; "
            "name the folder that `timeline build` wrote or that a release was unpacked to"
        ) from None
    except (ValueError, OSError) as error:
        raise ReleaseError(f"{path}: expected JSON in UTF-8, found {error}; fetch the release again") from error
    if not is_release(descriptor):
        raise ReleaseError(
            f"{path}: expected a release of the contract {contract().name}, found another data package; "
            "name the folder of a release"
        )
    return dict(descriptor)


def tables(source: Path | str | None = None) -> tuple[str, ...]:
    """The names of the tables of a release: in the folder `source`, else the one that comes with the package."""
    descriptor = read_descriptor(bundled_release() if source is None else Path(source))
    return tuple(str(resource["name"]) for resource in descriptor["resources"])


def load(table: str = "events", source: Path | str | None = None) -> pd.DataFrame:
    """One table of a release as a pandas frame, without network.

    Text is pandas' `str`, dates are `datetime64[s]`, numbers the nullable `Int64` and `Float64`, truth values the
    nullable `boolean`; no column is `object`. Raises KeyError for a table that the release does not have, naming those
    it has, and ReleaseError where `source` is no release or the table's file cannot be read.
    """
    import numpy as np
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = bundled_release() if source is None else Path(source)
    names = tables(folder)
    if table not in names:
        raise KeyError(f"expected one of the tables {', '.join(names)} of {folder}, found {table!r}")
    dtypes: dict[pa.DataType, Any] = {
        pa.string(): pd.StringDtype(na_value=np.nan),
        pa.int64(): pd.Int64Dtype(),
        pa.float64(): pd.Float64Dtype(),
        pa.bool_(): pd.BooleanDtype(),
    }
    path = folder / contract().file(table)
    try:
        arrow = pq.read_table(path, page_checksum_verification=True)
    except (OSError, pa.ArrowInvalid) as error:
        raise ReleaseError(
            f"{path}: expected a Parquet file, found {error}; run `timeline validate {folder}` to see what is damaged, "
            "then fetch or build the release again"
        ) from error
    frame: pd.DataFrame = arrow.to_pandas(types_mapper=dtypes.get, date_as_object=False, ignore_metadata=True)
    days = [field.name for field in arrow.schema if pa.types.is_date(field.type)]
    return frame.astype(dict.fromkeys(days, "datetime64[s]"))
