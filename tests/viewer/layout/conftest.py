"""A folder of two studies of one patient and one of another."""

import numpy as np
import pytest


@pytest.fixture
def prior_folder(tmp_path, write_dicom):
    """DOE: PA of 2020 and of 2019, a lateral of 2019; ROE: PA of 2018; each 48 x 32, of another grey."""
    folder = tmp_path / "priors"

    def image(name, patient, date, position, level):
        write_dicom(
            folder / name,
            np.full((48, 32), level),
            PatientName=patient,
            PatientID=f"ID-{patient[:3]}",
            StudyInstanceUID=f"1.2.{patient[:1] == 'D'}.{date}".replace("True", "1").replace("False", "2"),
            StudyDate=date,
            SeriesInstanceUID=f"1.3.{level}",
            SOPInstanceUID=f"1.4.{level}",
            ViewPosition=position,
            SeriesNumber=level,
            InstanceNumber=1,
        )

    image("now.dcm", "DOE^JANE", "20200505", "PA", 4000)
    image("lateral.dcm", "DOE^JANE", "20190101", "LL", 1000)
    image("prior.dcm", "DOE^JANE", "20190101", "PA", 2000)
    image("roe.dcm", "ROE^RICHARD", "20180101", "PA", 500)
    return folder
