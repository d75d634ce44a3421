"""Builds end with the same bytes whatever the engine does, and no document takes others with it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import timeline.coder
from timeline.coder import Knowledge
from timeline.engines import EngineError, Options
from timeline.engines.coding import make_part
from timeline.engines.crew import Crew
from timeline.engines.parts import read_part
from timeline.engines.spool import encode
from timeline.engines.tasks import Task, version_of
from timeline.engines.work import Work
from timeline.model import Article, Coding
from timeline.pipeline import Progress, Summary, build
from timeline.release import load

ARTICLES = Path(__file__).parent / "data" / "articles.jsonl"
TOWNS = ("Aleppo", "Homs", "Idlib", "Raqqa", "Hama", "Daraa", "Palmyra", "Latakia", "Tartus", "Kobani")
code = timeline.coder.code


def text_of(number: int) -> str:
    town = TOWNS[number % len(TOWNS)]
    return (
        f"Army shells {town} on day {number}\n"
        f"The Syrian army shelled {town} on Tuesday and killed {number + 2} civilians, the Syrian Observatory for "
        "Human Rights said. Russia condemned the attack on Wednesday.\n"
    )


def written(folder: Path, count: int, name: str = "corpus.jsonl") -> Path:
    path = folder / name
    records = (
        {"id": f"r{n}", "source": "wire", "language": "en", "published": "2016-08-04", "text": text_of(n)}
        for n in range(count)
    )
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return path


def files(release: Path) -> dict[str, bytes]:
    return {p.relative_to(release).as_posix(): p.read_bytes() for p in sorted(release.rglob("*")) if p.is_file()}


def beside(release: Path) -> list[str]:
    return [path.name for path in release.parent.iterdir() if path.name.startswith(f".{release.name}.")]


def rejected(release: Path) -> list[tuple[str, str, str]]:
    rows = load("rejects", release)
    return list(zip(rows["document_id"], rows["stage"], rows["reason"], strict=True))


@pytest.fixture(autouse=True)
def forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that inherit what a test has changed, even where the test runner has threads of its own."""
    if sys.platform == "linux":
        monkeypatch.setattr("timeline.engines.crew.start_method", lambda: "fork")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return written(tmp_path, 12)


