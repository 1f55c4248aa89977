"""The command line over the real store, with the echo engine where the model's words do not matter."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.resources import shipped
from bot.store import Database
from bot.terminal.app import app
from bot.translation import Memory
from bot.wiring import Opener

SUDAN = (
    "الجيش السوداني يستعيد مدينة ود مدني\n\n"
    "سيطر الجيش السوداني، صباح السبت، على مدينة ود مدني عاصمة ولاية الجزيرة بعد انسحاب قوات الدعم السريع منها.\n"
    "وقال شهود عيان إن 3 آلاف نازح عادوا إلى بيوتهم خلال يومين.\n"
)

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in this process, with the echo engine."""
    monkeypatch.setenv("MIRSAD_ENGINE", "echo")

    def invoke(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
        opener = Opener()
        try:
            return CliRunner().invoke(app, [str(a) for a in arguments], obj=opener, input=stdin)
        finally:
            opener.close()

    return invoke


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "sudan.txt"
    path.write_text(SUDAN, encoding="utf-8")
    return path


def mirsad(*arguments: str | Path, engine: str = "echo", stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Runs a command in a process of its own, as a user does."""
    command = [sys.executable, "-m", "bot", *map(str, arguments)]
    env = {**os.environ, "MIRSAD_ENGINE": engine}
    return subprocess.run(command, input=stdin, capture_output=True, timeout=300, env=env)


def test_brief_as_json_has_what_is_promised(run: Run, article: Path) -> None:
    done = run("brief", article, "--format", "json", "--published", "2025-01-11")
    assert done.exit_code == 0
    (found,) = json.loads(done.stdout)["articles"]
    assert {"id", "title", "published", "sentences", "bullets"} <= set(found)
    assert found["published"] == "2025-01-11"
    assert [s["n"] for s in found["sentences"]] == [1, 2, 3]
    for s in found["sentences"]:
        assert {"n", "ar", "en", "marks", "confidence"} <= set(s)
        assert SUDAN[s["start"] : s["end"]] == s["ar"]
        assert s["marks"], "the echo engine's Arabic must be marked as untranslated"
    for b in found["bullets"]:
        assert {"text", "sentences", "claimant", "status", "marks"} <= set(b)
        assert set(b["sentences"]) <= {1, 2, 3}


@pytest.mark.parametrize("kind", ["terminal", "md", "html", "json"])
def test_brief_writes_every_format_to_a_file(run: Run, article: Path, tmp_path: Path, kind: str) -> None:
    out = tmp_path / "briefing"
    done = run("brief", article, "--format", kind, "--out", out)
    assert done.exit_code == 0
    assert "ود مدني" in out.read_text(encoding="utf-8")


def test_the_second_run_says_what_was_reused(run: Run, article: Path) -> None:
    assert "0 from the translation memory, 3 translated now" in run("brief", article).stdout
    assert "3 from the translation memory, 0 translated now" in run("brief", article).stdout


def test_a_missing_date_is_shown_as_unknown(run: Run, article: Path) -> None:
    assert "date unknown" in run("brief", article).stdout
    assert json.loads(run("brief", article, "--format", "json").stdout)["articles"][0]["published"] is None


def test_one_bad_file_does_not_spoil_the_good_ones(run: Run, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "good.txt").write_text(SUDAN, encoding="utf-8")
    (tmp_path / "articles" / "empty.txt").write_bytes(b"")
    (tmp_path / "articles" / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "articles" / "english.txt").write_text("The army entered the town on Saturday, officials said.\n" * 3)
    done = run("brief", tmp_path / "articles", "--format", "json")
    assert done.exit_code == 1
    made = json.loads(done.stdout)
    assert len(made["articles"]) == 1
    assert {Path(p["source"]).name for p in made["problems"]} == {"empty.txt", "binary.txt", "english.txt"}
    assert all(p["error"] for p in made["problems"])


def test_standard_input_is_an_article(run: Run) -> None:
    done = run("brief", "-", "--format", "json", stdin=SUDAN.encode())
    assert [len(a["sentences"]) for a in json.loads(done.stdout)["articles"]] == [3]


def test_lines_in_and_out_are_as_many(run: Run, tmp_path: Path) -> None:
    lines = ["دخل الجيش المدينة.", "", "  ", "انسحبت القوات. وعادت لاحقا.", "OK"]
    file = tmp_path / "lines.txt"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for given, stdin in ((file, None), ("-", "\n".join(lines).encode())):
        done = run("translate", given, "--lines", stdin=stdin)
        assert done.exit_code == 0
        assert len(done.stdout.splitlines()) == len(lines)
        assert done.stdout.splitlines()[1] == ""


def test_translate_as_tsv_and_json(run: Run, article: Path) -> None:
    rows = [r.split("\t") for r in run("translate", article, "--format", "tsv").stdout.splitlines()]
    assert [len(r) for r in rows] == [3, 3, 3]
    made = json.loads(run("translate", article, "--format", "json").stdout)
    assert [m["n"] for m in made] == [1, 2, 3]


def test_show_and_articles(run: Run, article: Path) -> None:
    run("brief", article)
    assert "ود مدني" in run("articles").stdout
    assert "ود مدني" in run("show", "1", "--arabic").stdout
    assert "[1.3]" in run("show", "1").stdout
    assert "mirsad articles" in mirsad("show", "9").stderr.decode()


def test_chat_goes_on_after_a_mistake(run: Run) -> None:
    talk = f"/articles\n/nothing\n/add\n{SUDAN}.\n/add\n{SUDAN}.\n/brief 1\n/quit\n/help\n"
    done = run("chat", stdin=talk)
    assert done.exit_code == 0
    for expected in ("There are no articles yet", "There is no /nothing", "Added as #1", "Already here as #1"):
        assert expected in done.stdout
    assert "/translate TEXT" not in done.stdout, "/quit must end the talk"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["brief", "nowhere.txt"], "nowhere.txt does not exist"),
        (["brief", "seeds", "--published", "yesterday"], "2017-06-23"),
        (["show", "12"], "mirsad articles"),
        (["show", "1", "--arabic", "--english"], "Give one of"),
        (["translate", "nowhere.txt"], "nowhere.txt"),
    ],
)
def test_a_users_mistake_is_told_without_a_traceback(arguments: list[str], told: str) -> None:
    done = mirsad(*arguments)
    assert done.returncode == 1
    said = " ".join((done.stdout + done.stderr).decode().split())
    assert told in said
    assert "Traceback" not in said


def test_movements_in_every_format(run: Run, article: Path, tmp_path: Path) -> None:
    table = run("movements", article, "--published", "2025-01-11")
    assert table.exit_code == 0
    assert "Sudanese" in table.stdout
    records = json.loads(run("movements", article, "--format", "json").stdout)
    assert records
    assert {"article", "sentence", "action", "actor", "attribution", "provenance"} <= set(records[0])
    assert SUDAN[records[0]["provenance"]["start"] :].startswith(records[0]["provenance"]["arabic"])
    lines = run("movements", "--format", "jsonl").stdout.splitlines()
    assert len(lines) == len(records)
    assert json.loads(run("movements", "--format", "geojson").stdout)["type"] == "FeatureCollection"
    out = tmp_path / "m.csv"
    run("movements", "--format", "csv", "--out", out)
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert len(rows) == len(records)
    assert rows[0]["via"] == "", "an empty cell stays empty"
    assert run("movements", "--actor", "Houthis", "--format", "jsonl").stdout.strip() == ""


def test_timeline_conflicts_and_map_say_what_there_is(run: Run, article: Path, tmp_path: Path) -> None:
    assert "There are no articles yet" in mirsad("timeline").stderr.decode()
    run("brief", article)
    assert "[1.2]" in run("timeline", "ود مدني").stdout
    assert "No article says" in run("timeline", "Oslo").stdout
    assert "No two claims disagree." in run("conflicts").stdout
    assert b".png" in mirsad("map", "--out", tmp_path / "map.bmp").stderr
    assert b"coordinates" in mirsad("map", "--out", tmp_path / "map.png").stderr, "no place of Sudan is guessed"


@pytest.mark.slow
def test_a_map_is_drawn(run: Run, tmp_path: Path) -> None:
    run("brief", shipped("seeds"))
    out = tmp_path / "map.png"
    assert run("map", "--out", out).exit_code == 0
    assert out.read_bytes().startswith(b"\x89PNG")


def test_asking_before_there_are_articles_says_what_to_do() -> None:
    done = mirsad("ask", "Who took the town?")
    assert done.returncode == 1
    assert b"mirsad brief" in done.stderr


def test_ask_and_search_find_the_sentence(run: Run, article: Path) -> None:
    run("brief", article)
    made = json.loads(run("ask", "من سيطر على مدينة ود مدني؟", "--format", "json", "--explain").stdout)
    assert {"question", "standalone", "answer", "abstained", "confidence", "citations", "trace"} <= set(made)
    assert "[1.2]" in run("search", "انسحاب قوات الدعم السريع", "--limit", "1").stdout


def test_a_conversation_as_lines_of_json(run: Run, article: Path) -> None:
    run("brief", article)
    done = run("chat", "--format", "jsonl", stdin="من سيطر على المدينة؟\n\n😀😀\nWho said so?\n")
    made = [json.loads(line) for line in done.stdout.splitlines()]
    assert [m["question"] for m in made] == ["من سيطر على المدينة؟", "😀😀", "Who said so?"]
    assert made[1]["error"]


@pytest.mark.model
def test_the_model_answers_from_the_article_and_from_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "sudan.txt"
    path.write_text(SUDAN, encoding="utf-8")
    mirsad("brief", path, engine="shipped")
    command = ["ask", "--article", "1", "--format", "json"]
    right = json.loads(mirsad(*command, "How many displaced people returned?", engine="shipped").stdout)
    assert "3,000" in right["answer"]
    assert right["citations"][0]["sentence"] == 3
    unknown = json.loads(mirsad(*command, "What is the capital of France?", engine="shipped").stdout)
    assert unknown["abstained"]
    assert unknown["answer"] is None


def test_a_misspelt_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIRSAD_TOKNE", "x")
    done = mirsad("articles")
    assert done.returncode == 1
    assert b"'tokne'" in done.stderr


def test_models_verify_finds_damage(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("models", "verify").exit_code == 0
    copy = tmp_path / "models"
    name = "mirsad-ar-en"
    for file in [f for f in shipped("models").rglob("*") if f.is_file()]:
        beside = copy / file.relative_to(shipped("models"))
        beside.parent.mkdir(parents=True, exist_ok=True)
        beside.symlink_to(file)
    damaged = copy / name / "vocabulary.json"
    content = bytearray(damaged.read_bytes())
    content[100] ^= 1
    damaged.unlink()
    damaged.write_bytes(content)
    monkeypatch.setenv("MIRSAD_MODELS", str(copy))
    done = run("models", "verify")
    assert done.exit_code == 1
    assert "vocabulary.json is damaged" in done.stderr
    damaged.unlink()
    assert "vocabulary.json" in mirsad("translate", "-", engine="shipped", stdin=SUDAN.encode()).stderr.decode()


def test_doctor_is_content_and_names_what_is_not_there(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("doctor").exit_code == 0
    monkeypatch.setenv("MIRSAD_MODELS", str(tmp_path))
    done = run("doctor")
    assert done.exit_code == 1
    assert "manifest.toml" in done.stdout.replace("\n", "")


@pytest.mark.model
def test_a_killed_briefing_leaves_a_usable_store(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "brief", str(shipped("seeds"))]
    path = Path(os.environ["MIRSAD_DATA"]) / "mirsad.db"
    killed = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline and not (path.exists() and _remembered(path)):
        time.sleep(0.2)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    kept = _remembered(path)
    assert kept > 0
    database = Database(path)
    with database.read() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    database.close()
    listed = mirsad("articles", engine="shipped")
    assert listed.returncode == 0
    assert b"004_" in listed.stdout.replace(b"\n", b"")


def _remembered(path: Path) -> int:
    database = Database(path)
    try:
        return Memory(database).count()
    finally:
        database.close()
