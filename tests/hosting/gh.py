"""A host in a file: answers `gh api` as GitHub does, as far as the workflows ask, and keeps what it is told.

Run as the program `gh`. HOST_STATE names a JSON file with `pulls`, `comments`, `statuses`, `artifacts`, `pages`,
`refuses_pulls` and `calls`; `--jq` is done by jq itself.
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from urllib.parse import parse_qs


def main(arguments: list[str]) -> int:
    """One call; 1 where the host refuses."""
    file = Path(os.environ["HOST_STATE"])
    state = json.loads(file.read_text("utf-8"))
    state["calls"].append({"arguments": arguments, "token": bool(os.environ.get("GH_TOKEN"))})
    assert os.environ.get("GH_TOKEN"), "gh without a token"
    code = 0
    if arguments[:1] == ["api"]:
        code = api(state, arguments[1:])
    else:
        assert arguments == ["auth", "setup-git"], arguments
    file.write_text(json.dumps(state, ensure_ascii=False), "utf-8")
    return code


def api(state: dict, arguments: list[str]) -> int:
    fields, path, method, query, silent = {}, "", "", "", False
    rest = iter(arguments)
    for word in rest:
        if word in {"-f", "-F"}:
            name, _, told = next(rest).partition("=")
            fields[name] = Path(told[1:]).read_text("utf-8") if word == "-F" and told[:1] == "@" else told
        elif word == "--method":
            method = next(rest)
        elif word == "--jq":
            query = next(rest)
        elif word == "--silent":
            silent = True
        elif word != "--paginate":
            assert not word.startswith("-"), word
            path = word
    path, _, asked = path.partition("?")
    fields |= {name: told[0] for name, told in parse_qs(asked).items()}
    code, answer = answered(state, method or ("POST" if fields else "GET"), path, fields)
    if code >= 400:
        print(json.dumps(answer))
        print(f"gh: {answer['message']} (HTTP {code})", file=sys.stderr)
        return 1
    if isinstance(answer, Path):
        sys.stdout.buffer.write(answer.read_bytes())
    elif not silent:
        tell(answer, query)
    return 0


def tell(answer: object, query: str) -> None:
    if not query:
        print(json.dumps(answer))
        return
    import jq

    for told in jq.compile(query).input_value(answer):
        print(told if isinstance(told, str) else json.dumps(told))


def answered(state: dict, method: str, path: str, fields: dict) -> tuple[int, object]:  # noqa: PLR0911, PLR0912, C901 - one a question
    assert len(fields.get("body", "")) < 65_536
    repository = re.escape(os.environ["GITHUB_REPOSITORY"])
    inside = re.fullmatch(f"repos/{repository}/(.+)", path)
    assert inside, path
    match method, inside[1].split("/"):
        case "GET", ["pages"]:
            pages = state["pages"]
            return (200, pages) if pages else (404, {"message": "Not Found"})
        case "GET", ["pulls"]:
            return 200, [
                pull
                for pull in state["pulls"]
                if pull["state"] == fields["state"] and pull["head"]["label"] == fields["head"]
            ]
        case "POST", ["pulls"]:
            if state["refuses_pulls"]:
                return 403, {"message": "GitHub Actions is not permitted to create or approve pull requests."}
            return 201, opened(state, fields)
        case "PATCH", ["pulls", number]:
            pull = next(pull for pull in state["pulls"] if pull["number"] == int(number))
            pull["body"] = fields["body"]
            return 200, pull
        case "GET", ["issues", number, "comments"]:
            return 200, [one for one in state["comments"] if one["issue"] == int(number)]
        case "POST", ["issues", number, "comments"]:
            made = {
                "id": 1000 + len(state["comments"]),
                "issue": int(number),
                "body": fields["body"],
                "user": {"login": "github-actions[bot]"},
                "written": 1,
            }
            state["comments"].append(made)
            return 201, made
        case _, ["issues", "comments", id_]:
            comment = next(one for one in state["comments"] if one["id"] == int(id_))
            if method == "PATCH":
                comment["body"] = fields["body"]
                comment["written"] += 1
            return 200, comment
        case "GET", ["collaborators", login, "permission"]:
            return 200, {"permission": state.get("permissions", {}).get(login, "read")}
        case "POST", ["statuses", commit]:
            state["statuses"].append({"commit": commit, **fields})
            return 201, {}
        case "GET", ["actions", "runs", run, "artifacts"]:
            return 200, {"artifacts": [one for one in state["artifacts"] if one["run"] == run]}
        case "GET", ["actions", "artifacts", id_, "zip"]:
            return 200, Path(next(one["file"] for one in state["artifacts"] if one["id"] == int(id_)))
    raise AssertionError((method, path))


def opened(state: dict, fields: dict) -> dict:
    number = 100 + len(state["pulls"])
    repository = os.environ["GITHUB_REPOSITORY"]
    pull = {
        "number": number,
        "state": "open",
        "title": fields["title"],
        "body": fields["body"],
        "base": fields["base"],
        "head": {"label": f"{repository.split('/')[0]}:{fields['head']}", "ref": fields["head"], "sha": ""},
        "html_url": f"https://github.com/{repository}/pull/{number}",
    }
    state["pulls"].append(pull)
    return pull


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
