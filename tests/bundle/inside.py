"""What happens on the machine without a network: install, migrate, doctor, serve, a first page.

Run with the system's Python inside a network namespace of its own: inside.py BUNDLE FOLDER. Fails
at once when there is any network at all.
"""

import ctypes
import fcntl
import os
import signal
import socket
import struct
import subprocess
import sys
import tarfile
import time
import urllib.request
from pathlib import Path

SET_FLAGS, UP = 0x8914, 0x1
# Documentation addresses: nobody answers there, but a machine with a network would try.
FAR = (("192.0.2.1", socket.AF_INET), ("2001:db8::1", socket.AF_INET6))
MEMORY_DENY_WRITE_EXECUTE = 65


def main(bundle: Path, folder: Path) -> None:
    require_no_network()
    loopback_up()
    with tarfile.open(bundle) as tar:
        tar.extractall(folder, filter="data")
    (unpacked,) = folder.glob("dandang-*")
    target = folder / "opt"
    run("sh", str(unpacked / "install"), str(target))
    command = str(target / "dandang")
    run(command, "migrate")
    assert (folder / "data").stat().st_mode & 0o777 == 0o700
    run(command, "doctor")
    first_page(command)
    run(command, "backup", str(folder))
    go_back(unpacked, target)
    sys.stdout.write("all of it without a network\n")


def require_no_network() -> None:
    names = [name for _, name in socket.if_nameindex()]
    assert set(names) <= {"lo", "sit0", "tunl0", "ip6tnl0"}, f"there is a network: {names}"
    for address, family in FAR:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((address, 53))
            except OSError:
                continue
        raise AssertionError(f"there is a way to {address}")


def loopback_up() -> None:
    with socket.socket() as any_socket:
        fcntl.ioctl(any_socket, SET_FLAGS, struct.pack("16sh14x", b"lo", UP))


def environment() -> dict[str, str]:
    settings = Path(sys.argv[2]) / "dandang.env"
    settings.write_text(f"DANDANG_DATA={sys.argv[2]}/data\n")
    return {
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME": "/nonexistent",
        "LANG": "C.UTF-8",
        "PYTHON": os.path.realpath(sys.executable),
        "DANDANG_SETTINGS": str(settings),
    }


def run(*words: str) -> str:
    done = subprocess.run(words, env=environment(), cwd="/", capture_output=True, text=True)
    assert done.returncode == 0, f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def first_page(command: str) -> None:
    def as_hardened() -> None:
        # As under the unit file; kernels before 6.3 do not know it.
        ctypes.CDLL(None).prctl(MEMORY_DENY_WRITE_EXECUTE, 1, 0, 0, 0)

    server = subprocess.Popen(
        [command, "serve", "--port", "8765"],
        env=environment(),
        cwd="/",
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=as_hardened,
    )
    try:
        assert server.stdout is not None
        said = server.stdout.readline()
        assert "8765" in said, said
        page = urllib.request.urlopen("http://127.0.0.1:8765/", timeout=30).read().decode()
        assert "</html>" in page
        assert 'lang="zh' in page
        for name in ("vendor/tabler.css", "vendor/echarts.js", "shared/dandang.css"):
            answer = urllib.request.urlopen(f"http://127.0.0.1:8765/static/{name}", timeout=30)
            assert answer.status == 200, name
        assert "服务正在运行" in run(command, "doctor")
    finally:
        server.send_signal(signal.SIGTERM)
        code = server.wait(30)
    assert code == 0, code
    time.sleep(0.1)


def go_back(unpacked: Path, target: Path) -> None:
    """A next version is installed beside; the one before can be made the current one again."""
    current = target / "current"
    was = current.readlink()
    (target / "9.9.9").mkdir()
    (target / "previous").symlink_to(was)
    current.unlink()
    current.symlink_to("9.9.9")
    run("sh", str(unpacked / "install"), "--back", str(target))
    assert (current.readlink(), (target / "previous").readlink()) == (was, Path("9.9.9"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
