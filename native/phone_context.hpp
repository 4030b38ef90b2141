// What the words around a number say about it: a phone, perhaps a phone, an example, an emergency line
// (habeas/detection/phone_context.py).
#pragma once
#include "text.hpp"

namespace habeas::phones {

enum class Strength : uint8_t { NONE, INDIRECT, DIRECT };

struct Announcement {
    Strength strength = Strength::NONE;
    String word = {};
};

struct Instructions {
    bool given = false, plus = false, backwards = false;
};

Announcement find_announcement(Str text, int start, int end);
bool has_announcement(Str text);
bool is_example(Str text, int start, int end);
bool is_emergency(Str text, int start);
bool has_instructions(Str text);
Instructions read_instructions(Str text, int start, int end);
}  // namespace habeas::phones
