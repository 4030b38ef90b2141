// One text that is asked for triggers: words, signs, and what is said around them.
#include "question.hpp"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace habeas::prefilter {
namespace {

constexpr uint8_t class_of(int c) {
    uint8_t classes = 0;
    if (c >= 'a' && c <= 'z') classes |= LETTER;
    if (c >= '0' && c <= '9') classes |= FIGURE;
    if (c == ' ' || (c >= 9 && c <= 13) || (c >= 28 && c <= 31) || c == OTHER_BLANK) classes |= BLANK;
    for (char one : {'.', '-', '@', '*', '$', '!', '\n'})
        if (c == one) classes |= TELLING;
    for (char one : {'z', 'e', 'a', 's', 'b', 't', 'g', 'q', 'o', 'l', 'i'})
        if (c == one) classes |= LIKE_A_FIGURE;
    if ((c >= ' ' && c <= '/') || c == ':' || c == '_' || c == '~') classes |= JOIN;
    if (c == '.' || c == '-') classes |= DASH;
    return classes;
}

constexpr int FEWEST_LETTERS_TOGETHER = 9, LONG = 25, LONG_RUN = 48;

bool has_figure(const Key& key, const uint8_t* start, int length) {
    constexpr uint64_t LETTERS = 0x4040404040404040ull;  // this bit is set in letters, and not in figures
    if (length <= 8) return ~key.head & LETTERS & ~0ull >> (64 - 8 * length);
    if ((~key.head | ~key.tail) & LETTERS) return true;
    return length > 16 && std::any_of(start + 8, start + length - 8, is_figure);
}

bool is_part_of_pause(uint8_t c) { return c == ' ' || c == '-' || c == '*' || c == '|'; }

template <class Each> void each_bit(const std::vector<uint64_t>& masks, int blocks, Each each) {
    for (int block = 0; block < blocks; ++block)
        for (uint64_t mask = masks[block]; mask; mask &= mask - 1) each(block * 64 + __builtin_ctzll(mask));
}

uint64_t shifted(const std::vector<uint64_t>& masks, int block, int by) {
    return masks[block] >> by | masks[block + 1] << (64 - by);
}
}  // namespace

#define ROW(c) class_of(c), class_of(c + 1), class_of(c + 2), class_of(c + 3), class_of(c + 4), class_of(c + 5), \
               class_of(c + 6), class_of(c + 7)
#define ROWS(c) ROW(c), ROW(c + 8), ROW(c + 16), ROW(c + 24), ROW(c + 32), ROW(c + 40), ROW(c + 48), ROW(c + 56)
constexpr uint8_t CLASSES[256] = {ROWS(0), ROWS(64), ROWS(128), ROWS(192)};
#undef ROW
#undef ROWS

void Scratch::fit(int size) {
    const size_t blocks = size / 64 + 3, room = size + 2 * PAD + 64;
    if (bytes.size() < room) bytes.resize(room + room / 2);
    if (alnum.size() < blocks)
        for (auto* masks : {&alnum, &signs, &high, &joined, &letters}) masks->resize(blocks * 2);
    if (edges.size() < static_cast<size_t>(size) + 70) edges.resize(size * 2 + 140);
    figures.clear();
    heard.clear();
}

// --- reading characters ---------------------------------------------------------------------

bool Question::narrow(Str text) {
    size_ = static_cast<int>(text.size());
    scratch_.fit(size_);
    uint8_t* bytes = scratch_.bytes.data() + Scratch::PAD;
    Char all = 0;
    int i = 0;
#ifdef __SSE2__
    __m128i any = _mm_setzero_si128();
    for (; i + 16 <= size_; i += 16) {
        const __m128i* from = reinterpret_cast<const __m128i*>(text.data() + i);
        const __m128i a = _mm_loadu_si128(from), b = _mm_loadu_si128(from + 1);
        const __m128i c = _mm_loadu_si128(from + 2), d = _mm_loadu_si128(from + 3);
        any = _mm_or_si128(any, _mm_or_si128(_mm_or_si128(a, b), _mm_or_si128(c, d)));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(bytes + i),
                         _mm_packus_epi16(_mm_packs_epi32(a, b), _mm_packs_epi32(c, d)));
    }
    alignas(16) Char several[4];
    _mm_store_si128(reinterpret_cast<__m128i*>(several), any);
    all = several[0] | several[1] | several[2] | several[3];
