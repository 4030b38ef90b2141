// One text that is asked for triggers, in one pass over its words and then over the few signs and figures that tell.
#pragma once
#include "triggers.hpp"

namespace habeas::prefilter {

struct Place {  // of a word in ASCII
    int start, end;
};

class Places {
public:
    explicit Places(const int* edges) : edges_(edges) {}
    Place operator[](int index) const { return {edges_[2 * index], edges_[2 * index + 1]}; }

private:
    const int* edges_;
};

struct Heard {  // a word that counts only where what is said around it could be meant
    int word, end;
    uint64_t bits;
};

struct Scratch {  // memory that is used again
    static constexpr int PAD = 64;
    std::vector<uint8_t> bytes;
    std::vector<uint64_t> alnum, signs, high, joined, letters;
    std::vector<int> edges, figures;
    std::vector<Heard> heard;
    std::vector<std::pair<int, int>> runs;
    String padded;
    void fit(int size);
};

class Question {
public:
    Question(const Table& table, Scratch& scratch) : table_(table), scratch_(scratch) {}
    // Return the detectors, as bits. `text` is empty for a text of which only bytes are there.
    uint64_t ask_ascii(Str text);
    uint64_t ask_ascii(std::string_view text);

private:
    // question.cpp
    bool narrow(Str text);
    void narrow(std::string_view text);
    void broaden(Str text);  // a text that is not in ASCII
    uint64_t ask();
    void classify();
    void read_words();
    void note(int index, const Key& key, bool is_pair);
    uint64_t without_spoken(uint64_t bits, int word, int end);
    void look_at_street(const Place& place, uint32_t marks);
    Places places() const { return Places(scratch_.edges.data()); }
    const WordTable::Slot* known(const Place& place) const {
        const int length = place.end - place.start;
        return table_.words.find(Key(t_ + place.start, length), t_ + place.start, length);
    }
    uint32_t marks(const Place& place) const {
        const WordTable::Slot* one = known(place);
        return one ? one->marks : 0;
    }
    void look_at_ending(int stop);
    void look_at_sign(int place);
    void look_at_stop(int place);
    void look_at_line(int place);
    void look_for_parts(int place, const std::vector<Part>& parts);
    void ask_letters_apart();
    void ask_doubtful();
    void ask_together(int start);
    void ask_long_token();
    bool is_number_before(int place) const;
    bool is_number_before_street(int start) const;
    void hear();
    void say(Hearing::Stretch& said, const Place& place) const;
    void say_others(Hearing::Stretch& said, int start, int until) const;
    uint64_t heard_between(int start, int end) const;
    int start_of_stretch(int place) const;
    int end_of_stretch(int place) const;

    // figures.cpp
    struct Soup {
        int count = 0, end = 0, word = -1;
        bool comma = false, stop = false;
    };
    struct Chain {
        int count = 0, start = 0, end = 0;
        bool unsure = false;  // letters stand in it, or signs beyond ASCII
    };
    void ask_figures();
    void ask_street_number(const Place& place);
    void ask_pieces(int one, int other, bool& has_and, int& start_of_and);
    void ask_mixed(const Place& place);
    void ask_letters_among(int start);
    void ask_leet_behind(int word);
    void ask_signs_between(const Place& place);
    void add_runs(Soup& soup, int word);
    void close(Soup& soup);
    void ask_beside(const Soup& soup);
    void ask_runs_of_foreign();
    void ask_letter_eight(int start);
    bool are_letters_between(int start) const;
    void add_to_chain(Chain& chain, int word);
    void close(Chain& chain);
    bool goes_on(const Chain& chain, int place) const;
    int back(int place, int figures) const;
    int tail(const Place& place) const;
    int head(const Place& place) const;

    // foreign.cpp
    void ask_foreign();
    void ask_other_character(int place, uint16_t kind);
    int ask_other_word(int place);
    bool is_unspaced_run(int place, int script, int left) const;

    bool wants(Anchor anchor) const { return (table_.bits[anchor] & ~bits_) != 0; }
    void wake(Anchor anchor) { bits_ |= table_.bits[anchor]; }
    void confirm(Anchor anchor, int place);
    void search(Anchor anchor, int start = 0, int end = INT_MAX);
    Str padded();

    const Table& table_;
    Scratch& scratch_;
    const uint8_t* t_ = nullptr;  // small letters, at 0 and beyond on both sides blanks
    int size_ = 0, words_ = 0;
    bool ascii_ = true, attached_ = false;  // attached: its script leaves words unclear
    Str text_;  // folded, where not in ASCII
    uint64_t bits_ = 0;
    bool doubtful_ = false;
    bool is_padded_ = false;
};

extern const uint8_t CLASSES[256];
inline constexpr uint8_t LETTER = 1, FIGURE = 2, BLANK = 4, TELLING = 8, LIKE_A_FIGURE = 16, JOIN = 32, DASH = 64;
inline bool is_figure(uint8_t c) { return static_cast<unsigned>(c - '0') <= 9; }
inline bool is_letter(uint8_t c) { return static_cast<unsigned>(c - 'a') <= 25; }
inline bool is_word_part(uint8_t c) { return CLASSES[c] & (LETTER | FIGURE); }
inline bool is_blank(uint8_t c) { return CLASSES[c] & BLANK; }
inline constexpr uint8_t OTHER = 0x80, OTHER_BLANK = 0x81, OTHER_WORD = 0x82;  // bytes for other characters
}  // namespace habeas::prefilter
