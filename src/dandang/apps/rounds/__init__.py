"""Rounds (考核): one run of an assessment, from the frozen roster to an answered objection.

Owns schemes once a round has taken them, ratees, raters, recusals, results, decisions and service.
Refuses to change a scheme or a roster after the slips are printed, and never decides a grade.
"""
