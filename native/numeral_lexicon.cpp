// The number words of all languages, in the form in which reading looks them up: from the tables of
// habeas/detection/lexicon/numerals.py and habeas/detection/numeral_tokens.py.
#include "numeral_lexicon.hpp"

namespace habeas {
namespace {

Json as_it_is(const Json& json) { return json; }

const Loaded<Json> WORDS{"lexicon.numerals.WORDS", as_it_is};
const Loaded<Json> COMMON_IN{"lexicon.numerals.COMMON_IN", as_it_is};
const Loaded<Json> JOINERS{"lexicon.numerals.JOINERS", as_it_is};
const Loaded<Json> SPOKEN{"lexicon.numerals.SPOKEN", as_it_is};
const WordMap<String> LETTERS_AS_DIGITS{"lexicon.numerals.LETTERS_AS_DIGITS"};
const WordSet SURE_LETTERS{"lexicon.numerals.SURE_LETTERS"};
const WordMap<String> TOGETHER{"numeral_tokens.TOGETHER"};
const WordMap<String> LEET_CLASSES{"numeral_tokens._LEET_CLASSES"};
const Text UNSPACED{"numeral_tokens.UNSPACED"};

NumeralLanguage find_language(const std::vector<String>& languages, Str code) {
    for (size_t i = 0; i < languages.size(); ++i)
        if (languages[i] == code) return static_cast<NumeralLanguage>(i);
    return NO_LANGUAGE;
}

bool is_plain(Str word) {
    return !word.empty() && std::all_of(word.begin(), word.end(), [](Char c) { return c >= 'a' && c <= 'z'; });
}
}  // namespace

void Compounds::add(Str word, int index) {
    int node = 0;
    for (Char c : word) {
        if (letter(c) < 0) return;
        if (nodes_[node].next[letter(c)] == NONE) {
            nodes_[node].next[letter(c)] = static_cast<int16_t>(nodes_.size());
            nodes_.push_back(empty());
        }
        node = nodes_[node].next[letter(c)];
    }
    nodes_[node].word = static_cast<int16_t>(index);
}

NumeralLexicon::NumeralLexicon() {
    for (const auto& [language, words] : JOINERS->entries()) {
        languages.push_back(language);
        joiners.emplace_back();
        for (const Json& word : words.items()) joiners.back().push_back(word.as_text());
        ones_after_hundreds.push_back((*SPOKEN)[language][U"ones_after_hundreds"].as_bool());
    }
    languages.emplace_back(UNSPACED.get());
    joiners.emplace_back();
    ones_after_hundreds.push_back(true);
    en = find_language(languages, U"en");
    fr = find_language(languages, U"fr");
    unspaced = static_cast<NumeralLanguage>(languages.size() - 1);

    for (auto& row : short_words) row.fill(-1);
    for (const auto& [word, codes] : WORDS->entries()) {
        int index = static_cast<int>(meanings.size());
        words.add(word);
        any_beginnings.set(beginning(word));
        meanings.emplace_back();
        if (is_plain(word) && word.size() < 3) short_words[word[0] - 'a'][word.size() == 1 ? 26 : word[1] - 'a'] = index;
        if (is_plain(word) && word.size() >= 3)
            beginnings.set(((word[0] - 'a') * 26 + (word[1] - 'a')) * 26 + (word[2] - 'a'));
        for (const auto& [language, code] : codes.entries())
            meanings.back().codes.push_back({find_language(languages, language), code.as_text()});
    }
    words.freeze();
    for (const auto& [word, common] : COMMON_IN->entries())
        for (const Json& language : common.items())
            meanings[words.find(word)].common |= uint64_t{1} << find_language(languages, language.as_text());

    for (const String& word : TOGETHER.words()) {
        together.add(word, static_cast<int>(together_words.size()));
        together_words.push_back(words.find(word));
    }
    for (Char c = 0; c < 128; ++c) {
        int known = 0;
        letters_of[c].fill(Compounds::NONE);
        for (Char l = 'a'; l <= 'z'; ++l) {
            const String* classes = LEET_CLASSES.find(Str(&l, 1));
            if (known < 3 && (classes ? contains(*classes, c) : c == l)) letters_of[c][known++] = static_cast<int8_t>(l - 'a');
        }
        if (c == '-') letters_of[c][0] = 26;
    }

    std::fill(std::begin(digit_of), std::end(digit_of), U'\0');
    for (size_t i = 0; i < LETTERS_AS_DIGITS.words().size(); ++i) {
        Char letter = LETTERS_AS_DIGITS.words()[i][0], digit = LETTERS_AS_DIGITS.value(static_cast<int>(i))[0];
        if (letter < 128) digit_of[letter] = digit;
        else other_digits.emplace_back(letter, digit);
    }
    std::fill(std::begin(sure_ascii), std::end(sure_ascii), false);
    for (const String& letter : SURE_LETTERS.words()) {
        if (letter[0] < 128) sure_ascii[letter[0]] = true;
        else sure_letters.push_back(letter[0]);
    }
    for (int value = 0; value < 1000; ++value) values.push_back(decimal(value));
    for (int digit = 0; digit < 10; ++digit)
        for (int times = 0; times < 5; ++times) repeated[digit][times] = String(times, U'0' + digit);
}

const NumeralLexicon& NumeralLexicon::get() {
    static const NumeralLexicon lexicon;
    return lexicon;
}

const NumeralWord* NumeralLexicon::find_plain(Str word) const {
    if (word.size() >= 3) return may_begin(word) ? find(word) : nullptr;
    int index = short_words[word[0] - 'a'][word.size() == 1 ? 26 : word[1] - 'a'];
    return index < 0 ? nullptr : &meanings[index];
}

NumeralLanguage numeral_language(Str code) {
    return find_language(NumeralLexicon::get().languages, code.substr(0, code.find(U'-')));
}
NumeralLanguage unspaced_language() { return NumeralLexicon::get().unspaced; }
NumeralLanguage english() { return NumeralLexicon::get().en; }
NumeralLanguage french() { return NumeralLexicon::get().fr; }
bool is_sure_letter(Char c) { return NumeralLexicon::get().is_sure(c); }
}  // namespace habeas
