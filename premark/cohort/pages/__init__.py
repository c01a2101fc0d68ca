"""A picture and records in; the pages that a quality lead reads out."""
