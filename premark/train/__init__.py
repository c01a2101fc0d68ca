"""Labelled sentences in, the classifiers of `models/` out: what runs at a trainer's desk only."""
