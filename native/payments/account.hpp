// What a reader of payments found at a place (habeas/detection/payments/account.py).
#pragma once
#include <variant>
#include <vector>

#include "../findings.hpp"

namespace habeas {

struct Account {
    int start, end;
    String value;
    double confidence;
    String because;
    bool obfuscated = false;
};

struct NoAccount {
    int start, end;
    Explanation explanation;
    String because;
};

using FoundAccount = std::variant<Account, NoAccount>;  // Account | NoAccount
using FoundAccounts = std::vector<FoundAccount>;
}  // namespace habeas
