"""Public emergency lines and helplines, and the words that call them so."""

EMERGENCY_LINES = """
    112 911 999 000 110 119 118 113 114 115 101 102 103 104 105 107 108 100 116117 116123 116111 988 111 1098 1091 190 192 193
    0800111999 08001111 08001110111 08001110222 18002738255 8002738255 18002221222 8002221222 18007997233 8007997233
    08082000247 131114 1300224636 1800551800 0800543354 3114 3919 017 016 024 1522 19696 08006546546 0860010111 10111
    10177 141 144 147 117 122 123 1122 1155 1023 133 128
"""
"""Numbers that reach the police, an ambulance, the fire brigade, or a helpline, without spaces."""

EMERGENCY_CUES = """
    emergenc urgenc notruf notfall samaritans helpline lifeline hotline suicid poison ambulance police fire-brigade emergenza
    экстренн скорая полици пожарн ратунков pogotow alarmow noodnummer urgenta acil itfaiye आपातकाल জরুরি طوارئ 急救 报警 報警
    緊急 긴급 darurat kecemasan ฉุกเฉิน
"""
"""Parts of the words that name them, folded."""
