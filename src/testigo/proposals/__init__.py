"""What a model proposes, and how it is held against the text: nothing here makes a claim."""
