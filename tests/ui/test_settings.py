"""What one user prefers on one machine."""

import json

import pytest
from PySide6.QtWidgets import QWidget

from ui.settings import Settings, config_folder


def test_what_was_chosen_is_there_after_a_restart(own_settings):
    first = Settings()
    first["language"] = "nl"
    first.keep_columns("contact", {"shown": ["no"], "widths": {"no": 90}})
    first.keep_fast_tab("contact", "General", False)
    first.switch_notice_off("synchronised")
    first.opened_database("/data/one.contactdesk")
    first.opened_database("/data/two.contactdesk")
    again = Settings()
    assert again["language"] == "nl"
    assert again.columns("contact")["widths"] == {"no": 90}
    assert not again.fast_tab_open("contact", "General")
    assert again.fast_tab_open("contact", "Communication")
    assert not again.wants_notice("synchronised")
    assert again["recent_databases"] == ["/data/two.contactdesk", "/data/one.contactdesk"]


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"theme": 7, "language": "nl"}', "\x00\x01"])
def test_a_damaged_file_never_stops_the_program(own_settings, content):
    own_settings.mkdir()
    (own_settings / "settings.json").write_text(content)
    settings = Settings()
    assert settings["theme"] == "system"
    settings["text_size"] = 1.25
    assert json.loads((own_settings / "settings.json").read_text())["text_size"] == 1.25


def test_nothing_but_whole_files_is_left_behind(own_settings):
    settings = Settings()
    for step in range(5):
        settings["text_size"] = 1.0 + step / 10
    assert [path.name for path in own_settings.iterdir()] == ["settings.json"]


def test_a_file_that_cannot_be_replaced_leaves_nothing_beside_it(own_settings):
    """reliability P-7: given a place that cannot be written to, when settings change again and again, then nothing piles up"""
    settings = Settings()
    (own_settings / "settings.json").mkdir(parents=True)
    settings["language"] = "nl"
    settings["language"] = "en"
    assert [file.name for file in own_settings.iterdir()] == ["settings.json"]


def test_a_folder_that_cannot_be_written_is_survived(tmp_path):
    (tmp_path / "file").write_text("")
    settings = Settings(tmp_path / "file" / "config")
    settings["theme"] = "dark"
    assert settings["theme"] == "dark"


def test_a_name_that_is_no_setting_is_a_mistake(own_settings):
    with pytest.raises(KeyError):
        Settings()["colour"] = "red"


def test_changing_one_users_lists_leaves_the_defaults_alone(own_settings, tmp_path):
    Settings().switch_notice_off("x")
    assert Settings(tmp_path / "other").wants_notice("x")


def test_windows_come_back_where_they_were(own_settings, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    settings = Settings()
    assert not settings.restore_geometry(window, "main")
    window.resize(432, 321)
    settings.keep_geometry(window, "main")
    window.resize(200, 100)
    assert Settings().restore_geometry(window, "main")
    assert (window.width(), window.height()) == (432, 321)


def test_the_folder_can_be_chosen(own_settings):
    assert config_folder() == own_settings