#endif
    for (; i < size_; ++i) {
        all |= text[i];
        bytes[i] = static_cast<uint8_t>(text[i]);
    }
    return all < 128;
}

void Question::narrow(std::string_view text) {
    size_ = static_cast<int>(text.size());
    scratch_.fit(size_);
    std::memcpy(scratch_.bytes.data() + Scratch::PAD, text.data(), text.size());
}

void Question::broaden(Str text) {
    ascii_ = false;
    text_ = text;
    uint8_t* bytes = scratch_.bytes.data() + Scratch::PAD;
    for (int i = 0; i < size_; ++i) {
        const Char c = text[i];
        if (c < 128) {
            bytes[i] = static_cast<uint8_t>(c);
        } else {
            const uint16_t kind = table_.kind(c);
            attached_ |= (kind & ATTACHED_KIND) != 0;
            bytes[i] = kind & SPACE_KIND ? OTHER_BLANK : kind & WORD_KIND ? OTHER_WORD : OTHER;
        }
    }
}

// Make capitals small and note in masks what stands where.
void Question::classify() {
    uint8_t* bytes = scratch_.bytes.data() + Scratch::PAD;
    t_ = bytes;
    std::memset(bytes - Scratch::PAD, ' ', Scratch::PAD);
    std::memset(bytes + size_, ' ', Scratch::PAD + 64);
    const uint8_t letter = table_.by_letter.empty() ? 0 : table_.by_letter[0].ascii[0];
    const int blocks = size_ / 64 + 2;
    for (int block = 0; block < blocks; ++block) {
        uint64_t alnum = 0, signs = 0, high = 0, joined = 0, letters = 0;
        uint8_t* at = bytes + block * 64;
#ifdef __SSE2__
        if (block * 64 >= size_) goto keep;
        for (int i = 0; i < 64; i += 16) {
            const auto between = [](__m128i c, char first, char last) {
                return _mm_and_si128(_mm_cmpgt_epi8(c, _mm_set1_epi8(static_cast<char>(first - 1))),
                                     _mm_cmplt_epi8(c, _mm_set1_epi8(static_cast<char>(last + 1))));
            };
            const auto mask = [i](__m128i c) { return static_cast<uint64_t>(_mm_movemask_epi8(c)) << i; };
            __m128i c = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at + i));
            c = _mm_or_si128(c, _mm_and_si128(between(c, 'A', 'Z'), _mm_set1_epi8(32)));
            _mm_storeu_si128(reinterpret_cast<__m128i*>(at + i), c);
            const __m128i of_words = _mm_or_si128(between(c, 'a', 'z'), between(c, '0', '9'));
            const __m128i joins = _mm_or_si128(_mm_cmpeq_epi8(c, _mm_set1_epi8('-')), _mm_cmpeq_epi8(c, _mm_set1_epi8('_')));
            alnum |= mask(of_words);
            joined |= mask(_mm_or_si128(of_words, joins));
            high |= mask(c);
            signs |= mask(_mm_cmpeq_epi8(c, _mm_set1_epi8(' ')));
            letters |= mask(_mm_cmpeq_epi8(c, _mm_set1_epi8(static_cast<char>(letter))));
        }
        signs = ~(signs | alnum | high);
    keep:
#else
        for (int i = 0; i < 64 && block * 64 + i < size_; ++i) {
            uint8_t& c = at[i];
            if (c >= 'A' && c <= 'Z') c += 32;
            const uint64_t bit = 1ull << i;
            if (is_word_part(c)) alnum |= bit;
            if (is_word_part(c) || c == '-' || c == '_') joined |= bit;
            if (c & 128) high |= bit;
            if (!is_word_part(c) && c != ' ' && c < 128) signs |= bit;
            if (c == letter) letters |= bit;
        }
