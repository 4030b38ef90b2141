// Text as Python sees it: code points, and what Python says of each.
#pragma once
#include <algorithm>
#include <climits>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace habeas {

using Char = char32_t;
using Str = std::u32string_view;
using String = std::u32string;

// What Python knows of characters beyond ASCII; filled in once, when the library is opened.
struct CharacterTypes {
    using Test = int (*)(uint32_t);
    using Turn = uint32_t (*)(uint32_t);
    Test alpha, decimal, digit, numeric, space, upper, lower;
    Turn to_lower, to_upper;
    Test to_decimal;  // value 0-9, or -1
};
extern CharacterTypes python;

namespace ascii {
inline constexpr uint8_t ALPHA = 1, DIGIT = 2, SPACE = 4, UPPER = 8, LOWER = 16, WORD = 32;
extern const uint8_t TYPES[128];
}  // namespace ascii

// The same of the characters of the first plane, by one look; filled in with `python`.
namespace plane {
inline constexpr uint8_t ALPHA = 1, DECIMAL = 2, SPACE = 4, UPPER = 8, LOWER = 16, ALNUM = 32, DIGIT = 64;
inline constexpr Char SIZE = 0x10000;
extern uint8_t types[SIZE];
}  // namespace plane
void meet_python(const CharacterTypes& types);

inline bool is_ascii(Char c) { return c < 128; }
inline bool is_alpha(Char c) {
    if (c < 128) return ascii::TYPES[c] & ascii::ALPHA;
    return c < plane::SIZE ? plane::types[c] & plane::ALPHA : python.alpha(c) != 0;
}
inline bool is_decimal(Char c) {
    if (c < 128) return ascii::TYPES[c] & ascii::DIGIT;
    return c < plane::SIZE ? plane::types[c] & plane::DECIMAL : python.decimal(c) != 0;
}
inline bool is_digit(Char c) {
    if (c < 128) return ascii::TYPES[c] & ascii::DIGIT;
    return c < plane::SIZE ? plane::types[c] & plane::DIGIT : python.digit(c) != 0;
}
inline bool is_space(Char c) {
    if (c < 128) return ascii::TYPES[c] & ascii::SPACE;
    return c < plane::SIZE ? plane::types[c] & plane::SPACE : python.space(c) != 0;
}
inline bool is_upper(Char c) {
    if (c < 128) return ascii::TYPES[c] & ascii::UPPER;
    return c < plane::SIZE ? plane::types[c] & plane::UPPER : python.upper(c) != 0;
}
inline bool is_lower(Char c) {
    if (c < 128) return ascii::TYPES[c] & ascii::LOWER;
    return c < plane::SIZE ? plane::types[c] & plane::LOWER : python.lower(c) != 0;
}
inline bool is_alnum(Char c) {
    if (c < 128) return ascii::TYPES[c] & (ascii::ALPHA | ascii::DIGIT);
    if (c < plane::SIZE) return plane::types[c] & plane::ALNUM;
    return python.alpha(c) || python.decimal(c) || python.digit(c) || python.numeric(c);
}
inline bool is_word(Char c) { return c < 128 ? ascii::TYPES[c] & ascii::WORD : is_alnum(c); }  // \w
inline Char lower(Char c) { return c < 128 ? (c >= 'A' && c <= 'Z' ? c + 32 : c) : python.to_lower(c); }
inline Char upper(Char c) { return c < 128 ? (c >= 'a' && c <= 'z' ? c - 32 : c) : python.to_upper(c); }

// Methods of `str`. Like Python's, the tests are false of an empty text.
bool is_ascii(Str text);
bool is_alpha(Str text);
bool is_digit(Str text);
bool is_decimal(Str text);
bool is_alnum(Str text);
bool is_upper(Str text);  // str.isupper: some letter has a case and none is small
String lower(Str text);   // character by character
String upper(Str text);
String reversed(Str text);
String replace(Str text, Str old, Str with);
Str strip(Str text);                // blanks
Str strip(Str text, Str characters);
Str lstrip(Str text, Str characters);
Str rstrip(Str text, Str characters);
Str rstrip(Str text);
std::vector<Str> split(Str text);              // at blanks, as str.split()
std::vector<Str> split(Str text, Char at);     // as str.split(",")
inline bool starts_with(Str text, Str with) { return text.substr(0, with.size()) == with; }
inline bool ends_with(Str text, Str with) {
    return text.size() >= with.size() && text.substr(text.size() - with.size()) == with;
}
inline bool contains(Str text, Str part) { return text.find(part) != Str::npos; }
inline bool contains(Str text, Char c) { return text.find(c) != Str::npos; }
// str.find/rfind between two places; -1 where it is not there.
int find(Str text, Str part, int start = 0, int end = INT_MAX);
int rfind(Str text, Str part, int start = 0, int end = INT_MAX);
int count(Str text, Str part);

// text[start:end], where a negative place is taken as Python takes `text[place - 1 : place]` at 0: nothing is there.
inline Str slice(Str text, int start, int end = INT_MAX) {
    int size = static_cast<int>(text.size());
    end = end > size ? size : end;
    if (start < 0 || start >= end) return {};
    return text.substr(start, end - start);
}
// The character at a place, 0 outside of the text.
inline Char at(Str text, int place) {
    return place >= 0 && place < static_cast<int>(text.size()) ? text[place] : U'\0';
}

std::string utf8(Str text);
String from_utf8(std::string_view text);
String decimal(long long value);  // str(int)

template <class... Parts>
String concat(const Parts&... parts) {  // f"{a}{b}"
    String joined;
    ((joined += parts), ...);
    return joined;
}

struct StrHash {
    using is_transparent = void;
    size_t operator()(Str text) const noexcept {
        uint64_t h = 0x9E3779B97F4A7C15ull ^ text.size();
        for (Char c : text) h = (h ^ c) * 0x100000001B3ull;
        return h ^ (h >> 29);
    }
};
}  // namespace habeas
