"""The files in deploy/ and docs/hosting.md agree with each other and with the code."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from share.routes import routes
from tests.conftest import ROOT
from tests.deploy.conftest import CONFIGURATION
from tests.test_direction import ROOMS

DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
HOSTING = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")
PATHS = {route.path for route in routes(lambda: pytest.fail("no site is needed"))}
PORT = "8501"


def instructions(name: str) -> list[str]:
    """What follows a word in the Dockerfile, in order."""
    return re.findall(rf"^{name} +(.+)$", DOCKERFILE, re.MULTILINE)


def listed(text: str) -> list[str]:
    """The program and arguments of `CMD ["…", …]`."""
    found: list[str] = yaml.safe_load(text)
    return found


def option(command: list[str], name: str) -> str:
    return command[command.index(name) + 1]


def unit() -> configparser.SectionProxy:
    read = configparser.ConfigParser(interpolation=None, strict=False)
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read_string((DEPLOY / "peel@.service").read_text(encoding="utf-8"))
    return read["Service"]


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def manifest() -> dict[str, dict[str, Any]]:
    """The Kubernetes objects by their kind."""
    text = (DEPLOY / "kubernetes.yaml").read_text(encoding="utf-8")
    return {found["kind"]: found for found in yaml.safe_load_all(text)}


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what .dockerignore lets into the image."""
    made = tmp_path_factory.mktemp("image")
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert lines[1] == "*"
    for line in lines:
        name = line.removeprefix("!").rstrip("/")
        if not line.startswith("!"):
            continue
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, made / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            (made / name).parent.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, made / name)
    return made


# The image


def test_the_image_is_slim_and_not_root() -> None:
    assert instructions("FROM") == ["python:3.12-slim"]
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", instructions("USER")[0])
    assert DOCKERFILE.index("\nUSER ") > DOCKERFILE.rindex("\nRUN ")
    assert instructions("EXPOSE") == [PORT]


def test_what_is_copied_is_there() -> None:
    for line in instructions("COPY"):
        *sources, _ = line.split()
        for source in sources:
            assert (ROOT / source).exists()


def test_the_image_installs_what_is_locked() -> None:
    install = shlex.split(instructions("RUN")[0])
    assert install[:2] == ["pip", "install"]
    assert "--require-hashes" in install
    assert option(install, "-r") == "requirements.lock"
    assert DOCKERFILE.index("COPY requirements.lock ") < DOCKERFILE.index("RUN pip")
    assert DOCKERFILE.count("pip install") == 1


def test_the_image_starts_the_server() -> None:
    command = listed(instructions("CMD")[-1])
    assert command[:3] == ["streamlit", "run", "server.py"]
    assert (ROOT / command[2]).is_file()
    assert option(command, "--server.headless") == "true"
    assert option(command, "--server.fileWatcherType") == "none"
    assert option(command, "--server.port") == PORT


def test_the_health_check_of_the_image() -> None:
    check = listed(instructions("HEALTHCHECK")[0].split(" CMD ")[1])
    assert check[:2] == ["python", "-c"]
    compile(check[2], "HEALTHCHECK", "exec")
    found = re.search(rf"http://127\.0\.0\.1:{PORT}(/\w+)", check[2])
    assert found
    assert found[1] in PATHS


def test_the_image_holds_every_room_and_nothing_secret(image: Path) -> None:
    assert {file.stem for file in image.iterdir()} >= set(ROOMS) | {"app"}
    assert not (image / "tests").exists()
    assert [file.name for file in (image / ".streamlit").iterdir()] == ["config.toml"]