#endif
        scratch_.alnum[block] = alnum;
        scratch_.signs[block] = signs;
        scratch_.high[block] = high;
        scratch_.joined[block] = joined;
        scratch_.letters[block] = letters;
    }
}

// --- asking ---------------------------------------------------------------------------------

uint64_t Question::ask_ascii(Str text) {
    if (!narrow(text)) broaden(text);
    return ask();
}

uint64_t Question::ask_ascii(std::string_view text) {
    narrow(text);
    return ask();
}

uint64_t Question::ask() {
    classify();
    const int blocks = size_ / 64 + 1;
    read_words();
    each_bit(scratch_.signs, blocks, [this](int place) { look_at_sign(place); });
    if (table_.by_letter.size())
        each_bit(scratch_.letters, blocks, [this](int place) { look_for_parts(place, table_.by_letter); });
    ask_letters_apart();
    ask_long_token();
    if (!ascii_) ask_foreign();
    if (!scratch_.figures.empty()) ask_figures();  // once all companions of figures are known
    if (doubtful_) ask_doubtful();
    if (!scratch_.heard.empty()) hear();
    search(ANYWHERE);
    return table_.awake(bits_);
}

void Question::read_words() {
    int edges = 0;
    int* edge = scratch_.edges.data();
    uint64_t before = 0;
    for (int block = 0; block <= size_ / 64 + 1; ++block) {
        const uint64_t alnum = scratch_.alnum[block];
        for (uint64_t mask = alnum ^ (alnum << 1 | before); mask; mask &= mask - 1)
            edge[edges++] = block * 64 + __builtin_ctzll(mask);
        before = alnum >> 63;
    }
    words_ = edges / 2;
    Key one;
    int doubtful = 0;
    for (int index = 0; index < words_; ++index) {
        const int start = edge[2 * index], length = edge[2 * index + 1] - start;
        const Key key(t_ + start, length);
        if (has_figure(key, t_ + start, length)) scratch_.figures.push_back(index);
        if (length >= FEWEST_LETTERS_TOGETHER) {
            if (length >= LONG) wake(LONG_WORD);
            ask_together(start);
        }
        const bool is_pair = table_.words.may_be_pair(one, key);
        if (is_pair || table_.words.may_wake(key)) note(index, key, is_pair);
        doubtful = table_.words.may_be_doubtful(key) ? doubtful + 1 : 0;
        doubtful_ |= doubtful >= 5;
        one = key;
    }
}

void Question::note(int index, const Key& key, bool is_pair) {
    const Place place = places()[index];
    const WordTable::Slot* word = table_.words.find(key, t_ + place.start, place.end - place.start);
    if (!word) return;
    uint64_t bits = word->marks & WAKES ? table_.words[word->word].bits : 0;
    if (is_pair && index) {
        const Place before = places()[index - 1];
        const WordTable::Slot* one = known(before);
        const PairTable::Pair* pair = one ? table_.pairs.find(one->word, word->word) : nullptr;
        if (pair && (ascii_ || std::find(t_ + before.end, t_ + place.start, OTHER_WORD) == t_ + place.start))
            bits |= pair->bits;
    }
    bits_ |= without_spoken(bits, index, place.end);
    if (word->marks & (STREET | RUE)) look_at_street(place, word->marks);
}

// Keep what counts only where what is said around it could be meant.
uint64_t Question::without_spoken(uint64_t bits, int word, int end) {
    if (attached_ || !(bits & table_.spoken)) return bits;
    scratch_.heard.push_back({word, end, bits & table_.spoken});
    return bits & ~table_.spoken;
}

void Question::look_at_street(const Place& place, uint32_t marks) {
    const int blank = place.start - 1;
    if (!is_blank(t_[blank])) return;
    if (marks & STREET && is_number_before_street(place.start)) wake(NUMBER_STREET);
    if (marks & RUE && (t_[place.end] == '.' || is_blank(t_[place.end])))
        if (is_number_before(blank) || (t_[blank - 1] == ',' && is_number_before(blank - 1))) wake(NUMBER_RUE);
}

