"""Easing the grassroots (为基层减负): caps on documents, meetings, speeches and checks."""
