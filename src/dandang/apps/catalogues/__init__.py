"""Catalogues (清单): counted lists with versions, their items, and the places still to be filled (待填).

Owns what a document declares, what was filled in, and which version is active. Refuses changes to
a version that is no draft, and to activate one whose counts differ without a reason and a name.
"""
