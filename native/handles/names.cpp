// Reads a name at a place: marked with an @, shaped like nothing but a name, plain, or spelled out
// (habeas/detection/handles/names.py).
#include "names.hpp"

#include "../regex.hpp"
#include "../tables.hpp"

namespace habeas::handles {
namespace {
struct Connector {
    String sign;
    bool sure = false;
};
}  // namespace
}  // namespace habeas::handles

template <>
struct habeas::FromJson<habeas::handles::Connector> {
    static handles::Connector read(const Json& json) {
        return {json[Str(U"sign")].as_text(), json[Str(U"sure")].as_bool()};
    }
};

namespace habeas::handles {
namespace {

const Pattern NAME{"handles.names._NAME"};
const Pattern SPELLED_SIGN{"handles.names._SPELLED_SIGN"};
const Pattern GAPPED_SIGN{"handles.names._GAPPED_SIGN"};
const Pattern ADDRESS_FOLLOWS{"handles.names._ADDRESS_FOLLOWS"};
const Pattern HOST{"handles.names._HOST"};
const Pattern LOOKS_LIKE_FILE{"handles.names._LOOKS_LIKE_FILE"};
const Pattern MEASURE{"handles.names._MEASURE"};
const Pattern WORD_WITH_NUMBER{"handles.names._WORD_WITH_NUMBER"};
const Pattern NUMBER{"handles.names._NUMBER"};
const WordSet FIRST_OF_SIGN_WORDS{"handles.names._FIRST_OF_SIGN_WORDS"};
const CharSet NAME_SIGNS{"handles.names._NAME_SIGNS"};
const WordSet BY_WORD{"lexicon.apps.BY_WORD.keys"};
const WordMap<Connector> CONNECTORS{"lexicon.connectors.CONNECTORS"};
const WordSet NOT_NAMES{"lexicon.plain_words.NOT_NAMES"};
constexpr int LONGEST_ORDINARY = 50;
constexpr size_t SHORTEST = 3;
constexpr size_t SHORTEST_PLAIN = 4;
constexpr size_t MOST_SIGNS = 6;
constexpr size_t PIECES_WITH_ONE_SIGN = 3;

String joined_words(Str text) {  // " ".join(text.split())
    String joined;
    for (Str word : split(text)) {
        if (!joined.empty()) joined += U' ';
        joined += word;
    }
    return joined;
}

bool is_space(Str text) {  // str.isspace
    return !text.empty() && std::all_of(text.begin(), text.end(), [](Char c) { return habeas::is_space(c); });
}

bool is_in_ordinary_name(Char c) { return c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool has_digit(Str text) { return std::any_of(text.begin(), text.end(), [](Char c) { return is_digit(c); }); }

// Whether a sign with a space on both sides follows: `tami . restaura`.
bool is_gapped(Str text, int end) {
    Str following = slice(text, end, end + 3);
    return following == U" . " || following == U" _ ";
}

bool may_open(Char c) {
    return c == ' ' || c == '_' || c == '(' || c == '[' || c == '{' || c == '<' || c == '*' || habeas::is_space(c);
}

// Whether a word for a sign could follow.
bool may_be_sign_word(Str text, int end) {
    int start = end, size = static_cast<int>(text.size());
    while (start < size && may_open(text[start])) ++start;
    if (start == end || start == size) return false;
    int stop = start;
    while (stop < size && text[stop] != '_' && is_in_ordinary_name(text[stop])) ++stop;
    return stop == start ? !is_ascii(text[start]) : FIRST_OF_SIGN_WORDS.has(slice(text, start, stop));
}

// The name with its spelled signs read, and its end, if it goes on with any.
std::optional<std::pair<String, int>> read_spelled(Str text, Str core, int end) {
    Str first = rstrip(core, U"_");
    end -= static_cast<int>(core.size() - first.size());
    if (!may_go_on_spelled(text, end)) return {};
    std::vector<String> pieces{String(first)};
    bool sure = false;
    while (pieces.size() <= 2 * MOST_SIGNS) {
        if (Match spelled = SPELLED_SIGN.match(text, end)) {
            const String& sign = CONNECTORS.find(joined_words(spelled.group("sign")))->sign;
            sure = sure || sign == U"_" || !is_space(spelled.group("opened"));
            pieces.push_back(sign);
            pieces.emplace_back(spelled.group("rest"));
            end = spelled.end();
            continue;
        }
        if (pieces.size() == 1 && !is_gapped(text, end)) break;
        Match gapped = GAPPED_SIGN.match(text, end);
        if (!gapped) break;
        pieces.emplace_back(gapped.group("sign"));
        pieces.emplace_back(gapped.group("rest"));
        end = gapped.end();
    }
    if (pieces.size() == 1) return {};
    bool is_sure = sure || pieces.size() > PIECES_WITH_ONE_SIGN ||
                   std::none_of(pieces.begin(), pieces.end(), [](const String& one) { return NOT_NAMES.has(one); });
    if (!is_sure) return {};
    String value;
    for (const String& piece : pieces) value += piece;
    return std::pair{std::move(value), end};
}

bool is_dotted_letters(Str core) {  // the longest piece between dots is one letter
    size_t longest = 0;
    for (Str piece : split(core, U'.')) longest = std::max(longest, piece.size());
    return longest == 1;
}

bool is_another_word(Str core) {
    if (core.size() < SHORTEST || BY_WORD.has(core) || NOT_NAMES.has(core)) return true;
    bool dotted = contains(core, U'.');
    if (dotted && (contains(core, U"..") || is_dotted_letters(core))) return true;
    return looks_like_measure(core) || (dotted && LOOKS_LIKE_FILE.fullmatch(core));
}

std::optional<Shape> shape_of(Str core, bool after_announcer) {
    if (is_another_word(core) || (!after_announcer && looks_like_host(core))) return {};
    bool digits = has_digit(core);
    bool signs = std::any_of(core.begin(), core.end(), [](Char c) { return NAME_SIGNS.has(c); });
    if (signs || (digits && !WORD_WITH_NUMBER.fullmatch(core))) return Shape::SHAPED;
    if (core.size() >= SHORTEST_PLAIN && !digits) return Shape::PLAIN;
    return {};
}
// What the expression for names reads at a place: where it begins and ends, and its core.
struct Read {
    int end = -1;
    bool marked = false;
    Str core;
};

Read read_name_form(Str text, int position) {
    int end = ordinary_name_end(text, position);
    if (end >= 0) return {end, false, slice(text, position, end)};
    Match match = NAME.match(text, position);
    if (!match) return {};
    return {match.end(), match.has("at"), match.group("core")};
}
}  // namespace

int ordinary_name_end(Str text, int position) {
    const int limit = std::min(static_cast<int>(text.size()), position + LONGEST_ORDINARY);
    if (position >= limit || !is_in_ordinary_name(text[position])) return -1;
    int end = position + 1, place = end;
    for (; place < limit; ++place) {
        Char c = text[place];
        if (is_in_ordinary_name(c)) end = place + 1;
        else if (c != '.' && c != '-' && c != U'丨') break;
    }
    if (at(text, end) == '#' || (at(text, place) == ':' && starts_with(text.substr(position), U"live:"))) return -1;
    return end;
}

bool may_go_on_spelled(Str text, int end) {
    while (at(text, end - 1) == '_') --end;
    return is_gapped(text, end) || may_be_sign_word(text, end);
}

bool looks_like_host(Str word) { return contains(word, U'.') && HOST.fullmatch(word); }

bool looks_like_measure(Str word) {
    Char first = at(word, 0);
    return (first == 'v' || is_decimal(first)) && MEASURE.fullmatch(word);
}

std::optional<Name> read_name(Str text, int position, bool after_announcer) {
    auto [end, marked, core] = read_name_form(text, position);
    if (end < 0) return {};
    if (ADDRESS_FOLLOWS.match(text, end)) return {};
    if (auto spelled = read_spelled(text, core, end)) {
        return Name{position, spelled->second, std::move(spelled->first), Shape::SPELLED};
    }
    if (marked) {
        bool is_name = !strip(core, U"_.-").empty() && !looks_like_measure(core);
        if (!is_name) return {};
        return Name{position, end, String(core), Shape::MARKED};
    }
    std::optional<Shape> shape = shape_of(core, after_announcer);
    if (!shape) return {};
    return Name{position, end, replace(core, U"丨", U"i"), *shape};
}

std::optional<Name> read_number(Str text, int position) {
    Match match = NUMBER.match(text, position);
    if (!match) return {};
    String value;
    for (Char c : match.group()) {
        if (is_decimal(c)) value += c;
    }
    return Name{match.start(), match.end(), std::move(value), Shape::NUMBER};
}
}  // namespace habeas::handles
