"""Which processes are the app's, on phones that list them as Android does."""

from __future__ import annotations

from collections.abc import Callable

from inspector.device.family import Family
from tests.inspector.device.fakes import FakePhone

PACKAGES = """\
package:com.android.chrome uid:10111
package:com.example.chat uid:10123
package:com.example.sister uid:10123
package:com.other uid:10124
"""
PROCESSES = """\
  PID   UID NAME
    1     0 init
  400     0 zygote64
  410 10123 <pre-initialized>
  411 10123 usap64
  500 10123 com.example.chat
  501 10123 com.example.chat:push
  502 10123 org.chromium.own_name
  503 99012 com.example.chat:sandboxed:isolated0
  504 1010123 com.example.chat
  505 10123 com.example.sister:remote
  506 10124 com.other
  507 10124 com.example.chatty
"""


def test_processes_are_found_by_name_and_by_user_but_not_a_sisters(plug_in: Callable[..., FakePhone]) -> None:
    phone = plug_in(commands={"pm": PACKAGES, "ps": PROCESSES})
    family = Family(phone.serial, "com.example.chat")
    assert not family.is_ours("org.chromium.own_name")
    assert family.find() == {
        500: "com.example.chat", 501: "com.example.chat:push", 502: "org.chromium.own_name",
        503: "com.example.chat:sandboxed:isolated0", 504: "com.example.chat",
    }  # fmt: skip
    assert family.is_ours("org.chromium.own_name"), "met once, it is held at its next start"
    assert family.is_ours("com.example.chat:later")
    assert not family.is_ours("com.example.chatty")


def test_a_phone_that_tells_no_users_is_asked_by_name(plug_in: Callable[..., FakePhone]) -> None:
    phone = plug_in(commands={"pm": "package:com.example.chat\n", "ps": PROCESSES})
    family = Family(phone.serial, "com.example.chat")
    assert sorted(family.find()) == [500, 501, 503, 504]
