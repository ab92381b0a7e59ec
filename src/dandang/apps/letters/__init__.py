"""Numbered letters (文书) and the templates they are drawn from.

Owns each letter's number and frozen values. Refuses to change a letter once it has a number.
"""
