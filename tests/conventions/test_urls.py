"""Every page says which action it takes to open it."""

from collections.abc import Callable, Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from huiying.registers.access import roles

WITHOUT_LOGIN = {roles.OPEN, roles.SIGNED_IN, roles.ASKER}


def views(resolver: URLResolver, route: str = "") -> Iterator[tuple[str, Callable[..., object]]]:
    """Every route with its view, through all included files."""
    for pattern in resolver.url_patterns:
        here = f"{route}{pattern.pattern}"
        if isinstance(pattern, URLPattern):
            yield here, pattern.callback
        else:
            yield from views(pattern, here)


def test_every_url_declares_an_action_of_the_table() -> None:
    declared = {route: getattr(view, "action", None) for route, view in views(get_resolver())}
    assert declared, "no URL was found"
    known = WITHOUT_LOGIN | roles.ACTIONS
    assert {route: action for route, action in declared.items() if action not in known} == {}
