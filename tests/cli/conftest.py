"""Running the command line in this process."""

from tests.commands import config, new_target, office, run  # noqa: F401 - fixtures
