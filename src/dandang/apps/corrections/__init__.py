"""Corrections of one's own file (更正申请): asked for with proof, answered in time, reviewed once.

Owns what was asked and what came of it; its course is a case. Refuses a request without proof, a
decision by the applicant, a decline without reasons, and a review by whoever declined.
"""
