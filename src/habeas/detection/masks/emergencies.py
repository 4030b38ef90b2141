"""Public emergency lines and helplines, when a text names them as such."""

import re

_LINES = frozenset(
    "112 911 999 000 110 119 118 113 114 115 101 102 103 104 105 107 108 100 116117 116123 116111 988 111 1098 1091 190 192 193 "
    "0800111999 08001111 08001110111 08001110222 18002738255 8002738255 18002221222 8002221222 18007997233 8007997233 08082000247 "
    "131114 1300224636 1800551800 0800543354 3114 119 3919 017 15 17 18 112 016 024 1522 19696 08006546546 0860010111 10111 10177 "
    "141 144 147 117 122 123 1122 1155 15 16 1023 133 128".split()
)
_CUE = re.compile(
    r"emergenc|urgenc|notruf|notfall|samaritans|helpline|lifeline|hotline|suicid|poison|ambulance|police|fire|gas (?:leak|smell)|ntruf"
    r"|emergenza|экстренн|скорая|полици|пожарн|ратунков|pogotow|alarmow|noodnummer|urgenta|acil|itfaiye|आपातकाल|जরুরি|طوارئ|急救|报警|報警|緊急"
    r"|긴급|cap cuu|darurat|kecemasan|ฉุกเฉิน"
)
_WINDOW = 80
_SEPARATORS = str.maketrans("", "", " -.()/")


def is_emergency_line(text: str, start: int, end: int) -> bool:
    """Whether the number is a public emergency line that the words around call one."""
    if text[start:end].translate(_SEPARATORS) not in _LINES:
        return False
    return _CUE.search(text, max(0, start - _WINDOW), end + _WINDOW) is not None
