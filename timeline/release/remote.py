"""Releases at an address: files are fetched once, checked against their digests, and kept for work without network."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import warnings
from pathlib import Path
from urllib.parse import urlsplit

from timeline.cache import folder as cache_folder
from timeline.release.errors import ReleaseError, optional

_WEB = {"http", "https", "ftp"}


def is_address(source: Path | str) -> bool:
    """Whether a source is an address (https://…, s3://…, file://…) and not a path."""
    return isinstance(source, str) and "://" in source


def base_of(address: str, descriptor: str) -> str:
    """The address of a release's folder, without a slash at the end; its descriptor can be named instead."""
    return address.removesuffix(f"/{descriptor}").rstrip("/")


def kept_in(address: str) -> Path:
    """The folder of the cache that holds the files of one release."""
    return cache_folder() / "releases" / hashlib.sha256(address.encode()).hexdigest()[:16]


def fetch_descriptor(address: str, name: str) -> Path:
    """The descriptor of a release, fetched anew; without network the one that was fetched before, with a warning."""
    target = kept_in(address) / name
    try:
        _download(f"{address}/{name}", target)
    except OSError as error:
        if not target.is_file():
            raise ReleaseError(
                f"{address}/{name}: expected a release at this address, found {_reason(error)} and no copy in "
                f"{target.parent}; check address and network, or name a folder"
            ) from error
        warnings.warn(
            f"{address}: could not be reached ({_reason(error)}); the copy of an earlier visit is used", stacklevel=4
        )
    return target


def fetch_file(address: str, path: str, digest: str) -> Path:
    """A file of a release, fetched unless it is there already; `digest` is its hash as `sha256:…`.

    Raises ReleaseError where it cannot be fetched, or is another file than its digest says.
    """
    pooch = optional("pooch", "remote", "reading a release from an address")
    pooch.get_logger().setLevel("WARNING")
    algorithm, _, value = digest.partition(":")
    if algorithm != "sha256" or len(value) != 64:
        raise ReleaseError(f"{address}/{path}: expected a hash sha256:…, found {digest!r}; fetch another release")
    folder = kept_in(address) / value[:16]
    try:
        found = pooch.retrieve(
            f"{address}/{path}", known_hash=digest, path=folder, fname=Path(path).name, downloader=_pooch_download
        )
    except ValueError as error:
        raise ReleaseError(
            f"{address}/{path}: expected a file with the hash {digest}, as datapackage.json states, found another one; "
            "the release is damaged or was changed: try again, then ask its publisher"
        ) from error
    except OSError as error:
        raise ReleaseError(
            f"{address}/{path}: expected a file, found {_reason(error)}; check the network, or fetch the whole release "
            "and name its folder"
        ) from error
    return Path(found)


def _reason(error: OSError) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def _pooch_download(address: str, target: str, _: object) -> None:
    _copy(address, Path(target))


def _download(address: str, target: Path) -> None:
    """Fetch a file: complete, or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent)
    os.close(handle)
    try:
        _copy(address, Path(name))
        Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)


def _copy(address: str, target: Path) -> None:
    if urlsplit(address).scheme in _WEB:
        downloaders = optional("pooch.downloaders", "remote", "reading a release from an address")
        downloaders.choose_downloader(address)(address, str(target), None)
        return
    fsspec = optional("fsspec", "remote", "reading a release from an address")
    try:
        with fsspec.open(address, "rb") as source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy)
    except ValueError as error:
        raise ReleaseError(
            f"{address}: expected an address that fsspec can open, found {error}; name a folder, or an https address"
        ) from error
