"""A page of the web in; its blocks out."""
