// Check digits of cards and bank accounts (habeas/detection/payments/checksums.py). Knows digits alone, no text.
#pragma once
#include "../text.hpp"

namespace habeas::checksums {

bool luhn(Str digits);
bool mod_97_of_iban(Str compact);
bool mod_97_at_end(Str digits);
bool clabe(Str digits);
bool cbu(Str digits);
bool ccc(Str digits);
bool czech(Str prefix, Str base);
bool norwegian(Str digits);
bool polish(Str digits);
bool hungarian(Str digits);
}  // namespace habeas::checksums
