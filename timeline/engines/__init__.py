"""Engines: where articles are coded. What comes out is the same bytes, whichever engine, worker count and batch size.

    reader ──► batches of articles ──► workers ──► parts ──► merge ──► release
               (spool.py: JSON lines)  (coding.py)  (parts.py: Arrow)  (merge.py: external sort)

A batch is written to the work folder beside the release (work.py) and named by a digest of its articles, the options
and the code; the part that a worker makes of it carries the same name. A part that is there already is not made again,
so that an interrupted build goes on where it stopped. An engine only decides where batches become parts: in this
process (inline.py), in processes of this machine (crew.py) or on a Dask cluster (cluster.py).
"""

from __future__ import annotations

from timeline.engines.tasks import Engine, EngineError, Options, Receipt, Task

__all__ = ["Engine", "EngineError", "Options", "Receipt", "Task"]
