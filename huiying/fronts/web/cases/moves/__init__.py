"""One page for each move that somebody at the desk takes."""

from huiying.fronts.web.cases.moves import desk, provider
from huiying.fronts.web.cases.moves.view import MoveView, form_of, view_of

VIEWS = (*desk.FIRST, *provider.VIEWS, *desk.LAST)
MOVE_VIEWS = {view.code: view for view in VIEWS}

__all__ = ["MOVE_VIEWS", "VIEWS", "MoveView", "form_of", "view_of"]
