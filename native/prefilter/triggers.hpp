// All triggers, as they are looked for (habeas/detection/prefilter/anchors.py hands them over).
#pragma once
#include "../regex.hpp"
#include "hearing.hpp"
#include "words.hpp"

namespace habeas::prefilter {

// Where in a text a pattern is worth asking.
#define HABEAS_ANCHORS(X) \
    X(LETTERS_APART, "letters apart") X(STOPS, "stops") X(FIGURE_AND_WORD, "figure and number word") \
    X(WORDS_TOGETHER, "number words together") X(FIGURE_AND_LEET, "figure and leet word") \
    X(DOUBTFUL_WORDS, "doubtful words") X(LETTERS_BETWEEN, "letters between figures") \
    X(PIECES_THEN, "pieces and then") X(PIECES_AND, "pieces and and") X(LINES, "lines of figures") \
    X(ENDINGS, "endings") X(LETTERS_AFTER_STOP, "letters after a stop") X(ENCLOSED_STOP, "enclosed stop") \
    X(TAG, "tag") X(MASKED_LETTERS, "masked letters") X(LONG_WORD, "long word") X(LONG_TOKEN, "long token") \
    X(NUMBER_STREET, "number and street") X(NUMBER_RUE, "number and rue") X(STREET_NUMBER, "street and number") \
    X(LETTERS_AMONG, "letters among figures") X(FIGURES_LETTER, "figures and letter") \
    X(LETTER_FIGURES, "letter and figures") X(FIGURES_WORD, "figures and word") X(WORD_FIGURES, "word and figures") \
    X(LEET_FIGURES, "leet word and figures") X(MANY_FIGURES, "many figures") X(EIGHT_FIGURES, "eight figures") \
    X(TWELVE_FIGURES, "twelve figures") X(FIGURES_SLASH, "figures and slash") X(FIGURES_HYPHEN, "figures and hyphen") \
    X(LETTER_EIGHT, "letter and eight figures") X(LAND_EIGHT, "land and eight figures") X(LIKE_FIGURE, "figure and letter like one") \
    X(FIGURES_OTHER, "figures and other word") X(HAN_FIGURES, "han figures") X(EVERYDAY, "everyday words") \
    X(UNSPACED, "unspaced words") X(PIECES_OTHER, "pieces and other") X(OTHER_ENDINGS, "other endings") \
    X(FIRST_CHARACTERS, "first characters") X(ANYWHERE, "")

#define HABEAS_NAME(name, text) name,
enum Anchor { HABEAS_ANCHORS(HABEAS_NAME) ANCHORS };
#undef HABEAS_NAME

struct Asked {  // a pattern, with the detectors that it wakes
    Expression expression;
    uint64_t bits;
    bool foreign;  // finds nothing in a text in ASCII
    String first;  // characters beyond ASCII that it begins with
};

struct Part {  // of a word
    std::string ascii;
    String text;
    uint64_t bits;
    int offset;  // of its telling character
};

enum Kind : uint16_t {  // of characters beyond ASCII
    WORD_KIND = 1, SPACE_KIND = 2, PART_KIND = 4, WHOLE_PART_KIND = 8, FIRST_KIND = 16, HAN_KIND = 32,
    UNSPACED_KIND = 64, LIKE_KIND = 128, EDGE_KIND = 256, ATTACHED_KIND = 512,
};

// Parts of words, by two characters (the second 0 where there is none).
class PartIndex {
public:
    void add(Char one, Char other, Part part) { parts_.emplace_back(key(one, other), std::move(part)); }
    void freeze();
    template <class Each> void each(Char one, Char other, Each each) const {
        const uint64_t wanted = key(one, other), place = hash(wanted);
        if (!(seen_[place >> 6 & (SEEN - 1)] >> (place & 63) & 1)) return;
        for (size_t slot = place & mask_; slots_[slot] >= 0; slot = (slot + 1) & mask_)
            for (size_t i = slots_[slot]; i < parts_.size() && parts_[i].first == wanted; ++i) each(parts_[i].second);
    }

private:
    static constexpr size_t SEEN = 512;  // 2^15 bits
    static uint64_t key(Char one, Char other) { return static_cast<uint64_t>(one) << 32 | other; }
    static uint64_t hash(uint64_t key) { return key * 0x9E3779B97F4A7C15ull >> 40; }
    std::vector<std::pair<uint64_t, Part>> parts_;
    std::vector<int> slots_;  // the first part with a key
    std::vector<uint64_t> seen_ = std::vector<uint64_t>(SEEN);
    size_t mask_ = 0;
};

struct Table {
    explicit Table(const Json& json);

    WordTable words;
    PairTable pairs;
    int detectors = 0;
    uint64_t spoken = 0, companions = 0;
    std::vector<Asked> patterns[ANCHORS];
    uint64_t bits[ANCHORS] = {};

    Beginnings together, leet;
    std::vector<std::string> leet_words, street_ends;
    bool street_end_letters[32 * 32] = {};
    std::vector<Part> by_sign[128];     // parts in ASCII, by their first sign
    std::vector<Part> by_letter;        // parts in ASCII without a sign
    Words other_words, everyday;
    std::vector<uint64_t> other_bits;
    PartIndex other_parts;
    Words beside;  // words beyond ASCII that may stand beside figures
    std::vector<std::vector<String>> unspaced;
    Hearing hearing;

    uint16_t kind(Char c) const { return c < KINDS ? kinds_[c] : kind_of_rare(c); }
    uint64_t awake(uint64_t noted) const {
        const uint64_t accompanied = noted >> detectors, said = noted >> 3 * detectors;
        return (noted | said | (accompanied & accompanied >> detectors)) & ((1ull << detectors) - 1);
    }

private:
    static constexpr Char KINDS = 65536;
    void read_words(const Json& json);
    void read_parts(const Json& json);
    void read_patterns(const Json& json);
    void read_anchors(const Json& json);
    void read_kinds();
    void add_kind(Char c, Kind kind);
    uint16_t kind_of_rare(Char c) const;
    std::vector<uint16_t> kinds_;
    std::unordered_map<Char, uint16_t> rare_kinds_;
};
}  // namespace habeas::prefilter
