// Numbers that a currency, a unit, a month or a zone beside them makes an amount or a date
// (habeas/detection/masks/amounts.py).
#pragma once
#include "mask.hpp"

namespace habeas {

// `touched`: a bare number stands beside it; `bound`: a letter touches it on the left.
std::optional<Mask> read_amount(Str text, int start, int end, bool touched, bool bound);
}  // namespace habeas
