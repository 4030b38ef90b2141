// Labels: the words beside a number that say whose number it is ("order no. 302-4567")
// (habeas/detection/masks/labels.py).
#include "labels.hpp"

#include "../regex.hpp"
#include "nouns.hpp"

namespace habeas {
namespace {

const WordSet ABBREVIATED{"lexicon.identifiers.ABBREVIATED"};
const WordSet ADVERTISING{"lexicon.identifiers.ADVERTISING"};
const WordSet AFTER{"lexicon.identifiers.AFTER"};
const WordSet BEFORE_EXAMPLE{"lexicon.identifiers.BEFORE_EXAMPLE"};
const WordSet COPULA{"lexicon.identifiers.COPULA"};
const WordSet COUNTRIES{"lexicon.identifiers.COUNTRIES"};
const WordSet DIGIT_WORDS{"lexicon.identifiers.DIGIT_WORDS"};
const WordMap<String> DISTINCT_GENERIC{"lexicon.identifiers.DISTINCT_GENERIC"};
const WordMap<String> DISTINCT_LINKING{"lexicon.identifiers.DISTINCT_LINKING"};
const WordSet EXEMPLIFYING{"lexicon.identifiers.EXEMPLIFYING"};
const WordSet GENERIC{"lexicon.identifiers.GENERIC"};
const WordSet GOVERNING{"lexicon.identifiers.GOVERNING"};
const WordSet LINKING{"lexicon.identifiers.LINKING"};
const WordSet NUMBERING{"lexicon.identifiers.NUMBERING"};
const WordSet OWNING{"lexicon.identifiers.OWNING"};
const Text POLISH_IS{"lexicon.identifiers.POLISH_IS"};
const WordSet POLISH_NUMBERING{"lexicon.identifiers.POLISH_NUMBERING"};
const WordSet SELF_EVIDENT{"lexicon.identifiers.SELF_EVIDENT"};

const CharSet BETWEEN{"masks.labels._BETWEEN"};
const CharSet STOPS{"masks.labels._STOPS"};
const CharSet SIGNS{"masks.labels._SIGNS"};
const CharSet PUNCTUATION{"masks.labels._PUNCTUATION"};
const CharSet NUMBERING_SIGNS{"masks.labels._NUMBERING_SIGNS"};
const CharSet AFTER_AN_ORDINAL{"masks.labels._AFTER_AN_ORDINAL"};
const CharSet VOWELS{"masks.labels._VOWELS"};
const CharSet CLOSING{"masks.labels._CLOSING"};
const Pattern ACRONYM{"masks.labels._ACRONYM"};
const Pattern BRACKET{"masks.labels._BRACKET"};
constexpr int WINDOW = 56, MOST_STEPS = 9, LONGEST_ORDINAL = 4, LONGEST_COUNT = 5, LONGEST_SHOUT = 40, FORWARD = 40,
              MOST_AFTER = 6, WORDS_BEFORE_A_BRACKET = 8;

bool needs_a_number_word(Explanation noun) {
    return noun == Explanation::BANK_REFERENCE || noun == Explanation::TAX_OR_COMPANY_NUMBER;
}

// Kinds whose noun and a colon may stand before a phone as well ("Booking: 0803 ...").
bool announces(Explanation noun) {
    return noun == Explanation::ORDER_NUMBER || noun == Explanation::TICKET || noun == Explanation::IDENTIFIER;
}

// Whether a character belongs to a word; in ASCII only letters and digits do, elsewhere all but blanks and signs.
bool is_in_a_word(Char c) {
    if (c < 128) return is_alnum(c) || !(c >= ' ' || is_space(c)) || c == 0x7f;
    return !is_space(c) && !BETWEEN.has(c);
}

struct Word {
    Str word;
    int start = 0, end = 0;
    explicit operator bool() const { return !word.empty(); }
    bool is_mark() const { return word.size() == 1 && PUNCTUATION.has(word[0]); }
    bool is_stop() const { return word.size() == 1 && STOPS.has(word[0]); }
};

// The words and marks before a place, nearest first; an empty word when there are no more.
class WordsLeftwards {
public:
    WordsLeftwards(Str text, int start)
        : text_(text), first_(std::max(0, start - WINDOW)), place_(start), ascii_(is_ascii(slice(text, first_, start))) {}

