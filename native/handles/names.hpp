// Reads a name at a place: marked with an @, shaped like nothing but a name, plain, or spelled out
// (habeas/detection/handles/names.py).
#pragma once
#include <optional>

#include "../text.hpp"

namespace habeas::handles {

bool looks_like_host(Str word);
bool looks_like_measure(Str word);

enum class Shape : uint8_t { MARKED, SPELLED, SHAPED, PLAIN, NUMBER, FULL };

// Folded characters `start` to `end` read as the name `value`.
struct Name {
    int start, end;
    String value;
    Shape shape;
};

// Where the name at a place ends that is nothing but letters, figures, dots and lines, unless signs are spelled in it;
// -1 where only the expression for names tells.
int ordinary_name_end(Str text, int position);
// Whether a name that ends at a place could go on with a spelled sign.
bool may_go_on_spelled(Str text, int end);

std::optional<Name> read_name(Str text, int position, bool after_announcer = false);
std::optional<Name> read_number(Str text, int position);
}  // namespace habeas::handles
