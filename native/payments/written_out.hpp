// Find UPI addresses and links that pay one person (habeas/detection/payments/written_out.py).
#pragma once
#include "account.hpp"

namespace habeas {

void find_written_out(Str text, FoundAccounts& out);
}  // namespace habeas