// Whether a figure, perhaps with "bis", "ter" or a letter from a to d, ends at a place.
bool Question::is_number_before(int place) const {
    const uint8_t* end = t_ + place;
    const auto figure_before = [](const uint8_t* at) {
        return is_figure(at[-1]) || (is_blank(at[-1]) && is_figure(at[-2]));
    };
    if (is_figure(end[-1])) return true;
    if (end[-1] >= 'a' && end[-1] <= 'd' && figure_before(end - 1)) return true;
    if (std::memcmp(end - 3, "bis", 3) && std::memcmp(end - 3, "ter", 3)) return false;
    return figure_before(end - 3);
}

// Whether one to three names stand between a number and the word for a street that begins at a place.
bool Question::is_number_before_street(int start) const {
    constexpr int MOST_NAMES = 3, LONGEST_NAME = 25;
    int end = start - 1;
    for (int name = 0; name < MOST_NAMES; ++name) {
        int begin = end;
        while (end - begin <= LONGEST_NAME &&
               (is_letter(t_[begin - 1]) || CLASSES[t_[begin - 1]] & DASH || t_[begin - 1] == '\''))
            --begin;
        if (begin == end || end - begin > LONGEST_NAME || !is_letter(t_[begin])) return false;
        const bool after_blank = is_blank(t_[begin - 1]);
        if (!after_blank && t_[begin - 1] != ',') return false;
        if (is_number_before(begin - 1)) return true;
        if (!after_blank) return false;
        if ((t_[begin - 2] == ',' || is_blank(t_[begin - 2])) && is_number_before(begin - 2)) return true;
        end = begin - 1;
    }
    return false;
}

// --- signs ----------------------------------------------------------------------------------

void Question::look_at_sign(int place) {
    const uint8_t c = t_[place];
    if (CLASSES[c] & TELLING) {
        if (c == '\n') {
            look_at_line(place);
        } else if (c == '.' || c == '-') {
            look_at_stop(place);
        } else if (c == '@') {
            if (t_[place + 1] & 128) confirm(TAG, place);
            else if (is_word_part(t_[place + 1]) || t_[place + 1] == '_') wake(TAG);
        } else if (is_letter(t_[place + 1]) && is_letter(t_[place + 2])) {
            wake(MASKED_LETTERS);
        }
    }
    if (!table_.by_sign[c].empty()) look_for_parts(place, table_.by_sign[c]);
}

void Question::look_at_stop(int place) {
    const uint8_t* at = t_ + place;
    if (CLASSES[at[1]] & DASH) {
        if (at[5] == ' ' && CLASSES[at[2]] & CLASSES[at[3]] & CLASSES[at[4]] & DASH) confirm(STOPS, place);
    }
    if (*at != '.') return;
    if (at[1] & 128) confirm(OTHER_ENDINGS, place);
    else if (is_word_part(at[1])) look_at_ending(place);
    if (is_part_of_pause(at[1]) && is_letter(at[2]) && is_part_of_pause(at[3]) && is_letter(at[4]) &&
        !is_word_part(at[5]))
        wake(LETTERS_AFTER_STOP);
    int open = place - 1;
    while (place - open < 3 && is_blank(t_[open])) --open;
    if (t_[open] == '[' || t_[open] == '(' || t_[open] == '{' || t_[open] == '<') confirm(ENCLOSED_STOP, open);
}

void Question::look_at_ending(int stop) {
    int end = stop + 1;
    while (is_word_part(t_[end])) ++end;
    const uint32_t ending = marks({stop + 1, end});
    if (ending & ENDING) wake(ENDINGS), wake(OTHER_ENDINGS);
    else if (ending & ENDING_START) confirm(ENDINGS, stop);
}

