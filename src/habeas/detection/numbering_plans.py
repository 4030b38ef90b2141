"""What libphonenumber knows of the numbers of a region, for an engine that reads digits by itself."""

from typing import Any, cast

import phonenumbers
from phonenumbers import PhoneMetadata
from phonenumbers.phonemetadata import PhoneNumberDesc

SUPPORTED: frozenset[str] = frozenset(phonenumbers.SUPPORTED_REGIONS)
"""Regions in which national numbers can be read."""

_KINDS = (
    "general_desc",
    "premium_rate",
    "toll_free",
    "shared_cost",
    "voip",
    "personal_number",
    "pager",
    "uan",
    "voicemail",
    "fixed_line",
    "mobile",
)
"""In the order in which libphonenumber asks which kind a number is of."""


def describe_plan(arguments: dict[str, Any]) -> dict[str, Any]:
    """Return the plan of a region, or of a country code that belongs to none, as JSON values."""
    known = PhoneMetadata.metadata_for_region_or_calling_code(arguments["code"], arguments["region"])
    plan = cast("PhoneMetadata", known)  # it is asked for regions and codes of the library's own lists
    return {
        "code": plan.country_code,
        "international_prefix": plan.international_prefix or "",
        "national_prefix": plan.national_prefix_for_parsing or "",
        "transform_rule": plan.national_prefix_transform_rule or "",
        "leading_digits": plan.leading_digits or "",
        "same_mobile_and_fixed": bool(plan.same_mobile_and_fixed_line_pattern),
        "kinds": [_describe(getattr(plan, kind)) for kind in _KINDS],
    }


def _describe(kind: PhoneNumberDesc | None) -> dict[str, Any]:
    if kind is None:
        return {"pattern": "", "lengths": [], "local": []}
    return {
        "pattern": kind.national_number_pattern or "",
        "lengths": list(kind.possible_length),
        "local": list(kind.possible_length_local_only),
    }
