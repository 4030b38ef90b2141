// Find what a payment service knows its member by (habeas/detection/payments/keys.py).
#pragma once
#include "../readings.hpp"
#include "account.hpp"

namespace habeas {

void find_keys(Reading& reading, FoundAccounts& out);
}  // namespace habeas
