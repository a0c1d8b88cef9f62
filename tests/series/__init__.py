"""Series of dispatches about one incident each, with what is known of it at the end and on the way."""
