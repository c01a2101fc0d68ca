"""Records of reviews, and assessors' decisions, in; tables and the quality lead's report out."""
