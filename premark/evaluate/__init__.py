"""Labelled assignments in; figures of how far premark agrees with their labels, out."""
