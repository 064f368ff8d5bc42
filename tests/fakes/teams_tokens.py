"""The tokens of Teams: those that it signs for its activities, and those that the desk signs in with.

`LoginOverLoopback` is a client for MSAL that asks the fake in place of login.microsoftonline.com: MSAL itself refuses
every address without TLS.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
import uuid
from typing import Any
from urllib.parse import urlsplit

import jwt
import requests
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import RSAAlgorithm

from tests.fakes.teams_payloads import APP_ID, TENANT, Payload

ISSUER = "https://api.botframework.com"
SCOPE = "https://api.botframework.com/.default"
SECRET = "good-secret"
METADATA = "/v1/.well-known/openidconfiguration"
KEYS = "/v1/.well-known/keys"
_HOST = "login.microsoftonline.com"
_CONFIGURATION = "/.well-known/openid-configuration"


_keys: dict[str, RSAPrivateKey] = {}
_making = threading.Lock()


def _key(name: str) -> RSAPrivateKey:
    """Making a key takes a tenth of a second, so that each is made once, whichever thread asks first."""
    with _making:
        if name not in _keys:
            _keys[name] = generate_private_key(public_exponent=65537, key_size=2048)
        return _keys[name]


class Signer:
    """The keys of the Bot Framework: what signs, and what is published."""

    def __init__(self) -> None:
        self.key_id = "key-1"
        self.expected_secret = SECRET
        self.bot_tokens: set[str] = set()

    def rotate(self) -> None:
        """From now on another key signs, and only that one is published."""
        self.key_id = f"key-{int(self.key_id.partition('-')[2]) + 1}"

    def published(self) -> Payload:
        """The JSON Web Key Set."""
        public = json.loads(RSAAlgorithm.to_jwk(_key(self.key_id).public_key()))
        return {"keys": [public | {"kid": self.key_id, "use": "sig", "endorsements": ["msteams"]}]}

    def sign(self, claims: Payload, *, key: str = "", algorithm: str = "RS256", headers: Payload | None = None) -> str:
        """A token. `key` names another key than the published one; `none` and `HS256` are the forger's algorithms."""
        named = {"kid": self.key_id} | (headers or {})
        if algorithm == "none":
            return jwt.encode(claims, "", algorithm="none", headers=named)
        if algorithm == "HS256":
            return self._signed_with_the_public_key(claims, named)
        return jwt.encode(claims, _key(key or self.key_id), algorithm=algorithm, headers=named)

    def _signed_with_the_public_key(self, claims: Payload, headers: Payload) -> str:
        """The old trick: what everybody may know is taken as the secret of an HMAC."""
        parts = [{"typ": "JWT", "alg": "HS256", **headers}, claims]
        text = ".".join(_base64(json.dumps(part).encode()) for part in parts)
        pem = _key(self.key_id).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        return f"{text}.{_base64(hmac.digest(pem, text.encode(), hashlib.sha256))}"

    def bot_token(self) -> str:
        """A token that the connector accepts, as the login endpoint gives it to the desk."""
        now = int(time.time())
        claims = {"aud": ISSUER, "appid": APP_ID, "tid": TENANT, "iat": now, "exp": now + 3600, "jti": uuid.uuid4().hex}
        token = jwt.encode(claims, _key("login"), algorithm="RS256")
        self.bot_tokens.add(token)
        return token

    def login(self, tenant: str, form: Payload) -> tuple[int, Payload]:
        """The answer to a client-credentials request."""
        if tenant not in {TENANT, "botframework.com"}:
            return 400, _refused("invalid_request", f"AADSTS90002: Tenant '{tenant}' not found.")
        if form.get("grant_type") != "client_credentials" or form.get("scope") != SCOPE:
            return 400, _refused("invalid_scope", "AADSTS70011: The provided request is not valid.")
        if (form.get("client_id"), form.get("client_secret")) != (APP_ID, self.expected_secret):
            return 401, _refused("invalid_client", "AADSTS7000215: Invalid client secret provided.")
        return 200, {"token_type": "Bearer", "expires_in": 3599, "access_token": self.bot_token()}


def discovery() -> Payload:
    """What MSAL asks of a cloud: which of its hosts are the same."""
    alias = {"preferred_network": _HOST, "preferred_cache": _HOST, "aliases": [_HOST]}
    return {"metadata": [alias], "tenant_discovery_endpoint": f"https://{_HOST}/{TENANT}/v2.0{_CONFIGURATION}"}


def tenant_metadata(tenant: str) -> Payload:
    """Where MSAL signs in."""
    at = f"https://{_HOST}/{tenant}"
    return {
        "issuer": f"{at}/v2.0",
        "authorization_endpoint": f"{at}/oauth2/v2.0/authorize",
        "token_endpoint": f"{at}/oauth2/v2.0/token",
    }


def _refused(error: str, description: str) -> Payload:
    return {"error": error, "error_description": description}


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class LoginOverLoopback:
    """An `http_client` for MSAL's applications: whatever host is asked, the fake answers."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._session = requests.Session()

    def get(self, url: str, **arguments: Any) -> requests.Response:
        """Ask the fake."""
        return self._session.get(self._here(url), **arguments)

    def post(self, url: str, **arguments: Any) -> requests.Response:
        """Post to the fake."""
        return self._session.post(self._here(url), **arguments)

    def close(self) -> None:
        """End the connections."""
        self._session.close()

    def _here(self, url: str) -> str:
        parts = urlsplit(url)
        return f"{self._base}{parts.path}" + (f"?{parts.query}" if parts.query else "")
