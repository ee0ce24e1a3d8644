"""SDK hooks against the SDKs themselves: every signature that was read in an artifact is in a version of it."""

from __future__ import annotations

import pytest

from tests.hooks.rig import build_module
from tests.proof import artifacts, catalog
from tests.proof.catalog import Hook, Module
from tests.proof.signatures import Library
from tests.proof.versions import wanted_of
from tests.rigs import maven


@pytest.fixture(scope="module")
def modules() -> tuple[Module, ...]:
    bundle = build_module().build().read_text(encoding="utf-8")
    return tuple(module for module in catalog.load(bundle) if module.group == "sdk")


@pytest.fixture(scope="module")
def libraries() -> dict[str, list[Library]]:
    if maven.missing():
        pytest.skip(maven.missing())
    return artifacts.libraries()


def test_every_sdk_says_where_its_signatures_were_read(modules: tuple[Module, ...]) -> None:
    listed = artifacts.listed()
    assert set(listed) == {module.id for module in modules}
    assert all(bool(each.versions) != bool(each.source) for each in listed.values())
    assert all(hook.source for module in modules for hook in module.hooks)


def test_every_hook_that_was_read_in_an_artifact_is_in_a_version_of_it(
    modules: tuple[Module, ...], libraries: dict[str, list[Library]]
) -> None:
    absent = []
    for module in modules:
        read = {one: hook.source for hook in module.hooks if read_in_artifact(hook) for one in wanted_of(hook)}
        looked = [library.look(read) for library in libraries[module.id]]
        # What was read in a repository beside the artifact may be a version's that no registry has.
        wanted = [one for one, said in read.items() if "github" not in said or any(f[one].overloads for f in looked)]
        absent += [f"{module.id}: {one}" for one in wanted if looked and not any(found[one].exists for found in looked)]
    assert not absent, "\n".join(absent)


def test_most_sdks_were_checked_against_themselves(libraries: dict[str, list[Library]]) -> None:
    assert sum(bool(versions) for versions in libraries.values()) >= 30
    assert sum(len(versions) > 1 for versions in libraries.values()) >= 15


def read_in_artifact(hook: Hook) -> bool:
    return "Maven Central" in hook.source or "class files" in hook.source
