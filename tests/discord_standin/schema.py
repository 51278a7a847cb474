"""Every request against Discord's own description of its API, where that file is there."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import jsonschema
from jsonschema import ValidationError
from referencing import Registry
from referencing.jsonschema import DRAFT202012

OPENAPI = Path(__file__).resolve().parents[2].parent / "shared" / "discord" / "openapi.json"
_NAME = "urn:discord"


class Schema:
    """Checks a request's body by method and path; knows nothing, and finds no fault, without the file."""

    def __init__(self) -> None:
        self.checked = 0
        self._routes: list[tuple[re.Pattern[str], str]] = []
        self._document: dict[str, Any] = {}
        if OPENAPI.is_file():
            self._document = _document()
            paths = sorted(self._document["paths"], key=lambda path: path.count("{"))
            self._routes = [(re.compile(re.sub(r"\{[^}]+\}", "[^/]+", path)), path) for path in paths]

    def faults(self, method: str, path: str, body: Any) -> list[str]:
        """What the description has against a request; an unknown path is a fault."""
        if not self._document:
            return []
        template = next((template for pattern, template in self._routes if pattern.fullmatch(path)), None)
        operation = self._document["paths"].get(template, {}).get(method.lower())
        if operation is None:
            return [f"{method} {path} is in no version of Discord's description"]
        self.checked += 1
        if body is None:
            return []
        assert template is not None
        return list(_faults_of(template, method.lower(), json.dumps(_with_text_ids(body), sort_keys=True)))


@lru_cache(maxsize=1)
def _document() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(OPENAPI.read_text("utf-8"))
    return loaded


@lru_cache(maxsize=1)
def _registry() -> Any:
    return Registry().with_resource(_NAME, DRAFT202012.create_resource(_document()))


@lru_cache(maxsize=64)
def _validator(template: str, method: str) -> jsonschema.Draft202012Validator:
    content = _document()["paths"][template][method]["requestBody"]["content"]
    key = template.replace("~", "~0").replace("/", "~1")
    assert "application/json" in content
    pointer = f"{_NAME}#/paths/{key}/{method}/requestBody/content/application~1json/schema".replace("{", "%7B")
    return jsonschema.Draft202012Validator({"$ref": pointer.replace("}", "%7D")}, registry=_registry())


@lru_cache(maxsize=512)
def _faults_of(template: str, method: str, body: str) -> tuple[str, ...]:
    """What the description has against a body; the same body, such as the list of commands, is looked at once."""
    errors = _validator(template, method).iter_errors(json.loads(body))
    return tuple(f"{method.upper()} {template}: {_deepest(error)}" for error in errors)


def _with_text_ids(body: Any) -> Any:
    """discord.py numbers new attachments with integers, which Discord takes and its description does not know."""
    data = body.get("data", body) if isinstance(body, dict) else {}
    attachments = data.get("attachments") if isinstance(data, dict) else None
    if not attachments:
        return body
    texts = {**data, "attachments": [one | {"id": str(one["id"])} for one in attachments]}
    return {**body, "data": texts} if "data" in body else texts


def _deepest(error: ValidationError) -> str:
    """Of all that a body could have been, what the nearest form has against it."""
    while error.context:
        error = max(error.context, key=lambda one: len(one.absolute_path))
    return f"{'.'.join(map(str, error.absolute_path))}: {error.message[:300]}"
