"""Findings and matches in; what is enough, what is short and what cannot be told, out."""
