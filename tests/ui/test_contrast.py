"""Texts can be read: contrast measured from the pixels that are painted, in light and dark (issue: at least 4.5 to 1)."""

from __future__ import annotations

import shutil
from collections import Counter
from itertools import islice

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, qBlue, qGreen, qRed
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QHeaderView, QLabel, QLineEdit, QTableView, QWidget

from contactdesk.text import use_language
from tools import shots
from ui import theme

LEAST = 4.5
WINDOWS = ("contacts", "contact_company", "customer", "marketing_setup", "link_compared", "import_check", "countries", "user_settings")
"""The main windows, as pictures are made of them."""
SCALE = 2.0
"""Strokes of large letters are wider than a pixel: what is measured is their colour and not the blur of their edge."""
FEWEST = 8
"""Texts that every one of these windows has."""
TEXTS = (QLabel, QAbstractButton, QLineEdit, QComboBox)


def luminance(pixel: int) -> float:
    parts = [part / 255 for part in (qRed(pixel), qGreen(pixel), qBlue(pixel))]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast_in(image: QImage, place: QRect) -> float:
    """The strongest contrast to the background: the colour met most often is the background, letters are what stands out."""
    inside, lines = place.intersected(image.rect()), memoryview(image.constBits()).cast("B").cast("I")
    pixels: Counter[int] = Counter()
    for y in range(inside.top(), inside.bottom() + 1):
        start = y * (image.bytesPerLine() // 4)
        pixels.update(lines[start + inside.left() : start + inside.right() + 1])
    ground = luminance(pixels.most_common(1)[0][0])
    best = 1.0
    for pixel in pixels:
        light, dark = sorted((ground, luminance(pixel)), reverse=True)
        best = max(best, (light + 0.05) / (dark + 0.05))
    return best


def texts_of(window: QWidget) -> list[tuple[str, QRect]]:
    """Every text of the window that is seen whole: what it is called, and where it stands without its frame."""
    found = []
    for widget in window.findChildren(QWidget):
        if not isinstance(widget, TEXTS) or not widget.isVisibleTo(window) or not text_of(widget):
            continue
        if widget.visibleRegion().boundingRect() != widget.rect() or widget.height() < 8:
            continue  # cut by what scrolls, or just being laid out
        edge = 0 if isinstance(widget, QLabel) else 5
        place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()).adjusted(edge, edge, -edge, -edge)
        found.append((f"{type(widget).__name__} {widget.objectName()} “{text_of(widget)}”", place))
    return found


def text_of(widget: QWidget) -> str:
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QLabel) and not widget.pixmap().isNull():
        return ""
    return widget.text().strip()  # type: ignore[attr-defined]


def cells_of(window: QWidget) -> list[tuple[str, QRect]]:
    """Cells of the first rows of a table, and the captions of its columns."""
    found = []
    for table in window.findChildren(QTableView):
        if not table.isVisibleTo(window) or table.model() is None:
            continue
        for row in range(min(table.model().rowCount(), 3)):
            for column in range(min(table.model().columnCount(), 4)):
                index = table.model().index(row, column)
                place = table.visualRect(index).intersected(table.viewport().rect())
                if str(index.data() or "").strip() and place.width() > 60:
                    found.append((f"cell “{index.data()}”", QRect(table.viewport().mapTo(window, place.topLeft()), place.size())))
    for header in window.findChildren(QHeaderView):
        if header.isVisibleTo(window) and header.count() and not header.isSectionHidden(0) and header.orientation().name == "Horizontal":
            place = QRect(header.sectionViewportPosition(0), 0, min(header.sectionSize(0), header.viewport().width()), header.height())
            if place.width() > 40:
                found.append(
                    (f"heading of {header.parent().objectName()}", QRect(header.viewport().mapTo(window, place.topLeft()), place.size()))
                )
    return found


@pytest.fixture(scope="module")
def demo_file(tmp_path_factory):
    from contactdesk.desk import Desk
    from contactdesk.services.demo import demo

    path = tmp_path_factory.mktemp("demo") / "Demo.contactdesk"
    use_language("en")
    with Desk.create(str(path), language="en", country="GB") as desk:
        demo("GB", "en").fill(desk)
    return path


@pytest.mark.parametrize("mode", [theme.LIGHT, theme.DARK])
def test_every_text_of_the_main_windows_can_be_read(start, demo_file, tmp_path, qapp, mode):
    """Given each main window as it is painted, then every text has 4.5 to 1 against what it stands on."""
    shutil.copyfile(demo_file, path := tmp_path / "Demo.contactdesk")
    program = start(path)
    shots._watch(program)
    theme.apply(qapp, mode, SCALE)
    weak = []
    registered = shots._all()
    for name in WINDOWS:
        window = registered[name](program.windows)
        window.resize(1800, 1100)
        shots.settle(most=20)
        shots.wait(lambda window=window: len(texts_of(window)) > FEWEST, most=20)
        image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        found = texts_of(window) + cells_of(window)
        assert len(found) > FEWEST, f"{name} shows nothing"
        for text, place in found:
            if (ratio := contrast_in(image, place)) < LEAST:
                weak.append(f"{name}: {text} {ratio:.1f}")
        if window is not program.window:
            window.close()
        QApplication.processEvents()
    shots._busy.clear()
    theme.apply(qapp, theme.LIGHT)
    assert not weak, "\n".join(islice(weak, 40))


def test_the_measure_finds_what_cannot_be_read(qtbot, qapp):
    """Grey of 2.8 to 1 is found, and black is not: the measure itself measures."""
    for ink, readable in (("rgb(153, 153, 153)", False), ("rgb(80, 80, 80)", True)):
        label = QLabel("Nobody reads this")
        qtbot.addWidget(label)
        label.setStyleSheet(f"color: {ink}; background: white; font-size: 26px;")
        label.resize(300, 60)
        image = label.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        assert (contrast_in(image, image.rect()) >= LEAST) == readable
