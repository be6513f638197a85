"""Phantoms with and without a planted leak, small enough to be made on the spot."""

import csv
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.phantom import generate
from trainer.dataset import read_dataset

CLASSES = ("covid_19", "normal", "opacity")


@dataclass
class Phantoms:
    """A labelled folder that can be changed before it is read."""

    folder: Path
    rows: list  # of [path, label, patient]

    @property
    def paths(self):
        return [self.folder / row[0] for row in self.rows]

    def of(self, label):
        return [path for path, row in zip(self.paths, self.rows, strict=True) if row[1] == label]

    def add(self, path, label, patient):
        self.rows.append([path.relative_to(self.folder).as_posix(), label, patient])

    def read(self, parts=None):
        """Write the table, with a part for each row where ``parts`` names them by patient, and read it."""
        with (self.folder / "labels.csv").open("w", newline="") as file:
            table = csv.writer(file)
            table.writerow(["path", "label", "patient", *(["split"] if parts else [])])
            table.writerows([*row, parts[row[2]]] if parts else row for row in self.rows)
        return read_dataset(self.folder)


def make(folder, seed, patients, matrix=128, **options):
    for _ in generate(folder, patients, seed, matrix=matrix, images_per_patient=1, **options):
        pass
    return folder


def opened(folder):
    with (folder / "labels.csv").open(newline="") as file:
        return Phantoms(folder, list(csv.reader(file))[1:])


@pytest.fixture(scope="session")
def honest_folder(tmp_path_factory):
    return make(tmp_path_factory.mktemp("phantoms") / "honest", seed=3, patients=48, classes=CLASSES)


@pytest.fixture
def phantoms(honest_folder, tmp_path):
    """48 honest phantoms of three classes, to be changed."""
    return opened(Path(shutil.copytree(honest_folder, tmp_path / "phantoms")))


@pytest.fixture
def make_phantoms():
    return make
