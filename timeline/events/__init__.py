"""Who did what to whom, where and when, according to whom: events from tagged text."""
