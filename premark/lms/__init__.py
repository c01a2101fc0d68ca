"""Archives of learning platforms in and out; no other room knows their names."""

from premark.lms.intake import Intake, intake

__all__ = ["Intake", "intake"]
