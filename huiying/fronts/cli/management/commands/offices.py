"""`huiying offices`: set up a real office."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from huiying.fronts.cli import office_clock
from huiying.fronts.cli.explained import Explained
from huiying.fronts.cli.management.commands.users import CONSOLE
from huiying.pure.lib.refusals import Refused
from huiying.registers.directory.services import FirstUser, NewOffice, set_up_office
from huiying.registers.places.rules import DOORS, LEVELS

FIRST_ROLES = {
    "admin": "who does the rest on the pages",
    "desk": "a clerk of the desk",
    "lead": "who decides what only a lead can",
}
WORDS = {
    "admin_missing": "name an administrator: --admin LOGIN NAME",
    "door_missing": f"name the doors that are open: --door, one of {', '.join(DOORS)}",
    "office_code": "the code is 2 to 6 capital letters without I, O, S, V, Z",
    "office_code_taken": "another office has this code",
    "place_code": "below a village a place's code is its parent's, a dash and a number",
    "place_level": "the places stand from the widest to the smallest",
    "username_taken": "somebody else logs in with this name",
}


class Command(Explained):
    """Sets an office up: its place, desk, standard categories and limits, first users."""

    help = "Set up an office of your own; the rest is done on its pages."

    def add_arguments(self, parser: CommandParser) -> None:
        """What an office can't begin without."""
        todo = parser.add_subparsers(dest="todo", required=True)
        add = todo.add_parser(
            "add",
            help="set up an office",
            description="Set up an office. Prints the first passwords; they are changed at the first login.",
        )
        add.add_argument(
            "--code", required=True, help="2 to 6 capital letters; begins every number, such as NF"
        )
        add.add_argument("--name", required=True, help="what residents read")
        add.add_argument("--name-en", default="", help="the same in English")
        add.add_argument(
            "--within",
            nargs=3,
            action="append",
            default=[],
            metavar=("LEVEL", "CODE", "NAME"),
            help=f"what the place lies in, the widest first; levels: {', '.join(LEVELS)}",
        )
        add.add_argument(
            "--place",
            nargs=3,
            required=True,
            metavar=("LEVEL", "CODE", "NAME"),
            help="the place that the office serves, with its official code",
        )
        add.add_argument("--phone", required=True, help="the telephone that a person answers")
        add.add_argument("--phone-hours", default="", help="when it is answered")
        add.add_argument("--door", action="append", default=[], choices=DOORS, help="a door that is open")
        add.add_argument("--desk-name", default="", help="what the desk is called")
        for role, who in FIRST_ROLES.items():
            given = {"nargs": 2, "action": "append", "default": [], "metavar": ("LOGIN", "NAME")}
            add.add_argument(f"--{role}", help=who, **given)  # type: ignore[arg-type]

    def handle(self, *args: Any, **options: Any) -> None:
        """Set it up and print the passwords, once."""
        office_clock.take()
        try:
            office, users = set_up_office(viewer=CONSOLE, new=_new(options))
        except Refused as refused:
            lines = [WORDS.get(fault.code, fault.code) for fault in refused.faults]
            raise CommandError("Refused: " + "; ".join(lines)) from refused
        self.stdout.write(f"The office {office.code} is set up.")
        for user, password in users:
            self.stdout.write(f"{user.username} logs in with: {password}")
        self.stdout.write(
            "Each is changed at the first login. As the administrator open /desk/registers/office/: it says what "
            "is still missing."
        )


def _new(options: dict[str, Any]) -> NewOffice:
    for level, _code, _name in (*options["within"], options["place"]):
        if level not in LEVELS:
            raise CommandError(f"There is no level {level}; there are {', '.join(LEVELS)}.")
    return NewOffice(
        code=options["code"],
        name=options["name"],
        name_en=options["name_en"],
        places=[tuple(row) for row in (*options["within"], options["place"])],
        phone=options["phone"],
        phone_hours=options["phone_hours"],
        doors=tuple(options["door"]) or ("community",),
        desk_name=options["desk_name"] or f"{options['name']}服务台",
        users=[FirstUser(login, name, role) for role in FIRST_ROLES for login, name in options[role]],
    )
