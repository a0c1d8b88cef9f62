"""What the web gives: pages, feeds, and how they are fetched."""
