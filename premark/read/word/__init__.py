"""A Word file's bytes in; its blocks, in reading order, out."""
