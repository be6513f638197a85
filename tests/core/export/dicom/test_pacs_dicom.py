"""C-ECHO and C-STORE to a real Orthanc on this computer."""

import io
import socket
import threading

import numpy as np
import pydicom
import pytest
from orthanc import free_ports, running
from pydicom.uid import ExplicitVRBigEndian, ImplicitVRLittleEndian, JPEG2000Lossless, RLELossless

from core.dicom.read import read
from core.export.dicom.sc import write_sc
from core.export.dicom.sr import write_sr
from core.export.pacs.dimse import echo, store
from core.export.pacs.node import DimseNode, PacsError, Tls


def node_of(orthanc, **changes):
    usual = {"host": "127.0.0.1", "port": orthanc.dicom_port, "called": orthanc.aet, "connect_s": 5, "answer_s": 20}
    return DimseNode(**{**usual, **changes})


def body(content):
    """What follows the File Meta Information: a C-STORE carries this, and nothing before it."""
    stream = io.BytesIO(content)
    pydicom.filereader.read_preamble(stream, False)
    pydicom.filereader._read_file_meta_info(stream)
    return content[stream.tell() :]


def test_results_and_images_arrive_byte_for_byte(empty_orthanc, write_image, answer_about, tmp_path):
    frame = read(write_image())
    write_sr(frame, answer_about(frame), tmp_path / "report.dcm")
    write_sc(frame, answer_about(frame), tmp_path / "picture.dcm")
    implicit, rle = tmp_path / "implicit.dcm", tmp_path / "rle.dcm"
    dataset = pydicom.dcmread(frame.path)
    dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = "1.2.826.0.1.42.21"
    dataset.file_meta.TransferSyntaxUID = ImplicitVRLittleEndian
    dataset.save_as(implicit, implicit_vr=True, enforce_file_format=True)
    dataset = pydicom.dcmread(frame.path)
    dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = "1.2.826.0.1.42.22"
    dataset.compress(RLELossless, generate_instance_uid=False)
    dataset.save_as(rle)
    files = [frame.path, tmp_path / "report.dcm", tmp_path / "picture.dcm", implicit, rle]
    before = [path.read_bytes() for path in files]
    sent = list(store(node_of(empty_orthanc), files))
    assert [(one.path, one.ok, one.reason) for one in sent] == [(path, True, "") for path in files]
    uids = [pydicom.dcmread(path).SOPInstanceUID for path in files]
    assert set(empty_orthanc.instances()) == set(uids)
    for uid, content in zip(uids, before, strict=True):
        there = empty_orthanc.file(uid)
        assert body(there) == body(content)
        assert pydicom.dcmread(io.BytesIO(there)).file_meta.TransferSyntaxUID == (
            pydicom.dcmread(io.BytesIO(content)).file_meta.TransferSyntaxUID
        )
    assert [path.read_bytes() for path in files] == before
    (study,) = empty_orthanc.json("/studies?expand")  # all of it in one study, in a series each
    assert len(study["Series"]) == 3
    assert study["MainDicomTags"]["StudyInstanceUID"] == "1.2.826.0.1.42.3"


def test_echo(orthanc):
    echo(node_of(orthanc))


def test_what_cannot_be_sent_is_named_and_the_rest_goes_on(empty_orthanc, write_image, tmp_path):
    (tmp_path / "notes.txt").write_text("x" * 200)
    bare = tmp_path / "bare.dcm"
    bare.write_bytes(body(write_image("whole.dcm").read_bytes()))
    sent = {one.path.name: one for one in store(
        node_of(empty_orthanc), [tmp_path / "notes.txt", bare, tmp_path / "gone.dcm", write_image("good.dcm")]
    )}  # fmt: skip
    assert {name: one.ok for name, one in sent.items()} == {
        "notes.txt": False, "bare.dcm": False, "gone.dcm": False, "good.dcm": True,
    }  # fmt: skip
    assert "not a DICOM file" in sent["notes.txt"].reason
    assert "File Meta Information does not say what it is" in sent["bare.dcm"].reason
    assert "no such file" in sent["gone.dcm"].reason


def test_many_kinds_need_several_associations(empty_orthanc, write_image, tmp_path):
    """An association holds 128 contexts; the odd kinds are private ones, which Orthanc does not take."""
    files = [write_image(f"{n}.dcm", stored=np.zeros((4, 4)), SOPInstanceUID=f"1.2.3.{n}",
                         SOPClassUID=f"1.2.826.0.1.99.{n}") for n in range(130)]  # fmt: skip
    good = write_image("good.dcm")
    sent = list(store(node_of(empty_orthanc), [*files, good]))
    assert [one.path for one in sent] == [*files, good]
    assert [one.ok for one in sent] == [False] * 130 + [True]
    assert all("the PACS does not take" in one.reason for one in sent[:130])


def test_closing_it_ends_it_after_the_file_under_way(empty_orthanc, write_image):
    files = [write_image(f"{n}.dcm", SOPInstanceUID=f"1.2.3.{n}") for n in range(1, 4)]
    sending = store(node_of(empty_orthanc), files)
    assert next(sending).ok
    sending.close()
    assert set(empty_orthanc.instances()) == {"1.2.3.1"}


