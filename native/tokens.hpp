// The words of a folded text, as far as blanks and signs tell them apart (habeas/detection/tokens.py).
#pragma once
#include "text.hpp"

namespace habeas {

struct Tokens {
    bool known = true;  // false: None, for a script that leaves words unclear
    std::vector<Str> words;  // views of the text that was read
};

Tokens read_tokens(Str text);
std::vector<Str> read_ascii_tokens(Str text);  // of a text in ASCII
String without_links(Str text);
bool has_links(Str text);
}  // namespace habeas
