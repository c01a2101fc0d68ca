"""Passages and criteria in; which passage answers which criterion, with its topics, out."""
