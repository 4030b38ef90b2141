// Find payment cards (habeas/detection/payments/cards.py).
#pragma once
#include "account.hpp"

namespace habeas {

inline constexpr int SHORTEST_CARD = 12;
void find_cards(Str text, int start, int end, FoundAccounts& out);
}  // namespace habeas
