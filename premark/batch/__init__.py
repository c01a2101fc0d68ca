"""Submissions in, from an archive, a folder or a table; their reviews and reports out, resumable."""