@pytest.fixture
def disturb(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Callable[[], object]], None]:
    """Let the coder do something else at one document; forked workers inherit that."""

    def install(document: str, act: Callable[[], object]) -> None:
        def disturbed(article: Article, knowledge: Knowledge = timeline.coder.PACKAGED) -> Coding:
            if article.document_id == document:
                act()
            return code(article, knowledge)

        monkeypatch.setattr(timeline.coder, "code", disturbed)

    return install


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A build in one process; every document comes twice, so that there are rejects."""
    out = tmp_path_factory.mktemp("reference") / "release"
    build([ARTICLES, ARTICLES], out, workers=0)
    return files(out)


class TestTheSameBytes:
    @pytest.mark.parametrize(("workers", "documents"), [(0, 1), (1, 64), (2, 1), (2, 3), (3, 2)])
    def test_for_any_number_of_workers_and_size_of_batches(
        self, reference: dict[str, bytes], tmp_path: Path, workers: int, documents: int
    ) -> None:
        build([ARTICLES, ARTICLES], tmp_path / "release", workers=workers, documents=documents)
        assert files(tmp_path / "release") == reference

    def test_for_batches_cut_by_characters(self, reference: dict[str, bytes], tmp_path: Path) -> None:
        build([ARTICLES, ARTICLES], tmp_path / "release", workers=1, characters=300)
        assert files(tmp_path / "release") == reference

    def test_for_workers_that_are_programs_of_their_own(
        self, reference: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("timeline.engines.crew.start_method", lambda: "exec")
        build([ARTICLES, ARTICLES], tmp_path / "release", workers=1)
        assert files(tmp_path / "release") == reference

    def test_for_tables_that_are_merged_on_disk(
        self, reference: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("timeline.engines.merge.BUDGET", 1000)
        build([ARTICLES, ARTICLES], tmp_path / "release", workers=1, documents=1)
        assert files(tmp_path / "release") == reference

    @pytest.mark.slow
    def test_for_a_dask_cluster(self, reference: dict[str, bytes], tmp_path: Path) -> None:
        pytest.importorskip("distributed")
        build([ARTICLES, ARTICLES], tmp_path / "release", workers=2, documents=1, engine="dask")
        assert files(tmp_path / "release") == reference


class TestDocumentsThatDoHarm:
    @pytest.fixture(autouse=True)
    def forked(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Workers must inherit what the test has changed, also where the test runner has a thread of its own."""
        monkeypatch.setattr("timeline.engines.crew.start_method", lambda: "fork")

    def check(self, release: Path, summary: Summary, reason: str) -> None:
        assert rejected(release) == [("r5", "code", reason)]
        assert summary.articles == 11
        assert summary.rejects == {reason: 1}
        assert set(load("articles", release)["document_id"]) == {f"r{n}" for n in range(12)} - {"r5"}

    def test_one_that_hangs_is_rejected_and_the_rest_is_there(
        self, corpus: Path, tmp_path: Path, disturb: Callable[[str, Callable[[], object]], None]
    ) -> None:
        disturb("r5", lambda: time.sleep(60))
        began = time.monotonic()
        summary = build([corpus], tmp_path / "release", workers=2, documents=4, seconds=0.5)
        assert time.monotonic() - began < 30
        self.check(tmp_path / "release", summary, "too slow")

    def test_one_that_ends_its_worker_is_rejected_and_the_rest_is_there(
        self, corpus: Path, tmp_path: Path, disturb: Callable[[str, Callable[[], object]], None]
    ) -> None:
        disturb("r5", lambda: os.kill(os.getpid(), signal.SIGKILL))
        summary = build([corpus], tmp_path / "release", workers=2, documents=4)
        self.check(tmp_path / "release", summary, "ended its worker")

    def test_one_that_the_coder_fails_on_is_rejected_with_the_error(
        self, corpus: Path, tmp_path: Path, disturb: Callable[[str, Callable[[], object]], None]
    ) -> None:
        disturb("r5", lambda: os.environ["NO_SUCH_KEY"])
        summary = build([corpus], tmp_path / "release", workers=1)
        self.check(tmp_path / "release", summary, "coder failed")
        assert "KeyError: 'NO_SUCH_KEY'" in load("rejects", tmp_path / "release")["detail"][0]

    @pytest.mark.parametrize("documents", [1, 12])
    def test_one_whose_rows_break_the_contract_is_rejected(
        self, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, documents: int
    ) -> None:
        def doubled(article: Article, knowledge: Knowledge) -> Coding:
            coding = code(article, knowledge)
            return replace(coding, timexes=coding.timexes * (1 + (article.document_id == "r5")))

        monkeypatch.setattr(timeline.coder, "code", doubled)
        summary = build([corpus], tmp_path / "release", workers=1, documents=documents)
        self.check(tmp_path / "release", summary, "breaks the contract")

    def test_a_worker_that_dies_by_accident_is_replaced_and_nothing_is_lost(
        self, corpus: Path, tmp_path: Path, disturb: Callable[[str, Callable[[], object]], None]
    ) -> None:
        mark = tmp_path / "killed once"

        def die_once() -> None:
            if not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)

        disturb("r5", die_once)
        summary = build([corpus], tmp_path / "release", workers=2, documents=4)
        assert mark.exists()
        assert (summary.articles, summary.rejects) == (12, {})

    def test_one_that_utf_8_cannot_hold_is_rejected(self, tmp_path: Path) -> None:
        good = Article("good", "wire", text_of(1), "en", published_on=date(2016, 8, 4), published_basis="given")
        task = Task(0, tmp_path / "batch", tmp_path / "part.arrows", ("en",))
        task.items.write_bytes(encode([good, replace(good, document_id="bad\ud800")]))
        receipt = make_part(task, Options("test", "1"), lambda document, characters: None)
        assert (receipt.articles, receipt.rejects) == (1, 1)
        assert dict(read_part(task.part))["rejects"]["document_id"].to_pylist() == ["bad\\ud800"]

    def test_workers_that_end_before_any_document_stop_the_build_with_a_reason(
        self, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("timeline.engines.crew.serve", lambda *given: os._exit(7))
        with pytest.raises(EngineError, match="exit code 7 before their first document"):
            build([corpus], tmp_path / "release", workers=1)


class TestInterruptedBuilds:
    def interrupt(self, corpus: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A build that codes everything and then fails to write."""

        def fails(*given: object, **named: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr("timeline.release.write_release", fails)
            with pytest.raises(KeyboardInterrupt):
                build([corpus], out, workers=1, documents=4)
        assert not out.exists()

    def test_go_on_with_the_parts_that_are_finished(
        self, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        build([corpus], tmp_path / "undisturbed", workers=1)
        out = tmp_path / "release"
        self.interrupt(corpus, out, monkeypatch)
        summary = build([corpus], out, workers=1, documents=4)
        assert summary.reused == 12
        assert files(out) == files(tmp_path / "undisturbed")
        assert not beside(out)

    def test_code_again_what_has_changed(self, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        out = tmp_path / "release"
        self.interrupt(corpus, out, monkeypatch)
        corpus.write_text(corpus.read_text("utf-8").replace("shelled Hama", "bombed Hama"), "utf-8")
        summary = build([corpus], out, workers=1, documents=4)
        build([corpus], tmp_path / "undisturbed", workers=1)
        assert summary.reused == 8
        assert files(out) == files(tmp_path / "undisturbed")

    def test_code_again_what_is_damaged_and_clear_what_is_half_written(
        self, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        out = tmp_path / "release"
        self.interrupt(corpus, out, monkeypatch)
        parts = sorted((tmp_path / ".release.work" / "parts").iterdir())
        parts[0].write_bytes(parts[0].read_bytes()[:-700])
        parts[1].write_bytes(b"")
        (parts[0].parent / ".x.draft").write_bytes(b"half")
        summary = build([corpus], out, workers=1, documents=4)
        build([corpus], tmp_path / "undisturbed", workers=1)
        assert summary.reused == 4
        assert files(out) == files(tmp_path / "undisturbed")

    def test_leave_the_earlier_release_where_it_was(self, corpus: Path, tmp_path: Path) -> None:
        out = tmp_path / "release"
        build([corpus], out, workers=1)
        before = files(out)
        out.rename(tmp_path / ".release.0123abcd.old")
        (tmp_path / ".release.89abcdef.partial").mkdir()
        with Work(out):
            assert files(out) == before
        assert not beside(out)


def test_two_builds_of_one_release_at_once_are_refused(corpus: Path, tmp_path: Path) -> None:
    with Work(tmp_path / "release"), pytest.raises(EngineError, match="no other build"):
        build([corpus], tmp_path / "release", workers=0)


def test_a_folder_that_may_not_be_replaced_is_refused_before_anything_is_coded(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "release"
    out.mkdir()
    (out / "letter.txt").write_text("dear", "utf-8")
    seen: list[Progress] = []
    with pytest.raises(Exception, match=r"letter\.txt"):
        build([corpus], out, workers=0, progress=seen.append)
    assert not seen
    assert not beside(out)


def test_progress_ends_with_the_figures_of_the_summary(corpus: Path, tmp_path: Path) -> None:
    seen: list[Progress] = []
    summary = build([corpus], tmp_path / "release", workers=2, documents=5, progress=seen.append)
    last = seen[-1]
    assert (last.articles, last.events, last.done, last.read, last.expected) == (12, summary.events, 12, 12, 12)
    assert last.merging
    assert [p.done for p in seen] == sorted(p.done for p in seen)


def test_no_more_batches_are_read_than_workers_can_use_soon(tmp_path: Path) -> None:
    options = Options("test", version_of(()))
    out = tmp_path / "release"
    read = 0
    with Work(out) as work:
        from timeline import articles

        crew = Crew(options, 1)
        tasks = work.tasks(articles.read([written(tmp_path, 30)]), options, lambda receipt: None, 1, 10_000)
        for done, _ in enumerate(crew.run(tasks)):
            read = len(work.parts)
            assert read <= done + 3
        crew.close()
    assert read == 30


def interrupted(corpus: Path, *options: str) -> str:
    """What bench/interrupt.py says of the corpus."""
    script = Path(__file__).parent.parent / "bench" / "interrupt.py"
    done = subprocess.run(
        [sys.executable, str(script), str(corpus), *options], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
class TestKilledBuilds:
    def test_ten_kills_at_random_moments_change_no_byte(self, tmp_path: Path) -> None:
        said = interrupted(written(tmp_path, 1500), "--times", "10")
        assert said.count("same bytes") == 10

    def test_a_killed_dask_worker_changes_no_byte(self, tmp_path: Path) -> None:
        pytest.importorskip("distributed")
        said = interrupted(written(tmp_path, 3000), "--times", "1", "--engine", "dask")
        assert "same bytes" in said
