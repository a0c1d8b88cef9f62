"""A release: the ledger's incidents under a policy as a versioned folder that names itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from testigo.engines.export import AT_ONCE, Wish, about_of, counted, known_and_counted, program
from testigo.engines.folders import whole
from testigo.engines.released import read_release
from testigo.errors import LedgerError, TestigoError
from testigo.exports import check_policy, exporter, package
from testigo.exports.entry import Entry
from testigo.exports.out import MANIFEST as SIDECAR
from testigo.exports.out import File, Out, sha256_of
from testigo.exports.releases import fates, sides
from testigo.exports.releases.citation import bibtex, cff
from testigo.exports.releases.coverage import Census
from testigo.exports.releases.page import readme
from testigo.exports.releases.release import (
    BIBTEX,
    CITATION,
    CODEBOOK,
    MANIFEST,
    POLICY,
    README,
    TABLES,
    Counted,
    Ledger,
    Previous,
    Release,
    cautions,
    check_version,
    named,
)
from testigo.exports.releases.released import Released
from testigo.exports.releases.shape import shape
from testigo.exports.rows import lacking, left_out
from testigo.exports.sheets import Sheet, described
from testigo.exports.shown import PROFILES, Profile, shown
from testigo.ledger.decide import decisions
from testigo.ledger.ended import ended
from testigo.ledger.shelf import Horizon
from testigo.ledger.store import Store
from testigo.ledger.summary import summary
from testigo.ledger.view import View, Wanted
from testigo.model.digests import sha256
from testigo.model.moment import DAY, instant
from testigo.model.policy import Policy
from testigo.model.schema import Row
from testigo.packs.policy import policy, text_of
from testigo.pipeline import reader

LAST_MOMENT = "T23:59:59Z"
_READ_ANEW = "T-L023"
_NOT_COUNTED: fates.FateCode = "not_counted"
Through = Callable[[Iterable[Entry]], Iterable[Entry]]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What release is wanted. `policy` is a name or the path of a file; `previous` the folder of an earlier release.

    `date` is the day of the release: without one it is the day as known on which, else that of the last dispatch.
    """

    version: str
    title: str = ""
    authors: tuple[str, ...] = ()
    policy: str = "literal"
    as_of: str | None = None
    date: str | None = None
    profile: Profile = PROFILES[0]
    exporters: tuple[str, ...] = ()
    previous: Path | None = None


class _Tables(msgspec.Struct, frozen=True, kw_only=True):
    """What came of writing the tables: incidents counted, left out with their codes, their other names."""

    census: Census
    counted: set[str]
    left_out: dict[str, list[str]]
    names: list[Row]

    def meant(self, wanted: set[str]) -> set[str]:
        """The incidents that some names mean now, counted or not."""
        home = {str(row["name"]): str(row["incident_id"]) for row in self.names if row["name"] in wanted}
        return {home.get(name, name) for name in wanted} & (self.counted | self.left_out.keys())


def release(store: Store, folder: Path, asked: Asked, now: str, through: Through = iter) -> Release:
    """Write a release as a new folder, whole or not at all, and give what it says of itself.

    `now` is the present ISO time; nothing of the release follows from it but that what is under embargo is not in it.
    Raises TestigoError: T-X010 for a version that is no name, T-X002 and T-X004 for an exporter that does not exist or
    does not fit the policy, T-X005 where something else stands at `folder`, T-X011 to T-X013 for a previous release
    that cannot be read, T-X015 where somebody enters more meanwhile; PackError for a policy.
    """
    check_version(asked.version)
    chosen = policy(asked.policy)
    for name in asked.exporters:
        exporter(name)
        check_policy(name, chosen)
    previous = read_release(asked.previous) if asked.previous else None
    facts = summary(store, now[:DAY])
    day = asked.date or asked.as_of or facts.last_day
    view = View(store, asked.as_of, min(now, f"{day}{LAST_MOMENT}", key=instant) if day else now)
    with whole(folder, MANIFEST) as made:
        tables = _write_tables(view, made / TABLES, asked, chosen, through)
        for name in asked.exporters:
            _write_export(view, made / name, _wish(name, asked, chosen))
        buried = _write_sides(store, view, made, asked, tables, previous)
        if view.state() != facts.entries:
            hint = "run it again when nobody writes"
            raise TestigoError("T-X015", "somebody entered more while it was written", place=store.address, hint=hint)
        text = text_of(asked.policy)
        (made / POLICY).write_text(text, encoding="utf-8", newline="")
        record = named(
            Release(
                version=asked.version,
                title=" ".join(asked.title.split()) or shape().words["title"],
                authors=asked.authors,
                date=day,
                as_of=asked.as_of,
                profile=asked.profile,
                policy=_policy(chosen, text),
                ledger=Ledger(entries=facts.entries, head=facts.head),
                program=program(),
                reader=reader(),
                readers=facts.readers,
                previous=_previous(previous),
                incidents=len(tables.counted),
                left_out=len(tables.left_out),
                tombstones=buried,
                coverage=tables.census.coverage(),
                example=tables.census.example,
                cautions=cautions(),
                files=tuple(_files(made)),
            )
        )
        return _with_pages(record, made)


