// Whether a word names a kind of number, by itself, by its ending, or within an unspaced script
// (habeas/detection/masks/nouns.py).
#include "nouns.hpp"

#include "../regex.hpp"

namespace habeas {

using Phrases = std::vector<std::pair<String, Explanation>>;
template <> struct FromJson<Phrases> {
    static Phrases read(const Json& json) {
        Phrases phrases;
        for (const Json& pair : json.items()) phrases.emplace_back(pair[0].as_text(), explanation(pair[1].as_text()));
        return phrases;
    }
};

namespace {
const WordMap<Explanation> NOUNS{"lexicon.identifiers.NOUNS"};
const WordMap<Phrases> PHRASES{"lexicon.identifiers.PHRASES"};
const WordSet GENERIC{"lexicon.identifiers.GENERIC"};
const WordSet NUMBERING{"lexicon.identifiers.NUMBERING"};
const WordSet PERSONAL{"lexicon.identifiers.PERSONAL"};
const WordSet NUMBER_ENDINGS{"lexicon.identifiers.NUMBER_ENDINGS"};
const Pattern UNSPACED{"masks.nouns._UNSPACED"};
const Pattern UNSPACED_NUMBER{"masks.nouns._UNSPACED_NUMBER"};
const Pattern NUMBERED{"masks.nouns._NUMBERED"};
const Pattern ARABIC_PREFIX{"masks.nouns._ARABIC_PREFIX"};
constexpr int LONGEST_UNSPACED = 12, MOST_PARTICLES = 3;
constexpr size_t SHORTEST_STEM = 3;

std::optional<Explanation> named(Str word) {
    const Explanation* noun = NOUNS.find(word);
    return noun ? std::optional(*noun) : std::nullopt;
}

bool ends_as_a_number(Str word) {
    for (const String& ending : NUMBER_ENDINGS.words())
        if (ends_with(word, ending)) return true;
    return false;
}

std::optional<Explanation> compound(Str word) {
    if (!ends_as_a_number(word) || NUMBERING.has(word) || GENERIC.has(word)) return {};
    for (const String& ending : NUMBER_ENDINGS.words()) {
        if (!ends_with(word, ending)) continue;
        Str stem = word.substr(0, word.size() - ending.size());
        if (stem.size() < SHORTEST_STEM || PERSONAL.has(stem)) continue;
        if (auto noun = named(stem)) return noun;
        return named(ends_with(stem, U"s") ? stem.substr(0, stem.size() - 1) : stem);
    }
    return {};
}

std::optional<Explanation> unspaced_noun(Str word) {
    if (Match match = NUMBERED.fullmatch(word))
        if (auto noun = named(match.group(1))) return noun;
    for (int particles = 0; particles <= MOST_PARTICLES; ++particles) {
        int size = static_cast<int>(word.size()) - particles;
        if (size < 2) break;
        Str stem = word.substr(0, size);
        for (int length = std::min<int>(stem.size(), LONGEST_UNSPACED); length > 1; --length)
            if (auto noun = named(stem.substr(stem.size() - length))) return noun;
    }
    return {};
}
}  // namespace

std::optional<Explanation> noun_of(Str word) {
    if (auto noun = named(word)) return noun;
    if (is_ascii(word)) return compound(word);
    if (UNSPACED.found(word)) return unspaced_noun(word);
    Match prefix = ARABIC_PREFIX.search(word);
    if (!prefix) return {};
    return named(concat(word.substr(0, prefix.start()), word.substr(prefix.end())));
}

std::optional<Explanation> noun_of_phrase(Str text, Str word, int end) {
    const Phrases* phrases = PHRASES.find(word);
    if (!phrases) return {};
    for (const auto& [phrase, explanation] : *phrases) {
        int start = end - static_cast<int>(phrase.size());
        if (start < 0) continue;
        auto same = [](Char c, Char written) { return c == (written == '-' ? U' ' : written); };
        if (std::equal(phrase.begin(), phrase.end(), text.begin() + start, same)) return explanation;
    }
    return {};
}

bool is_personal(Str word) {
    if (PERSONAL.has(word)) return true;
    if (is_ascii(word) || !UNSPACED.found(word)) return false;
    Str tail = word.substr(word.size() - std::min<size_t>(word.size(), LONGEST_UNSPACED));
    for (size_t i = 0; i < tail.size(); ++i)
        for (size_t j = i + 2; j <= tail.size(); ++j)
            if (PERSONAL.has(tail.substr(i, j - i))) return true;
    return false;
}

bool names_a_number(Str word) { return ends_as_a_number(word) || (!is_ascii(word) && UNSPACED_NUMBER.found(word)); }
}  // namespace habeas
