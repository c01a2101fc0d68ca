"""Submissions in, by archive, folder or table; their reviews and reports out, resumable."""
