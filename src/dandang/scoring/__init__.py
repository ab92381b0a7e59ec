"""The statistics of ratings: scores with intervals, honest places, and how far they can be trusted.

Exact arithmetic of what is published: `rounding`, `pooling`, `record`. From ratings to a verdict:

    sheets     `Sheets`, one row per rater and ratee; `sheets_of(ratings, plan)` collapses in memory
    reading    `read(path, columns, plan)` collapses a CSV or Parquet file of any size, by round
    fit        `fitted(sheets, plan) -> Fit`: the joint crossed model by REML
    rounds     `scored(name, sheets, plan) -> RoundScores`: everything of one round
               `scored_rounds(rounds, plan)`: one process a round
    values     `Plan`, `RoundScores`, `RateeScore`, `RaterNote`, `Anomaly`, `Components`, `Gate`
    outputs    `files(rounds, plan) -> {name: bytes}`: results.csv, raters.csv, summary.json

This package itself imports nothing, so that whoever wants exact arithmetic does not wait for NumPy.
"""
