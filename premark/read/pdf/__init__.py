"""A PDF's bytes in; its blocks, page by page, out."""