def _write_tables(view: View, folder: Path, asked: Asked, chosen: Policy, through: Through) -> _Tables:
    """The tables of what the policy counts; what it does not count is in their sidecar."""
    folder.mkdir()
    made = _Tables(census=Census(), counted=set(), left_out={}, names=[])

    def entries() -> Iterator[Entry]:
        for known, entry in known_and_counted(view, Wanted(limit=AT_ONCE), chosen):
            made.names.extend(sides.names(known, counted=entry.incident.included))
            yield shown(entry, asked.profile)

    def of_the_policy(found: Iterable[Entry], out: Out) -> Iterator[Entry]:
        for entry in found:
            if entry.incident.included:
                made.counted.add(entry.incident.incident_id)
                made.census.add(entry)
                yield entry
            else:
                out.seen()
                why = list(left_out(entry)) or [lacking(entry, _NOT_COUNTED, _NOT_COUNTED)]
                made.left_out[entry.incident.incident_id] = [one.code for one in why]
                out.leave_out(why)

    with Out(folder, about_of(view, _wish("datapackage", asked, chosen))) as out:
        package.write(of_the_policy(through(entries()), out), out)
        out.close()
    return made


def _write_export(view: View, folder: Path, wish: Wish) -> None:
    folder.mkdir()
    found = (shown(entry, wish.profile) for entry in counted(view, wish.wanted, wish.policy))
    with Out(folder, about_of(view, wish)) as out:
        how = exporter(wish.exporter)
        how.write(how.made(found), out)
        out.close()


def _wish(name: str, asked: Asked, chosen: Policy) -> Wish:
    return Wish(exporter=name, policy=chosen, profile=asked.profile)


def _write_sides(
    store: Store, view: View, folder: Path, asked: Asked, tables: _Tables, previous: Released | None
) -> int:
    """What lies beside the tables, with its codebook; gives the number of tombstones that are no returns."""
    fate_of = fates_of(view, previous, tables) if previous else {}
    buried = list(fates.tombstones(previous, fate_of, asked.version)) if previous else []
    rows: dict[str, Iterable[Row]] = {
        "tombstones": buried,
        "names": sorted(tables.names, key=lambda row: str(row["name"])),
        "rulings": sides.rulings(decisions(store), asked.profile),
        "withdrawn": sides.withdrawn(ended(store, Horizon(as_of=asked.as_of))),
    }
    for name, some in rows.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            Sheet(stream, shape().table(name)).put(some)
    (folder / CODEBOOK).write_text(described(shape().tables, shape().note), encoding="utf-8", newline="")
    return len(fate_of)


def fates_of(view: View, previous: Released, tables: _Tables) -> dict[str, fates.Fate]:
    """What became of every incident that the previous release, or one before it, had and this one has not."""
    return {
        name: fate_of(view, previous, name, tables.meant(fates.other_names(previous, name)), tables.left_out)
        for name in fates.to_account_for(previous, tables.counted)
    }


def fate_of(
    view: View, previous: Released, name: str, told_in: set[str], left_out: Mapping[str, list[str]]
) -> fates.Fate:
    """What became of an incident of an earlier release, as the ledger knows it.

    `told_in` are incidents that its reports tell of now, `left_out` the codes of why some are not counted.
    """
    try:
        known = view.incident(name)
    except LedgerError as error:
        return fates.Fate(code="read_anew" if error.code == _READ_ANEW else "unknown")
    if (into := {known.id, *told_in}) != {name}:
        return fates.moved(into, previous.incidents)
    return fates.fate(known, view.as_of, left_out.get(name, []))


def _previous(found: Released | None) -> Previous | None:
    return Previous(version=found.release.version, name=found.release.name) if found else None


def _policy(chosen: Policy, text: str) -> Counted:
    return Counted(label=chosen.label, title=chosen.title, sha256=sha256(text.encode()).hexdigest(), text=text)


def _files(folder: Path) -> Iterator[File]:
    """Every file of data, by name, with its hash and its rows as the exports' sidecars tell them."""
    rows: dict[str, int | None] = {}
    for sidecar in folder.glob(f"*/{SIDECAR}"):
        told = msgspec.json.decode(sidecar.read_bytes(), type=_Sidecar)
        rows |= {f"{sidecar.parent.name}/{file.name}": file.rows for file in told.files}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        yield File(name=name, sha256=sha256_of(path), rows=rows.get(name))


class _Sidecar(msgspec.Struct, frozen=True):
    files: tuple[File, ...]


def _with_pages(record: Release, folder: Path) -> Release:
    """Write the pages that print the name, and `release.json` with the hashes of all."""
    for name, text in ((README, readme(record)), (CITATION, cff(record)), (BIBTEX, bibtex(record))):
        (folder / name).write_text(text, encoding="utf-8", newline="")
    pages = tuple(File(name=name, sha256=sha256_of(folder / name)) for name in (BIBTEX, CITATION, README))
    told = msgspec.structs.replace(record, pages=pages)
    (folder / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(told), indent=1) + b"\n")
    return told
