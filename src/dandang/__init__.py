"""担当 (Dandang): cadre archive and assessment rounds of a county organisation department."""
