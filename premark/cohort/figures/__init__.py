"""Records and decisions in; all that the pages show, as values, out."""
