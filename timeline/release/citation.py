"""How to cite a release: CITATION.cff, and one BibTeX entry for catalogues."""

from __future__ import annotations

from typing import Any

from timeline.release.info import ReleaseInfo

CITATION_FILE = "CITATION.cff"


def citation_file(info: ReleaseInfo) -> str:
    """CITATION.cff (Citation File Format 1.2.0) of a release."""
    import yaml

    found: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "If you use this dataset, please cite it as below.",
        "type": "dataset",
        "title": info.title,
        "abstract": info.description,
        "version": info.version,
        "date-released": info.created.isoformat(),
        "authors": [
            {"name": person.title, **({"website": person.path} if person.path else {})} for person in info.contributors
        ],
        "keywords": list(info.keywords),
    }
    if not info.licence.name.startswith("other-"):
        found["license"] = info.licence.name
    if info.homepage:
        found["url"] = info.homepage
    filled = {key: value for key, value in found.items() if value}
    return str(yaml.safe_dump(filled, sort_keys=False, allow_unicode=True, width=120))


def bibtex(info: ReleaseInfo) -> str:
    """One BibTeX entry."""
    authors = " and ".join(f"{{{person.title}}}" for person in info.contributors)
    fields = {
        "author": f"{{{authors}}}",
        "title": f"{{{info.title}}}",
        "year": f"{{{info.created.year}}}",
        "version": f"{{{info.version}}}",
    }
    if info.homepage:
        fields["url"] = f"{{{info.homepage}}}"
    return "@misc{news-timeline,\n" + ",\n".join(f"  {name} = {value}" for name, value in fields.items()) + "\n}"
