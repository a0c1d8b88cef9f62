"""Build hook: compiles the language packs and the gazetteer before a wheel or an editable install is made."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE = Path(__file__).parent / "src"


class CompilePacks(BuildHookInterface[Any]):
    """Runs the builders of `testigo.packs` from the source tree that is being built."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the compiled tables and the gazetteer; a pack with an error stops the build and names file and line."""
        sys.path.insert(0, str(SOURCE))
        try:
            if importlib.util.find_spec("testigo.packs") is None:
                return
            for table in importlib.import_module("testigo.packs.build").build_all():
                self.app.display_info(f"compiled {table}")
            made = importlib.import_module("testigo.packs.world.build").build_gazetteer()
            self.app.display_info(f"made {made.name}")
        finally:
            sys.path.remove(str(SOURCE))
