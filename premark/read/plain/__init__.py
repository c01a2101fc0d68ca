"""Text and Markdown in; blocks out."""
