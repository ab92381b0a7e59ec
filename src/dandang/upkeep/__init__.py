"""Upkeep (运维): backing a house up, putting it back, bringing it up to date, looking after it.

Owns the backup file and the small records beside the data. Works on tables as tables, by the
migrations that were applied and not by the apps' own classes, so that an older house can be read
by a newer program. Refuses to copy an open box, to write over anything, and to guess.
"""
