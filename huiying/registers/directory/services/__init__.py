"""Writes of the directory: categories, offerings, social workers' files, duty, standard answers; an office set up."""

from huiying.registers.directory.services.answers import (
    NewAnswer,
    change_answer,
    end_answer,
    register_answers,
)
from huiying.registers.directory.services.categories import (
    STANDARD,
    add_category,
    add_category_group,
    change_category,
    end_category,
    take_standard_categories,
)
from huiying.registers.directory.services.duty import (
    change_duty,
    put_on_duty,
    set_duty,
    take_off_duty,
)
from huiying.registers.directory.services.offerings import (
    NewOffering,
    change_offering,
    end_offering,
    offer,
    register_offerings,
    take_up_offering,
)
from huiying.registers.directory.services.setting_up import (
    FirstUser,
    NewOffice,
    set_up_office,
)
from huiying.registers.directory.services.workers import (
    change_worker_file,
    close_worker_file,
    end_recusal,
    keep_apart,
    note_leave,
    open_worker_file,
    open_worker_files,
    recuse,
    send_on_leave,
    take_back_leave,
)

__all__ = [
    "STANDARD",
    "FirstUser",
    "NewAnswer",
    "NewOffering",
    "NewOffice",
    "add_category",
    "add_category_group",
    "change_answer",
    "change_category",
    "change_duty",
    "change_offering",
    "change_worker_file",
    "close_worker_file",
    "end_answer",
    "end_category",
    "end_offering",
    "end_recusal",
    "keep_apart",
    "note_leave",
    "offer",
    "open_worker_file",
    "open_worker_files",
    "put_on_duty",
    "recuse",
    "register_answers",
    "register_offerings",
    "send_on_leave",
    "set_duty",
    "set_up_office",
    "take_back_leave",
    "take_off_duty",
    "take_standard_categories",
    "take_up_offering",
]
