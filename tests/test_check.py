"""The one script behind the pre-commit hook and the action: which releases it finds, what it says of them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from sample_release import INFO, sample

from timeline.check import main, releases_of
from timeline.release import write_release

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A checkout of somebody with two releases in it, and other files."""
    write_release(sample(), tmp_path / "data" / "one", info=replace(INFO, version="1.0.0"))
    write_release(sample(), tmp_path / "data" / "two", info=replace(INFO, version="1.0.0"))
    (tmp_path / "README.md").write_text("ours\n")
    (tmp_path / "datapackage.json").write_text('{"name": "weather"}')
    return tmp_path


def break_one(corpus: Path) -> None:
    (corpus / "data" / "one" / "data" / "locations.parquet").unlink()


def test_releases_are_found_below_a_folder_and_above_a_file_each_once(corpus: Path) -> None:
    one, two = corpus / "data" / "one", corpus / "data" / "two"
    assert releases_of([corpus]) == [one, two]
    assert releases_of([two / "data" / "events.parquet", two / "README.md", one]) == [two, one]
    assert releases_of([one / "data" / "deleted.parquet"]) == [one]
    assert releases_of([corpus / "README.md", corpus / "datapackage.json"]) == []


def test_sound_releases_exit_with_0(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(corpus)]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count(": valid\n") == 2


def test_a_broken_release_exits_with_1_and_says_what_is_wrong(
    corpus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    break_one(corpus)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    assert main([str(corpus / "data" / "one" / "README.md"), str(corpus / "data" / "two")]) == 1
    out, err = capsys.readouterr()
    assert "data/locations.parquet, whole file: file present" in out
    assert "::error" not in out
    assert "two: valid" in err


def test_on_github_findings_are_annotations(
    corpus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    break_one(corpus)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert main([str(corpus)]) == 1
    out = capsys.readouterr().out
    assert re.search(r"^::error file=\S+/one/data/locations\.parquet::data/locations", out, re.MULTILINE)


def test_a_version_too_low_for_what_changed_is_found(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = corpus / "data" / "one", corpus / "data" / "two"
    assert main(["--previous", str(one), str(two)]) == 0
    given = sample()
    write_release({**given, "rejects": given["rejects"].slice(0, 0)}, two, info=replace(INFO, version="1.0.0"))
    assert main(["--previous", str(one), str(two)]) == 1
    assert "expected version 1.1.0 or higher" in capsys.readouterr().out
    assert main(["--previous", str(corpus / "nowhere"), str(two)]) == 1
    assert "expected a release" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["{", '{"name": "weather"}', None])
def test_a_release_whose_descriptor_is_damaged_is_not_passed_over(
    corpus: Path, text: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    one = corpus / "data" / "one"
    (one / "datapackage.json").unlink()
    if text is not None:
        (one / "datapackage.json").write_text(text)
    assert main([str(one)]) == 1
    assert "datapackage.json" in capsys.readouterr().out


def test_wrong_usage_exits_with_2(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(corpus / "nowhere")]) == 2
    assert "found nothing" in capsys.readouterr().err
    assert main([str(corpus / "README.md")]) == 0
    assert main(["--required", str(corpus / "README.md")]) == 2


def test_the_hook_runs_this_script_on_the_files_of_releases() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert hook["entry"] == "python -m timeline.check"
    pattern = re.compile(hook["files"])
    for name in ("dist/datapackage.json", "datapackage.json", "a/b/data/event_actors.parquet", "SHA256SUMS"):
        assert pattern.search(name), name
    assert not pattern.search("notes.parquet")


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize("broken", [False, True])
def test_the_action_s_own_step_runs_this_script(corpus: Path, broken: bool) -> None:
    action: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    if broken:
        break_one(corpus)
    step = action["runs"]["steps"][-1]
    names = {name: re.findall(r"inputs\.(\S+)", text)[0] for name, text in step["env"].items()}
    assert set(names.values()) <= set(action["inputs"])
    inputs = {name: str(action["inputs"][wanted]["default"]) for name, wanted in names.items()}
    inputs |= {"RELEASE_PATH": "data", "RELEASE_PREVIOUS": "data/two"}
    environment = {
        **os.environ, **inputs, "PYTHONPATH": str(ROOT), "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    }  # fmt: skip
    done = subprocess.run(
        ["bash", "-e", "-c", step["run"]], cwd=corpus, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == (1 if broken else 0), done.stdout + done.stderr
    assert "data/two: valid" in done.stderr
