"""The preview: the site over http on this computer, built anew after every save."""

from backlog.server.http import Outcome, Preview, serving
from backlog.server.places import places
from backlog.server.saves import Saves, watching

__all__ = ["Outcome", "Preview", "Saves", "places", "serving", "watching"]