// Two figures shortly before the end of a line, and two on the next.
void Question::look_at_line(int place) {
    constexpr int BEFORE = 16, AFTER = 32;
    if (!wants(LINES)) return;
    const auto two = [this](int at) { return is_figure(t_[at]) && is_figure(t_[at + 1]); };
    int before = place - 2;
    while (place - 2 - before < BEFORE && !two(before) && t_[before + 1] != '\n') --before;
    if (!two(before)) return;
    int after = place + 1;
    while (after - place - 1 < AFTER && !two(after) && t_[after] != '\n') ++after;
    if (two(after)) wake(LINES);
}

void Question::look_for_parts(int place, const std::vector<Part>& parts) {
    for (const Part& part : parts) {
        const int start = place - part.offset;
        // One blank stands before the text and one behind it.
        if (start < -1 || start + static_cast<int>(part.ascii.size()) > size_ + 1) continue;
        if (std::memcmp(t_ + start, part.ascii.data(), part.ascii.size()) == 0) bits_ |= part.bits;
    }
}

// --- letters apart, words together ------------------------------------------------------------

void Question::ask_letters_apart() {
    const auto& alnum = scratch_.alnum;
    const auto& high = scratch_.high;
    const int blocks = size_ / 64 + 1;
    auto& single = scratch_.letters;  // needed no more
    uint64_t before = 0;
    bool some = false;
    for (int block = 0; block < blocks; ++block) {
        const uint64_t all = alnum[block] | high[block], next = alnum[block + 1] | high[block + 1];
        single[block] = all & ~(all << 1 | before) & ~(all >> 1 | next << 63);
        before = all >> 63;
        some |= single[block] != 0;
    }
    single[blocks] = 0;
    if (!some || !wants(LETTERS_APART)) return;
    const auto is_single = [&](int place) { return place < size_ && (single[place >> 6] >> (place & 63) & 1); };
    for (int block = 0; block < blocks; ++block) {
        uint64_t mask = single[block] & (shifted(single, block, 2) | shifted(single, block, 3) | shifted(single, block, 4));
        for (; mask; mask &= mask - 1) {
            const int one = block * 64 + __builtin_ctzll(mask);
            for (int two = one + 2; two <= one + 4; ++two) {
                if (!is_single(two)) continue;
                if (is_single(two + 2) || is_single(two + 3) || is_single(two + 4)) {
                    confirm(LETTERS_APART, one - 1);
                    confirm(LETTERS_APART, one - 2);
                }
                break;
            }
        }
    }
}

void Question::ask_doubtful() {
    if (!wants(DOUBTFUL_WORDS)) return;
    const Places words = places();
    int together = 0, end = 0;
    for (int index = 0; index < words_; ++index) {
        const Place one = words[index];
        const bool counts = marks(one) & DOUBTFUL || (one.end - one.start == 1 && is_figure(t_[one.start]));
        together = !counts ? 0 : one.start - end <= 3 ? together + 1 : 1;
        end = one.end;
        if (together >= 5) confirm(DOUBTFUL_WORDS, words[index - 4].start);
    }
}

void Question::ask_together(int start) {
    const auto goes_on = [&](int one) {
        const uint8_t* next = t_ + start + one;
        return is_figure(*next) || table_.together.any(next, [&](int two) { return table_.together.at(next + two); });
    };
    if (table_.together.any(t_ + start, goes_on)) confirm(WORDS_TOGETHER, start);
}

void Question::ask_long_token() {
    for (int block = 0; block <= size_ / 64; ++block) {
        uint64_t run = scratch_.joined[block];
        run &= run >> 1;
        run &= run >> 2;
        run &= run >> 4;
        run &= run >> 8;
        run &= run >> 8;  // 24 in a row: so many stand in one block of a run twice as long
        if (run) {
            int longest = 0;
            for (int place = 0, length = 0; place < size_; ++place) {
                length = scratch_.joined[place >> 6] >> (place & 63) & 1 ? length + 1 : 0;
                longest = std::max(longest, length);
            }
            if (longest >= LONG_RUN) search(LONG_TOKEN);
            return;
        }
    }
}

// --- hearing --------------------------------------------------------------------------------

