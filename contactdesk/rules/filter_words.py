"""The words and signs of a filter expression (contacts F-5)."""

from __future__ import annotations

from dataclasses import dataclass

OPERATORS = ("<>", "<=", ">=", "<", ">", "=")
_SIGNS = ("..", "<>", "<=", ">=", "<", ">", "(", ")", "|", "&")
_QUOTE_OPENERS = "=<>|&(@*?"


class Malformed(Exception):
    """An expression that means nothing; becomes `InvalidFilter` where expression and field are known."""


@dataclass(frozen=True, slots=True)
class Word:
    """A value as typed, without its quotes; `fold` when it began with `@`."""

    text: str
    fold: bool = False
    quoted: bool = False


Token = str | Word


def tokens_of(text: str) -> list[Token]:
    """The signs and words of `text`; raises `Malformed` for a quote that is not closed."""
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        sign = _sign_at(text, at)
        if sign:
            tokens.append(sign)
            at += len(sign)
        elif text[at] == "=":
            tokens.append("=")
            at += 1
        elif text[at].isspace():
            at += 1
        else:
            word, at = _word_at(text, at)
            tokens.append(word)
    return tokens


def value_at(text: str, at: int) -> tuple[int, int]:
    """Where the value that is typed at the place `at` of an expression begins and ends; the expression may be half typed."""
    start = end = 0
    while end < at:
        sign = _sign_at(text, end) or ("=" if text[end] == "=" else "")
        if sign or text[end].isspace():
            start = end = end + (len(sign) or 1)
        else:
            start, end = end, _end_of_word(text, end)
    if start == end == at < len(text) and not _sign_at(text, at) and not text[at].isspace():
        end = _end_of_word(text, at)
    return (start, end) if start <= at else (at, at)


def _end_of_word(text: str, at: int) -> int:
    try:
        return _word_at(text, at)[1]
    except Malformed:  # a quote that is still open holds everything
        return len(text)


def _sign_at(text: str, at: int) -> str:
    return next((sign for sign in _SIGNS if text.startswith(sign, at)), "")


def _word_at(text: str, at: int) -> tuple[Word, int]:
    fold, quoted = text[at] == "@", False
    at += fold
    found = ""
    while at < len(text) and not _sign_at(text, at):
        if text[at] == "'" and (not found or found[-1] in "*?"):
            inside, at = _quoted_at(text, at + 1)
            found, quoted = found + inside, True
        else:
            found += text[at]
            at += 1
    if not quoted:
        found = found.strip()
        if not found:
            raise Malformed
    return Word(found, fold, quoted), at


def _quoted_at(text: str, at: int) -> tuple[str, int]:
    """The text up to the closing quote and the place behind it; a doubled quote is one of the text."""
    found = ""
    while at < len(text):
        if text[at] != "'":
            found += text[at]
            at += 1
        elif text.startswith("''", at):
            found += "'"
            at += 2
        else:
            return found, at + 1
    raise Malformed


def split_outside_quotes(text: str, separator: str) -> list[str]:
    """The parts of `text` between separators that stand outside quotes, without blank ones."""
    parts, start, inside, closed = [], 0, False, -2
    for position, letter in enumerate(text):
        if letter == "'" and inside:
            inside, closed = False, position
        elif letter == "'":
            inside = closed == position - 1 or _opens_quote(text[start:position].rstrip())
        elif letter == separator and not inside:
            parts.append(text[start:position])
            start = position + 1
    return [part for part in [*parts, text[start:]] if part.strip()]


def _opens_quote(before: str) -> bool:
    """Whether a quote after `before` opens one: not the one of O'Brien or van 't Hof."""
    return not before or before[-1] in _QUOTE_OPENERS or before.endswith("..")
