"""What a user can do: one method, one unit of work, one change set (design, decision 3).

No service asks a question: what must be decided comes back as an error that says so, and the caller
calls again with the answer. Presenters, the command line and scripts use exactly these methods.
"""
