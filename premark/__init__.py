"""premark reads an assignment against its assessment criteria, before a person marks it."""