void Question::hear() {
    const Places words = places();
    if (!ascii_)
        std::sort(scratch_.heard.begin(), scratch_.heard.end(),
                  [](const Heard& one, const Heard& other) { return one.end < other.end; });
    int until = 0;
    for (auto [heard, after, bits] : scratch_.heard) {
        if (after < until) continue;
        const int start = std::max(until, start_of_stretch(after));
        until = end_of_stretch(after);
        const std::string_view stretch(reinterpret_cast<const char*>(t_) + start, until - start);
        // A sentence is read without its links: words stand beside each other there that do not here.
        if (stretch.find("://") != stretch.npos || stretch.find("www.") != stretch.npos) {
            bits_ |= heard_between(start, until);
            continue;
        }
        Hearing::Stretch said(table_.hearing);
        if (ascii_) {
            int first = std::min(heard, words_ - 1);
            while (first && words[first - 1].start >= start) --first;
            for (int index = first; index < words_ && words[index].start < until; ++index)
                say(said, words[index]);
        } else {
            say_others(said, start, until);
        }
        bits_ |= said.admitted();
    }
}

void Question::say(Hearing::Stretch& said, const Place& place) const {
    const WordTable::Slot* word = known(place);
    said.add(word ? Hearing::known(table_.words[word->word]) : Hearing::Known{}, t_ + place.start,
             place.end - place.start);
}

// Words as `tokens.read_tokens` tells them apart: of one script or more.
void Question::say_others(Hearing::Stretch& said, int start, int until) const {
    for (int at = start; at < until; ++at) {
        if (!is_word_part(t_[at]) && t_[at] != OTHER_WORD) continue;
        const int from = at;
        bool other = false;
        for (; is_word_part(t_[at]) || t_[at] == OTHER_WORD; ++at) other |= t_[at] == OTHER_WORD;
        if (other) said.add(table_.hearing.known(text_.substr(from, at - from)), t_ + from, at - from);
        else say(said, {from, at});
    }
}

uint64_t Question::heard_between(int start, int end) const {
    uint64_t bits = 0;
    for (auto [word, after, said] : scratch_.heard)
        if (after > start && after <= end) bits |= said;
    return bits;
}

int Question::start_of_stretch(int place) const {
    for (int at = place - 1; at >= 0; --at) {
        const uint8_t c = t_[at];
        if (c == '\n' || c == ';') return at + 1;
        if ((c == '.' || c == '!' || c == '?') && t_[at + 1] == ' ' && at + 1 < place) return at + 1;
    }
    return 0;
}

int Question::end_of_stretch(int place) const {
    for (int at = place; at < size_; ++at) {
        const uint8_t c = t_[at];
        if (c == '\n' || c == ';') return at + 1;
        if ((c == '.' || c == '!' || c == '?') && (t_[at + 1] == ' ' || t_[at + 1] == '\n')) return at + 2;
    }
    return size_;
}

// --- expressions ----------------------------------------------------------------------------

Str Question::padded() {
    String& padded = scratch_.padded;
    if (!is_padded_) {
        padded.resize(size_ + 2);
        padded.front() = padded.back() = ' ';
        if (ascii_)
            for (int i = 0; i < size_; ++i) padded[i + 1] = t_[i];
        else
            std::copy(text_.begin(), text_.end(), padded.begin() + 1);
        is_padded_ = true;
    }
    return padded;
}

void Question::confirm(Anchor anchor, int place) {
    if (!wants(anchor) || place < -1) return;
    for (const Asked& asked : table_.patterns[anchor])
        if (asked.bits & ~bits_ && asked.expression.match(padded(), place + 1)) bits_ |= asked.bits;
}

void Question::search(Anchor anchor, int start, int end) {
    if (!wants(anchor)) return;
    for (const Asked& asked : table_.patterns[anchor])
        if (asked.bits & ~bits_ && !(ascii_ && asked.foreign) &&
            asked.expression.found(padded(), start + 1, end == INT_MAX ? end : end + 1))
            bits_ |= asked.bits;
}
}  // namespace habeas::prefilter
