import pytest

from bot import config
from bot.errors import SettingsError


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch, tmp_path):
    for variable in config.HOST_VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.chdir(tmp_path)


def written(tmp_path, text):
    file = tmp_path / "config.toml"
    file.write_text(text, "utf-8")
    return file


def test_without_a_file_the_defaults_hold():
    settings = config.load()
    assert settings.database_url == "sqlite:///cornerstone.db"
    assert settings.discord_token is None
    assert settings.ingest.max_bytes == 5_000_000


def test_the_file_beside_the_process_is_read(tmp_path):
    written(tmp_path, "[ingest]\nmax_bytes = 10")
    assert config.load().ingest.max_bytes == 10


def test_the_environment_goes_before_the_file(tmp_path, monkeypatch):
    file = written(tmp_path, 'discord_token = "file"\nport = 1\n[ingest]\nmax_bytes = 10\n[discord]\ngrace_seconds = 3')
    monkeypatch.setenv("DISCORD_TOKEN", "environment")
    monkeypatch.setenv("PORT", "8080")
    monkeypatch.setenv("CORNERSTONE_INGEST__MAX_BYTES", "20")
    settings = config.load(file)
    assert settings.discord_token is not None
    assert settings.discord_token.get_secret_value() == "environment"
    assert (settings.port, settings.ingest.max_bytes, settings.discord.grace_seconds) == (8080, 20, 3)


def test_a_blank_variable_counts_as_unset(monkeypatch):
    monkeypatch.setenv("PORT", "")
    assert config.load().port is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('discord_tokn = "x"', ["config.toml", "discord_tokn", "discord_token"]),
        ("[ingest]\nmax_byte = 1", ["config.toml", "ingest.max_byte", "max_bytes"]),
        ("[discrod]\ntest_guild = 1", ["config.toml", "discrod", "discord"]),
        ("colour = 1", ["config.toml", "colour", "database_url"]),
        ('[ingest]\nmax_bytes = "many"', ["config.toml", "ingest.max_bytes", "integer"]),
        ("[ingest]\nmax_bytes = 0", ["config.toml", "ingest.max_bytes", "greater than 0"]),
        ("port = 70000", ["port", "65535"]),
        ("ingest = 3", ["config.toml", "ingest"]),
        ("a = = 1", ["config.toml", "TOML"]),
        ("a = " + "[" * 5_000, ["config.toml", "too deep"]),
        ("# " + "a" * config.LONGEST_FILE, ["config.toml", "1,000,000 bytes"]),
        ("[ingest]\nmax_bytes = 100_000_001", ["ingest.max_bytes", "100000000"]),
        ("[discord]\ngrace_seconds = inf", ["discord.grace_seconds", "600"]),
        ("[discord]\ngrace_seconds = nan", ["discord.grace_seconds"]),
        ("[discord]\ndays_after_leaving = 999_999_999_999", ["discord.days_after_leaving", "36500"]),
        ("[discord]\ntest_guild = 9_223_372_036_854_775_808", ["discord.test_guild"]),
        ("[backup]\nhours = 1e308", ["backup.hours", "8760"]),
        ("[backup]\nhours = 1e-9", ["backup.hours", "0.01"]),
        ("[backup]\nkeep = 1_001", ["backup.keep", "1000"]),
    ],
)
def test_what_is_wrong_in_the_file_is_named(tmp_path, text, told):
    with pytest.raises(SettingsError) as refused:
        config.load(written(tmp_path, text))
    assert [word for word in told if word not in str(refused.value)] == []


def test_a_file_that_is_no_utf8_is_refused_in_words(tmp_path):
    (tmp_path / "config.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match="not valid TOML"):
        config.load()


def test_a_file_that_was_asked_for_has_to_be_there(tmp_path):
    with pytest.raises(SettingsError, match=r"config\.example\.toml"):
        config.load(tmp_path / "other.toml")


def test_a_wrong_variable_is_blamed_by_its_name(monkeypatch):
    monkeypatch.setenv("PORT", "eighty")
    with pytest.raises(SettingsError, match="PORT is wrong"):
        config.load()


def test_the_token_is_never_shown(tmp_path):
    settings = config.load(written(tmp_path, 'discord_token = "s3cret"'))
    assert "s3cret" not in f"{settings} {settings!r} {settings.model_dump_json()}"


def test_hosts_names_are_known_in_the_file_too(tmp_path):
    settings = config.load(written(tmp_path, 'DATABASE_URL = "sqlite:////data/c.db"'))
    assert str(settings.database_path) == "/data/c.db"


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///cornerstone.db", "cornerstone.db"),
        ("sqlite:////data/my%20file.db", "/data/my file.db"),
        ("sqlite:///folder/a.db?mode=rwc", "folder/a.db"),
        (" sqlite:////data/a.db\n", "/data/a.db"),
    ],
)
def test_a_database_url_names_a_file(url, path):
    assert str(config.database_path(url)) == path


@pytest.mark.parametrize(
    "url", ["", "sqlite://", "sqlite:///", "sqlite:///a%00b.db", "cornerstone.db", "postgres://user:hidden@host/name"]
)
def test_any_other_database_url_is_refused_without_its_password(url):
    with pytest.raises(SettingsError, match=r"sqlite:///cornerstone\.db") as refused:
        config.database_path(url)
    assert "hidden" not in str(refused.value)


def test_a_database_in_memory_is_refused():
    with pytest.raises(SettingsError, match="Name a file"):
        config.database_path("sqlite:///:memory:")


@pytest.mark.parametrize("name", ["CORNERSTONE_SERVICE_HOST", "CORNERSTONE_PORT", "CORNERSTONE_PORT_80_TCP"])
def test_what_a_cluster_sets_for_a_service_of_this_name_is_passed_over(monkeypatch, name):
    monkeypatch.setenv(name, "x")
    config.load()


@pytest.mark.parametrize("name", ["CORNERSTONE_BAKUP__FOLDER", "cornerstone_backups__keep", "CORNERSTONE_FOLDER"])
def test_a_variable_of_no_section_is_refused_and_not_passed_over(monkeypatch, name):
    monkeypatch.setenv(name, "x")
    with pytest.raises(SettingsError, match=name):
        config.load()
