"""Asking for the address of a PACS."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from viewer.export.pacs_addresses import Address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.export.pacs.node import DimseNode, WebNode


class PacsForm(QWidget):
    """DICOM or DICOMweb, each with its fields. Password and token are asked for anew each time the program starts.

    Signals
    -------
    changed
        Something else stands in it.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known, self._kind = QComboBox(self), QComboBox(self)
        self._kind.addItem(self.tr("DICOM (C-STORE)"), False)
        self._kind.addItem(self.tr("DICOMweb (STOW-RS)"), True)
        self._host, self._called, self._calling = (QLineEdit(self) for _ in range(3))
        self._url, self._user, self._password, self._token, self._authority = (QLineEdit(self) for _ in range(5))
        self._port = QSpinBox(self)
        self._port.setRange(1, 65535)
        self._tls = QCheckBox(self.tr("&Encrypted (TLS)"), self)
        for secret in (self._password, self._token):
            secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._url.setPlaceholderText(self.tr("https://pacs.example/dicom-web"))
        self._authority.setPlaceholderText(self.tr("those that this computer trusts"))
        self._pages = QStackedWidget(self)
        self._lay_out()
        self._kind.currentIndexChanged.connect(self._on_kind_changed)
        self._known.activated.connect(self._on_known_activated)
        for line in (self._host, self._called, self._calling, self._url, self._user, self._password, self._token):
            line.textChanged.connect(self.changed)
        self._authority.textChanged.connect(self.changed)
        self._port.valueChanged.connect(self.changed)
        self._tls.toggled.connect(self.changed)
        self.set_address(Address())
        self.set_known(())

    @property
    def address(self) -> Address:
        """What stands in the form, without the secrets."""
        return Address(
            web=bool(self._kind.currentData()),
            host=self._host.text().strip(),
            port=self._port.value(),
            called=self._called.text().strip(),
            calling=self._calling.text().strip(),
            tls=self._tls.isChecked(),
            url=self._url.text().strip(),
            user=self._user.text().strip(),
            authority=self._authority.text().strip(),
        )

    def node(self) -> DimseNode | WebNode:
        """Give the PACS to talk to.

        Raises
        ------
        PacsError
            If there can be none at such an address.
        """
        from core.export.pacs.node import DimseNode, Tls, WebNode

        said = self.address
        authority = Path(said.authority) if said.authority else None
        if said.web:
            return WebNode(said.url, said.user, self._password.text(), self._token.text().strip(), authority)
        return DimseNode(said.host, said.port, said.called, said.calling, Tls(authority) if said.tls else None)

    def set_address(self, address: Address) -> None:
        """Fill in an address; the secrets stay as they are."""
        self._kind.setCurrentIndex(self._kind.findData(address.web))
        for line, text in (
            (self._host, address.host), (self._called, address.called), (self._calling, address.calling),
            (self._url, address.url), (self._user, address.user), (self._authority, address.authority),
        ):  # fmt: skip
            line.setText(text)
        self._port.setValue(address.port)
        self._tls.setChecked(address.tls)

    def set_known(self, addresses: Sequence[Address]) -> None:
        """Offer the addresses used before."""
        with QSignalBlocker(self._known):
            self._known.clear()
            for address in addresses:
                self._known.addItem(address.name, address)
            self._known.setCurrentIndex(-1)
        self._known.setEnabled(bool(addresses))

    def _lay_out(self) -> None:
        top = QFormLayout()
        top.addRow(self.tr("Used &before"), self._known)
        top.addRow(self.tr("&Kind"), self._kind)
        dicom = QFormLayout()
        dicom.addRow(self.tr("&Host"), self._host)
        dicom.addRow(self.tr("P&ort"), self._port)
        dicom.addRow(self.tr("&AE title of the PACS"), self._called)
        dicom.addRow(self.tr("O&ur AE title"), self._calling)
        dicom.addRow("", self._tls)
        web = QFormLayout()
        web.addRow(self.tr("&Address"), self._url)
        web.addRow(self.tr("&User"), self._user)
        web.addRow(self.tr("&Password"), self._password)
        web.addRow(self.tr("or &token"), self._token)
        for form in (dicom, web):
            page = QWidget(self._pages)
            form.setContentsMargins(0, 0, 0, 0)
            page.setLayout(form)
            self._pages.addWidget(page)
        choose = QPushButton(self.tr("Choose\u2026"), self)
        choose.setAccessibleName(self.tr("Choose the file with the certificates to trust"))
        choose.setAutoDefault(False)
        choose.clicked.connect(self._on_choose_clicked)
        self._authority.setAccessibleName(self.tr("File with the certificates to trust"))
        line = QHBoxLayout()
        line.addWidget(self._authority, 1)
        line.addWidget(choose)
        bottom = QFormLayout()
        label = QLabel(self.tr("&Certificates to trust"), self)
        label.setBuddy(self._authority)  # a row of two widgets has none by itself
        bottom.addRow(label, line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self._pages)
        column.addLayout(bottom)

    def _on_kind_changed(self) -> None:
        self._pages.setCurrentIndex(self._kind.currentIndex())
        self.changed.emit()

    def _on_known_activated(self) -> None:
        address = self._known.currentData()
        if isinstance(address, Address):
            self.set_address(address)

    def _on_choose_clicked(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Certificates to trust"), "", "*.pem *.crt")
        if name:
            self._authority.setText(name)
