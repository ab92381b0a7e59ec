"""救济: the clocks of review (复核、复审) and appeal (申诉), and that neither suspends the decision."""
