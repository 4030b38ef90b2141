// Characters and methods of `str`, as Python has them.
#include "text.hpp"

#include "fours.hpp"

namespace habeas {

CharacterTypes python;

namespace plane {
uint8_t types[SIZE];
}

void meet_python(const CharacterTypes& known) {
    python = known;
    for (Char c = 0; c < plane::SIZE; ++c) {
        uint8_t type = 0;
        if (python.alpha(c)) type |= plane::ALPHA | plane::ALNUM;
        if (python.decimal(c)) type |= plane::DECIMAL | plane::ALNUM;
        if (python.digit(c)) type |= plane::DIGIT | plane::ALNUM;
        if (python.numeric(c)) type |= plane::ALNUM;
        if (python.space(c)) type |= plane::SPACE;
        if (python.upper(c)) type |= plane::UPPER;
        if (python.lower(c)) type |= plane::LOWER;
        plane::types[c] = type;
    }
}

namespace ascii {
namespace {
constexpr uint8_t type_of(int c) {
    uint8_t type = 0;
    if (c >= '0' && c <= '9') type |= DIGIT | WORD;
    if (c >= 'A' && c <= 'Z') type |= ALPHA | UPPER | WORD;
    if (c >= 'a' && c <= 'z') type |= ALPHA | LOWER | WORD;
    if (c == '_') type |= WORD;
    if (c == ' ' || (c >= 9 && c <= 13) || (c >= 28 && c <= 31)) type |= SPACE;
    return type;
}
struct Made {
    uint8_t types[128];
    constexpr Made() : types() {
        for (int c = 0; c < 128; ++c) types[c] = type_of(c);
    }
};
constexpr Made MADE;
#define ROW(i) MADE.types[i], MADE.types[i + 1], MADE.types[i + 2], MADE.types[i + 3], MADE.types[i + 4], \
    MADE.types[i + 5], MADE.types[i + 6], MADE.types[i + 7]
}  // namespace
const uint8_t TYPES[128] = {ROW(0),  ROW(8),  ROW(16), ROW(24), ROW(32), ROW(40),  ROW(48),  ROW(56),
                            ROW(64), ROW(72), ROW(80), ROW(88), ROW(96), ROW(104), ROW(112), ROW(120)};
#undef ROW
}  // namespace ascii

namespace {
template <class Test>
bool all(Str text, Test test) {
    return !text.empty() && std::all_of(text.begin(), text.end(), test);
}
}  // namespace

bool is_ascii(Str text) {
    Four high{};
    size_t place = 0;
    for (; place + 4 <= text.size(); place += 4) high |= four_at(text.data() + place);
    Char rest = 0;
    for (; place < text.size(); ++place) rest |= text[place];
    return rest < 128 && !any(high & ~four_of(127));
}
bool is_alpha(Str text) { return all(text, [](Char c) { return is_alpha(c); }); }
bool is_digit(Str text) { return all(text, [](Char c) { return is_digit(c); }); }
bool is_decimal(Str text) { return all(text, [](Char c) { return is_decimal(c); }); }
bool is_alnum(Str text) { return all(text, [](Char c) { return is_alnum(c); }); }

bool is_upper(Str text) {
    bool cased = false;
    for (Char c : text) {
        if (is_lower(c)) return false;
        cased = cased || is_upper(c);
    }
    return cased;
}

String lower(Str text) {
    String turned(text);
    for (Char& c : turned) c = lower(c);
    return turned;
}

String upper(Str text) {
    String turned(text);
    for (Char& c : turned) c = upper(c);
    return turned;
}

String reversed(Str text) { return String(text.rbegin(), text.rend()); }

String replace(Str text, Str old, Str with) {
    String turned;
    size_t from = 0;
    for (size_t place; (place = text.find(old, from)) != Str::npos; from = place + old.size()) {
        turned += text.substr(from, place - from);
        turned += with;
    }
    return turned += text.substr(from);
}

namespace {
template <class Test>
Str strip_if(Str text, Test test, bool left, bool right) {
    while (left && !text.empty() && test(text.front())) text.remove_prefix(1);
    while (right && !text.empty() && test(text.back())) text.remove_suffix(1);
    return text;
}
bool is_blank(Char c) { return is_space(c); }
}  // namespace

Str strip(Str text) { return strip_if(text, is_blank, true, true); }
Str rstrip(Str text) { return strip_if(text, is_blank, false, true); }
Str strip(Str text, Str characters) {
    return strip_if(text, [&](Char c) { return contains(characters, c); }, true, true);
}
Str lstrip(Str text, Str characters) {
    return strip_if(text, [&](Char c) { return contains(characters, c); }, true, false);
}
Str rstrip(Str text, Str characters) {
    return strip_if(text, [&](Char c) { return contains(characters, c); }, false, true);
}

std::vector<Str> split(Str text) {
    std::vector<Str> words;
    for (size_t place = 0; place < text.size();) {
        if (is_space(text[place])) {
            ++place;
            continue;
        }
        size_t end = place;
        while (end < text.size() && !is_space(text[end])) ++end;
        words.push_back(text.substr(place, end - place));
        place = end;
    }
    return words;
}

std::vector<Str> split(Str text, Char at) {
    std::vector<Str> pieces;
    size_t from = 0;
    for (size_t place; (place = text.find(at, from)) != Str::npos; from = place + 1)
        pieces.push_back(text.substr(from, place - from));
    pieces.push_back(text.substr(from));
    return pieces;
}

int find(Str text, Str part, int start, int end) {
    end = std::min(end, static_cast<int>(text.size()));
    start = std::max(start, 0);
    if (start > end) return -1;
    size_t place = text.substr(start, end - start).find(part);
    return place == Str::npos ? -1 : static_cast<int>(place) + start;
}

int rfind(Str text, Str part, int start, int end) {
    end = std::min(end, static_cast<int>(text.size()));
    start = std::max(start, 0);
    if (start > end) return -1;
    size_t place = text.substr(start, end - start).rfind(part);
    return place == Str::npos ? -1 : static_cast<int>(place) + start;
}

int count(Str text, Str part) {
    int times = 0;
    for (size_t place = 0; (place = text.find(part, place)) != Str::npos; place += part.size()) ++times;
    return times;
}

std::string utf8(Str text) {
    std::string bytes;
    bytes.reserve(text.size());
    for (Char c : text) {
        if (c < 0x80) {
            bytes += static_cast<char>(c);
        } else if (c < 0x800) {
            bytes += static_cast<char>(0xC0 | c >> 6);
            bytes += static_cast<char>(0x80 | (c & 63));
        } else if (c < 0x10000) {
            bytes += static_cast<char>(0xE0 | c >> 12);
            bytes += static_cast<char>(0x80 | (c >> 6 & 63));
            bytes += static_cast<char>(0x80 | (c & 63));
        } else {
            bytes += static_cast<char>(0xF0 | c >> 18);
            bytes += static_cast<char>(0x80 | (c >> 12 & 63));
            bytes += static_cast<char>(0x80 | (c >> 6 & 63));
            bytes += static_cast<char>(0x80 | (c & 63));
        }
    }
    return bytes;
}

String from_utf8(std::string_view bytes) {
    String text;
    text.reserve(bytes.size());
    for (size_t place = 0; place < bytes.size();) {
        auto first = static_cast<unsigned char>(bytes[place]);
        int more = first < 0x80 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
        Char c = more == 0 ? first : first & (0x3F >> more);
        for (int i = 1; i <= more && place + i < bytes.size(); ++i) c = c << 6 | (bytes[place + i] & 0x3F);
        text += c;
        place += more + 1;
    }
    return text;
}

String decimal(long long value) {
    std::string digits = std::to_string(value);
    return String(digits.begin(), digits.end());
}
}  // namespace habeas
