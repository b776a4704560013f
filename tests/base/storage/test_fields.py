"""Personal data is encrypted in the database, plain in Python, and found by its exact value only."""

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection, models, transaction
from django.test.utils import isolate_apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiying.base.storage.fields import BlindIndexField, EncryptedField, Token, Unreadable, blind_index
from tests.base.storage.sample import Holder

pytestmark = pytest.mark.both_databases

PHONE = "19900001234"


def raw(column: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM sample_holder ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def write_raw(column: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE sample_holder SET {column} = %s", [value])


@pytest.mark.django_db
def test_the_database_never_sees_the_plain_text():
    Holder.objects.create(phone=PHONE)
    Holder.objects.bulk_create([Holder(phone=PHONE)])
    tokens = raw("phone")
    assert not any(PHONE in token for token in tokens)
    assert tokens[0] != tokens[1], "the same number twice can't be told from two numbers"
    assert not any(PHONE in index for index in raw("phone_index"))


@pytest.mark.django_db
def test_python_sees_the_plain_text_and_opens_it_only_when_asked():
    Holder.objects.create(phone=PHONE, identity=None)
    holder = Holder.objects.get()
    assert isinstance(holder.__dict__["phone"], Token)
    assert PHONE not in repr(holder.__dict__)
    assert (holder.phone, holder.identity) == (PHONE, None)
    assert holder.__dict__["phone"] == PHONE
    assert Holder.objects.defer("phone").get().phone == PHONE


@pytest.mark.django_db
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_comes_back_as_it_was(text):
    key = Holder.objects.create(phone=text).pk
    assert Holder.objects.get(pk=key).phone == text


@pytest.mark.django_db
def test_a_token_opens_neither_in_another_row_nor_in_another_field():
    first, second = Holder.objects.create(phone=PHONE), Holder.objects.create(identity=PHONE)
    write_raw("phone", raw("phone")[0])
    assert Holder.objects.get(pk=first.pk).phone == PHONE
    with pytest.raises(Unreadable):
        _ = Holder.objects.get(pk=second.pk).phone
    write_raw("identity", raw("phone")[0])
    with pytest.raises(Unreadable):
        _ = Holder.objects.get(pk=first.pk).identity


@pytest.mark.django_db
def test_a_token_that_was_tampered_with_does_not_open():
    Holder.objects.create(phone=PHONE)
    token = raw("phone")[0]
    for broken in (token[:-8] + "AAAAAAA=", token[:12], "free text", "@"):
        write_raw("phone", broken)
        with pytest.raises(Unreadable):
            _ = Holder.objects.get().phone


@pytest.mark.django_db
def test_an_old_key_still_opens_and_saving_takes_the_new_one(settings):
    holder = Holder.objects.create(phone=PHONE)
    settings.DATA_KEYS_OLD, settings.DATA_KEY = [settings.DATA_KEY], "a new key"
    before = raw("phone")
    holder = Holder.objects.get()
    assert holder.phone == PHONE
    holder.save()
    settings.DATA_KEYS_OLD = []
    assert raw("phone") != before
    assert Holder.objects.get().phone == PHONE
    settings.DATA_KEY = "not this key"
    with pytest.raises(Unreadable):
        _ = Holder.objects.get().phone


@pytest.mark.django_db
def test_without_a_key_nothing_personal_is_kept(settings):
    settings.DATA_KEY = ""
    with pytest.raises(ImproperlyConfigured):
        Holder.objects.create(phone=PHONE)


@pytest.mark.django_db
def test_update_and_bulk_update_are_refused_as_they_do_not_know_the_row():
    holder = Holder.objects.create(phone=PHONE)
    with pytest.raises(FieldError), transaction.atomic():
        Holder.objects.update(phone="19900005678")
    holder.phone = "19900005678"
    with pytest.raises(FieldError), transaction.atomic():
        Holder.objects.bulk_update([holder], ["phone"])
    Holder.objects.update(rank=3)
    assert Holder.objects.get().phone == PHONE


@pytest.mark.django_db
def test_nothing_is_found_by_an_encrypted_value_except_that_it_is_missing():
    Holder.objects.create(phone=PHONE)
    for lookup in ("phone", "phone__contains", "phone__in", "phone__gt"):
        with pytest.raises(FieldError):
            Holder.objects.filter(**{lookup: PHONE}).count()
    assert Holder.objects.filter(identity__isnull=True).count() == 1


@pytest.mark.django_db
def test_the_blind_index_finds_a_number_however_it_is_written():
    Holder.objects.create(phone="199 0000-1234", identity="33030000000000000x")
    for typed in (PHONE, "１９９００００１２３４", " 199–0000–1234 "):
        assert Holder.objects.filter(phone_index=blind_index(Holder, "phone", typed)).count() == 1
    assert Holder.objects.filter(
        identity_index=blind_index(Holder, "identity", "33030000000000000X")
    ).exists()
    assert not Holder.objects.filter(phone_index=blind_index(Holder, "phone", "19900001235")).exists()


@pytest.mark.django_db
def test_the_blind_index_follows_its_field_and_tells_fields_apart():
    holder = Holder.objects.create(phone=PHONE, identity=PHONE)
    assert holder.phone_index != holder.identity_index
    assert len(holder.phone_index) == 32
    holder.phone = ""
    holder.save()
    assert Holder.objects.get().phone_index is None


def test_a_look_up_over_a_field_without_blind_index_is_an_error():
    with pytest.raises(FieldError):
        blind_index(Holder, "phone_index", PHONE)


@isolate_apps("huiying.base.storage")
def test_a_model_without_uuid_fails_the_system_check():
    class Bare(models.Model):
        phone = EncryptedField()

        class Meta:
            app_label = "storage"

    assert [fault.id for fault in Bare.check()] == ["storage.E002"]
    assert Holder.check() == []


def test_migrations_keep_the_source_of_a_blind_index():
    _name, path, args, kwargs = Holder._meta.get_field("phone_index").deconstruct()
    assert path == "huiying.base.storage.fields.BlindIndexField"
    assert BlindIndexField(*args, **kwargs).source == "phone"
