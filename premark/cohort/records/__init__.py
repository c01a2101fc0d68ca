"""A review in; what a cohort keeps of it, without the names of people, out."""
