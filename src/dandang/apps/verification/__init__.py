"""File checks (档案核查): what of a file agrees with its papers, item by item.

Owns the checks and their course. A discrepancy is not misconduct: it is resolved with a document
alone, and not before the cadre has been heard. Refuses both otherwise.
"""
