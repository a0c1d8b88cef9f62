"""How news agencies ship their items: ninjs, NewsML-G2, NITF."""
