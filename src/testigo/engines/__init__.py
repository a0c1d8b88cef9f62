"""Where the map from dispatches to records runs: here, one by one or on several cores."""
