// Find bank accounts other than IBANs (habeas/detection/payments/bank_accounts.py).
#pragma once
#include "account.hpp"

namespace habeas {

inline constexpr int SHORTEST_FORM = 11;  // characters of the shortest form that needs no word beside it
void find_bank_accounts(Str text, FoundAccounts& out);
void find_formed_accounts(Str text, int start, int end, FoundAccounts& out);
void find_split_accounts(Str text, FoundAccounts& out);
}  // namespace habeas
