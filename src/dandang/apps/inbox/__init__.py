"""What waits for whom (待办): one item per thing to do, settled when it is done.

Refuses handing an item to who could not do it. That something is overdue is asked each time and
never stored, so that no clockwork has to run for it.
"""
