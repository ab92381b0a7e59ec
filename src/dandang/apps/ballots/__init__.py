"""Ballots (测评票): the box of each round, its questionnaire, and the one way in.

Owns what is asked, how many slips were issued per class, and the state of the box. Refuses to
tell a count, a choice or a name before the box is closed, and never learns who held which slip.
"""
