"""Pictures: paste, drop, import, crop, export, delete (contacts C-120)."""

import pytest
from PySide6.QtCore import QByteArray, QRect, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QLabel, QToolButton

from ui.crop_dialog import SquareFrame
from ui.parts.picture_files import LARGEST_SIDE, cut, exported, pasted, sensible, written

CONTROL = Qt.KeyboardModifier.ControlModifier


def an_image(wide=40, high=20, colour="red", *, clear=False):
    image = QImage(wide, high, QImage.Format.Format_ARGB32 if clear else QImage.Format.Format_RGB32)
    image.fill(QColor(0, 0, 0, 0) if clear else QColor(colour))
    return image


def size_of(data):
    image = QImage.fromData(QByteArray(data))
    return image.width(), image.height()


def stored(world, no=None):
    return world.desk.records.picture("contact", no or world.adatum)


def button(window, name):
    return window.picture.findChild(QToolButton, name)


def test_a_large_picture_is_brought_down_and_a_small_one_stays_as_it_is():
    """contacts C-120"""
    small = written(an_image(), "PNG")

    assert sensible(small) == small
    large = sensible(written(an_image(3000, 1500), "PNG"))
    assert size_of(large) == (LARGEST_SIDE, LARGEST_SIDE // 2)
    assert large.startswith(b"\xff\xd8\xff")
    assert sensible(written(an_image(2000, 2000, clear=True), "PNG")).startswith(b"\x89PNG")
    assert size_of(pasted(an_image(3000, 1500))) == (LARGEST_SIDE, LARGEST_SIDE // 2)
    assert pasted(an_image()).startswith(b"\x89PNG")
    assert sensible(written(an_image(), "BMP")).startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize("data", [b"", b"Dear Jan", b"%PDF-1.7", b"\x89PNG\r\n\x1a\nnot really", b"\xff\xd8\xff", b"BM" + b"\x00" * 60])
def test_what_is_no_picture_is_none(data):
    """contacts C-120, section 8 line 44; reliability P-11"""
    assert sensible(data) == b""


def test_an_exported_picture_is_what_its_ending_says():
    """contacts C-120"""
    png = written(an_image(clear=True), "PNG")

    assert exported(png, ".png") == png
    assert exported(png, ".jpg").startswith(b"\xff\xd8\xff")
    assert QImage.fromData(QByteArray(exported(png, ".jpg"))).pixelColor(0, 0) == QColor("white")
    assert exported(png, ".bmp").startswith(b"BM")


def test_a_square_is_cut_out():
    """contacts C-120"""
    image = an_image(60, 40)
    for x in range(40, 60):
        for y in range(40):
            image.setPixelColor(x, y, QColor("blue"))

    part = cut(written(image, "PNG"), QRect(40, 0, 20, 20))

    assert size_of(part) == (20, 20)
    assert QImage.fromData(QByteArray(part)).pixelColor(10, 10).blue() > 200


def test_the_square_stays_on_the_picture(qtbot):
    """contacts C-120"""
    frame = SquareFrame(an_image(400, 200))
    qtbot.addWidget(frame)
    frame.resize(QSize(400, 200))
    frame.show()
    assert frame.square == QRect(100, 0, 200, 200)

    for _step in range(60):
        qtbot.keyClick(frame, Qt.Key.Key_Left)
    assert frame.square.x() == 0
    for _step in range(60):
        qtbot.keyClick(frame, Qt.Key.Key_Minus)
    assert frame.square.width() == 32
    for _step in range(60):
        qtbot.keyClick(frame, Qt.Key.Key_Right)
        qtbot.keyClick(frame, Qt.Key.Key_Down)
    assert frame.square == QRect(368, 168, 32, 32)
    for _step in range(60):
        qtbot.keyClick(frame, Qt.Key.Key_Plus)
    assert frame.square.size() == QSize(200, 200)
    assert QRect(0, 0, 400, 200).contains(frame.square)


def test_a_picture_is_pasted_replaced_and_deleted_after_questions(world):
    """contacts C-120"""
    card = world.card(world.adatum)
    assert not any(button(card, f"picture_{name}").isEnabled() for name in ("export", "delete", "crop"))
    QGuiApplication.clipboard().setImage(an_image())
    card.picture.setFocus()
    world.key(card.picture, Qt.Key.Key_V, CONTROL)
    world.wait(lambda: stored(world) is not None)
    first = stored(world)
    assert size_of(first) == (40, 20)
    world.wait(lambda: button(card, "picture_delete").isEnabled())

    QGuiApplication.clipboard().setImage(an_image(colour="blue"))
    world.key(card.picture, Qt.Key.Key_V, CONTROL)
    assert world.dialog("question").findChild(QLabel, "question_text").text() == "Replace the picture?"
    world.answer("answer_0")
    assert stored(world) == first

    world.key(card.picture, Qt.Key.Key_Delete)
    assert world.dialog("question").findChild(QLabel, "question_text").text() == "Delete the picture?"
    world.answer("answer_1")
    world.wait(lambda: stored(world) is None)


def test_a_text_is_refused_as_picture(world, tmp_path, monkeypatch):
    """contacts C-120, section 8 line 44"""
    (tmp_path / "letter.png").write_text("Dear Jan")
    card = world.card(world.adatum)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_words: (str(tmp_path / "letter.png"), ""))

    world.key(button(card, "picture_import"), Qt.Key.Key_Space)

    world.wait(lambda: card.message.text().startswith("This is not a picture that ContactDesk can keep."))
    assert stored(world) is None


def test_a_picture_before_the_name_is_refused(world):
    """contacts C-120, section 8 line 44"""
    world.windows.new_card("contact")
    card = world.windows.open_windows()[-1]
    world.wait(lambda: bool(card.form.title.text()))

    card._actions.picture_picked(written(an_image(), "PNG"))

    world.wait(lambda: card.message.text() == "Name must be filled in first. Fill it in, then try again.")


def test_the_export_proposes_number_and_name(world, tmp_path, monkeypatch):
    """contacts C-120"""
    world.desk.records.save("contact", world.adatum, {"image": written(an_image(), "PNG")})
    proposed = []

    def ask(_parent, _title, name, _kinds):
        proposed.append(name)
        return str(tmp_path / "a.jpg"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    card = world.card(world.adatum)

    world.key(button(card, "picture_export"), Qt.Key.Key_Space)

    assert proposed == [f"{world.adatum} Adatum B.V..jpg"]
    assert (tmp_path / "a.jpg").read_bytes().startswith(b"\xff\xd8\xff")


def test_a_picture_is_cropped_by_keyboard_on_its_own_page(world):
    """contacts C-120, 3.3"""
    world.desk.records.save("contact", world.adatum, {"image": written(an_image(60, 40), "PNG")})
    page = world.open("picture", table="contact", no=world.adatum)
    world.wait(lambda: button(page, "picture_crop").isEnabled())

    world.key(button(page, "picture_crop"), Qt.Key.Key_Space)
    dialog = world.dialog("crop_dialog")
    world.key(dialog.frame, Qt.Key.Key_Return)

    world.wait(lambda: size_of(stored(world)) == (40, 40))
    world.wait(lambda: page.status.text().startswith("Saved"))