    Word next() {
        while (place_ > first_) {
            int end = place_;
            Char c = text_[--place_];
            if (belongs(c)) {
                while (place_ > first_ && belongs(text_[place_ - 1])) --place_;
                return {text_.substr(place_, end - place_), place_, end};
            }
            if (PUNCTUATION.has(c)) return {text_.substr(place_, 1), place_, end};
        }
        return {};
    }

private:
    bool belongs(Char c) const { return ascii_ ? is_alnum(c) && !is_upper(c) : is_in_a_word(c); }
    Str text_;
    int first_, place_;
    bool ascii_;
};

class WordsRightwards {
public:
    WordsRightwards(Str text, int start) : text_(slice(text, 0, start + FORWARD)), place_(start) {}

    Word next() {
        int size = static_cast<int>(text_.size());
        for (; place_ < size; ++place_) {
            int start = place_;
            while (place_ < size && is_in_a_word(text_[place_])) ++place_;
            if (place_ == start && PUNCTUATION.has(text_[place_])) ++place_;
            if (place_ > start) return {text_.substr(start, place_ - start), start, place_};
        }
        return {};
    }

private:
    Str text_;
    int place_;
};

// Whether the full stop at a place shortens a word rather than ends a sentence.
bool is_abbreviated(Str text, int place) {
    Word word = WordsLeftwards(text, place).next();
    return word.end == place && (ABBREVIATED.has(word.word) || ends_with(word.word, U"nr"));
}

// One walk leftwards from a number, over the small words, to the noun that names it.
class Walk {
public:
    Walk(const Document& document, int start) : document_(document), words_(document.text, start) {}

    std::optional<Label> run() {
        int step = 0;
        for (Word word = words_.next(); word; word = words_.next(), ++step) {
            if (word.is_mark()) {
                if (ends_sentence(word.word[0], word.start, step)) break;
                continue;
            }
            if (!end_) end_ = word.end;
            if (step > MOST_STEPS) break;
            if (is_personal(word.word)) return {};
            auto kind = noun_of(word.word);
            if (!kind) kind = noun_of_phrase(document_.text, word.word, word.end);
            if (kind) return noun(word, *kind);
            if (!passes(word)) {
                auto label = fallback();
                return label ? label : acronym(word);
            }
            last_ = word.word;
        }
        return fallback();
    }

private:
    // Whether the walk goes on beyond a word that is no noun.
    bool passes(const Word& word) {
        if (GENERIC.has(word.word) || is_written(DISTINCT_GENERIC.find(word.word), word)) {
            if (!generic_) generic_ = word.start;
            return numbered_ = true;
        }
        if (NUMBERING.has(word.word)) return numbered_ = named_ = true;
        if (word.word == POLISH_IS.get()) return leads_on_ = true;
        return links(word);
    }

    // Whether a word may stand between a name and its number.
    bool links(const Word& word) const {
        if (is_digit(word.word))  // ISBN-13, invoice 92/2024: ..., nine digits
            return DIGIT_WORDS.has(last_) ||
                   (word.word.size() <= LONGEST_ORDINAL && AFTER_AN_ORDINAL.has(at(document_.text, word.end)));
        return LINKING.has(word.word) || EXEMPLIFYING.has(word.word) || COUNTRIES.has(word.word) ||
               (BEFORE_EXAMPLE.has(word.word) && EXEMPLIFYING.has(last_)) ||
               is_written(DISTINCT_LINKING.find(word.word), word);
    }

    bool is_written(const String* distinct, const Word& word) const {
        return distinct && lower(document_.slice_original(word.start, word.end)) == *distinct;
    }

