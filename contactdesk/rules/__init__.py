"""What the specification says about values, as functions of their arguments: no session, clock, setting or question."""
