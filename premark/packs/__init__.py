"""YAML files of criteria, verbs, lexicons and patterns in; checked values out."""
