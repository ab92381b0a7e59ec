"""The procedure machine (办理事项): steps, actors, moves, deadlines, evidence and recusal in one table.

Owns cases and their course. Refuses a move that the table does not permit, and a person who took
part in what the case is about.
"""
