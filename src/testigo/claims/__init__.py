"""Reading → Claims: which people met which outcome, whose word it is, and what is part of what."""
