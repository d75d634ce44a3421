"""Bytes of a source, whatever they are packed in: opened by path or URL, unpacked as they are read, and counted.

Nothing is unpacked to a place that an archive could choose, and no more than the limits allow.
"""

from __future__ import annotations

import gzip
import io
import stat
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO, cast

from timeline.articles.limits import DEFAULT_LIMITS, MIB, Limits, in_words
from timeline.articles.trouble import DocumentError

_CHUNK = MIB
_WEB = ("http://", "https://")


def is_url(place: str) -> bool:
    """Is it a URL with a scheme (http, https, memory, s3 …) rather than a path?"""
    scheme, colon, _ = place.partition("://")
    return bool(colon) and scheme.isalnum() and len(scheme) > 1


class Budget:
    """What one named file may unpack to, with everything in it."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.unpacked = 0

    def spend(self, size: int, unpacked: int, packed: int) -> None:
        """Count `size` more bytes of a stream that gave `unpacked` for `packed`; DocumentError over the limits."""
        self.unpacked += size
        limits = self.limits
        if self.unpacked > limits.unpacked_bytes:
            most, todo = in_words(limits.unpacked_bytes), "unpack it yourself, or raise --limit unpacked_bytes"
            raise DocumentError("read", "unpacks to too much", f"expected at most {most} unpacked, found more; {todo}")
        if unpacked > limits.ratio_from_bytes and unpacked > limits.unpack_ratio * max(1, packed):
            found = f"{in_words(unpacked)} out of {in_words(packed)}"
            todo = "leave it out, or raise --limit unpack_ratio if it is what it should be"
            raise DocumentError(
                "read",
                "zip bomb",
                f"expected at most {limits.unpack_ratio} times its size unpacked, found {found}; {todo}",
            )


class _Counted(io.RawIOBase):
    """A binary stream that counts what is read from it; errors of remote file systems become OSError."""

    def __init__(self, inner: IO[bytes]) -> None:
        self.inner = inner
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self.inner.read(len(buffer))
        except (OSError, DocumentError):
            raise
        except Exception as error:
            raise OSError(f"{type(error).__name__}: {error}") from None
        buffer[: len(data)] = data
        self.count += len(data)
        return len(data)


class _Seekable(_Counted):
    """The same, of a file in which one can seek."""

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self.inner.seek(offset, whence)

    def tell(self) -> int:
        return self.inner.tell()


class _Unpacked(io.RawIOBase):
    """The unpacked bytes of a packed stream, within a budget; damage becomes DocumentError."""

    def __init__(self, inner: Any, packed: Callable[[], int], budget: Budget, form: str) -> None:
        self.inner = inner
        self.packed = packed
        self.budget = budget
        self.form = form
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            # One step at a time: what stands before the damage must come out.
            data = self.inner.read1(len(buffer)) if len(buffer) else b""
        except EOFError:
            raise self._damaged("truncated", f"an end after {in_words(self.count)} unpacked") from None
        except (zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise self._damaged("damaged", str(error)) from None
        except (OSError, DocumentError):
            raise
        except Exception as error:
            raise self._damaged("damaged", f"{type(error).__name__}: {error}") from None
        buffer[: len(data)] = data
        self.count += len(data)
        self.budget.spend(len(data), self.count, self.packed())
        return len(data)

    def _damaged(self, how: str, found: str) -> DocumentError:
        return DocumentError(
            "read", f"{how} {self.form}", f"expected whole {self.form} data, found {found}; get it again"
        )


def gunzipped(stream: IO[bytes], budget: Budget) -> BinaryIO:
    """The bytes packed in a gzip stream (all its members)."""
    source = _Counted(stream)
    inner = gzip.GzipFile(fileobj=io.BufferedReader(source, _CHUNK))
    return _buffered(_Unpacked(inner, lambda: source.count, budget, "gzip"))


def unzstd(stream: IO[bytes], budget: Budget) -> BinaryIO:
    """The bytes packed in a Zstandard stream (all its frames)."""
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    source = _Counted(stream)
    inner = zstd.ZstdFile(cast(Any, io.BufferedReader(source, _CHUNK)))
    return _buffered(_Unpacked(inner, lambda: source.count, budget, "zstd"))


def _buffered(raw: io.RawIOBase) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(raw, _CHUNK))


@contextmanager
def seekable(stream: BinaryIO, limits: Limits) -> Iterator[BinaryIO]:
    """The stream itself where one can seek in it, else a copy in a temporary file."""
    if stream.seekable():
        yield stream
        return
    with tempfile.TemporaryFile() as copy:
        while chunk := stream.read(_CHUNK):
            if copy.tell() + len(chunk) > limits.unpacked_bytes:
                found = f"expected a file of at most {in_words(limits.unpacked_bytes)}, found more"
                raise DocumentError("read", "too large", f"{found}; split it, or raise --limit unpacked_bytes")
            copy.write(chunk)
        copy.seek(0)
        yield cast(BinaryIO, copy)


def read_all(stream: BinaryIO, most: int, what: str, limit: str) -> bytes:
    """All bytes of a stream, up to `most`; DocumentError for more, without holding it."""
    data = stream.read(most + 1)
    if len(data) > most:
        found = f"expected {what} of at most {in_words(most)}, found more"
        raise DocumentError("read", "too large", f"{found}; leave it out, or raise --limit {limit}")
    return data


@contextmanager
def opened(place: str | Path, limits: Limits) -> Iterator[BinaryIO]:
    """A file opened for reading by path or URL. Only regular files: a pipe or device could keep the reader forever.

    Remote files are read as a stream. Raises OSError where it can't be opened.
    """
    if isinstance(place, Path):
        mode = place.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            raise DocumentError(
                "read", "not a file", "expected a regular file, found a pipe, socket or device; leave it out"
            )
        with place.open("rb", buffering=_CHUNK) as stream:
            yield stream
        return
    try:
        stream = _remote(place, limits)
    except OSError:
        raise
    except Exception as error:
        raise OSError(f"{type(error).__name__}: {error}") from None
    with closing(stream):
        # Files of remote systems lack part of what readers ask of a file, and streams over HTTP say that they can seek.
        web = place.startswith(_WEB)
        yield _buffered(_Counted(stream) if web or not stream.seekable() else _Seekable(stream))


def remote(url: str, limits: Limits = DEFAULT_LIMITS) -> tuple[Any, str]:
    """The file system of a URL and the path in it; a server that sends nothing for long is given up."""
    import fsspec  # type: ignore[import-untyped]

    options: dict[str, Any] = {}
    if url.startswith(_WEB):
        import aiohttp

        wait = limits.seconds_without_data
        options = {"client_kwargs": {"timeout": aiohttp.ClientTimeout(total=None, connect=wait, sock_read=wait)}}
    system, path = fsspec.core.url_to_fs(url, **options)
    return system, str(path)


def _remote(url: str, limits: Limits) -> BinaryIO:
    system, path = remote(url, limits)
    whole = {"block_size": 0} if url.startswith(_WEB) else {}
    return cast(BinaryIO, system.open(path, "rb", **whole))


@contextmanager
def unzipped(stream: BinaryIO, limits: Limits) -> Iterator[zipfile.ZipFile]:
    """A zip archive; DocumentError where it is none or has too many members."""
    with seekable(stream, limits) as whole:
        try:
            archive = zipfile.ZipFile(whole)
        except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, zlib.error) as error:
            raise DocumentError(
                "read", "damaged zip", f"expected a whole zip archive, found: {error}; get it again"
            ) from None
        with archive:
            if len(archive.infolist()) > limits.members:
                found = f"expected at most {limits.members} members, found {len(archive.infolist())}"
                raise DocumentError("read", "too many members", f"{found}; split it, or raise --limit members")
            yield archive


def _damaged_zip(error: Exception) -> DocumentError:
    return DocumentError("read", "damaged zip", f"expected a whole zip archive, found: {error}; get it again")


def check_member(info: zipfile.ZipInfo) -> None:
    """Raise DocumentError for a member that is no plain file inside the archive, or is encrypted."""
    name = info.orig_filename if "\\" in info.orig_filename else info.filename
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if name.startswith(("/", "\\")) or ".." in parts or (len(name) > 1 and name[1] == ":"):
        raise DocumentError(
            "read", "path out of the archive", f"expected a path inside the archive, found {name!r}; pack it anew"
        )
    if stat.S_ISLNK(info.external_attr >> 16):
        raise DocumentError(
            "read", "link in an archive", "expected a file, found a symbolic link; pack what it points to"
        )
    if info.flag_bits & 1:
        raise DocumentError(
            "read", "encrypted", "expected a member that can be read, found an encrypted one; unpack it"
        )


@contextmanager
def member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> Iterator[BinaryIO]:
    """A member of a zip archive, unpacked as it is read."""
    try:
        inner = archive.open(info)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError, ValueError) as error:
        raise _damaged_zip(error) from None
    with inner:
        yield _buffered(_Unpacked(inner, lambda: info.compress_size, budget, "zip"))
