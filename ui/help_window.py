"""The user guide in a window: contents, search, the page, and back; F1 opens it where it tells of the field in use."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices, QPixmap, QResizeEvent, QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QTextBrowser, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from contactdesk import guide
from contactdesk.model.folding import fold
from contactdesk.rules.word_search import NOT_FOUND, fit, named
from contactdesk.text import _, language
from ui import icons, theme
from ui.parts import make
from ui.parts.action_bar import make_action
from ui.parts.editors import FieldFrame
from ui.parts.search_box import SearchBox
from ui.settings import Settings

_PLACE = Qt.ItemDataRole.UserRole
_NAME = "help"
_PICTURE = "\ufffc"
"""What stands in the text where a picture is."""


class GuidePage(QTextBrowser):
    """Shows Markdown of the guide; pictures are never wider than the page."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("guide_page")
        self.setAccessibleName(_("User guide"))
        self.setAccessibleDescription(_("Tab goes from link to link; Enter follows it."))
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self._markdown = ""

    def show_markdown(self, markdown: str) -> None:
        """Show this text from its beginning."""
        self._markdown = markdown
        # A new document each time: Qt begins the next one in the letters the last one ended with.
        page = QTextDocument(self)
        page.setDefaultFont(theme.font())
        page.setDocumentMargin(theme.HUGE)
        page.setBaseUrl(QUrl.fromLocalFile(f"{guide.FOLDER / language()}/"))
        self.setDocument(page)
        page.setMarkdown(markdown, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        _give_air(page)

    def show_heading(self, heading: str) -> None:
        """Bring the section with this heading to the top; the beginning for ""."""
        block = self.document().begin()
        while block.isValid() and heading:
            if block.blockFormat().headingLevel() and block.text() == heading:
                top = self.document().documentLayout().blockBoundingRect(block).top()
                self.verticalScrollBar().setValue(int(top) - theme.SMALL)
                return
            block = block.next()
        self.verticalScrollBar().setValue(0)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        address = name.toString() if isinstance(name, QUrl) else name
        if kind != QTextDocument.ResourceType.ImageResource:
            return None
        picture = QPixmap(str(guide.FOLDER / "pictures" / address.rpartition("/")[2]))
        room = self.viewport().width() - 2 * theme.HUGE - theme.LARGE
        if picture.width() > room > 0:
            picture = picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
        return picture

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and self._markdown:
            place = self.verticalScrollBar().value()
            self.show_markdown(self._markdown)
            self.verticalScrollBar().setValue(place)


def _give_air(page: QTextDocument) -> None:
    """Room above headings and between lines, which Markdown does not speak of."""
    cursor = QTextCursor(page)
    block = page.begin()
    while block.isValid():
        form = block.blockFormat()
        if _PICTURE not in block.text():
            form.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if form.headingLevel():
            form.setTopMargin(theme.scaled(theme.HUGE if form.headingLevel() > 1 else 0))
            form.setBottomMargin(theme.scaled(theme.SMALL))
        cursor.setPosition(block.position())
        cursor.setBlockFormat(form)
        block = block.next()


class HelpWindow(QWidget):
    """Contents and search at the left, the page at the right."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._settings = settings
        self._now: tuple[str, str] = ("", "")
        self._before: list[tuple[str, str]] = []
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setWindowTitle(_("User guide"))
        self.setWindowIcon(icons.app_icon())
        self.search = SearchBox(_("Search the guide"))
        self.search.setAccessibleName(_("Search the guide"))
        self.search.setMinimumWidth(theme.scaled(120))
        self.contents = QTreeWidget()
        self.contents.setObjectName("guide_contents")
        self.contents.setAccessibleName(_("Contents"))
        self.contents.setAccessibleDescription(_("The arrows move; Enter shows a section."))
        self.contents.setHeaderHidden(True)
        self.contents.setIndentation(theme.scaled(20))
        self.field = make.label("", "soft", name="guide_field", wrap=True)
        self.field.setContentsMargins(theme.HUGE, theme.SMALL, theme.HUGE, theme.SMALL)
        self.field.setVisible(False)
        self.page = GuidePage()
        self.back = make.button(_("Back"), "guide_back", self.go_back, help=_("The page before (Alt+Left)"))
        self.back.setShortcut("Alt+Left")
        self.back.setEnabled(False)
        self._lay_out()
        make_action("page.close", self, self.close)
        self.search.searched.connect(self._fill)
        self.search.left.connect(self.contents.setFocus)
        self.contents.itemClicked.connect(self._chosen)
        self.contents.itemActivated.connect(self._chosen)
        self.page.anchorClicked.connect(self._follow)
        self._fill("")
        if not settings.restore_geometry(self, _NAME):
            theme.size_window(self, 1040, 760)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(theme.MEDIUM, theme.MEDIUM, theme.SMALL, theme.MEDIUM)
        column.setSpacing(theme.SMALL)
        head = QHBoxLayout()
        head.addWidget(self.search, 1)
        head.addWidget(self.back)
        column.addLayout(head)
        column.addWidget(self.contents, 1)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.field)
        beside.addWidget(self.page, 1)
        middle = QSplitter(Qt.Orientation.Horizontal)
        middle.addWidget(left)
        middle.addWidget(right)
        middle.setStretchFactor(1, 1)
        middle.setChildrenCollapsible(False)
        middle.setSizes([theme.scaled(320), theme.scaled(720)])
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(middle)

    # -- contents and search ------------------------------------------------------------------------

    def _fill(self, text: str) -> None:
        """All pages with their sections, or the sections in which every word occurs."""
        self.contents.clear()
        words = fold(text).split()
        parent: QTreeWidgetItem | None = None
        for topic in guide.topics(language()):
            if words and not _tells(topic, words, text):
                continue
            if not topic.heading:
                parent = QTreeWidgetItem(self.contents, [topic.title])
                item = parent
            elif words or parent is None:
                item = QTreeWidgetItem(self.contents, [topic.heading])
                item.setToolTip(0, make.tip(topic.title))
            else:
                item = QTreeWidgetItem(parent, [topic.heading])
            item.setData(0, _PLACE, (topic.page, topic.heading))
        if not self.contents.topLevelItemCount():
            nothing = QTreeWidgetItem(self.contents, [_("Nothing found; try fewer words.")])
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)

    def _chosen(self, item: QTreeWidgetItem) -> None:
        place = item.data(0, _PLACE)
        if place is not None:
            self.show_topic(*place)

    # -- pages --------------------------------------------------------------------------------------

    def show_topic(self, page: str, heading: str = "", field: str = "") -> None:
        """Show a page at a section; `field` says above it what is known about the field that was asked for."""
        if self._now[0] and (page, heading) != self._now:
            self._before.append(self._now)
        self._show(page, heading)
        self.field.setText(field)
        self.field.setVisible(bool(field))

    def go_back(self) -> None:
        """Show the page before this one."""
        if self._before:
            self._show(*self._before.pop())
            self.field.setVisible(False)

    def _show(self, page: str, heading: str) -> None:
        if page != self._now[0]:
            text = guide.text(page, language())
            self.page.show_markdown(text or _("The user guide does not lie beside the program."))
        self._now = (page, heading)
        self.back.setEnabled(bool(self._before))
        self.page.show_heading(heading)
        self._mark()

    def _mark(self) -> None:
        for row in range(self.contents.topLevelItemCount()):
            item = self.contents.topLevelItem(row)
            if item is None:
                continue
            if item.data(0, _PLACE) == (self._now[0], ""):
                item.setExpanded(True)
                inside = [item.child(place) for place in range(item.childCount())]
                same = [child for child in inside if child is not None and child.data(0, _PLACE) == self._now]
                self.contents.setCurrentItem(same[0] if same else item)

    def _follow(self, link: QUrl) -> None:
        if link.scheme() in ("http", "https"):
            QDesktopServices.openUrl(link)
            return
        page = link.path().removesuffix(".md") or self._now[0]
        wanted = link.fragment()
        headings = [topic.heading for topic in guide.topics(language()) if topic.page == page]
        self.show_topic(page, next((heading for heading in headings if wanted and slug(heading) == wanted), ""))

    def closeEvent(self, event: QCloseEvent) -> None:
        self._settings.keep_geometry(self, _NAME)
        super().closeEvent(event)


def slug(heading: str) -> str:
    """The name of a heading in links: "Phone numbers" is "phone-numbers"."""
    return re.sub(r"[^\w]+", "-", heading.lower()).strip("-")


def _tells(topic: guide.Topic, words: list[str], text: str) -> bool:
    body = fold(guide.body(topic, language()))
    return fit(text, named([topic.heading or topic.title])) != NOT_FOUND or all(word in body for word in words)


_shown: HelpWindow | None = None


def open_help(settings: Settings, page: str, heading: str = "", field: str = "") -> HelpWindow:
    """Open the guide, or bring it to the front, at a section."""
    global _shown
    if _shown is None or _shown.windowTitle() != _("User guide") or _shown.isHidden():
        _shown = HelpWindow(settings)
    _shown.show()
    _shown.raise_()
    _shown.activateWindow()
    _shown.show_topic(page, heading, field)
    return _shown


def open_help_here(settings: Settings) -> HelpWindow:
    """Open the guide where it tells of the field or page in use (F1)."""
    focus = QApplication.focusWidget()
    window = QApplication.activeWindow()
    name = window.objectName() if window is not None else "main_window"
    editor = _field_frame(focus)
    caption = editor.widget.accessibleName() if editor is not None else ""
    help = editor.widget.whatsThis() if editor is not None else ""
    topic = guide.topic_of(name, caption, language())
    return open_help(settings, topic.page, topic.heading, f"{caption}: {help}" if caption and help else "")


def _field_frame(widget: QWidget | None) -> FieldFrame | None:
    while widget is not None and not isinstance(widget, FieldFrame):
        widget = widget.parentWidget()
    return widget
