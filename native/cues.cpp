// Read the cues of a sentence (habeas/detection/cues.py).
#include "cues.hpp"

#include <bitset>
#include <memory>

#include "cue_table.hpp"
#include "phrases.hpp"
#include "regex.hpp"
#include "tokens.hpp"

namespace habeas {
namespace {

constexpr int LONGEST_GAP = 2;  // words that ".." may stand for

const CharRanges VOWEL_SIGNS{"cues._VOWEL_SIGNS"};
const CharSet WITHIN_WORDS{"cues._WITHIN_WORDS"};
const Pattern ARABIC{"cues._ARABIC"}, ARABIC_PREFIX{"cues._ARABIC_PREFIX"};

bool is_foreign_letter(Char c) { return (is_word(c) && !NO_SPACES.has(c)) || VOWEL_SIGNS.has(c); }

// Characters of words (`_WORD`).
bool is_letter(Char c) {
    if (c < 128) return is_word(c);
    static const auto LETTERS = [] {
        std::bitset<0x3000> letters;
        for (Char c = 128; c < letters.size(); ++c) letters[c] = is_foreign_letter(c);
        return letters;
    }();
    return c < LETTERS.size() ? LETTERS[c] : is_foreign_letter(c);
}

// A word, and whether a clause may end between the word before and it.
struct Word {
    int start, end, number;
    Str text;
    bool new_clause;
};

struct Found {
    int first, last, senses;
};

class Reader {
public:
    explicit Reader(Str sentence) : sentence_(sentence) { read_words(); }
    Reader(Str sentence, const CueWords& words) : sentence_(sentence) { take_words(words); }

    std::vector<Found> read() {
        for (size_t index = 0; index < words_.size(); ++index) read_at(index);
        if (has_unspaced_) read_anywhere();
        std::sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) {
            return a.first != b.first ? a.first < b.first : a.last > b.last;
        });
        return std::move(found_);
    }

private:
    void take_words(const CueWords& known) {
        words_.reserve(known.words.size());
        int end = 0;
        for (size_t index = 0; index < known.words.size(); ++index) {
            Str text = known.words[index];
            int start = static_cast<int>(text.data() - sentence_.data());
            bool new_clause = start - end != 1 || !WITHIN_WORDS.has(sentence_[end]);
            end = start + static_cast<int>(text.size());
            words_.push_back({start, end, known.numbers[index], text, new_clause});
        }
    }

    void read_words() {
        words_.reserve(sentence_.size() / 4 + 1);
        int size = static_cast<int>(sentence_.size()), end = 0;
        for (int start = 0; start < size; ++start) {
            Char c = sentence_[start];
            if (!is_letter(c)) {
                if (c >= 128 && NO_SPACES.has(c)) has_unspaced_ = true;
                continue;
            }
            bool new_clause = start - end != 1 || !WITHIN_WORDS.has(sentence_[end]);
            bool plain = true;
            for (end = start; end < size && is_letter(sentence_[end]); ++end) plain &= sentence_[end] < 128;
            Str text = sentence_.substr(start, end - start);
            if (!plain && !is_spelled(text)) text = *spelled_.emplace_back(std::make_unique<String>(spell(text)));
            words_.push_back({start, end, cue_table::number_of(text), text, new_clause});
            start = end - 1;
        }
    }

    void read_at(size_t index) {
        const Word& word = words_[index];
        if (word.number != cue_table::NONE) {
            int entry = cue_table::word(word.number).entry;
            if (entry != cue_table::NONE) read_entry(index, cue_table::entry(entry));
        }
        if (cue_table::may_begin(word.text))
            for (const cue_table::Beginning& beginning : cue_table::begun())
                if (starts_with(word.text, beginning.text)) read_entry(index, cue_table::entry(beginning.value));
        if (word.text[0] >= 128 && ARABIC.match(word.text)) read_without_prefix(index);
    }

    void read_without_prefix(size_t index) {
        Str word = words_[index].text;
        Match prefix = ARABIC_PREFIX.match(word);
        if (!prefix || prefix.end() == 0) return;
        int number = cue_table::number_of(slice(word, prefix.end()));
        int entry = number == cue_table::NONE ? cue_table::NONE : cue_table::word(number).entry;
        if (entry != cue_table::NONE) read_entry(index, cue_table::entry(entry));
    }

