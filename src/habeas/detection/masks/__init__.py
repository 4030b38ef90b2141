"""Spans of a text that have a meaning of their own, and so are nobody's phone number."""

from habeas.detection.masks.mask import Mask
from habeas.detection.masks.search import MaskSearch, find_masks

__all__ = ["Mask", "MaskSearch", "find_masks"]
