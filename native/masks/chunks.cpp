// Numbers glued to letters or signs: links, hashes, file names, code, codes with letters
// (habeas/detection/masks/chunks.py).
#include "chunks.hpp"

#include "../regex.hpp"

namespace habeas {

namespace {
struct Rule {
    Explanation explanation;
    String because;
    bool strong;
};
}  // namespace

template <> struct FromJson<Rule> {
    static Rule read(const Json& json) {
        return {explanation(json[0].as_text()), json[1].as_text(), json[2].as_bool()};
    }
};

namespace {
const WordSet PHONE_PREFIXES{"lexicon.identifiers_glued.PHONE_PREFIXES"};
const CharSet OPENING{"masks.chunks._OPENING"};
const CharSet CLOSING{"masks.chunks._CLOSING"};
const Pattern LINK{"masks.chunks._LINK"};
const Pattern CONTACT_LINK{"masks.chunks._CONTACT_LINK"};
const Pattern CERTIFICATE_LINK{"masks.chunks._CERTIFICATE_LINK"};
const Pattern EMAIL{"masks.chunks._EMAIL"};
const Pattern RULE{"masks.chunks._RULE"};
const Pattern PLAIN_RULE{"masks.chunks._PLAIN_RULE"};
const WordMap<Rule> RULES{"masks.chunks._RULES"};
const Pattern LEET{"masks.chunks._LEET"};
const Pattern CODE_WITH_LETTERS{"masks.chunks._CODE_WITH_LETTERS"};
const Text LINKED{"masks.chunks._LINKED"};
const Text LINKED_CERTIFICATE{"masks.chunks._LINKED_CERTIFICATE"};
const Text GLUED{"masks.chunks._GLUED"};
constexpr int LONGEST_LEFT = 512, LONGEST_RIGHT = 2048, LONGEST_BUT_LINKS = 160, FEWEST_DIGITS = 4;

// What a chunk may have for which `_PLAIN_RULE` says the same as `_RULE`.
bool is_plain(Char c) { return is_alnum(c) || c == '-' || c == '_'; }

bool is_printed(Char c) { return c >= '!' && c <= '~'; }

std::optional<Mask> read_link(int first, int last, Str chunk) {
    if (!contains(chunk, U'.') && !contains(chunk, U':')) return {};  // no link is without either
    if (!LINK.fullmatch(chunk) || (!contains(chunk, U"//") && EMAIL.fullmatch(chunk))) return {};
    if (CONTACT_LINK.found(chunk)) return {};
    if (CERTIFICATE_LINK.found(chunk))
        return Mask{first, last, Explanation::CERTIFICATE, LINKED_CERTIFICATE.get()};
    return Mask{first, last, Explanation::URL_PART, LINKED.get()};
}
}  // namespace

std::pair<int, int> chunk_around(Str text, int start, int end, int reach) {
    int first = start, last = end;
    int size = static_cast<int>(text.size());
    int leftmost = std::max(reach, start - LONGEST_LEFT), rightmost = std::min(size, end + LONGEST_RIGHT);
    while (first > leftmost && is_printed(text[first - 1])) --first;
    while (last < rightmost && is_printed(text[last])) ++last;
    while (first < start && OPENING.has(text[first])) ++first;
    while (last > end && CLOSING.has(text[last - 1])) --last;
    return {first, last};
}

bool may_mean_something(Str chunk) {
    bool letter = false;
    int digits = 0;
    for (Char c : chunk) {
        letter |= c >= 'a' && c <= 'z';
        digits += c >= '0' && c <= '9';
        if (letter && digits >= FEWEST_DIGITS) return true;
    }
    return false;
}

std::optional<Mask> read_chunk(int first, int last, Str chunk) {
    if (auto link = read_link(first, last, chunk)) return link;
    if (chunk.size() > LONGEST_BUT_LINKS) return {};
    const bool plain = std::all_of(chunk.begin(), chunk.end(), is_plain);
    Match match = (plain ? PLAIN_RULE : RULE).fullmatch(chunk);
    if (!match || !match.lastgroup()) return {};
    const Rule& rule = *RULES.find(from_utf8(match.lastgroup()));
    return Mask{first, last, rule.explanation, rule.because, rule.strong};
}

std::optional<Mask> read_code(int first, int last, Str chunk) {
    if (!CODE_WITH_LETTERS.fullmatch(chunk)) return {};
    String letters;
    for (Char c : chunk)
        if (is_alpha(c)) letters += c;
    if (PHONE_PREFIXES.has(letters) || LEET.fullmatch(letters)) return {};
    return Mask{first, last, Explanation::IDENTIFIER, GLUED.get(), false};
}
}  // namespace habeas
