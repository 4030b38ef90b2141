// Names joined to domains, in whatever form (habeas/detection/mailboxes.py).
#pragma once
#include "respelling.hpp"

namespace habeas {

enum class Join : uint8_t { LOOSE, APART, WORD, BRACKETED, NEAR, PLAIN };
enum class Dots : uint8_t { MISSING, BLANK, PUNCTUATED, SPACED, PLAIN };

struct Mailbox {
    int start, end;
    String name, domain;
    Join join;
    Dots dots;
    String address() const { return concat(name, U"@", domain); }
};

std::vector<Mailbox> read_mailboxes(const Respelling& respelling);
}  // namespace habeas
