"""From what arrives to a dispatch: where it was filed, when, and by whom."""