def test_what_is_in_the_image_is_enough(image: Path) -> None:
    program = """
import os, sys
from starlette.testclient import TestClient
from starlette.applications import Starlette
from peel.__main__ import main
assert main(["check"]) == 0
import server
from share.routes import routes
client = TestClient(Starlette(routes=routes(server.site)))
assert client.get("/readyz").json()["status"] == "ready"
assert client.get("/share/cambridgeshire/2015").status_code == 200
assert client.get("/share/cambridgeshire/2015/preview.png").status_code == 200
strange = [m.__file__ for m in list(sys.modules.values()) if getattr(m, "__file__", None)
           and m.__name__.split(".")[0] in ("peel", "share", "components", "server")
           and not m.__file__.startswith(os.getcwd())]
assert strange == []
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=image, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr


# compose


def test_compose_builds_the_image_and_runs_it_twice(compose: dict[str, Any]) -> None:
    services = compose["services"]
    build = services["app1"]["build"]
    assert (DEPLOY / build["context"]).resolve() == ROOT
    assert (ROOT / build["dockerfile"]).is_file()
    replicas = [name for name in services if services[name].get("image") == "peel-findings"]
    assert replicas == ["app1", "app2"]
    for name in replicas:
        assert services[name]["read_only"] is True
        assert services[name]["cap_drop"] == ["ALL"]
        mounts = [mount.split(":") for mount in services[name]["volumes"]]
        assert [(mount[1], mount[2]) for mount in mounts] == [("/app/data", "ro")]
        assert (DEPLOY / mounts[0][0]).resolve() == ROOT / "data"
    assert instructions("WORKDIR") == ["/app"]


def test_nginx_knows_each_replica_of_compose(compose: dict[str, Any]) -> None:
    known = re.findall(r"^ +server (\S+):(\d+) ", CONFIGURATION, re.MULTILINE)
    assert known == [("app1", PORT), ("app2", PORT)]
    nginx = compose["services"]["nginx"]
    assert (DEPLOY / nginx["volumes"][0].split(":")[0]).resolve() == DEPLOY / "nginx.conf"
    listens = re.findall(r"^ +listen (\d+);$", CONFIGURATION, re.MULTILINE)
    assert [port.split(":")[-1] for port in nginx["ports"]] == listens
    assert set(nginx["depends_on"]) == {name for name, _ in known}


def test_no_place_of_images_but_the_usual() -> None:
    for file in DEPLOY.iterdir():
        for name in re.findall(r"(?:^FROM|image:) +(\S+)", file.read_text(encoding="utf-8"), re.M):
            assert "/" not in name


# Kubernetes


def test_probes_ask_for_paths_of_ours(manifest: dict[str, dict[str, Any]]) -> None:
    container = manifest["Deployment"]["spec"]["template"]["spec"]["containers"][0]
    asked = {
        probe: container[f"{probe}Probe"]["httpGet"]
        for probe in ("startup", "readiness", "liveness")
    }
    assert {probe: get["path"] for probe, get in asked.items()} == {
        "startup": "/healthz",
        "readiness": "/readyz",
        "liveness": "/healthz",
    }
    assert {get["path"] for get in asked.values()} <= PATHS
    assert {get["port"] for get in asked.values()} == {"http"}
    assert container["ports"] == [{"name": "http", "containerPort": int(PORT)}]


def test_pods_have_no_rights_and_say_what_they_need(manifest: dict[str, dict[str, Any]]) -> None:
    pod = manifest["Deployment"]["spec"]["template"]["spec"]
    container = pod["containers"][0]
    assert pod["securityContext"]["runAsNonRoot"] is True
    user = f"{pod['securityContext']['runAsUser']}:{pod['securityContext']['runAsGroup']}"
    assert instructions("USER") == [user]
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert set(container["resources"]["requests"]) == {"cpu", "memory"}
    assert "memory" in container["resources"]["limits"]


def test_objects_point_at_each_other(manifest: dict[str, dict[str, Any]]) -> None:
    deployment, service = manifest["Deployment"], manifest["Service"]
    labels = deployment["spec"]["template"]["metadata"]["labels"]
    assert deployment["spec"]["selector"]["matchLabels"] == labels
    assert service["spec"]["selector"] == labels
    assert manifest["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"] == labels
    port = service["spec"]["ports"][0]
    assert (port["name"], port["targetPort"]) == ("http", "http")
    path = manifest["Ingress"]["spec"]["rules"][0]["http"]["paths"][0]
    assert path["backend"]["service"] == {
        "name": service["metadata"]["name"],
        "port": {"name": port["name"]},
    }


def test_a_visitor_stays_at_one_pod(manifest: dict[str, dict[str, Any]]) -> None:
    assert manifest["Deployment"]["spec"]["replicas"] == 2
    assert manifest["Service"]["spec"]["sessionAffinity"] == "ClientIP"
    traefik = manifest["Service"]["metadata"]["annotations"]
    assert traefik["traefik.ingress.kubernetes.io/service.sticky.cookie"] == "true"
    ingress = manifest["Ingress"]["metadata"]["annotations"]
    assert ingress["nginx.ingress.kubernetes.io/affinity"] == "cookie"


# systemd


def test_the_unit_starts_the_server_on_loopback_without_rights() -> None:
    service = unit()
    command = shlex.split(service["ExecStart"])
    assert command[1:3] == ["run", "server.py"]
    assert command[0].startswith(service["WorkingDirectory"])
    assert option(command, "--server.address") == "127.0.0.1"
    assert option(command, "--server.port") == "%i"
    assert option(command, "--server.fileWatcherType") == "none"
    assert service["DynamicUser"] == "yes"
    assert service["EnvironmentFile"].removeprefix("-") in HOSTING


# docs/hosting.md


def settings(text: str) -> set[str]:
    return set(re.findall(r"\bPEEL_[A-Z_]+\b", text))


def test_the_settings_named_are_those_that_are_read() -> None:
    table = set(re.findall(r"^\| `(PEEL_\w+)` \|", HOSTING, re.MULTILINE))
    code = (ROOT / "peel" / "settings.py").read_text(encoding="utf-8")
    assert table == set(re.findall(r'environ\.get\(\s*"(PEEL_\w+)"', code))
    assert settings(HOSTING) == table
    files = [file for room in ROOMS for file in (ROOT / room).rglob("*.py")]
    assert {name for file in files for name in settings(file.read_text("utf-8"))} <= table


def test_deploy_sets_no_setting_that_is_not_read() -> None:
    for file in DEPLOY.iterdir():
        assert settings(file.read_text(encoding="utf-8")) <= settings(HOSTING)


def test_places_named_exist() -> None:
    for target in re.findall(r"\]\((\.\./[^)]+)\)", HOSTING):
        assert (ROOT / "docs" / target).is_file()
    for path in re.findall(r"^\| `(/\w+)` \|", HOSTING, re.MULTILINE):
        assert path in PATHS
    named = set(re.findall(r"deploy/[\w@.]+", HOSTING))
    assert named == {f"deploy/{file.name}" for file in DEPLOY.iterdir()}


def test_commands_named_are_targets() -> None:
    targets = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {"serve", "site"} <= set(targets)
    assert set(re.findall(r"`?\bmake (\w+)(?:`|   )", HOSTING + readme)) <= set(targets)
    assert "(docs/hosting.md)" in readme


def test_the_change_of_names_that_the_page_tells() -> None:
    changes = dict(re.findall(r"-e s/(app\d:\d+)/([\d.:]+)/", HOSTING))
    assert changes == {"app1:8501": "127.0.0.1:8501", "app2:8501": "127.0.0.1:8502"}
    for old in changes:
        assert CONFIGURATION.count(old) == 1
    assert "`listen 8080;`" in HOSTING
    assert CONFIGURATION.count("listen 8080;") == 1


def test_limits_told_are_those_set() -> None:
    assert "rate=30r/s" in CONFIGURATION
    assert set(re.findall(r"burst=(\d+)", CONFIGURATION)) == {"300"}
    assert re.findall(r"limit_conn peel_sessions (\d+);", CONFIGURATION) == ["200"]
    assert "30 requests a second after the first 300, and to 200 open pages" in HOSTING
