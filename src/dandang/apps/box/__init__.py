"""The box (票箱): ballots alone, one SQLite file a round.

Owns the slots of an open box and the shuffled ballots of a closed one. Knows no one: no rater, no
time, no serial, no address; it is handed keyed hashes and bytes. Refuses to open a file that is
not, byte for byte, what these slots alone would give.
"""