    void read_entry(size_t index, const cue_table::Entry& entry) {
        const Word& word = words_[index];
        if (entry.alone != cue_table::NONE) found_.push_back({word.start, word.end, entry.alone});
        int following = index + 1 < words_.size() ? words_[index + 1].number : cue_table::NONE;
        if (following != cue_table::NONE && !entry.by_next.empty()) {
            auto next = std::lower_bound(entry.by_next.begin(), entry.by_next.end(), following,
                                         [](const cue_table::Next& one, int word) { return one.word < word; });
            for (; next != entry.by_next.end() && next->word == following; ++next) add(word, index + 2, next->phrase);
        }
        for (const cue_table::Phrase& phrase : entry.loose) add(word, index + 1, phrase);
    }

    void add(const Word& word, int index, const cue_table::Phrase& phrase) {
        int last = last_word(index, phrase.rest);
        if (last != NOWHERE) found_.push_back({word.start, words_[last].end, phrase.senses});
    }

    using Rest = std::span<const cue_table::Element* const>;

    // The index of the last word of the rest of a phrase that goes on at `index`, if it does.
    int last_word(int index, Rest rest) const {
        if (rest.empty()) return index - 1;
        const cue_table::Element& element = *rest[0];
        Rest following = rest.subspan(1);
        if (element.gap) return last_word_after_gap(index, following);
        if (index < size() && fits(element, words_[index])) {
            int last = last_word(index + 1, following);
            if (last != NOWHERE) return last;
        }
        return element.optional ? last_word(index, following) : NOWHERE;
    }

    int last_word_after_gap(int index, Rest following) const {
        for (int place = index; place <= std::min(index + LONGEST_GAP, size() - 1); ++place) {
            int last = last_word(place, following);
            if (last != NOWHERE || words_[place].new_clause) return last;
        }
        return NOWHERE;
    }

    static bool fits(const cue_table::Element& element, const Word& word) {
        if (word.number != cue_table::NONE)
            for (int one : element.words) if (one == word.number) return true;
        for (const String& beginning : element.beginnings) if (starts_with(word.text, beginning)) return true;
        return false;
    }

    void read_anywhere() {
        for (int first = 0; first < static_cast<int>(sentence_.size()); ++first) {
            const cue_table::Anywhere* anywhere = cue_table::anywhere(sentence_[first]);
            if (!anywhere) continue;
            Str rest = sentence_.substr(first);
            Char second = at(rest, 1);
            for (const cue_table::Beginning& phrase : anywhere->phrases) {
                if (phrase.text.size() > 1 && phrase.text[1] > second) break;
                if (!starts_with(rest, phrase.text)) continue;
                int size = static_cast<int>(phrase.text.size());
                found_.push_back({first, first + size, phrase.value});
            }
        }
    }

    int size() const { return static_cast<int>(words_.size()); }

    static constexpr int NOWHERE = -2;  // a phrase may end before its rest begins: at -1 never, for a word is before it
    Str sentence_;
    bool has_unspaced_ = false;
    std::vector<Word> words_;
    std::vector<Found> found_;
    std::vector<std::unique_ptr<String>> spelled_;
};

void add(std::vector<Sense>& senses, Senses more) {
    for (const Sense& sense : more) {
        auto same = std::find_if(senses.begin(), senses.end(), [&](const Sense& one) { return one.cue >= sense.cue; });
        if (same != senses.end() && same->cue == sense.cue) same->languages |= sense.languages;
        else senses.insert(same, sense);
    }
}
}  // namespace

Marks read_marks(Str text, int start, int end, const CueWords* words) {
    Str sentence = slice(text, start, end);
    String unlinked;
    if (!words && has_links(sentence)) unlinked = without_links(sentence), sentence = unlinked;
    std::vector<Found> found = words ? Reader(sentence, *words).read() : Reader(sentence).read();
    Marks marks;
    marks.all().reserve(found.size());
    for (size_t i = 0; i < found.size();) {
        const Found& one = found[i];
        Senses senses = cue_table::senses(one.senses);
        if (++i < found.size() && found[i].first == one.first && found[i].last == one.last) {
            std::vector<Sense> merged(senses.begin(), senses.end());
            for (; i < found.size() && found[i].first == one.first && found[i].last == one.last; ++i)
                add(merged, cue_table::senses(found[i].senses));
            senses = marks.merged().emplace_back(std::move(merged));
        }
        marks.add(start + one.first, start + one.last, senses);
    }
    return marks;
}
}  // namespace habeas
