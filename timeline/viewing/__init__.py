"""A release as one self-contained HTML page: a time axis, a map, a list, and what each event rests on.

The page is made of three parts: the release's tables as a block of columns (`columns`), the viewer that was built from
`viewer/` into `assets/`, and the frame that puts both into one file that asks no network for anything (`page`).
"""

from timeline.viewing.columns import Wanted
from timeline.viewing.page import Page, view

__all__ = ["Page", "Wanted", "view"]
