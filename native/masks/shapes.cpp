// Numbers whose shape says what they are: dates, times, addresses of machines, sizes, amounts
// (habeas/detection/masks/shapes.py).
#include "shapes.hpp"

#include "../regex.hpp"

namespace habeas {

template <> struct FromJson<Shape> {
    static Shape read(const Json& json) {
        return {explanation(json[U"explanation"].as_text()), json[U"because"].as_text(), json[U"strong"].as_bool(),
                json[U"alone"].as_bool(), json[U"first"].as_bool()};
    }
};

namespace {
const Pattern TOKEN{"masks.shapes._TOKEN"};
const Pattern YEAR{"masks.shapes._YEAR"};
const Pattern CLOCK{"masks.shapes._CLOCK"};
const Pattern VERSION_PART{"masks.shapes._VERSION_PART"};
const WordMap<Shape> SHAPES{"masks.shapes._SHAPES"};
constexpr size_t SHORTEST = 3, LONGEST = 48, MOST_DIGITS_OF_A_VERSION = 6, MOST_DIGITS_OF_A_NAMED_VERSION = 8,
                 MOST_DIGITS_OF_A_FRACTION = 6, DIGITS_OF_A_DATE = 8;

long long number(Str digits) {
    long long value = 0;
    for (Char c : digits) value = 10 * value + static_cast<long long>(c - '0');
    return value;
}

// A token of two groups of figures with one sign between, which may have blanks around it; what else has the sign
// MANY, and figures alone have none.
struct Pair {
    static constexpr Char MANY = 1;
    explicit Pair(Str token) {
        const size_t size = token.size();
        auto figures = [&](size_t place) {
            size_t end = place;
            while (end < size && token[end] >= '0' && token[end] <= '9') ++end;
            return end - place;
        };
        left = figures(0);
        if (left == size) return;
        size_t place = left, blanks = token[place] == ' ';
        sign = MANY;
        if (!left || (place += blanks) == size) return;
        const Char found = token[place++];
        if (place < size && token[place] == ' ') ++place, ++blanks;
        right = figures(place);
        const bool takes_blanks = found == 'x' || found == '*' || found == U'×';
        if (right && place + right == size && (!blanks || takes_blanks)) sign = found;
    }
    Char sign = 0;
    size_t left = 0, right = 0;
};

std::vector<Str> split_at_any(Str text, Str signs) {
    std::vector<Str> parts;
    size_t start = 0;
    for (size_t place = 0; place <= text.size(); ++place) {
        if (place < text.size() && !contains(signs, text[place])) continue;
        parts.push_back(text.substr(start, place - start));
        start = place + 1;
    }
    return parts;
}

Str before_any(Str text, Str signs) { return text.substr(0, text.find_first_of(signs)); }

size_t total(const std::vector<Str>& parts) {
    size_t sum = 0;
    for (Str part : parts) sum += part.size();
    return sum;
}

bool is_dated(const std::vector<Str>& parts, Str last) {
    return last.size() == DIGITS_OF_A_DATE || YEAR.fullmatch(parts[0]);
}

bool is_ip(Str token) {
    for (Str part : split_at_any(before_any(token, U":/"), U"."))
        if (number(part) > 255 || (part != U"0" && part[0] == '0')) return false;
    return true;
}

bool is_version(Str token) {
    auto parts = split_at_any(before_any(token, U"-"), U".");
    return (is_dated(parts, parts[2]) || total(parts) <= MOST_DIGITS_OF_A_VERSION) &&
           !(parts[0] != U"0" && parts[0][0] == '0');
}

bool is_range(Str token) {
    size_t dash = token.find(U'-');
    Str low = token.substr(0, dash), high = token.substr(dash + 1);
    return number(low) < number(high) && low[0] != '0' && low.back() == '0' && high.back() == '0';
}

bool is_years(Str token) {
    size_t sign = token.find_first_of(U"-/");
    Str first = token.substr(0, sign), last = token.substr(sign + 1);
    return last.size() == 2 ? number(last) == (number(first) + 1) % 100 : first <= last;
}

bool is_fraction(Str token) { return token.size() <= MOST_DIGITS_OF_A_FRACTION + 1 || ends_with(token, U"000"); }

// What `_TOKEN` says of the most common tokens, two groups of figures with one sign between: a name, or none of it.
std::optional<Str> shape_of(const Pair& pair, Str token) {
    auto [sign, left, right] = pair;
    switch (sign) {
        case ':': return left <= 2 && right == 2 ? U"time" : U"";
        case '.':
            if (left <= 3 && right >= 4 && right <= 8) return U"coordinate";
            [[fallthrough]];
        case ',':
            if (left <= 3 && right == 3) return U"amount";
            return left <= 9 && right <= 2 ? U"decimal" : U"";
        case '\'': return left <= 3 && right == 3 ? U"amount" : U"";
        case '_': return U"";
        case 'x': case '*': case U'×': return token[0] != '0' && left <= 5 && right <= 5 ? U"size" : U"";
        default: return {};
    }
}

bool is_checked(std::string_view name, Str token) {
    if (name == "ip") return is_ip(token);
    if (name == "version") return is_version(token);
    if (name == "range") return is_range(token);
    if (name == "years") return is_years(token);
    return name != "fraction" || is_fraction(token);
}
}  // namespace

const Shape* read_shape(Str token) {
    if (token.size() < SHORTEST || token.size() > LONGEST) return nullptr;
    const Pair pair(token);
    if (pair.sign == 0) return nullptr;  // no shape is without signs
    if (auto name = shape_of(pair, token)) return name->empty() ? nullptr : SHAPES.find(*name);
    Match match = TOKEN.fullmatch(token);
    const char* name = match ? match.lastgroup() : nullptr;
    if (!name || !is_checked(name, token)) return nullptr;
    return SHAPES.find(from_utf8(name));
}

bool read_clock(Str token) { return bool(CLOCK.fullmatch(token)); }

bool is_version_like(Str number) {
    auto parts = split_at_any(number, U".,-");
    for (Str part : parts)
        if (!VERSION_PART.fullmatch(part)) return false;
    return is_dated(parts, parts.back()) || total(parts) <= MOST_DIGITS_OF_A_NAMED_VERSION;
}
}  // namespace habeas
