"""Synthetic chest radiographs written as DICOM: sample data, and known truth for what bit depth and networks can do."""

from core.phantom.dataset import generate
from core.phantom.lesion import CLASSES
from core.phantom.patient_files import PhantomRecord

__all__ = ["CLASSES", "PhantomRecord", "generate"]
