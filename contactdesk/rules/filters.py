"""The filter language (contacts F-5 to F-9): an expression becomes a tree.

Wildcards mean something in a value that stands alone; bounds of ranges and comparisons are plain text,
therefore `'A*'..'A*'` is exactly `A*` (see `quoted`). A quote opens at the start of a value or after a
wildcard, so that O'Brien and van 't Hof need none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.model.filter_tree import EVERYTHING, And, Compare, Node, Or, any_of, equal_to, matches
from contactdesk.model.kinds import Kind, cleaned
from contactdesk.rules.filter_terms import Terms, terms_for
from contactdesk.rules.filter_words import OPERATORS, Malformed, Token, Word, split_outside_quotes, tokens_of

__all__ = ["EVERYTHING", "MOST_DEPTH", "MOST_TERMS", "Node", "any_of", "equal_to", "matches", "parse", "parse_where", "quoted"]

# reliability section 6: hostile expressions stay small.
MOST_TERMS = 200
MOST_DEPTH = 5


def parse(
    expression: str,
    kind: Kind,
    *,
    caption: str = "",
    field: str = "",
    variables: Mapping[str, str] | None = None,
    work_date: date | None = None,
    today: date | None = None,
) -> Node:
    """The tree of `expression` on a field of `kind`; a blank one lets everything through.

    `variables` are the texts that `%me`, `%user`, `%mysalesperson` stand for, in lower case (contacts F-8);
    `work_date` and `today` are what date words mean (F-7). Raises `InvalidFilter` (F-9) with `caption` and `field`.
    """
    try:
        tokens = tokens_of(cleaned(expression))
        if not tokens:
            return EVERYTHING
        return _Parser(tokens, terms_for(kind, variables or {}, work_date, today)).whole()
    except (Malformed, errors.UserError):
        raise errors.InvalidFilter(expression=expression, caption=Caption(caption), field=field) from None


def quoted(text: str) -> str:
    """An expression for exactly `text`, whatever filter characters it holds (contacts section 8 line 4)."""
    inside = text.replace("'", "''")
    return f"'{inside}'..'{inside}'" if "*" in text or "?" in text else f"'{inside}'"


def parse_where(text: str | Iterable[str]) -> list[tuple[str, str]]:
    """`FIELD=EXPRESSION` pairs, separated by `;` or given one by one; all of them must hold.

    A `;` inside quotes belongs to the expression. Raises `InvalidFilter` for a part without a field.
    """
    texts = [text] if isinstance(text, str) else list(text)
    found = []
    for part in (part for each in texts for part in split_outside_quotes(each, ";")):
        name, equals, expression = part.partition("=")
        if not equals or not name.strip():
            raise errors.InvalidFilter(expression=part.strip(), caption=name.strip())
        found.append((name.strip(), expression.strip()))
    return found


class _Parser:
    """Reads tokens from left to right; `&` binds before `|`, brackets group (contacts F-5)."""

    def __init__(self, tokens: list[Token], terms: Terms) -> None:
        self._tokens, self._at = tokens, 0
        self._terms, self._count = terms, 0

    def whole(self) -> Node:
        """The tree of all tokens."""
        node = self._either(0)
        if self._at < len(self._tokens):
            raise Malformed
        return node

    def _either(self, depth: int) -> Node:
        nodes = [self._both(depth)]
        while self._take("|"):
            nodes.append(self._both(depth))
        return nodes[0] if len(nodes) == 1 else Or(tuple(nodes))

    def _both(self, depth: int) -> Node:
        nodes = [self._term(depth)]
        while self._take("&"):
            nodes.append(self._term(depth))
        return nodes[0] if len(nodes) == 1 else And(tuple(nodes))

    def _term(self, depth: int) -> Node:
        if self._take("("):
            if depth == MOST_DEPTH:
                raise Malformed
            node = self._either(depth + 1)
            if not self._take(")"):
                raise Malformed
            return node
        self._count += 1
        if self._count > MOST_TERMS:
            raise Malformed
        return self._condition()

    def _condition(self) -> Node:
        for operator in OPERATORS:
            if self._take(operator):
                return self._terms.condition(operator, self._word())
        if self._take(".."):
            return self._terms.condition("<=", self._word())
        first = self._word()
        if not self._take(".."):
            return self._terms.condition("=", first)
        last = self._next_word()
        lower = self._terms.condition(">=", first)
        if last is None:
            return lower
        upper = self._terms.condition("<=", last)
        # From a value to itself: the only way to write one that holds a wildcard (`quoted`).
        if isinstance(lower, Compare) and (lower.operator, upper) == (">=", Compare("<=", lower.value)):
            return equal_to(lower.value)
        return And((lower, upper))

    def _take(self, sign: str) -> bool:
        found = self._at < len(self._tokens) and self._tokens[self._at] == sign
        self._at += found
        return found

    def _next_word(self) -> Word | None:
        token = self._tokens[self._at] if self._at < len(self._tokens) else None
        if not isinstance(token, Word):
            return None
        self._at += 1
        return token

    def _word(self) -> Word:
        word = self._next_word()
        if word is None:
            raise Malformed
        return word
