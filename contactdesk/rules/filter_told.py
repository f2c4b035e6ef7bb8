"""A filter in words a person reads: "begins with Co", "10 to 20", "not blank" (contacts F-4)."""

from __future__ import annotations

from contactdesk.model.filter_tree import ANY_LETTER, ANY_TEXT, And, Compare, Node, Not, Or, Pattern
from contactdesk.model.kinds import Kind
from contactdesk.text import N_, _

_ORDERED = {
    "<": N_("less than {value}"),
    "<=": N_("up to {value}"),
    ">": N_("more than {value}"),
    ">=": N_("from {value}"),
}

_FORMS = {
    (False, False): ("{text}", N_("not {text}")),
    (True, True): (N_("contains {text}"), N_("does not contain {text}")),
    (False, True): (N_("begins with {text}"), N_("does not begin with {text}")),
    (True, False): (N_("ends with {text}"), N_("does not end with {text}")),
}
"""By whether a star stands at the start and at the end; and the same negated."""


def told(node: Node, kind: Kind) -> str:
    """What `node` lets through on a field of `kind`, in the language spoken now."""
    match node:
        case Compare(operator, value):
            shown = _value(value, kind)
            return shown if operator == "=" else _(_ORDERED[operator]).format(value=shown)
        case Not(Pattern() as inner):
            return _form(inner, negated=True)
        case Not(inner):
            return _("not {text}").format(text=_inside(inner, kind))
        case Pattern():
            return _form(node)
        case And((Compare(">=", first), Compare("<=", last))):
            return _("{first} to {last}").format(first=_value(first, kind), last=_value(last, kind))
        case And(nodes):
            return _(" and ").join(_inside(one, kind) for one in nodes)
        case Or(nodes):
            return _(" or ").join(told(one, kind) for one in nodes)


def _inside(node: Node, kind: Kind) -> str:
    """A part that is joined with others; alternatives among them stand in brackets."""
    return f"({told(node, kind)})" if isinstance(node, Or) else told(node, kind)


def _value(value: object, kind: Kind) -> str:
    return kind.show(value) if value not in ("", None) else _("blank")


def _form(node: Pattern, *, negated: bool = False) -> str:
    """Most patterns have stars at their ends only."""
    starts, ends = node.parts[:1] == (ANY_TEXT,), len(node.parts) > 1 and node.parts[-1] is ANY_TEXT
    inside = node.parts[starts : len(node.parts) - ends]
    text = "".join("*" if part is ANY_TEXT else "?" if part is ANY_LETTER else str(part) for part in inside)
    if not inside or any(not isinstance(part, str) for part in inside):
        text, form = f"{'*' * starts}{text}{'*' * ends}", (N_("like {text}"), N_("not like {text}"))
    else:
        form = _FORMS[starts, ends]
    return _(form[negated]).format(text=text)
