// Find IBANs (habeas/detection/payments/ibans.py).
#pragma once
#include "account.hpp"

namespace habeas {

void find_ibans(Str text, int start, int end, FoundAccounts& out);
}  // namespace habeas
