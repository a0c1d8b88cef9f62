"""Reading → Claims: bind, attribute, scope. Pure functions of a reading."""
