// Every @name of a text: members, code, calls to a room and names on other servers
// (habeas/detection/handles/tags.py).
#pragma once
#include <vector>

#include "../text.hpp"

namespace habeas::handles {

enum class TagKind : uint8_t { MEMBER, ELSEWHERE, CODE, ROOM };

// Folded characters `start` to `end`, an @name; a view of the text.
struct Tag {
    int start, end;
    Str value;
    TagKind kind;
};

std::vector<Tag> find_tags(Str text);
}  // namespace habeas::handles
