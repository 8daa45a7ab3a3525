"""Texts under negotiation: brackets, options, attributions, and the text under a choice among them."""

from draftdiff.negotiating.find import positions
from draftdiff.negotiating.parties import Parties, load_parties
from draftdiff.negotiating.position import Aside, Position, Positions, Slot, Span
from draftdiff.negotiating.readings import Reading, reading
from draftdiff.negotiating.show import to_dict

__all__ = [
    "Aside", "Parties", "Position", "Positions", "Reading", "Slot", "Span", "load_parties", "positions", "reading", "to_dict",
]  # fmt: skip
