"""People, careers and status periods (干部档案).

Stores the career value and rebuilds it. Refuses to show a sealed field without a stated purpose,
and never matches people by name alone.
"""