    bool ends_sentence(Char mark, int place, int step) {
        if (SIGNS.has(mark)) {
            numbered_ = numbered_ || NUMBERING_SIGNS.has(mark);
            named_ = named_ || mark == '#';
            return false;
        }
        if (mark == '\n') return step != 0;
        return mark != '.' || !is_abbreviated(document_.text, place);
    }

    std::optional<Label> noun(const Word& word, Explanation kind) {
        Word before = words_.next();
        bool beside = word.start - before.end == 1;
        bool counts = beside && before.word.size() <= LONGEST_COUNT && is_digit(before.word);  // "90 orders"
        if (counts || is_personal(before.word)) return {};
        if (leads_on_ && !POLISH_NUMBERING.has(before.word)) return {};
        if (names_a_number(word.word) || NUMBERING.has(before.word) ||
            (LINKING.has(before.word) && NUMBERING.has(words_.next().word)))
            numbered_ = named_ = true;
        bool evident = SELF_EVIDENT.has(word.word);
        if (!numbered_ && !evident && ((GOVERNING.has(before.word) && beside) || needs_a_number_word(kind)))
            return {};  // "to order 0803 ...", "a room 0803 ..."
        bool strong = named_ || evident || (numbered_ && !announces(kind));
        return Label{word.start, end_, kind, strong, !generic_ && !named_ && ADVERTISING.has(word.word)};
    }

    std::optional<Label> fallback() const {
        if (!generic_ || leads_on_) return {};
        return Label{*generic_, end_, Explanation::IDENTIFIER, named_};
    }

    // A label made of capitals before a word for number ("RTBA no. 15704263").
    std::optional<Label> acronym(const Word& word) const {
        if (!numbered_ || leads_on_) return {};
        if (!ACRONYM.fullmatch(document_.slice_original(word.start, word.end))) return {};
        if (document_.original.size() > LONGEST_SHOUT && is_upper(document_.original)) return {};
        auto is_vowel = [](Char c) { return VOWELS.has(c); };
        if (!named_ && std::any_of(word.word.begin(), word.word.end(), is_vowel)) return {};
        return Label{word.start, end_, Explanation::IDENTIFIER, false};
    }

    const Document& document_;
    WordsLeftwards words_;
    int end_ = 0;
    Str last_;
    bool leads_on_ = false, numbered_ = false, named_ = false;
    std::optional<int> generic_;
};

std::optional<Label> noun_to_the_right(const std::vector<Word>& words) {
    for (size_t i = 1; i < words.size(); ++i) {
        const Word& word = words[i];
        if (is_personal(word.word) || word.is_stop()) return {};
        if (auto noun = noun_of(word.word)) return Label{word.start, word.end, *noun, false};
        if (!LINKING.has(word.word) && !NUMBERING.has(word.word) && !OWNING.has(word.word)) return {};
    }
    return {};
}
}  // namespace

std::optional<Label> find_label(const Document& document, int start) { return Walk(document, start).run(); }

std::optional<Label> find_label_before_bracket(Str text, int start, int end) {
    if (!CLOSING.has(at(text, end)) || !BRACKET.search(text, std::max(0, start - 2), start)) return {};
    std::optional<Label> found;
    WordsLeftwards words(text, start);
    int step = 0;
    for (Word word = words.next(); word; word = words.next(), ++step) {
        if (step > WORDS_BEFORE_A_BRACKET || word.is_stop()) break;
        if (is_personal(word.word)) return {};
        auto noun = noun_of(word.word);
        if (noun && !found) found = Label{word.start, word.end, *noun, false};
    }
    return found;
}

std::optional<Label> find_label_after(Str text, int end) {
    WordsRightwards stream(text, end);
    Word first = stream.next();
    if (!first || !strip(slice(text, end, first.start)).empty()) return {};
    if (!AFTER.has(first.word) && !COPULA.has(first.word)) return {};
    std::vector<Word> words{first};
    while (words.size() < MOST_AFTER) {
        Word word = stream.next();
        if (!word) break;
        words.push_back(word);
    }
    return noun_to_the_right(words);
}
}  // namespace habeas
