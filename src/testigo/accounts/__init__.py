"""Claims of one dispatch → Accounts: which happening each speaks of, its toll, and the sums that hold or do not."""
