"""The work folder of a build: beside its release, locked while a build runs, kept where one was interrupted."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import IO

from timeline.engines.parts import SUFFIX, counts, remove_drafts
from timeline.engines.spool import Item, batches, encode
from timeline.engines.tasks import EngineError, Options, Receipt, Task
from timeline.model import Article


class Work:
    """The folder `.NAME.work` beside the release NAME: batches that wait, parts that are made, runs of the merge."""

    def __init__(self, release: Path) -> None:
        self.release = release
        self.folder = release.parent / f".{release.name}.work"
        self.runs = self.folder / "runs"
        self.parts: list[Path] = []
        self._parts = self.folder / "parts"
        self._batches = self.folder / "batches"
        self._lock: IO[bytes] | None = None
        self._waiting: dict[int, Path] = {}

    def __enter__(self) -> Work:
        """Take the folder over from a build that ended or was killed. Raises EngineError while another one runs."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._lock = (self.folder / "lock").open("ab")
        if not _locked(self._lock):
            self._lock.close()
            raise EngineError(
                f"{self.release}: expected no other build of this release, found one at work in {self.folder}; "
                "wait for it, or name another folder"
            )
        for folder in (self.runs, self._batches):
            shutil.rmtree(folder, ignore_errors=True)
        for folder in (self.runs, self._batches, self._parts):
            folder.mkdir(exist_ok=True)
        remove_drafts(self._parts)
        self._mend_release()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Remove the folder after a build that was finished; after another, only what can't be used again."""
        for folder in (self.runs, self._batches):
            shutil.rmtree(folder, ignore_errors=True)
        if kind is None:
            shutil.rmtree(self.folder, ignore_errors=True)
        if self._lock is not None:
            self._lock.close()

    @property
    def lock(self) -> int | None:
        """The descriptor that holds the lock; a forked worker has to close it."""
        return self._lock.fileno() if self._lock is not None and not self._lock.closed else None

    def tasks(
        self,
        items: Iterable[Item],
        options: Options,
        reused: Callable[[Receipt], None],
        documents: int,
        characters: int,
    ) -> Iterator[Task]:
        """Cut the items into batches and give a task for each; batches with a finished part go to `reused` instead."""
        for number, batch in enumerate(batches(items, documents, characters)):
            data = encode(batch)
            digest = hashlib.blake2b(options.key + data, digest_size=16).hexdigest()
            name = f"{number:08d}-{digest}"
            part = self._parts / f"{name}{SUFFIX}"
            self.parts.append(part)
            if part.exists():
                if rows := counts(part):
                    reused(Receipt(number, rows["articles"], rows["rejects"], rows["events"]))
                    continue
                part.unlink()
            path = self._batches / f"{name}.jsonl"
            path.write_bytes(data)
            self._waiting[number] = path
            languages = tuple(sorted({item.language for item in batch if isinstance(item, Article)}))
            yield Task(number, path, part, languages)

    def finished(self, number: int) -> None:
        """Remove the batch of a finished part."""
        with contextlib.suppress(OSError):
            self._waiting.pop(number).unlink()

    def _mend_release(self) -> None:
        """Undo what a build left that was killed while it put its release in place."""
        left = re.compile(rf"\.{re.escape(self.release.name)}\.[0-9a-f]{{8}}\.(partial|old)")
        for folder in sorted(self.release.parent.iterdir()):
            if left.fullmatch(folder.name):
                if folder.suffix == ".old" and not self.release.exists():
                    folder.rename(self.release)
                else:
                    shutil.rmtree(folder, ignore_errors=True)


def _locked(file: IO[bytes]) -> bool:
    """Take the lock of a file; False where another process has it. It ends with the process, however that ends."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
