"""Composites (综合得分): one score of record from ratings, targets, fact points, tests and feedback.

`scheme` lays down the tree and its weights, `entries` what came in, `sources` makes a value of each
entry, `standard` levels values where the scheme says so, `score` weighs them, `what_if` asks what
would change the stars. Exact arithmetic throughout; uncertainty is carried beside it in draws.
"""
