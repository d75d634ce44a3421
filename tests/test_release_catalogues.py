"""What catalogues read of a release: metadata file, card, citation, Croissant, checksums."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from sample_release import INFO, rows, sample

from timeline.contract import codebook, contract
from timeline.release import ReleaseError, tables_from_rows, validate_release, write_release
from timeline.release.documents import DOCUMENTS, checksums, read_checksums
from timeline.release.info import Contributor, Licence, Source
from timeline.release.metadata import read_metadata

ROOT = Path(__file__).resolve().parents[1]
SAID = """
title: "Spring: a week"
description: >-
  What two articles
  say.
homepage: https://example.org/spring
licence: {name: ODbL-1.0, path: "https://opendatacommons.org/licenses/odbl/1-0/", title: Open Database License}
contributors:
  - {title: منى, roles: [creator, maintainer], path: "https://orcid.org/0000-0000-0000-0000"}
  - {title: The archive}
keywords: [Iraq, spring]
sources:
  example-ar: {title: The Example, path: "https://example.org"}
"""


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_release(sample(), tmp_path_factory.mktemp("catalogues") / "release", info=INFO)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_release(tables_from_rows({}), tmp_path_factory.mktemp("catalogues") / "empty", info=INFO)


def front_matter(release: Path) -> dict[str, Any]:
    _, head, _ = (release / "README.md").read_text("utf-8").split("---\n", 2)
    found: dict[str, Any] = yaml.safe_load(head)
    return found


class TestMetadata:
    @pytest.fixture
    def file(self, tmp_path: Path) -> Path:
        path = tmp_path / "dataset.yaml"
        path.write_text(SAID, "utf-8")
        return path

    def test_what_the_file_says_stands_in_every_document(self, file: Path, tmp_path: Path) -> None:
        info = read_metadata(file).describe(replace(INFO, sources=(Source("example-ar"), Source("example-en"))))
        assert info.licence == Licence(
            "ODbL-1.0", "https://opendatacommons.org/licenses/odbl/1-0/", "Open Database License"
        )
        assert info.contributors[1] == Contributor("The archive", ("creator",))
        out = write_release(sample(), tmp_path / "release", info=info)
        package = json.loads((out / "datapackage.json").read_text("utf-8"))
        croissant = json.loads((out / "croissant.json").read_text("utf-8"))
        citation = yaml.safe_load((out / "CITATION.cff").read_text("utf-8"))
        assert package["title"] == croissant["name"] == citation["title"] == front_matter(out)["pretty_name"]
        assert package["description"] == croissant["description"] == citation["abstract"] == "What two articles say."
        assert package["licenses"][0]["name"] == citation["license"] == "ODbL-1.0"
        assert front_matter(out)["license"] == "odbl-1.0"
        assert croissant["license"] == package["licenses"][0]["path"]
        assert package["contributors"][0]["roles"] == ["creator", "maintainer"]
        assert [person["name"] for person in citation["authors"]] == ["منى", "The archive"]
        assert package["keywords"] == croissant["keywords"] == citation["keywords"] == ["Iraq", "spring"]
        assert package["homepage"] == croissant["url"] == citation["url"] == "https://example.org/spring"
        assert [source["title"] for source in package["sources"]][:2] == ["The Example", "example-en"]
        assert validate_release(out, frictionless=True).ok

    def test_what_it_leaves_out_stays_as_it_was(self, tmp_path: Path) -> None:
        path = tmp_path / "dataset.yaml"
        path.write_text("title: Only a title\n", "utf-8")
        assert read_metadata(path).describe(INFO) == replace(INFO, title="Only a title")

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("colour: red", "expected only title, description.*found 'colour'"),
            ("title: 7", "title: expected a text, found 7"),
            ("keywords: news", "keywords: expected a list of texts"),
            ("licence: {name: X}", "path: expected a text, found None"),
            ("contributors: []", "contributors: expected a list"),
            ("- title", "the file: expected a mapping"),
            ("title: [", "expected YAML"),
        ],
    )
    def test_a_file_of_another_form_is_refused_with_its_place(self, tmp_path: Path, text: str, message: str) -> None:
        path = tmp_path / "dataset.yaml"
        path.write_text(text, "utf-8")
        with pytest.raises(ReleaseError, match=message) as error:
            read_metadata(path)
        assert str(path) in str(error.value)

    def test_the_file_of_the_published_dataset_can_be_read(self) -> None:
        said = read_metadata(ROOT / "dataset.yaml")
        assert said.licence == Licence()
        assert said.title
        assert said.keywords


class TestCard:
    def test_the_front_matter_is_what_the_hub_reads(self, release: Path) -> None:
        head = front_matter(release)
        assert head["license"] == "cc-by-4.0"
        assert head["language"] == ["ar", "en"]
        assert head["multilinguality"] == ["multilingual"]
        assert head["size_categories"] == ["n<1K"]
        configs = {config["config_name"]: config for config in head["configs"]}
        assert configs["events"] == {
            "config_name": "events", "default": True, "data_files": "data/events.parquet",
        }  # fmt: skip
        assert all((release / config["data_files"]).is_file() for config in head["configs"])

    def test_an_empty_release_has_no_languages_and_no_configs(self, empty: Path) -> None:
        head = front_matter(empty)
        assert "language" not in head
        assert "configs" not in head

    def test_a_title_with_any_signs_is_kept(self, tmp_path: Path) -> None:
        title = 'Events: "a" #1 — أحداث'
        out = write_release(sample(), tmp_path / "release", info=replace(INFO, title=title))
        assert front_matter(out)["pretty_name"] == title
        assert yaml.safe_load((out / "CITATION.cff").read_text("utf-8"))["title"] == title

    def test_the_codebook_lies_beside_it(self, release: Path) -> None:
        assert (release / "codebook.md").read_text("utf-8") == codebook()
        assert "[codebook.md](codebook.md)" in (release / "README.md").read_text("utf-8")


class TestCitation:
    def test_it_has_what_the_format_asks_for(self, release: Path) -> None:
        found = yaml.safe_load((release / "CITATION.cff").read_text("utf-8"))
        assert (found["cff-version"], found["type"]) == ("1.2.0", "dataset")
        assert {"message", "title", "authors"} <= set(found)
        assert found["version"] == INFO.version
        assert found["date-released"] == INFO.created.isoformat()
        assert "@misc{news-timeline," in (release / "README.md").read_text("utf-8")


class TestCroissant:
    @pytest.mark.parametrize("name", ["release", "empty"])
    def test_it_is_valid(self, name: str, request: pytest.FixtureRequest) -> None:
        mlcroissant = pytest.importorskip("mlcroissant")
        dataset = mlcroissant.Dataset(jsonld=request.getfixturevalue(name) / "croissant.json")
        assert not dataset.metadata.ctx.issues.errors
        assert [records.name for records in dataset.metadata.record_sets] == [
            name for name in contract().tables if name != "texts"
        ]

    def test_its_library_reads_every_table(self, release: Path) -> None:
        mlcroissant = pytest.importorskip("mlcroissant")
        dataset = mlcroissant.Dataset(jsonld=release / "croissant.json")
        for name, given in rows().items():
            assert len(list(dataset.records(name))) == len(given), name
        contexts = [record["event_contexts/context"].decode() for record in dataset.records("event_contexts")]
        assert sorted(contexts) == sorted(str(row["context"]) for row in rows()["event_contexts"])

    def test_it_is_a_dataset_of_schema_org(self, release: Path) -> None:
        found = json.loads((release / "croissant.json").read_text("utf-8"))
        assert found["@context"]["@vocab"] == "https://schema.org/"
        assert found["@type"] == "sc:Dataset"
        assert found["temporalCoverage"] == "2021-05-01/2021-05-16"
        assert found["inLanguage"] == ["ar", "en"]
        assert found["datePublished"] == date(2021, 5, 10).isoformat()

    def test_fields_have_types_and_descriptions(self, release: Path) -> None:
        found = json.loads((release / "croissant.json").read_text("utf-8"))
        events = next(records for records in found["recordSet"] if records["@id"] == "events")
        fields = {field["name"]: field for field in events["field"]}
        assert events["key"] == {"@id": "events/event_id"}
        assert fields["date_start"]["dataType"] == "sc:Date"
        assert all(field["description"] for field in fields.values())


class TestChecksums:
    def test_every_file_but_the_list_itself_has_its_digest(self, release: Path) -> None:
        found = read_checksums((release / "SHA256SUMS").read_text("utf-8"))
        files = {path.relative_to(release).as_posix() for path in release.rglob("*") if path.is_file()}
        assert set(found) == files - {"SHA256SUMS"}
        assert (release / "SHA256SUMS").read_text("utf-8") == checksums(release)

    @pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is not installed")
    def test_sha256sum_reads_it(self, release: Path) -> None:
        done = subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=release, capture_output=True)
        assert done.returncode == 0, done.stdout

    @pytest.mark.parametrize("name", [name for name in DOCUMENTS if name not in ("SHA256SUMS", "datapackage.json")])
    def test_a_changed_or_missing_document_is_found(self, release: Path, tmp_path: Path, name: str) -> None:
        copy = shutil.copytree(release, tmp_path / "release")
        (copy / name).write_bytes((copy / name).read_bytes() + b"\n")
        (finding,) = validate_release(copy)
        assert (finding.file, finding.check) == (name, "checksum")
        (copy / name).unlink()
        (finding,) = validate_release(copy)
        assert finding.file == name
        assert finding.remedy

    def test_a_release_without_the_list_is_valid_and_one_with_another_form_is_not(
        self, release: Path, tmp_path: Path
    ) -> None:
        copy = shutil.copytree(release, tmp_path / "release")
        (copy / "SHA256SUMS").write_text("all fine\n", "utf-8")
        (finding,) = validate_release(copy)
        assert "line 1" in finding.found
        (copy / "SHA256SUMS").unlink()
        assert validate_release(copy).ok
