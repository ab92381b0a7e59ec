"""One round from scheme, roster and ratings to results, proposals and document values. Pure."""
