"""`huiying users`: let people log in."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from huiying.fronts.cli import office_clock
from huiying.fronts.cli.explained import Explained
from huiying.pure.lib.refusals import Refused
from huiying.pure.lib.viewer import Viewer
from huiying.registers.access import roles, selectors, services
from huiying.registers.places.selectors import office_by_code

ROLES = [role for role in roles.ROLES if roles.RIGHTS[role]]
CONSOLE = Viewer(id=0, name="console", kind="system")
"""Whoever may type commands on the server; the trail says so."""


class Command(Explained):
    """Adds users and gives new passwords, when no page can: the first lead, a forgotten password."""

    help = "Let somebody log in, or give somebody a new password; it is printed once."

    def add_arguments(self, parser: CommandParser) -> None:
        """Two things to do, each with its own words."""
        todo = parser.add_subparsers(dest="todo", required=True)
        add = todo.add_parser(
            "add",
            help="let somebody log in",
            description="Let somebody log in. Prints a first password, which they change at the first login.",
        )
        add.add_argument("username", help="what they type to log in")
        add.add_argument("--name", required=True, help="what others read")
        add.add_argument("--office", required=True, help="the office's code, such as NF")
        add.add_argument(
            "--role",
            required=True,
            choices=ROLES,
            metavar="ROLE",
            help=f"what they may do: {', '.join(ROLES)}",
        )
        password = todo.add_parser(
            "password",
            help="give a new password",
            description="Give somebody a new password and print it. The old one ends at once.",
        )
        password.add_argument("username", help="what they type to log in")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and print the password, once."""
        office_clock.take()
        username = options["username"]
        try:
            password = _add(options) if options["todo"] == "add" else _password(username)
        except Refused as refused:
            raise CommandError("Refused: " + ", ".join(fault.code for fault in refused.faults)) from refused
        self.stdout.write(f"{username} logs in with: {password}\nIt must be changed at the first login.")


def _add(options: dict[str, Any]) -> str:
    office = office_by_code(options["office"])
    if office is None:
        raise CommandError(f"There is no office {options['office']}.")
    grant = services.NewGrant(options["role"], office=office)
    new = services.NewUser(options["username"], options["name"], (grant,))
    [(_, password)] = services.register_users(viewer=CONSOLE, users=[new])
    return password


def _password(username: str) -> str:
    user = selectors.user_by_name(username)
    if user is None:
        raise CommandError(f"There is no user {username}.")
    return services.set_password(viewer=CONSOLE, user=user)
