"""Files that a site takes over as they are: images of bodies, and the folder `[site] extra`."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from backlog import fs
from backlog.content.addresses import leads_to
from backlog.errors import Exit, Stop

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from backlog.model import Backlog, Goal, Initiative, Item, Meeting
    from backlog.writer import Stage

LARGEST_IMAGE = 2 * 1024 * 1024
LARGEST_EXTRA = 50 * 1024 * 1024
IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp")


def copy_images(stage: Stage, root: Path, backlog: Backlog) -> tuple[dict[str, str], dict[str, str]]:
    """Copy the images that bodies show.

    Gives where in the site each stands, by its path in the repository, and the sha256 of what was
    written, by its path in the site. An image is named by its bytes: two with the same are one.
    """
    everything: tuple[Item | Goal | Initiative | Meeting, ...] = (
        *backlog.items,
        *backlog.goals,
        *backlog.initiatives,
        *backlog.meetings,
    )
    wanted = {leads_to(value.path, link.target) for value in everything for link in value.body.links}
    places: dict[str, str] = {}
    written: dict[str, str] = {}
    for path in sorted(backlog.assets.keys() & wanted):
        size = backlog.assets[path]
        suffix = next((suffix for suffix in IMAGES if path.lower().endswith(suffix)), None)
        content = fs.load(root / path, LARGEST_IMAGE) if size is not None and suffix else None
        if content is None or len(content) > LARGEST_IMAGE:
            continue
        places[path] = f"assets/{hashlib.sha256(content).hexdigest()}{suffix}"
        if places[path] not in written:
            written[places[path]] = stage.write(places[path], content)
    return places, written


def copy_extra(
    stage: Stage,
    folder: Path,
    sources: tuple[Path, ...],
    taken: Mapping[str, str],
    editions: Collection[str] = (),
) -> dict[str, str]:
    """Copy the files of a folder as they are; sha256 of what was written, by its path in the site.

    Hidden files stay where they are, and a page of ours is never replaced. `editions` are the folders of
    the site's languages: `en/`. `Stop` says that there is no such folder, that it holds sources (private
    items would be published) or is held by them, or which file cannot stand in a site.
    """
    if fs.kind(folder) is not fs.Kind.DIR:
        raise Stop(Exit.WRONG_USE, "There is no folder {path}.", path=str(folder))
    here = fs.real(folder)
    for source in sources:
        there = fs.real(source)
        if here.is_relative_to(there) or there.is_relative_to(here):
            raise Stop(
                Exit.WRONG_USE,
                "[site] extra names {path}, and that is where sources are: {source}.",
                "Keep what is to be copied in a folder of its own.",
                path=str(folder),
                source=str(source),
            )
    written = {}
    for entry in fs.scan(folder, lambda path: not _is_hidden(path)):
        if entry.kind is not fs.Kind.FILE or entry.path in taken or _is_hidden(entry.path):
            continue
        if f"{entry.path.partition('/')[0].lower()}/" in editions:
            raise Stop(
                Exit.WRONG_USE,
                "{path} would stand where the site in another language stands.",
                "Give it another name in the folder that [site] extra names.",
                path=str(folder / entry.path),
            )
        content = fs.load(folder / entry.path, LARGEST_EXTRA)
        if content is None:
            continue
        if len(content) > LARGEST_EXTRA:
            raise Stop(
                Exit.WRONG_USE,
                "{path} is larger than 50 MB.",
                "Take it out of the folder that [site] extra names.",
                path=str(folder / entry.path),
            )
        try:
            written[entry.path] = stage.write(entry.path, content)
        except ValueError as error:
            raise Stop(
                Exit.WRONG_USE,
                "{path} cannot stand in the site by this name.",
                "Give it another name in the folder that [site] extra names.",
                path=str(folder / entry.path),
            ) from error
    return written


def _is_hidden(path: str) -> bool:
    return path.rpartition("/")[2].startswith(".")
