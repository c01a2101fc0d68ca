"""Archives of learning platforms in and out; no other room knows their names."""
