// What is asked of a text with figures: each time exactly what the patterns of the trigger table say, or a little less,
// and then the pattern itself.
#include "question.hpp"

namespace habeas::prefilter {
namespace {

constexpr int LONGEST_GAP = 12;      // signs between the figures of one number
constexpr int WORD_GAP = 6;          // and between it and a word that belongs to it
constexpr int LONGEST_PIECE = 8;
constexpr int MOST_WORDS_BETWEEN = 5;
constexpr int LONGEST_BETWEEN = 90;  // characters between two pieces with other words between

bool is_oil(uint8_t c) { return c == 'o' || c == 'i' || c == 'l'; }
bool is_like_figure(uint8_t c) { return CLASSES[c] & LIKE_A_FIGURE; }
bool is_word_end(uint8_t c) { return CLASSES[c] & (LETTER | FIGURE); }

}  // namespace

int Question::head(const Place& place) const {
    int end = place.start;
    while (end < place.end && is_figure(t_[end])) ++end;
    return end - place.start;
}

int Question::tail(const Place& place) const {
    int start = place.end;
    while (start > place.start && is_figure(t_[start - 1])) --start;
    return place.end - start;
}

// Where the last of some figures begin that end at a place.
int Question::back(int place, int figures) const {
    while (figures) figures -= is_figure(t_[--place]);
    return place;
}

void Question::ask_figures() {
    const Places words = places();
    const auto& figures = scratch_.figures;
    Soup soup;
    Chain chain;
    bool has_and = false, like_figure = false;
    int start_of_and = 0, letters_before = 0;
    for (size_t nth = 0; nth < figures.size(); ++nth) {
        const int index = figures[nth];
        const Place place = words[index];
        if (is_figure(t_[place.start]) && is_blank(t_[place.start - 1])) ask_street_number(place);
        if (nth) ask_pieces(figures[nth - 1], index, has_and, start_of_and);
        const int from = std::max(place.start, place.end - 5);
        if (index + 1 < words_ && words[index + 1].start - place.end <= WORD_GAP &&
            table_.leet.at(t_ + words[index + 1].start) && std::any_of(t_ + from, t_ + place.end, is_figure))
            wake(FIGURE_AND_LEET);
        ask_signs_between(place);
        const bool mixed = head(place) < place.end - place.start;
        if (mixed) {
            ask_mixed(place);
            ask_leet_behind(index);
            for (int at = place.start; at + 1 < place.end; ++at) {
                letters_before += is_letter(t_[at]) && is_figure(t_[at + 1]);
                like_figure |= (is_figure(t_[at]) && is_like_figure(t_[at + 1])) ||
                               (is_like_figure(t_[at]) && is_figure(t_[at + 1]));
            }
        }
        const int length = place.end - place.start;
        const uint8_t next_character = index + 1 < words_ ? t_[words[index + 1].start] : ' ';
        if (soup.count || length >= 5 || is_figure(next_character)) add_runs(soup, index);
        if (!chain.count && length < 8 && !is_figure(next_character) && !is_oil(next_character)) continue;
        add_to_chain(chain, index);
        for (int next = index + 1; next < words_; ++next) {
            if (!is_oil(t_[words[next].start]) || (nth + 1 < figures.size() && figures[nth + 1] == next)) break;
            if (!chain.count || !goes_on(chain, words[next].start)) break;
            add_to_chain(chain, next);
        }
        if (!is_figure(next_character) && !is_oil(next_character)) close(chain);
    }
    close(soup);
    close(chain);
    if (like_figure && wants(LETTERS_AMONG))
        for (int index : figures) ask_letters_among(words[index].start);
    if (letters_before >= 5 && wants(LETTERS_BETWEEN))
        for (int index : figures)
            for (int at = words[index].start; at < words[index].end; ++at)
                if (is_figure(t_[at]) && are_letters_between(at)) confirm(LETTERS_BETWEEN, at);
}

// "musterstr. 5": a figure after the end of a word.
void Question::ask_street_number(const Place& place) {
    int end = place.start - 1;
    if (t_[end - 1] == '.') --end;
    if (!is_letter(t_[end - 1]) || !is_letter(t_[end - 2])) return;
    if (!table_.street_end_letters[(t_[end - 2] & 31) * 32 + (t_[end - 1] & 31)]) return;
    for (const std::string& one : table_.street_ends)
        if (std::memcmp(t_ + end - one.size(), one.data(), one.size()) == 0) return wake(STREET_NUMBER);
}

// Pieces of a number with words between them, of which one says so.
void Question::ask_pieces(int one, int other, bool& has_and, int& start_of_and) {
    const Places words = places();
    const int had_and = has_and;
    const int start_before = start_of_and;
    has_and = false;
    const int between = other - one - 1;
    if (between > MOST_WORDS_BETWEEN || (ascii_ && between < 1)) return;
    const int figures = tail(words[one]);
    if (figures < 2 || head(words[other]) < 2) return;
    const int start = words[one].end - std::min(figures, LONGEST_PIECE);
    uint32_t marks = 0;
    for (int index = one + 1; index < other; ++index) marks |= this->marks(words[index]);
    if (marks & THEN) confirm(PIECES_THEN, start);
    if (!ascii_ && words[other].start - words[one].end <= LONGEST_BETWEEN) {
        const uint8_t* end = t_ + words[other].start;
        if (std::any_of(t_ + words[one].end, end, [](uint8_t c) { return c >= 128; })) {
            confirm(PIECES_OTHER, start);
            if (had_and) confirm(PIECES_OTHER, start_before);
            has_and = true;
        }
    }
    if (marks & AND) {
        has_and = true;
        if (had_and) {
            confirm(PIECES_AND, start_before);
            if (!ascii_) confirm(PIECES_OTHER, start_before);
        }
    }
    start_of_and = start;
}

// Figures with a slash or hyphens between, as some national accounts have.
void Question::ask_signs_between(const Place& place) {
    const uint8_t* end = t_ + place.end;
    const int figures = tail(place);
    if (*end == '/' && figures >= 6) {
        if (std::all_of(end + 1, end + 5, is_figure)) wake(FIGURES_SLASH);
    } else if (*end == '-' && figures >= 3) {
        const uint8_t* next = end + 1;
        while (is_figure(*next)) ++next;
        if (next - end - 1 >= 5 && next - end - 1 <= 13 && *next == '-' && is_figure(next[1]) && is_figure(next[2]))
            wake(FIGURES_HYPHEN);
    }
}

void Question::ask_mixed(const Place& place) {
    ask_together(place.start);
    for (int at = place.start; at + 1 < place.end; ++at)
        if (is_figure(t_[at]) && table_.together.at(t_ + at + 1)) wake(FIGURE_AND_WORD);
}

// "thr33 1234567": a word in leetspeak before six figures.
void Question::ask_leet_behind(int index) {
    const Places words = places();
    if (!wants(LEET_FIGURES) || index < 0 || index + 1 >= words_) return;
    const Place place = words[index];
    if (words[index + 1].start - place.end > WORD_GAP || !is_figure(t_[words[index + 1].start])) return;
    for (const std::string& one : table_.leet_words) {
        const int size = static_cast<int>(one.size());
        if (size <= place.end - place.start && std::memcmp(t_ + place.end - size, one.data(), size) == 0)
            confirm(LEET_FIGURES, place.end - size);
    }
}

// --- letters among figures --------------------------------------------------------------------

// Follows the patterns that begin with one to six figures, or with letters like them, and go on with both.
void Question::ask_letters_among(int start) {
    constexpr int MOST = 26, MOST_PLAIN = 6, MOST_LETTERS = 3, FEWEST = 4, MOST_AFTER = 13;
    struct Item {
        bool figure, beside, last;
    } items[MOST];
    int count = 0;
    for (int at = start, end = start; count < MOST; end = ++at) {
        while (at - end < 4 && CLASSES[t_[at]] & JOIN) ++at;
        if (at - end > 3 || !(is_figure(t_[at]) || is_like_figure(t_[at]))) break;
        items[count++] = {is_figure(t_[at]), at == end, !is_word_end(t_[at + 1])};
    }
    const auto ends = [&](int from, int fewest, int most) {
        for (int after = fewest; after <= most && from + after <= count; ++after)
            if (items[from + after - 1].last) return true;
        return false;
    };
    int plain = 0;
    for (; plain <= MOST_PLAIN && plain < count; ++plain) {
        const int fewest = std::max(0, FEWEST - plain), letters_at = plain;
        for (int letters = 1; letters <= MOST_LETTERS && letters_at + letters <= count; ++letters) {
            const Item& letter = items[letters_at + letters - 1];
            if (letter.figure || (letters > 1 && !letter.beside)) break;
            const int next = letters_at + letters;
            const bool figure_next = next < count && items[next].figure && items[next].beside;
            if (plain == 0 ? figure_next && ends(next + 1, FEWEST, 14)
                           : (items[letters_at].beside && ends(next, fewest, MOST_AFTER)) ||
                                 (figure_next && ends(next + 1, fewest, MOST_AFTER)))
                return confirm(LETTERS_AMONG, start);
        }
        if (!items[plain].figure) break;
    }
}

// Five letters, each before a figure and behind one.
bool Question::are_letters_between(int start) const {
    const uint8_t* at = t_ + start;
    for (int letter = 0; letter < 5; ++letter) {
        ++at;
        for (int blank = 0; blank < 2 && *at == ' '; ++blank) ++at;
        if (!is_letter(at[0]) || !is_figure(at[1])) return false;
        ++at;
    }
    return true;
}

// --- figures with nothing but signs between ---------------------------------------------------

void Question::add_runs(Soup& soup, int index) {
    const Place place = places()[index];
    for (int at = place.start; at < place.end;) {
        if (!is_figure(t_[at])) {
            close(soup);
            ++at;
            continue;
        }
        int end = at;
        while (end < place.end && is_figure(t_[end])) ++end;
        const bool goes_on = soup.count && at == place.start && soup.word + 1 == index && at - soup.end <= LONGEST_GAP;
        if (!goes_on) {
            close(soup);
        } else {
            for (int sign = soup.end; sign < at; ++sign) {
                soup.comma |= t_[sign] == ',';
                soup.stop |= t_[sign] == '.';
            }
        }
        soup.count += end - at;
        soup.end = end;
        soup.word = index;
        scratch_.runs.emplace_back(at, end);
        at = end;
    }
}

void Question::close(Soup& soup) {
    if (soup.count >= 8 || (soup.count == 7 && !(soup.comma && soup.stop))) wake(MANY_FIGURES);
    if (soup.count >= 5) ask_beside(soup);
    scratch_.runs.clear();
    soup = {};
}

void Question::ask_beside(const Soup& soup) {
    const Places words = places();
    const auto& runs = scratch_.runs;
    const int first = runs.front().first, end = soup.end;
    if (!ascii_) ask_runs_of_foreign();
    if (runs.size() > 1 && runs.back().second - runs.back().first == 1 &&
        runs.back().first - runs[runs.size() - 2].second <= WORD_GAP) {
        int next = end;
        while (next - end < 5 && !is_word_end(t_[next])) ++next;
        if (next > end && is_oil(t_[next])) confirm(FIGURES_LETTER, back(end, 5));
    }
    if (soup.count < 6) return;
    const int after = soup.word + 1;
    if (end == words[soup.word].end && after < words_ && words[after].start - end <= WORD_GAP &&
        marks(words[after]) & BEFORE)
        confirm(FIGURES_WORD, back(end, 6));
    int letters = first;
    while (first - letters < 4 && letters > 0 && !is_word_end(t_[letters - 1])) --letters;
    int oil = letters;
    while (letters - oil < 3 && is_oil(t_[oil - 1])) --oil;
    if (oil < letters && !is_word_end(t_[oil - 1])) confirm(LETTER_FIGURES, oil);
    int before = soup.word;
    while (before >= 0 && words[before].start > first) --before;
    if (before < 1 || words[before].start != first || first - words[before - 1].end > WORD_GAP) return;
    if (marks(words[before - 1]) & AFTER) {
        constexpr int LONGEST_PHRASE = 4;
        for (int word = before - 1; word >= std::max(0, before - LONGEST_PHRASE); --word)
            confirm(WORD_FIGURES, words[word].start);
    }
    ask_leet_behind(before - 1);
}

// Words and letters beyond ASCII count as signs between figures, so that they may stand anywhere among them.
void Question::ask_runs_of_foreign() {
    constexpr int CLOSE = 3, LONGEST_WORD = 24;
    int count = 0, all = 0;
    for (auto [start, end] : scratch_.runs) all += end - start;
    for (auto [start, end] : scratch_.runs) {
        const int before = count;
        count += end - start;
        if (count >= 5 && end - start == 1 && std::any_of(t_ + end, t_ + end + 6, [](uint8_t c) { return c >= 128; }))
            confirm(FIGURES_LETTER, back(end, 5));
        if (count >= 6) {
            int next = end;
            while (next - end < CLOSE && t_[next] < 128) ++next;
            if (t_[next] >= 128 && table_.kind(text_[next]) & EDGE_KIND) confirm(FIGURES_OTHER, back(end, 6));
        }
        if (all - before >= 6) {
            int last = start - 1;
            while (start - 1 - last < CLOSE && t_[last] < 128) --last;
            if (last >= 0 && t_[last] >= 128 && table_.kind(text_[last]) & EDGE_KIND)
                for (int at = last; at >= 0 && last - at < LONGEST_WORD && wants(FIGURES_OTHER); --at)
                    if (table_.beside.find(text_.substr(at, last + 1 - at)) != Words::NONE) confirm(FIGURES_OTHER, at);
        }
    }
}

// --- figures, and "o", "i" and "l" for more, close together -------------------------------------

bool Question::goes_on(const Chain& chain, int place) const {
    if (place - chain.end > 3) return false;
    for (int at = chain.end; at < place; ++at) {
        const uint8_t c = t_[at];
        if (!(c == ' ' || c == '.' || c == '-' || c == '_' || c == '/' || c >= 128)) return false;
    }
    return true;
}

void Question::add_to_chain(Chain& chain, int index) {
    const Place place = places()[index];
    for (int at = place.start; at < place.end; ++at) {
        const bool figure = is_figure(t_[at]);
        if (!figure && !is_oil(t_[at])) {
            close(chain);
            continue;
        }
        if (chain.count && !goes_on(chain, at)) close(chain);
        if (chain.count && !ascii_) chain.unsure |= std::any_of(t_ + chain.end, t_ + at, [](uint8_t c) { return c >= 128; });
        if (!chain.count) {
            if (!figure) continue;
            chain.start = at;
        }
        ++chain.count;
        chain.end = at + 1;
        chain.unsure |= !figure;
    }
}

void Question::close(Chain& chain) {
    constexpr int EIGHT = 8, TWELVE = 12, REACH = 22;
    if (chain.count >= EIGHT) {
        const auto each = [&](Anchor anchor, int from) {
            for (int at = from; at < chain.end && wants(anchor); ++at)
                if (is_figure(t_[at])) confirm(anchor, at);
        };
        const auto ask = [&](Anchor anchor, int fewest) {
            if (chain.count < fewest) return;
            if (chain.unsure) each(anchor, chain.start);
            else wake(anchor);
        };
        if (bits_ & table_.companions) ask(EIGHT_FIGURES, EIGHT);
        ask(TWELVE_FIGURES, TWELVE);
        int land = chain.start;
        if (is_blank(t_[land - 1]) || CLASSES[t_[land - 1]] & DASH) --land;
        if (is_letter(t_[land - 1]) && is_letter(t_[land - 2])) confirm(LAND_EIGHT, land - 2);
        if (chain.unsure) each(LETTER_EIGHT, std::max(0, chain.start - REACH));
        else ask_letter_eight(chain.start);
    }
    chain = {};
}
// A letter, and figures before it, as an account has them before eight figures.
void Question::ask_letter_eight(int start) {
    constexpr int MOST_BEHIND = 12, MOST_BEFORE = 8;
    const auto joins = [](uint8_t c) { return is_blank(c) || c == '.' || c == '-' || c == ':' || c == '/'; };
    if (!wants(LETTER_EIGHT)) return;
    for (int letter = start - 1; letter >= start - 1 - MOST_BEHIND; --letter) {
        const uint8_t c = t_[letter];
        if (is_letter(c)) {
            for (int at = letter - 1; at >= letter - MOST_BEFORE && at >= 0; --at) {
                if (is_figure(t_[at])) confirm(LETTER_EIGHT, at);
                else if (!joins(t_[at]) && !is_oil(t_[at])) break;
            }
        } else if (!is_figure(c) && !joins(c)) {
            return;
        }
    }
}
}  // namespace habeas::prefilter
