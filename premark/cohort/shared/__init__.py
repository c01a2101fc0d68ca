"""Records in; words and files that submissions have in common, as facts, out."""
