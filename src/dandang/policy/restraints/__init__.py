"""处理处分: impact periods, how they overlap and add up, and what they and an open investigation stand against."""
