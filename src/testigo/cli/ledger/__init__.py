"""Commands that keep or look into a ledger, one file each."""