def test_a_file_in_a_syntax_that_is_not_taken_stays(tmp_path, write_image):
    """Big endian and JPEG 2000 switched off at the other side: nothing is converted behind the user's back."""
    path = write_image("big.dcm", SOPInstanceUID="1.2.3.9")
    dataset = pydicom.dcmread(path)
    dataset.PixelData = dataset.pixel_array.astype(">u2").tobytes()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRBigEndian
    pydicom.dcmwrite(path, dataset, enforce_file_format=True)
    (tmp_path / "server").mkdir()
    with running(tmp_path / "server", AcceptedTransferSyntaxes=["1.2.840.10008.1.2.1"]) as server:
        sent = list(store(node_of(server), [path, write_image()]))
    assert [one.ok for one in sent] == [False, True]
    assert sent[0].reason == (
        "the PACS does not take Digital X-Ray Image Storage - For Presentation in the transfer syntax "
        "Explicit VR Big Endian, and none is converted"
    )
    assert JPEG2000Lossless not in sent[0].reason


def test_who_is_not_known_is_told(orthanc, write_image):
    with pytest.raises(PacsError, match=r"WRONG at 127.0.0.1:\d+ rejected us, CXR12: called AE title not recognised"):
        echo(node_of(orthanc, called="WRONG"))
    with pytest.raises(PacsError, match="rejected us"):
        list(store(node_of(orthanc, called="WRONG"), [write_image()]))


def test_nobody_there(orthanc):
    (port,) = free_ports(1)
    with pytest.raises(PacsError, match="cannot be reached: connection refused; check address and port"):
        echo(node_of(orthanc, port=port))
    with pytest.raises(PacsError, match="cannot be reached: no computer of that name is known"):
        echo(node_of(orthanc, host="nowhere.invalid"))
    with pytest.raises(PacsError, match="does not speak DICOM, or wants TLS"):
        echo(node_of(orthanc, port=orthanc.http_port, answer_s=3))


def test_a_server_that_says_nothing_is_not_waited_for(orthanc):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        held = []
        taking = threading.Thread(target=lambda: held.extend(silent.accept()[:1] for _ in range(2)), daemon=True)
        taking.start()
        with pytest.raises(PacsError, match="does not speak DICOM, or wants TLS"):
            echo(node_of(orthanc, port=silent.getsockname()[1], answer_s=1))
        taking.join(20)
        for (connection,) in held:
            connection.close()


@pytest.mark.parametrize(
    ("changes", "problem"),
    [({"port": 0}, "a port is a number"), ({"host": ""}, "needs a host name"), ({"host": "a b"}, "needs a host name"),
     ({"called": ""}, "an AE title is"), ({"called": "SEVENTEEN_LETTERS"}, "an AE title is"),
     ({"calling": "É"}, "an AE title is"), ({"called": "A\\B"}, "an AE title is"),
     ({"called": " A"}, "an AE title is")],
)  # fmt: skip
def test_addresses_that_cannot_be(changes, problem):
    with pytest.raises(PacsError, match=problem):
        DimseNode(**{"host": "localhost", "port": 104, "called": "PACS", **changes})


def test_over_tls(tmp_path, certificate, write_image):
    (tmp_path / "server").mkdir()
    tls = {
        "DicomTlsEnabled": True, "DicomTlsRemoteCertificateRequired": False,
        "DicomTlsCertificate": str(certificate / "certificate.pem"),
        "DicomTlsPrivateKey": str(certificate / "key.pem"),
        "DicomTlsTrustedCertificates": str(certificate / "certificate.pem"),
    }  # fmt: skip
    trusted = Tls(authority=certificate / "certificate.pem")
    with running(tmp_path / "server", **tls) as server:
        echo(node_of(server, tls=trusted))
        path = write_image()
        (sent,) = store(node_of(server, tls=trusted), [path])
        assert sent.ok
        assert body(server.file("1.2.826.0.1.42.1")) == body(path.read_bytes())
        with pytest.raises(PacsError, match="is not trusted: self"):
            echo(node_of(server, tls=Tls(), answer_s=5))
        with pytest.raises(PacsError, match="does not speak DICOM, or wants TLS"):
            echo(node_of(server, answer_s=3))


def test_tls_where_there_is_none(orthanc, certificate, tmp_path):
    with pytest.raises(PacsError, match="does not answer in TLS: check the port, or switch TLS off"):
        echo(node_of(orthanc, tls=Tls(authority=certificate / "certificate.pem"), answer_s=3, connect_s=3))
    with pytest.raises(PacsError, match="certificate for TLS cannot be used: no such file"):
        echo(node_of(orthanc, tls=Tls(authority=tmp_path / "none.pem")))
    with pytest.raises(PacsError, match="certificate for TLS cannot be used: not a certificate"):
        echo(node_of(orthanc, tls=Tls(authority=certificate / "key.pem")))


def test_no_patient_reaches_a_log(empty_orthanc, write_image, root_log, capfd):
    path = write_image(PatientName="MARKEDNAME", PatientID="MARKED-ID", SOPInstanceUID="1.2.77707770777")
    assert next(iter(store(node_of(empty_orthanc), [path]))).ok
    printed = capfd.readouterr()
    for said in (root_log.getvalue(), printed.out, printed.err):
        assert "MARKED" not in said
        assert "77707770777" not in said
