"""Puts the native engine into a wheel where it can be built, and makes a wheel without it where it cannot."""

import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HERE = Path(__file__).parent
LIBRARY = HERE.parent / "src" / "habeas" / "files" / "libhabeas.so"


class NativeEngine(BuildHookInterface[Any]):
    """Runs `make` in `native/` before a wheel is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the library; an editable install takes what `make native` builds."""
        if version == "editable":
            return
        if shutil.which("make") is None or subprocess.run(["make", "-C", str(HERE)], check=False).returncode:  # noqa: S603, S607  # our own Makefile
            self.app.display_warning("The native engine was not built: this wheel reads messages with Python alone.")
            return
        platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform}"
        build_data["artifacts"].append(str(LIBRARY.relative_to(HERE.parent)))
