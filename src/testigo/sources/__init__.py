"""From raw bytes to dispatches: files, folders and streams of text or JSON lines; the dateline."""
