// The words of a folded text, as far as blanks and signs tell them apart (habeas/detection/tokens.py).
#include "tokens.hpp"

#include "ranges.hpp"
#include "regex.hpp"

namespace habeas {
namespace {

const CharRanges ATTACHED{"tokens._ATTACHED_SCRIPTS"};
const Pattern LINK{"tokens._LINK"};

template <class Of>
std::vector<Str> words_of(Str text, Of is_of_word) {
    std::vector<Str> words;
    words.reserve(text.size() / 5 + 2);
    for (size_t place = 0, size = text.size(); place < size;) {
        if (!is_of_word(text[place])) {
            ++place;
            continue;
        }
        size_t first = place;
        while (place < size && is_of_word(text[place])) ++place;
        words.push_back(text.substr(first, place - first));
    }
    return words;
}
}  // namespace

Tokens read_tokens(Str text) {
    if (is_ascii(text)) return {true, read_ascii_tokens(text)};
    if (std::any_of(text.begin(), text.end(), [](Char c) { return ATTACHED.has(c); })) return {false, {}};
    return {true, words_of(text, [](Char c) { return c != '_' && is_word(c); })};
}

std::vector<Str> read_ascii_tokens(Str text) {
    return words_of(text, [](Char c) { return bool(ascii::TYPES[c & 127] & (ascii::ALPHA | ascii::DIGIT)); });
}

String without_links(Str text) {
    String without(text);
    if (has_links(text))
        for (const Match& match : LINK.finditer(text))
            std::fill(without.begin() + match.start(), without.begin() + match.end(), U' ');
    return without;
}

bool has_links(Str text) { return contains(text, U"://") || contains(text, U"www."); }
}  // namespace habeas
