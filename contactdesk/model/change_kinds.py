"""What can happen to a record in one save; how the history counts it."""

INSERT, UPDATE, DELETE = 1, 2, 3
