"""A document's blocks in; sections with the criteria their headings name, then passages, out."""
