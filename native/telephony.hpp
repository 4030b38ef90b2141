// What a string of digits is as a telephone number (habeas/detection/telephony.py).
#pragma once
#include <optional>

#include "text.hpp"

namespace habeas {

enum class Standing : uint8_t { IMPOSSIBLE, PLAUSIBLE, POSSIBLE, VALID };

struct Telephone {
    Standing standing = Standing::IMPOSSIBLE;
    String e164;
    String region = {};  // empty: unknown (None)
    bool international = false, mobile = false, free_of_charge = false;
};

Telephone read_telephone(Str digits, bool plus, Str country);
std::optional<Telephone> with_country_code(Str digits);
}  // namespace habeas
