"""Tallies (计票): counts per ratee, class and grade, where nobody knows which rater gave which.

`rules` lays down what is published beforehand, `reading` makes counts of rows, `counting` the score
of record, `sureness` the interval, `rounds` everything of one round. What a tally cannot tell is who
was severe: severity cannot be corrected, and every result says so.
"""
