"""Windows are tested with real widgets, off screen unless a screen is asked for."""

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def light_theme(qapp):
    """Every test begins in the light theme with texts of normal size."""
    from ui import theme

    if not qapp.property("themed") or theme.current() != theme.Theme(theme.LIGHT, 1.0, theme.COLOURS[theme.LIGHT]):
        theme.apply(qapp, theme.LIGHT)
        qapp.setProperty("themed", True)


@pytest.fixture
def own_settings(tmp_path, monkeypatch):
    """Settings in a folder of the test's own."""
    monkeypatch.setenv("CONTACTDESK_CONFIG", str(tmp_path / "config"))
    return tmp_path / "config"
