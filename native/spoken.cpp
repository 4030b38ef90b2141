// Tell in which languages a sentence may be read (habeas/detection/spoken.py).
#include "spoken.hpp"

#include <array>
#include <bit>

#include "cue_table.hpp"
#include "phrases.hpp"
#include "tables.hpp"

namespace habeas {
namespace {

constexpr int LITTLE_WORD_WEIGHT = 2;  // a little word tells more than a cue, which another language may borrow
constexpr int NOT_FAR_BEHIND = 2;      // a language with half of the evidence of the best is read as well

// Characters that tell of a language by themselves (`_LONE_CHARACTER`).
class LoneCharacters : public Table {
public:
    using Table::Table;
    bool has(Char c) const {
        return !characters_.empty() && c >= characters_.front() && c <= characters_.back() &&
               std::binary_search(characters_.begin(), characters_.end(), c);
    }
    void fill(const Json& json) override {
        for (const auto& [language, characters] : json.entries()) characters_ += characters.as_text();
        std::sort(characters_.begin(), characters_.end());
    }

private:
    String characters_;
};
const LoneCharacters LONE_CHARACTERS{"lexicon.intents.function_words.FUNCTION_CHARACTERS"};

class Evidence {
public:
    void add(Languages languages, int weight) {
        for (; languages; languages &= languages - 1) counts_[std::countr_zero(languages)] += weight;
    }
    Languages best() const {
        int most = *std::max_element(counts_.begin(), counts_.end());
        if (!most) return any_language();
        Languages best = 0;
        for (int index = 0; index < language_count(); ++index)
            if (counts_[index] * NOT_FAR_BEHIND >= most) best |= Languages{1} << index;
        return best;
    }

private:
    std::array<int, 32> counts_{};
};

Languages owners_of(Str word) {
    int number = cue_table::number_of(word);
    return number == cue_table::NONE ? 0 : cue_table::word(number).owners;
}

bool is_letter(Char c) { return c < 128 ? ascii::TYPES[c] & ascii::ALPHA : is_alnum(c) && !is_decimal(c); }

// Words apart from figures, and the characters that tell by themselves.
void add_words(Evidence& evidence, Str sentence) {
    int size = static_cast<int>(sentence.size());
    for (int start = 0, end; start < size; start = end + 1) {
        bool spelled = true;
        for (end = start; end < size && is_letter(sentence[end]); ++end) {
            Char c = sentence[end];
            if (c < 128) continue;
            spelled = false;
            if (LONE_CHARACTERS.has(c)) evidence.add(owners_of(Str(&c, 1)), LITTLE_WORD_WEIGHT);
        }
        if (end == start) continue;
        Str word = sentence.substr(start, end - start);
        evidence.add(spelled || is_spelled(word) ? owners_of(word) : owners_of(spell(word)), LITTLE_WORD_WEIGHT);
    }
}

// The same of words that are known: in their scripts no character tells by itself, and each word is spelled.
void add_words(Evidence& evidence, const CueWords& words) {
    for (size_t place = 0; place < words.words.size(); ++place) {
        Str word = words.words[place];
        if (!std::all_of(word.begin(), word.end(), is_letter)) add_words(evidence, word);
        else if (words.numbers[place] != cue_table::NONE)
            evidence.add(cue_table::word(words.numbers[place]).owners, LITTLE_WORD_WEIGHT);
    }
}
}  // namespace

Languages spoken_languages(Str sentence, const Marks& marks, const CueWords* words) {
    Evidence evidence;
    if (words) add_words(evidence, *words);
    else add_words(evidence, sentence);
    for (const Mark& mark : marks) {
        Languages languages = 0;
        for (const Sense& sense : mark.senses) languages |= sense.languages;
        if (languages != any_language()) evidence.add(languages, 1);
    }
    return evidence.best();
}
}  // namespace habeas
