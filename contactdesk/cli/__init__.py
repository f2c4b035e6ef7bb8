"""The command line: everything a page can do, for scripts and scheduled jobs.

Results go to standard output, messages to standard error. Exit codes: 0 done, 1 refused by a rule or by
the world, 2 wrong usage. `docs/scripting.md` has examples that run.
"""
