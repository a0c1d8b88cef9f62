"""What pages, feeds and wires are written in: XML that can do no harm, and markup to plain text."""
