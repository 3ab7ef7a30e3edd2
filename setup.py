"""All about the package is in pyproject.toml; this adds one step: the texts of every language are compiled into it."""

from __future__ import annotations

import runpy
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithTexts(build_py):
    """Compiles the catalogues that were copied, so that an installed site starts without doing that each time."""

    def run(self) -> None:
        super().run()
        compile_all = runpy.run_path("webapp/compiled.py")["compile_all"]
        compile_all(Path(self.build_lib) / "webapp" / "translations")


setup(cmdclass={"build_py": BuildWithTexts})
