"""Made-up submissions, with what is true of each, in any number from one seed."""
