"""Fields for personal data: encrypted text, and a keyed index that finds it by its exact value."""

import base64
import hashlib
import hmac
import os
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core import checks
from django.core.exceptions import FieldDoesNotExist, FieldError, ImproperlyConfigured
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query_utils import DeferredAttribute

if TYPE_CHECKING:
    _TextField = models.TextField[str, str]
    _CharField = models.CharField[str | None, str | None]
else:
    _TextField = models.TextField
    _CharField = models.CharField

_VERSION = b"\x01"
_KEY_ID = 4
_NONCE = 12


class Unreadable(Exception):
    """A token that no known key opens in this field of this row: a lost key, or a value from elsewhere."""


@cache
def _derived(secret: str, purpose: str) -> bytes:
    if not secret:
        raise ImproperlyConfigured("DATA_KEY is empty: personal data can't be kept")
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"huiying {purpose}".encode()).derive(
        secret.encode()
    )


@cache
def _cipher(secret: str) -> tuple[bytes, AESGCM]:
    key = _derived(secret, "encrypted field")
    return hashlib.sha256(b"key id " + key).digest()[:_KEY_ID], AESGCM(key)


@dataclass(frozen=True, slots=True)
class Token:
    """An encrypted value as it lies in the database."""

    text: str | None

    @classmethod
    def sealing(cls, plain: str | None, place: str) -> "Token":
        """Encrypt `plain` so that it can only be opened in its `place`; nothing stays nothing."""
        if not plain:
            return cls(plain)
        key_id, cipher = _cipher(settings.DATA_KEY)
        nonce = os.urandom(_NONCE)
        token = _VERSION + key_id + nonce + cipher.encrypt(nonce, plain.encode(), place.encode())
        return cls(base64.b64encode(token).decode())

    def opened(self, place: str) -> str | None:
        """The plain text; raises Unreadable."""
        if not self.text:
            return self.text
        try:
            token = base64.b64decode(self.text, validate=True)
        except ValueError:
            raise Unreadable(place) from None
        head, nonce, rest = token[: 1 + _KEY_ID], token[1 + _KEY_ID :][:_NONCE], token[1 + _KEY_ID + _NONCE :]
        for secret in (settings.DATA_KEY, *getattr(settings, "DATA_KEYS_OLD", ())):
            key_id, cipher = _cipher(secret)
            if head == _VERSION + key_id:
                try:
                    return cipher.decrypt(nonce, rest, place.encode()).decode()
                except (InvalidTag, ValueError):  # another place, or no whole token
                    break
        raise Unreadable(place)


class _Opening(DeferredAttribute):
    """Decrypts on first access, so that a list which shows no telephone numbers opens none."""

    field: "EncryptedField"

    def __get__(self, instance: models.Model | None, owner: Any = None) -> Any:
        value = super().__get__(instance, owner)
        if instance is not None and isinstance(value, Token):
            value = instance.__dict__[self.field.attname] = value.opened(self.field.place_in(instance))
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value  # with a setter, reading always comes by `__get__`


class EncryptedField(_TextField):
    """Text that Python sees plain and the database sees as AES-256-GCM.

    The additional data is "app.model.field.uuid", so a token copied into another row or field doesn't open:
    the model needs a field `uuid`. It can't be filtered by (BlindIndexField does that) nor written by
    `update` or `bulk_update`, which don't know the row. Saving a row encrypts it with the present key.
    """

    descriptor_class = _Opening

    def place_in(self, instance: models.Model) -> str:
        """What binds a value to its field and row."""
        return f"{self.model._meta.label_lower}.{self.name}.{instance.uuid}"  # type: ignore[attr-defined]

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """Refuse a model whose rows have no `uuid` before they are inserted."""
        try:
            found = isinstance(self.model._meta.get_field("uuid"), models.UUIDField)
        except FieldDoesNotExist:
            found = False
        needed = checks.Error("EncryptedField needs a UUIDField named uuid", obj=self, id="storage.E002")
        return [*super().check(**kwargs), *([] if found else [needed])]

    def from_db_value(self, value: str | None, _expression: Any, _connection: BaseDatabaseWrapper) -> Token:
        """Keep the token until somebody asks."""
        return Token(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Token:
        """Encrypt for this row."""
        return Token.sealing(super().pre_save(model_instance, add), self.place_in(model_instance))

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> str | None:
        """Let only a token through: a plain value comes from `update` or `bulk_update`."""
        if not isinstance(value, Token):
            raise FieldError(f"{self}: save the row, update can't encrypt")
        return value.text

    def get_lookup(self, lookup_name: str) -> Any:
        """Nothing can be found by an encrypted value, except that there is none."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def get_transform(self, lookup_name: str) -> Any:
        """Nothing can be computed from an encrypted value."""
        return None


class BlindIndexField(_CharField):
    """Finds rows by the exact value of an encrypted field, `source`, without holding it."""

    def __init__(self, *args: Any, source: str = "", **kwargs: Any) -> None:
        self.source = source
        super().__init__(
            *args, **{"max_length": 32, "null": True, "editable": False, "db_index": True, **kwargs}
        )

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """For migrations."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "source": self.source}

    def pre_save(self, model_instance: models.Model, add: bool) -> str | None:
        """Follow the source."""
        value = blind_index(type(model_instance), self.source, getattr(model_instance, self.source))
        setattr(model_instance, self.attname, value)
        return value


def blind_index(model: type[models.Model], source: str, value: str | None) -> str | None:
    """What a BlindIndexField of `model` over the encrypted field `source` holds for `value`.

    Full-width signs, blanks, dashes and the case of letters make no difference; nothing gives None, which
    finds nothing when used as `filter(phone_index=blind_index(Person, "phone", typed) or "")`.
    """
    fields = model._meta.concrete_fields
    if not any(isinstance(field, BlindIndexField) and field.source == source for field in fields):
        raise FieldError(f"{model._meta.label} has no blind index over {source}")
    plain = unicodedata.normalize("NFKC", value or "").upper()
    plain = "".join(sign for sign in plain if not sign.isspace() and unicodedata.category(sign) != "Pd")
    if not plain:
        return None
    key = _derived(settings.DATA_KEY, f"blind index {model._meta.label_lower}.{source}")
    return hmac.new(key, plain.encode(), hashlib.sha256).hexdigest()[:32]
