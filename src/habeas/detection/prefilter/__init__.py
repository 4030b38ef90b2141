"""Say, for a batch of folded texts, which detectors could find something in each.

Two engines answer: `plain` with the standard library, `fast` with Hyperscan. Either may ask a
detector in vain, neither may leave one out that would find something; so both give the same
findings.
"""

from habeas.detection.prefilter.plain import PlainPrefilter
from habeas.detection.prefilter.triggers import Prefilter, TriggerTable

__all__ = ["PlainPrefilter", "Prefilter", "TriggerTable"]
