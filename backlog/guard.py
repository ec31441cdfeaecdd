"""Where a site may stand: a build replaces the output folder whole, so it refuses any that is not its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from backlog import fs, manifest
from backlog.errors import Exit, Stop
from backlog.language import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

_ELSEWHERE: Final = N_("Name a folder for the site alone, such as --output site.")


def place(output: Path, *, root: Path, sources: Iterable[Path], home: Path | None) -> Path:
    """Say where a site published to `output` would stand (absolute, links above it followed), or refuse it.

    `root` is the repository, `sources` the files and folders that hold what nobody could make again, `home`
    the user's home folder. Looks, changes nothing. Raises `Stop` with the exit code for what is refused.
    """
    if output.parts and output.parts[0].startswith("~"):
        message = N_("{path} would be a folder named “~”, which a shell takes for a home folder.")
        _refuse(message, output, N_("Write the home folder out, or name another folder."))
    _is_there(output)
    here = fs.real(output)
    if _holds(here, fs.real(Path())):
        _refuse(
            N_("{path} is the folder you are in or one above it, and a build replaces the whole folder."),
            output,
        )
    if home is not None and _holds(here, fs.real(home)):
        _refuse(
            N_("{path} is your home folder or one above it, and a build replaces the whole folder."), output
        )
    if _holds(here, fs.real(root)):
        _refuse(
            N_("{path} is the repository or a folder above it, and a build replaces the whole folder."),
            output,
        )
    if ".git" in {part.casefold() for part in here.parts}:
        _refuse(N_("{path} is where git keeps the history, and a build replaces the whole folder."), output)
    for source in sources:
        there = fs.real(source)
        # Items may stand in the repository's top folder; then the site has to stand beside them.
        within = _holds(there, here) and not _holds(there, fs.real(root))
        if within or _holds(here, there):
            message = N_(
                "{path} and {source} overlap: a build replaces the whole folder, and sources stand there."
            )
            _refuse(message, output, source=str(source))
    return here


def contents(output: Path) -> None:
    """Refuse a folder that holds anything which no build wrote, naming the first file of it."""
    if not _is_there(output):
        return
    found = manifest.entries(output)
    listed = manifest.files(output)
    strangers = manifest.strangers(found, listed)
    if not strangers:
        return
    folders = {entry.path for entry in found if entry.kind is fs.Kind.DIR}
    first = next((path for path in strangers if path not in folders), strangers[0])
    if listed is None:
        message = N_("{path} holds {first} and no manifest.json of an earlier build, so no build wrote it.")
        _refuse(message, output, first=first)
    message = N_("{path} holds {first}, which no build wrote: its manifest.json does not list it.")
    hint = N_("Move it elsewhere. To publish it with the site, put it in the folder that [site] extra names.")
    _refuse(message, output, hint, first=first)


def _is_there(output: Path) -> bool:
    """Tell whether there is a folder; what is something else is refused."""
    standing = fs.kind(output)
    if standing is fs.Kind.SYMLINK:
        message = N_("{path} is a symbolic link to {target}, and a build replaces the folder itself.")
        hint = N_("Name the folder that it points to, or another one.")
        _refuse(message, output, hint, target=str(fs.real(output)))
    if standing not in {None, fs.Kind.DIR}:
        _refuse(N_("{path} is a file, not a folder."), output)
    return standing is not None


def _holds(folder: Path, path: Path) -> bool:
    """Tell whether a path is the folder or lies in it, by name and (bind mounts, upper case) by identity."""
    above = (path, *path.parents)
    if folder in above:
        return True
    itself = fs.identity(folder)
    return itself is not None and itself in {fs.identity(one) for one in above}


def _refuse(message: str, output: Path, hint: str = _ELSEWHERE, **values: str) -> NoReturn:
    raise Stop(Exit.REFUSED, message, hint, path=str(output), **values)
