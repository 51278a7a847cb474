"""The house itself: which room may import which, where SQL and Discord may be, and that the papers tell the truth."""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from pydantic import BaseModel

from bot import config
from bot.terminal.arguments import QUESTIONS, parser

ROOT = Path(__file__).resolve().parents[1]
CODE = sorted([*ROOT.glob("bot/**/*.py"), *ROOT.glob("cogs/**/*.py")])
EVERY = sorted([*CODE, *ROOT.glob("tests/**/*.py"), *ROOT.glob("bench/**/*.py")])

# From the ground up; a room imports from the floors below its own, and from itself.
FLOORS = (
    {"models", "errors"},
    {"text"},
    {"config", "lexicon", "log", "child"},
    {"store"},
    {"ingest", "retrieve", "chart"},
    {"answer"},
    {"services", "moderation"},
    {"guild_services", "health"},
    {"terminal", "ui"},
    {"tree"},
    {"app"},
    {"serving"},
    {"cli", "cogs"},
    {"__main__"},
)
ON_DISCORD = {"ui", "app", "tree", "serving", "cogs"}
BROAD = {"Exception", "BaseException"}
MOCKS = {"Mock", "MagicMock", "AsyncMock"}
LONGEST_FILE, LONGEST_FUNCTION = 450, 50
SQL = re.compile(
    r"\s*(SELECT\s.+\sFROM\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|CREATE\s+|PRAGMA\s)",
    re.DOTALL,
)


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def room_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[1] if parts[0] == "bot" else "cogs"


def floor_of(room: str) -> int:
    floors = [number for number, rooms in enumerate(FLOORS) if room in rooms]
    assert floors, f"bot/{room} has no place in the import direction: give it one in FLOORS and in CONTRIBUTING.md"
    return floors[0]


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports when it runs, dotted, wherever in the file it does."""
    nodes = list(ast.walk(tree_of(path)))
    checks = [node for node in nodes if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"]
    for_types_alone = {inner for check in checks for inner in check.body}
    for node in nodes:
        if node in for_types_alone:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}:{node.lineno}: imports here are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms_imported(path: Path) -> set[str]:
    modules = [module.split(".") for module in imports(path)]
    rooms = {parts[1] for parts in modules if parts[0] == "bot" and len(parts) > 1}
    return rooms | {"cogs" for parts in modules if parts[0] == "cogs"}


def outside(rooms: set[str]) -> list[Path]:
    return [path for path in CODE if room_of(path) not in rooms]


def lines_of(path: Path, nodes: Iterable[ast.AST]) -> list[str]:
    return [f"{name_of(path)}:{getattr(node, 'lineno', 1)}" for node in nodes]


def test_a_room_imports_only_from_the_floors_below():
    wrong = [
        f"{name_of(path)} imports {room}"
        for path in outside({"__init__"})
        for room in rooms_imported(path)
        if room != room_of(path) and floor_of(room) >= floor_of(room_of(path))
    ]
    assert wrong == []


def test_below_ui_nothing_imports_discord():
    wrong = [
        name_of(path) for path in outside(ON_DISCORD) for module in imports(path) if module.split(".")[0] == "discord"
    ]
    assert wrong == []


def test_text_does_no_io():
    doors = {"pathlib", "os", "io", "sqlite3", "aiosqlite", "socket", "asyncio"}
    wrong = [
        f"{name_of(path)} imports {module}"
        for path in ROOT.glob("bot/text/**/*.py")
        for module in imports(path)
        if module.split(".")[0] in doors
    ]
    assert wrong == []


def test_sql_is_in_the_store_alone():
    wrong = []
    for path in outside({"store"}):
        constants = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Constant)]
        wrong += lines_of(path, [node for node in constants if isinstance(node.value, str) and SQL.match(node.value)])
        wrong += [name_of(path) for module in imports(path) if module.split(".")[0] in {"sqlite3", "aiosqlite"}]
    assert wrong == []


def test_files_and_functions_can_be_read_in_one_go():
    wrong = [name_of(path) for path in EVERY if path.read_text("utf-8").count("\n") > LONGEST_FILE]
    for path in EVERY:
        functions = [
            node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        ]
        wrong += lines_of(
            path, [node for node in functions if (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION]
        )
    assert wrong == []


def test_what_catches_everything_lets_it_go_on():
    wrong = []
    for path in CODE:
        handlers = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.ExceptHandler)]
        broad = [handler for handler in handlers if handler.type is None or ast.unparse(handler.type) in BROAD]
        wrong += lines_of(path, [handler for handler in broad if ast.unparse(handler.body[-1]) != "raise"])
    assert wrong == []


def test_a_mock_carries_a_spec():
    wrong = []
    for path in ROOT.glob("tests/**/*.py"):
        calls = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)]
        mocks = [call for call in calls if ast.unparse(call.func).split(".")[-1] in MOCKS]
        wrong += lines_of(
            path, [call for call in mocks if not {"spec", "spec_set"} & {word.arg for word in call.keywords}]
        )
    assert wrong == []


def settings(model: type[BaseModel] = config.Settings, section: str = "") -> Iterator[tuple[str, object]]:
    """Each setting's dotted name and default."""
    for name, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, config.Section):
            yield from settings(inner, f"{name}.")
        else:
            yield f"{section}{name}", field.default


def example(*, uncommented: bool = False) -> str:
    text = (ROOT / "config.example.toml").read_text("utf-8")
    return re.sub(r"^# (?=\w+ = )", "", text, flags=re.MULTILINE) if uncommented else text


def test_the_example_configuration_loads_and_shows_the_defaults(tmp_path, monkeypatch):
    for variable in config.HOST_VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    file = tmp_path / "config.toml"
    file.write_text(example(), "utf-8")
    assert config.load(file) == config.Settings()


def test_the_example_configuration_names_each_setting():
    table = tomllib.loads(example(uncommented=True))
    named = {f"{key}.{inner}" for key, value in table.items() if isinstance(value, dict) for inner in value}
    assert named | {key for key, value in table.items() if not isinstance(value, dict)} == {
        name for name, _ in settings()
    }


@pytest.mark.parametrize("name", [name for name, _ in settings()])
def test_the_readme_names_each_setting(name):
    readme = (ROOT / "README.md").read_text("utf-8")
    assert f"`{name}`" in readme


def commands() -> list[str]:
    actions = [action for action in parser()._actions if action.dest == "command"]
    return list(actions[0].choices or ())


@pytest.mark.parametrize("command", commands())
def test_the_readme_names_each_command(command):
    readme = (ROOT / "README.md").read_text("utf-8")
    assert re.search(rf"`{command}[` ]", readme)


def test_each_kind_of_question_is_a_command():
    assert set(QUESTIONS) < set(commands())


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_pinned_and_hold_no_address(name):
    lines = [line for line in (ROOT / name).read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert [line for line in lines if not re.match(r"[\w.-]+==[\w.]+\s", line)] == []
    assert "://" not in "\n".join(lines)


def pinned(name: str) -> set[str]:
    lines = (ROOT / name).read_text("utf-8").splitlines()
    return {line.split("==")[0] for line in lines if "==" in line}


def test_each_dependency_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    plain, dev = (
        {re.sub("[._]", "-", re.split(r"[^\w.-]", name)[0].lower()) for name in names}
        for names in (project["dependencies"], project["optional-dependencies"]["dev"])
    )
    assert plain - pinned("requirements.txt") == set()
    assert (plain | dev) - pinned("requirements-dev.txt") == set()


@pytest.mark.parametrize(
    "page", sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("data/*.md")]), ids=name_of
)
def test_links_of_the_papers_lead_somewhere(page):
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
