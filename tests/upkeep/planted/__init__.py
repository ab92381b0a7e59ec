"""A version to come, planted beside the house: its migration does what $PLANTED says."""
