"""What the compiled wheel needs: an interpreted class can't inherit from a compiled one."""

import ast
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
HOOKS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"][
    "hooks"
]
COMPILED = {ROOT / path.lstrip("/") for path in HOOKS["mypyc"]["include"]}


def classes(module: Path) -> list[ast.ClassDef]:
    return [node for node in ast.walk(ast.parse(module.read_text("utf-8"))) if isinstance(node, ast.ClassDef)]


def test_every_compiled_module_exists() -> None:
    assert not {path for path in COMPILED if not path.is_file()}


def test_a_class_is_compiled_where_the_class_it_inherits_from_is() -> None:
    compiled = {found.name for module in COMPILED for found in classes(module)}
    assert not [
        f"{module.relative_to(ROOT)}: {found.name} inherits from {base.id}; name the module in pyproject.toml, too"
        for module in sorted((ROOT / "timeline").rglob("*.py"))
        if module not in COMPILED
        for found in classes(module)
        for base in found.bases
        if isinstance(base, ast.Name) and base.id in compiled
    ]
