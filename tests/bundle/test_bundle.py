"""The bundle installs and runs where there is no network, and names no wheel that a machine lacks."""

import os
import platform
import re
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
INSIDE = Path(__file__).with_name("inside.py")
NEWEST_GLIBC = (2, 28)

pytestmark = pytest.mark.bundle


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("bundle"), platform.machine())


def made(folder: Path, machine: str) -> Path:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts/bundle", "--platform", machine, "--out", folder],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    (found,) = folder.glob("*.tar.gz")
    return found


def python() -> str:
    """The Python that made the environment of the tests: a virtual one cannot be built upon."""
    return os.path.realpath(getattr(sys, "_base_executable", sys.executable))


def wheels(bundle: Path) -> list[str]:
    with tarfile.open(bundle) as tar:
        return [Path(name).name for name in tar.getnames() if name.endswith(".whl")]


def needs_too_new(name: str, machine: str) -> bool:
    tag = name.removesuffix(".whl").split("-")[-1]
    if tag == "any":
        return False
    versions = re.findall(rf"manylinux_(\d+)_(\d+)_{machine}", tag)
    return not any((int(major), int(minor)) <= NEWEST_GLIBC for major, minor in versions)


def test_it_installs_and_serves_a_first_page_without_a_network(
    bundle: Path, tmp_path: Path
) -> None:
    done = subprocess.run(
        ["unshare", "-rn", python(), INSIDE, bundle, tmp_path],
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "all of it without a network" in done.stdout


def test_with_a_network_the_proof_would_fail(tmp_path: Path) -> None:
    """Whoever takes the namespace away must hear of it."""
    reach = "import socket; assert len(socket.if_nameindex()) > 1"
    if subprocess.run([sys.executable, "-c", reach], capture_output=True).returncode != 0:
        pytest.skip("this machine has no network itself")
    done = subprocess.run(
        [python(), INSIDE, tmp_path / "none", tmp_path], capture_output=True, text=True
    )
    assert done.returncode != 0
    assert "there is a network" in done.stderr


def test_every_dependency_has_a_wheel_for_both_machines(bundle: Path, tmp_path: Path) -> None:
    others = {"x86_64": "aarch64", "aarch64": "x86_64"}[platform.machine()]
    here, there = wheels(bundle), wheels(made(tmp_path, others))
    assert len(here) == len(there) > 30
    assert [name for name in here if needs_too_new(name, platform.machine())] == []
    assert [name for name in there if needs_too_new(name, others)] == []


def test_a_wheel_for_a_newer_system_would_be_found() -> None:
    assert needs_too_new("x-1-cp311-abi3-manylinux_2_34_aarch64.whl", "aarch64")
    assert needs_too_new("x-1-cp311-abi3-manylinux_2_28_x86_64.whl", "aarch64")
    assert not needs_too_new(
        "x-1-cp311-manylinux2014_aarch64.manylinux_2_17_aarch64.whl", "aarch64"
    )
    assert not needs_too_new("x-1-py3-none-any.whl", "aarch64")


def test_a_changed_bundle_and_a_foreign_one_are_refused(bundle: Path, tmp_path: Path) -> None:
    with tarfile.open(bundle) as tar:
        tar.extractall(tmp_path, filter="data")
    (folder,) = tmp_path.glob("dandang-*")
    settings = folder / "bundle.env"
    words = ["sh", str(folder / "install"), str(tmp_path / "opt")]
    honest = settings.read_text()
    for text, said in (
        (honest.replace("BUNDLE_PYTHON=cp", "BUNDLE_PYTHON=cp9"), "This bundle is for"),
        (honest + "# changed\n", "The bundle is not whole"),
    ):
        settings.write_text(text)
        done = subprocess.run(
            words, env={**os.environ, "PYTHON": python()}, capture_output=True, text=True
        )
        assert done.returncode == 1
        assert said in done.stderr
    assert not (tmp_path / "opt/current").exists()
