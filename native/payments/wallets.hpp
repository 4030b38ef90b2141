// Find addresses of crypto currencies (habeas/detection/payments/wallets.py).
#pragma once
#include "../documents.hpp"
#include "account.hpp"

namespace habeas {

bool has_long_token(Str text);
void find_wallets(const Document& document, FoundAccounts& out);
}  // namespace habeas
