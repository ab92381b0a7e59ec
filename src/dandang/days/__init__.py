"""Days, months, partial dates and the working-day calendar. Pure: nothing here reads a clock."""
