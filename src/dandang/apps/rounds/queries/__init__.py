"""Every read of a round: `running` for officers, leaders and the panel; `own` for the cadre; `serving` for units; `issued` every letter; `acts` and `scans` what was done and its papers."""
