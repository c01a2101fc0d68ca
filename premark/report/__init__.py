"""A review in; reports out, all drawn from one view of the words.

`view` words it; `terminal`, `html`, `word`, `table` draw it; `record` keeps the review itself;
`check` is the learner's reading; `annotate` puts it into the learner's own file.
"""
