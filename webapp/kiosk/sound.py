"""Recordings for the kiosk: which sentences have one, and the files themselves. No cookie goes in or out here."""

from __future__ import annotations

import json
from http import HTTPStatus
from pathlib import Path

from flask import Response, abort, request
from flask.blueprints import Blueprint, BlueprintSetupState

from webapp.assets import ASK_AGAIN, FOR_GOOD
from webapp.languages import published
from webapp.recordings import (
    FILE_ENDPOINT,
    LIST_ENDPOINT,
    MIME_TYPES,
    addresses,
    list_address,
    name_sound,
    register,
    sounds_of,
    version,
)


def add_to(blueprint: Blueprint) -> None:
    """Let a blueprint (below `/kiosk`) serve the recordings, and its pages say where they are."""
    blueprint.record(_read_recordings)
    blueprint.add_url_rule("/geluid/<code>.json", _name(LIST_ENDPOINT), sound_list)
    blueprint.add_url_rule("/geluid/<code>/<name>", _name(FILE_ENDPOINT), sound_file)
    blueprint.app_context_processor(lambda: {"sounds_address": list_address, "name_sound": name_sound})


def sound_list(code: str) -> Response:
    """{"files": {sentence as it is looked up: address}}; 404 for what is no language."""
    if code not in [one.code for one in published()]:
        abort(HTTPStatus.NOT_FOUND)
    response = Response(json.dumps({"files": addresses(code)}, ensure_ascii=False), mimetype="application/json")
    response.set_etag(version())
    response.make_conditional(request)
    return _kept(response, version())


def sound_file(code: str, name: str) -> Response:
    """One recording; 404 for what is not in the list, also where the file has gone since the start."""
    sounds = sounds_of(code)
    its_version = sounds.versions.get(name) if sounds else None
    if not sounds or its_version is None:
        abort(HTTPStatus.NOT_FOUND)
    try:
        content = (sounds.folder / name).read_bytes()
    except OSError:
        abort(HTTPStatus.NOT_FOUND)
    response = Response(content, mimetype=MIME_TYPES[Path(name).suffix])
    response.set_etag(its_version)
    response.make_conditional(request, accept_ranges=True, complete_length=len(content))
    return _kept(response, its_version)


def _read_recordings(state: BlueprintSetupState) -> None:
    register(state.app)  # type: ignore[arg-type]  # An application of Flask, though its type says less.


def _kept(response: Response, right: str) -> Response:
    """For good with the hash of what is sent; another address may get something else tomorrow."""
    response.headers["Cache-Control"] = FOR_GOOD if request.args.get("v") == right else ASK_AGAIN
    return response


def _name(endpoint: str) -> str:
    return endpoint.rpartition(".")[2]
