"""A release in the formats of others: field maps are tables, what is lost is stated.

`export` writes one file; `field_map` and `losses` say what became of each field and what the format has no place for.
"""

from timeline.exports.fieldmap import FORMATS, FieldMap, field_map, losses
from timeline.exports.write import Exported, ExportError, export

__all__ = ["FORMATS", "ExportError", "Exported", "FieldMap", "export", "field_map", "losses"]
