"""Time expressions of Arabic and English news: found, valued, and counted from the right day."""

from timeline.dates.issue import issue_day, proven_day
from timeline.dates.numbers import read_number
from timeline.dates.stamps import read_stamp
from timeline.dates.tagger import tag

__all__ = ["issue_day", "proven_day", "read_number", "read_stamp", "tag"]
