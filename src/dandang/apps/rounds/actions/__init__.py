"""Every write of a round, by step: preparing, conducting, deciding, telling, objecting."""
