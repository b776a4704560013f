"""The tags show what they were given, with its exact date, and nothing that was not meant for the page."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from huiying.fronts.web.templatetags import ui
from huiying.pure.lib import clock
from tests.cast import MORNING


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    """Chinese, on the morning of the tests."""
    with translation.override("zh-hans"), clock.held_at(MORNING):
        yield


def shown(text: str, address: str = "/", **values: object) -> str:
    """What a template makes of these values."""
    return Template(text).render(Context({"request": RequestFactory().get(address), **values}))


class Form(forms.Form):
    """One field that must be filled, one that may be empty, a choice."""

    text = forms.CharField(label="text", help_text="as you speak")
    contact = forms.CharField(label="contact", required=False)
    lane = forms.ChoiceField(label="lane", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)


@pytest.mark.parametrize(
    ("at", "lane", "css"),
    [
        (MORNING + timedelta(days=2), "with_care", "due"),
        (MORNING + timedelta(hours=2), "with_care", "due today"),
        (MORNING + timedelta(hours=2), "at_once", "due at-once"),
        (MORNING - timedelta(hours=2), "at_once", "due late"),
    ],
)
def test_a_due_line_is_plain_bold_cinnabar_or_plum(at: datetime, lane: str, css: str) -> None:
    assert f'class="{css}"' in ui.due(at, lane)


def test_a_due_line_has_its_exact_date_on_hover_and_in_print() -> None:
    line = ui.due(clock.local_time(MORNING.date(), 17))
    assert 'title="2023年12月15日 周五 17:00"' in line
    assert '<span class="print-only">（2023年12月15日 周五 17:00）</span>' in line


def test_where_nothing_is_due_nothing_is_said() -> None:
    assert ui.due(None) == ""
    assert ui.when(None) == ""


def test_a_state_that_nobody_knows_is_a_fault_and_no_blank() -> None:
    with pytest.raises(KeyError):
        ui.state("lost")


def test_the_name_of_whoever_has_it_is_escaped() -> None:
    assert "<b>" not in ui.asker_state("dispatched", "<b>A</b>")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("13812345678", "138****5678"),
        ("990101199001011234", "990***********1234"),
        ("王小明", "王**"),
        ("", ""),
    ],
)
def test_a_number_is_masked_in_its_middle_and_a_name_after_its_first_sign(text: str, masked: str) -> None:
    assert ui.masked(text) == masked


@pytest.mark.parametrize(
    ("number", "grouped"),
    [
        ("13812345678", "138 1234 5678"),
        ("057188887777", "0571 8888 7777"),
        ("110", "110"),
        ("nobody", "nobody"),
    ],
)
def test_a_telephone_number_is_grouped_and_stays_on_one_line(number: str, grouped: str) -> None:
    assert ui.phone(number) == grouped.replace(" ", "\N{NO-BREAK SPACE}")


def test_another_filter_begins_on_the_first_page_and_keeps_the_others() -> None:
    link = shown("{% with_query 'state' 'late' %}", "/?lane=at_once&older=k&state=received")
    assert link == "?lane=at_once&amp;state=late"
    assert shown("{% with_query 'state' None %}", "/?lane=at_once&state=late") == "?lane=at_once"


def test_a_column_sorts_up_then_down_and_says_which() -> None:
    column = "{% column 'Due' 'due' %}"
    assert "aria-sort" not in shown(column)
    assert 'aria-sort="ascending"><a href="?sort=-due"' in shown(column, sort="due")
    assert 'aria-sort="descending"><a href="?sort=due"' in shown(column, sort="-due")


def test_the_pager_shows_only_the_ends_that_there_are() -> None:
    last = shown("{% pager page %}", page=SimpleNamespace(previous="n", next=""))
    assert "?newer=n" in last
    assert "older" not in last
    assert shown("{% pager page %}", page=SimpleNamespace(previous="", next="")).strip() == ""


def test_a_fault_stands_beside_its_field_and_at_the_top_and_both_lead_to_it() -> None:
    page = shown("{% form_fields form %}", form=Form({"contact": "kept"}))
    assert 'href="#id_text"' in page
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="id_text_helptext id_text_error"' in page
    assert 'id="id_text_error"' in page
    assert 'value="kept"' in page
    assert 'href="#id_lane"' in page
    assert '<fieldset id="id_lane"' in page


def test_a_form_without_faults_has_no_summary() -> None:
    assert "error-summary" not in shown("{% form_fields form %}", form=Form({"text": "a", "lane": "a"}))


def test_what_stands_in_a_block_is_kept_as_it_is_and_its_title_is_escaped() -> None:
    page = shown("{% notice 'late' title %}<b>{{ word }}</b>{% endnotice %}", title="<i>", word="<u>")
    assert "<b>&lt;u&gt;</b>" in page
    assert "&lt;i&gt;" in page
