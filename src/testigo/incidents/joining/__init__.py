"""Which accounts are of one incident: what is compared, with whom, how alike two are, and what is one text."""
