// The smallest pieces of a text that read as digits (habeas/detection/numeral_tokens.py).
#include "numeral_tokens.hpp"

#include "numeral_lexicon.hpp"
#include "ranges.hpp"
#include "regex.hpp"

namespace habeas {
namespace {

using Tokens = std::vector<NumeralToken>;

const CharRanges LETTERS{"numeral_tokens._LETTERS"};
const CharRanges INDIC_AND_ARABIC{"numeral_tokens._INDIC_AND_ARABIC"};
const CharRanges HANGUL{"numeral_tokens._HANGUL"};
const WordMap<String> HAN{"lexicon.numerals_unspaced.HAN"};
const WordMap<String> KANA{"lexicon.numerals_unspaced.KANA"};
const WordMap<String> THAI{"lexicon.numerals_unspaced.THAI"};
const WordMap<String> HANGUL_SYLLABLES{"lexicon.numerals_unspaced.HANGUL_SYLLABLES"};
const WordMap<String> HANGUL_WORDS{"lexicon.numerals_unspaced.HANGUL_WORDS"};
const WordSet HANGUL_PARTICLES{"lexicon.numerals_unspaced.HANGUL_PARTICLES"};
const WordMap<String> MORSE_CODES{"numeral_tokens._MORSE_CODES"};
const Pattern KANA_RUN{"numeral_tokens._KANA_RUN"};
const Pattern KANA_WORD{"numeral_tokens._KANA_WORD"};
const Pattern DOUBTFUL_LEET{"numeral_tokens._DOUBTFUL_LEET"};

constexpr int LONGEST_FRAIL = 3, SHORTEST_COMPOUND = 9, LONGEST_MIXED = 80, MORSE_LENGTH = 5, MORSE_TIMES = 6,
              FEW = 32;

enum PlainKind : uint8_t { NO_KIND = 0, FIGURE = 1, PLAIN_LETTER = 2, MORSE_SIGN = 4, BETWEEN_LETTERS = 8 };
struct PlainKinds {
    uint8_t of[256] = {};
    constexpr PlainKinds() {
        for (Char c = '0'; c <= '9'; ++c) of[c] = FIGURE;
        for (Char c = 'a'; c <= 'z'; ++c) of[c] = PLAIN_LETTER;
        of[U' '] = of[U'_'] = BETWEEN_LETTERS;
        of[U'.'] = of[U'-'] = BETWEEN_LETTERS | MORSE_SIGN;
    }
};
constexpr PlainKinds PLAIN_KINDS;

uint8_t plain_kind(Char c) { return c < 256 ? PLAIN_KINDS.of[c] : uint8_t{NO_KIND}; }
bool is_figure(Char c) { return plain_kind(c) & FIGURE; }
bool is_plain_letter(Char c) { return plain_kind(c) & PLAIN_LETTER; }
bool is_plain(Char c) { return plain_kind(c) & (FIGURE | PLAIN_LETTER); }

// --- number words that stand together -----------------------------------------------------------

// Tells which number words begin at a place, figures standing for letters in them where `leet`.
class Pieces {
public:
    Pieces(const NumeralLexicon& lexicon, Str text, bool leet) : lexicon_(lexicon), text_(text), leet_(leet) {}

    template <class Found>  // found(length, place in TOGETHER)
    void at(size_t place, Found found) const {
        walk(0, place, place, found);
    }

private:
    template <class Found>
    void walk(int node, size_t begin, size_t place, Found& found) const {
        const Compounds::Node& here = lexicon_.together[node];
        if (here.word != Compounds::NONE) found(place - begin, here.word);
        if (place >= text_.size() || text_[place] >= 128) return;
        if (!leet_) {
            int next = lexicon_.together.walk(node, text_[place]);
            if (next != Compounds::NONE) walk(next, begin, place + 1, found);
            return;
        }
        for (int letter : lexicon_.letters_of[text_[place]]) {
            if (letter < 0) break;
            if (here.next[letter] != Compounds::NONE) walk(here.next[letter], begin, place + 1, found);
        }
    }

    const NumeralLexicon& lexicon_;
    Str text_;
    bool leet_;
};

// (?=[0-9]{0,2}[a-z])
bool has_letter_soon(Str chunk, size_t place) {
    size_t last = std::min(place + 2, chunk.size());
    while (place < last && is_figure(chunk[place])) ++place;
    return place < chunk.size() && is_plain_letter(chunk[place]);
}

bool is_words_and_figures(const NumeralLexicon& lexicon, Str chunk) {
    bool reached[LONGEST_MIXED + 1] = {true};
    Pieces pieces(lexicon, chunk, true);
    for (size_t place = 0; place < chunk.size(); ++place) {
        if (!reached[place]) continue;
        if (is_figure(chunk[place])) reached[place + 1] = true;
        if (has_letter_soon(chunk, place)) pieces.at(place, [&](size_t length, int) { reached[place + length] = true; });
    }
    return reached[chunk.size()];
}

Str keep(NumeralToken& token, String digits) {
    token.kept = std::make_shared<const String>(std::move(digits));
    return token.digits = *token.kept;
}

// The number words that a chunk consists of ("fivefivefive", "30five", "f0ur"). Figures are kept where `keeps`.
void split_words(const NumeralLexicon& lexicon, Str chunk, int start, bool keeps, Tokens& out) {
    Pieces pieces(lexicon, chunk, true);
    for (size_t place = 0; place < chunk.size();) {
        size_t longest = 0;
        int first = INT_MAX;
        if (has_letter_soon(chunk, place))
            pieces.at(place, [&](size_t length, int word) {
                if (length > longest) longest = length, first = word;
                else if (length == longest) first = std::min(first, word);
            });
        int begin = start + static_cast<int>(place);
        if (longest) {
            Str piece = chunk.substr(place, longest);
            NumeralToken token{begin, begin + static_cast<int>(longest)};
            token.style = is_alpha(piece) ? DigitStyle::SPELLED : DigitStyle::LEET;
            const NumeralWord* word = lexicon.find(piece);
            if (!word) word = &lexicon.meanings[lexicon.together_words[first]];
            token.codes = &word->codes;
            out.push_back(std::move(token));
            place += longest;
        } else if (is_figure(chunk[place])) {
            size_t end = place;
            while (end < chunk.size() && is_figure(chunk[end])) ++end;
            NumeralToken token{begin, start + static_cast<int>(end), chunk.substr(place, end - place)};
            if (keeps) keep(token, String(token.digits));
            out.push_back(std::move(token));
            place = end;
        } else {
            ++place;
        }
    }
}

// --- words and figures of the alphabets ---------------------------------------------------------

void add_spelled(const NumeralWord& word, int start, int end, Tokens& out) {
    NumeralToken token{start, end};
    token.style = DigitStyle::SPELLED;
    token.codes = &word.codes;
    token.common = word.common;
    out.push_back(std::move(token));
}

void add_leet(const NumeralLexicon& lexicon, Str chunk, int start, bool frail, Tokens& out) {
    NumeralToken token{start, start + static_cast<int>(chunk.size())};
    token.style = DigitStyle::LEET;
    token.frail = frail;
    String digits(chunk);
    for (Char& c : digits)
        if (Char digit = lexicon.as_digit(c)) c = digit;
    keep(token, std::move(digits));
    out.push_back(std::move(token));
}

void read_letters(const NumeralLexicon& lexicon, Str chunk, int start, Tokens& out) {
    const NumeralWord* word = lexicon.find(chunk);
    if (!word && contains(chunk, U'\'')) word = lexicon.find(replace(chunk, U"'", U""));
    if (word)
        add_spelled(*word, start, start + static_cast<int>(chunk.size()), out);
    else if (chunk.size() <= LONGEST_FRAIL && lexicon.is_sure(chunk))
        add_leet(lexicon, chunk, start, true, out);
    else if (chunk.size() >= SHORTEST_COMPOUND && is_compound(chunk))
        split_words(lexicon, chunk, start, false, out);
}

// Whether the letters of a chunk of figures and look-alikes read as figures, not as a unit or a model.
bool is_leet(const NumeralLexicon& lexicon, Str chunk) {
    size_t unsure = 0, figures = 0;
    bool plain = true;
    for (Char c : chunk) {
        if (!is_figure(c) && !lexicon.as_digit(c)) return false;
        figures += is_figure(c);
        if (is_figure(c) || lexicon.is_sure(c)) continue;
        ++unsure;
        plain = plain && c < 128;
    }
    if (unsure <= 1 && (!unsure || !plain)) return true;
    auto reads_as_figure = [&](Char c) { return is_figure(c) || lexicon.is_sure(c); };
    bool enclosed = reads_as_figure(chunk.front()) && reads_as_figure(chunk.back());
    return enclosed && (unsure == 1 || figures * 2 >= chunk.size());
}

// ([a-z])?[0-9](?:([a-z])[0-9])(?:\2[0-9])+\2?
bool is_interleaved(Str chunk) {
    size_t place = !chunk.empty() && is_plain_letter(chunk[0]) ? 1 : 0;
    auto figure_at = [&](size_t i) { return i < chunk.size() && is_figure(chunk[i]); };
    if (!figure_at(place) || place + 1 >= chunk.size() || !is_plain_letter(chunk[place + 1])) return false;
    Char between = chunk[place + 1];
    size_t times = 0;
    for (++place; place + 1 < chunk.size() && chunk[place] == between && figure_at(place + 1); place += 2) ++times;
    if (place < chunk.size() && chunk[place] == between) ++place;
    return times >= 2 && place == chunk.size();
}

// ([letters]{0,14})([0-9]{2,17})(?:x|ext)?([0-9letters]{0,12}): where the figures stand, or nowhere
std::pair<size_t, size_t> glued_figures(Str chunk) {
    constexpr size_t MOST_BEFORE = 14, FEWEST = 2, MOST = 17, MOST_AFTER = 12;
    size_t first = 0;
    while (first < chunk.size() && !is_figure(chunk[first])) ++first;
    if (first > MOST_BEFORE || !LETTERS.covers(chunk.substr(0, first))) return {};
    size_t last = first;
    while (last < chunk.size() && last - first < MOST && is_figure(chunk[last])) ++last;
    if (last - first < FEWEST) return {};
    Str rest = chunk.substr(last);
    for (Char c : rest)
        if (!is_figure(c) && !LETTERS.has(c)) return {};
    if (starts_with(rest, U"x")) rest.remove_prefix(1);
    else if (starts_with(rest, U"ext")) rest.remove_prefix(3);
    return rest.size() <= MOST_AFTER ? std::pair(first, last) : std::pair<size_t, size_t>{};
}

bool is_doubtful_leet(Str chunk) {
    return chunk.size() >= 3 && chunk.size() <= 5 && is_figure(chunk[1]) && DOUBTFUL_LEET.fullmatch(chunk);
}

void read_mixed(const NumeralLexicon& lexicon, Str chunk, int start, Tokens& out) {
    int end = start + static_cast<int>(chunk.size());
    if (is_leet(lexicon, chunk)) {
        add_leet(lexicon, chunk, start, false, out);
    } else if (is_doubtful_leet(chunk)) {
        add_leet(lexicon, chunk, start, true, out);
    } else if (chunk.size() <= LONGEST_MIXED && is_words_and_figures(lexicon, chunk)) {
        split_words(lexicon, chunk, start, false, out);
    } else if (is_interleaved(chunk)) {
        NumeralToken token{start, end};
        token.style = DigitStyle::LEET;
        String digits;
        for (Char c : chunk)
            if (is_figure(c)) digits += c;
        keep(token, std::move(digits));
        out.push_back(std::move(token));
    } else if (auto [first, last] = glued_figures(chunk); last) {
        NumeralToken token{start + static_cast<int>(first), start + static_cast<int>(last),
                           chunk.substr(first, last - first)};
        token.style = DigitStyle::GLUED;
        out.push_back(std::move(token));
    }
}

void read_chunk(const NumeralLexicon& lexicon, Str chunk, int start, Tokens& out) {
    bool figures = false, others = false, apostrophe = false;
    for (Char c : chunk) {
        if (is_figure(c)) figures = true;
        else if (c == '\'') apostrophe = true;
        else others = true;
    }
    if (!others && !apostrophe) {
        out.push_back({start, start + static_cast<int>(chunk.size()), chunk});
    } else if (!figures && !apostrophe && !lexicon.could_be(chunk) && !(chunk.size() <= LONGEST_FRAIL && lexicon.is_sure(chunk))) {
        return;  // neither a number word, nor of number words, nor of letters for figures alone
    } else if (apostrophe || is_alpha(chunk)) {
        read_letters(lexicon, chunk, start, out);
    } else {
        read_mixed(lexicon, chunk, start, out);
    }
}

// --- number words that are written letter by letter ----------------------------------------------

struct SpacedLetters {
    int start, end;
    Tokens tokens;
};

bool is_between_letters(Char c) { return plain_kind(c) & BETWEEN_LETTERS; }

// Where `[0-9a-z](?:[ ._-]{1,3}[0-9a-z](?![0-9a-z])){3,}` ends, or `start`.
int spaced_letters_end(Str text, int start, int end) {
    constexpr int FEWEST = 3, WIDEST = 3;
    int place = start + 1, times = 0;
    for (;; ++times) {
        int next = place;
        while (next < end && next - place < WIDEST && is_between_letters(text[next])) ++next;
        if (next == place || next >= end || !is_plain(text[next])) break;
        if (next + 1 < end && is_plain(text[next + 1])) break;
        place = next + 1;
    }
    return times >= FEWEST ? place : start;
}

bool is_lettered(Str piece) {
    return std::count_if(piece.begin(), piece.end(), [](Char c) { return is_plain_letter(c); }) * 2 >=
           static_cast<long>(piece.size());
}

void read_spaced(const NumeralLexicon& lexicon, Str text, int start, int end, std::vector<SpacedLetters>& out) {
    std::vector<int> places;
    String joined;
    for (int place = start; place < end; ++place) {
        if (!is_plain(text[place])) continue;
        places.push_back(place);
        joined += text[place];
    }
    SpacedLetters spaced{start, end, {}};
    split_words(lexicon, joined, 0, true, spaced.tokens);
    bool lettered = false;
    for (NumeralToken& token : spaced.tokens) {
        lettered = lettered || (token.codes && is_lettered(slice(joined, token.start, token.end)));
        token.start = places[token.start];
        token.end = places[token.end - 1] + 1;
        token.style = DigitStyle::LEET;
    }
    if (lettered) out.push_back(std::move(spaced));
}

std::vector<SpacedLetters> read_spaced_letters(const NumeralLexicon& lexicon, Str text, int start, int end) {
    std::vector<SpacedLetters> spaced;
    for (int place = start; place + 1 < end; ++place) {
        if (!is_between_letters(text[place + 1]) || !is_plain(text[place])) continue;
        if (place > 0 && is_plain(text[place - 1])) continue;
        int last = spaced_letters_end(text, place, end);
        if (last == place) continue;
        read_spaced(lexicon, text, place, last, spaced);
        place = last - 1;
    }
    return spaced;
}

// --- other scripts -------------------------------------------------------------------------------

// The words of scripts without spaces, each with its meaning.
struct Unspaced {
    Words words;
    std::vector<NumeralWord> meanings;
    size_t longest = 0;
    explicit Unspaced(const WordMap<String>& table) {
        for (size_t i = 0; i < table.words().size(); ++i) {
            words.add(table.words()[i]);
            meanings.push_back({{{unspaced_language(), table.value(static_cast<int>(i))}}, 0});
            longest = std::max(longest, table.words()[i].size());
        }
        words.freeze();
    }
    const NumeralWord* find(Str word) const {
        int index = words.find(word);
        return index == Words::NONE ? nullptr : &meanings[index];
    }
};

enum CharKind : uint8_t { NEITHER, CHUNK, HAN_DIGIT, KANA_BEGINS, THAI_BEGINS, WORD, HANGUL_SYLLABLE };

struct Scripts {
    Unspaced han{HAN}, kana{KANA}, thai{THAI}, hangul_syllables{HANGUL_SYLLABLES}, hangul_words{HANGUL_WORDS};
    std::vector<uint8_t> kinds = std::vector<uint8_t>(0x10000, NEITHER);
    Scripts() {
        for (Char c = 0; c < kinds.size(); ++c) {
            if (is_figure(c) || LETTERS.has(c)) kinds[c] = CHUNK;
            else if (HAN.has(Str(&c, 1))) kinds[c] = HAN_DIGIT;
            else if (INDIC_AND_ARABIC.has(c)) kinds[c] = WORD;
            else if (HANGUL.has(c)) kinds[c] = HANGUL_SYLLABLE;
        }
        for (const String& word : KANA.words()) kinds[word[0]] = KANA_BEGINS;
        for (const String& word : THAI.words()) kinds[word[0]] = THAI_BEGINS;
    }
    CharKind kind(Char c) const { return c < kinds.size() ? static_cast<CharKind>(kinds[c]) : NEITHER; }
    static const Scripts& get() {
        static const Scripts scripts;
        return scripts;
    }
};

void read_kana(const Scripts& scripts, Str run, int start, Tokens& out) {
    for (const Match& match : KANA_WORD.finditer(run))
        add_spelled(*scripts.kana.find(match.group()), start + match.start(), start + match.end(), out);
}

void read_hangul(const Scripts& scripts, Str word, int start, Tokens& out) {
    if (const NumeralWord* whole = scripts.hangul_words.find(word)) {
        add_spelled(*whole, start, start + static_cast<int>(word.size()), out);
        return;
    }
    Str stem = word;
    for (const String& particle : HANGUL_PARTICLES.words())
        if (word.size() > particle.size() && ends_with(word, particle)) {
            stem.remove_suffix(particle.size());
            break;
        }
    for (Char c : stem)
        if (!HANGUL_SYLLABLES.has(Str(&c, 1))) return;
    for (int i = 0; i < static_cast<int>(stem.size()); ++i)
        add_spelled(*scripts.hangul_syllables.find(stem.substr(i, 1)), start + i, start + i + 1, out);
}

bool is_morse_sign(Char c) { return plain_kind(c) & MORSE_SIGN; }

bool is_morse_letter(Str text, int place, int end) {
    if (place + MORSE_LENGTH > end) return false;
    for (int i = 0; i < MORSE_LENGTH; ++i)
        if (!is_morse_sign(text[place + i])) return false;
    return true;
}

// Where `[.-]{5}(?: [/|]? ?[.-]{5}){6,}` ends, or `start`.
int morse_end(Str text, int start, int end) {
    if (!is_morse_letter(text, start, end)) return start;
    int place = start + MORSE_LENGTH, times = 0;
    for (;; ++times) {
        int next = place;
        if (next >= end || text[next] != ' ') break;
        ++next;
        if (next < end && (text[next] == '/' || text[next] == '|')) ++next;
        if (next < end && text[next] == ' ') ++next;
        if (!is_morse_letter(text, next, end)) break;
        place = next + MORSE_LENGTH;
    }
    return times >= MORSE_TIMES ? place : start;
}

void read_morse(Str run, int start, Tokens& out) {
    int size = static_cast<int>(run.size());
    for (int place = 0; place + MORSE_LENGTH <= size;) {
        if (!is_morse_letter(run, place, size)) {
            ++place;
            continue;
        }
        if (const String* digit = MORSE_CODES.find(run.substr(place, MORSE_LENGTH))) {
            NumeralToken token{start + place, start + place + MORSE_LENGTH, *digit};
            token.style = DigitStyle::LEET;
            out.push_back(std::move(token));
        }
        place += MORSE_LENGTH;
    }
}

// --- the tokens of a text ------------------------------------------------------------------------

// Puts what is read in place of what stands letter by letter.
class Reader {
public:
    Reader(Str text, int start, int end)
        : lexicon_(NumeralLexicon::get()), text_(text), start_(start), end_(std::min(end, int(text.size()))) {
        tokens_.reserve(std::min(end_ - start_, FEW) / 2 + 1);
    }

    Tokens read_ascii() {
        for (int place = start_; place < end_;) {
            uint8_t kind = plain_kind(text_[place]);
            if (kind & (FIGURE | PLAIN_LETTER)) place = read_plain_chunk(place);
            else if (kind & MORSE_SIGN) place = read_morse_run(place);
            else ++place;
        }
        return finish();
    }

    Tokens read_any() {
        const Scripts& scripts = Scripts::get();
        spaced_ = read_spaced_letters(lexicon_, text_, start_, end_);
        for (int place = start_; place < end_;) place = read_any_chunk(scripts, place);
        return finish();
    }

private:
    // Whether what matches at a place is to be read. As in Python, only what matches brings the letters forward.
    bool admits(int place) {
        while (next_ < spaced_.size() && place >= spaced_[next_].end) put_spaced();
        if (next_ < spaced_.size() && spaced_[next_].start <= place) return false;
        return at(text_, place - 1) != '@';
    }

    // In plain letters, those that are spelled one by one begin with a chunk of one character.
    void look_for_spaced_letters(int place) {
        if (place < spaced_until_ || !is_between_letters(at(text_, place + 1))) return;
        int last = spaced_letters_end(text_, place, end_);
        if (last == place) return;
        read_spaced(lexicon_, text_, place, last, spaced_);
        spaced_until_ = last;
    }

    void put_spaced() {
        for (NumeralToken& token : spaced_[next_].tokens) tokens_.push_back(std::move(token));
        ++next_;
    }

    Tokens finish() {
        if (next_ < spaced_.size()) put_spaced();
        return std::move(tokens_);
    }

    int read_plain_chunk(int place) {
        int last = place;
        uint8_t kinds = 0;
        for (; last < end_; ++last) {
            uint8_t kind = plain_kind(text_[last]) & (FIGURE | PLAIN_LETTER);
            if (!kind) break;
            kinds |= kind;
        }
        if (place == start_ && place > 0 && is_plain(text_[place - 1])) return last;
        if (last == place + 1) look_for_spaced_letters(place);
        if (place > 1 && text_[place - 1] == '\'' && is_plain_letter(text_[place - 2])) return last;
        Str chunk = text_.substr(place, last - place);
        if (kinds & FIGURE) {
            if (!admits(place)) return last;
            if (kinds & PLAIN_LETTER) read_mixed(lexicon_, chunk, place, tokens_);
            else tokens_.push_back({place, last, chunk});
            return last;
        }
        if (last < end_ && text_[last] == '\'') return last;
        bool could = chunk.size() < 3 || lexicon_.may_begin(chunk) ||
                     (chunk.size() == LONGEST_FRAIL && lexicon_.is_sure(chunk));
        return could ? read_plain_letters(place, last) : last;
    }

    int read_plain_letters(int place, int last) {
        Str chunk = text_.substr(place, last - place);
        const NumeralWord* word = lexicon_.find_plain(chunk);
        if (word) {
            if (admits(place)) add_spelled(*word, place, last, tokens_);
        } else if (chunk.size() <= LONGEST_FRAIL && lexicon_.is_sure(chunk)) {
            if (admits(place)) add_leet(lexicon_, chunk, place, true, tokens_);
        } else if (int end = compound_end(place, last); end > place) {
            chunk = text_.substr(place, end - place);
            if (!admits(place)) return end;
            if (end > last) read_mixed(lexicon_, chunk, place, tokens_);
            else if (chunk.size() >= SHORTEST_COMPOUND) split_words(lexicon_, chunk, place, false, tokens_);
            return end;
        }
        return last;
    }

    // Where number words without spaces between them end, of which the first letters are those up to `last`.
    int compound_end(int place, int last) const {
        if (at(text_.substr(0, end_), last) == '-') return compound_with_hyphens_end(place, 0);
        return is_compound(text_.substr(place, last - place)) ? last : place;
    }

    int compound_with_hyphens_end(int place, int words) const {  // -1: nowhere
        std::array<int, 16> lengths;
        size_t known = 0;
        Pieces(lexicon_, text_.substr(0, end_), false).at(place, [&](size_t length, int) {
            if (known < lengths.size()) lengths[known++] = static_cast<int>(length);
        });
        while (known)
            if (int end = compound_with_hyphens_end(place + lengths[--known], words + 1); end > place) return end;
        Char next = place < end_ ? text_[place] : U' ';
        return words >= 2 && !is_plain(next) && next != '\'' ? place : -1;
    }

    int read_morse_run(int place) {
        int last = morse_end(text_, place, end_);
        if (last == place) return place + 1;
        if (admits(place)) read_morse(text_.substr(place, last - place), place, tokens_);
        return last;
    }

    template <class Of>
    int run_end(int place, Of is_of) const {
        while (place < end_ && is_of(text_[place])) ++place;
        return place;
    }

    int chunk_end(const Scripts& scripts, int place) const {
        int last = run_end(place, [&](Char c) { return scripts.kind(c) == CHUNK; });
        while (last + 1 < end_ && text_[last] == '\'' && LETTERS.has(text_[last + 1]))
            last = run_end(last + 1, [&](Char c) { return LETTERS.has(c); });
        return last;
    }

    int read_any_chunk(const Scripts& scripts, int place) {
        Char c = text_[place];
        switch (scripts.kind(c)) {
        case CHUNK: {
            int last = chunk_end(scripts, place);
            if (admits(place)) read_chunk(lexicon_, text_.substr(place, last - place), place, tokens_);
            return last;
        }
        case HAN_DIGIT:
            if (admits(place)) add_spelled(*scripts.han.find(text_.substr(place, 1)), place, place + 1, tokens_);
            return place + 1;
        case KANA_BEGINS: {
            Match match = KANA_RUN.match(text_, place, end_);
            if (!match) return place + 1;
            if (admits(place)) read_kana(scripts, match.group(), place, tokens_);
            return match.end();
        }
        case THAI_BEGINS: return read_thai(scripts, place);
        case WORD: {
            int last = run_end(place, [&](Char each) { return scripts.kind(each) == WORD; });
            Str chunk = text_.substr(place, last - place);
            if (admits(place) && lexicon_.could_be(chunk))
                if (const NumeralWord* word = lexicon_.find(chunk)) add_spelled(*word, place, last, tokens_);
            return last;
        }
        case HANGUL_SYLLABLE: {
            int last = run_end(place, [&](Char each) { return scripts.kind(each) == HANGUL_SYLLABLE; });
            if (admits(place)) read_hangul(scripts, text_.substr(place, last - place), place, tokens_);
            return last;
        }
        case NEITHER: break;
        }
        return is_morse_sign(c) ? read_morse_run(place) : place + 1;
    }

    int read_thai(const Scripts& scripts, int place) {
        for (size_t length = std::min(scripts.thai.longest, size_t(end_ - place)); length; --length)
            if (const NumeralWord* word = scripts.thai.find(text_.substr(place, length))) {
                int last = place + static_cast<int>(length);
                if (admits(place)) add_spelled(*word, place, last, tokens_);
                return last;
            }
        return place + 1;
    }

    const NumeralLexicon& lexicon_;
    Str text_;
    int start_, end_;
    std::vector<SpacedLetters> spaced_;
    size_t next_ = 0;
    int spaced_until_ = 0;
    Tokens tokens_;
};
}  // namespace

std::vector<NumeralToken> read_tokens(Str text, int start, int end, bool ascii) {
    Reader reader(text, start, end);
    return ascii ? reader.read_ascii() : reader.read_any();
}

bool is_compound(Str word) {
    const NumeralLexicon& lexicon = NumeralLexicon::get();
    if (word.size() < 3 || !is_plain_letter(word[0]) || !is_plain_letter(word[1]) || !is_plain_letter(word[2]) ||
        !lexicon.may_begin(word))
        return false;
    constexpr size_t MOST = 63;
    uint8_t few[MOST + 1] = {};
    std::vector<uint8_t> many;
    if (word.size() > MOST) many.resize(word.size() + 1);
    uint8_t* words_before = word.size() > MOST ? many.data() : few;  // up to two
    Pieces pieces(lexicon, word, false);
    size_t reach = 0;
    for (size_t place = 0; place <= reach && place < word.size(); ++place) {
        if (place && !words_before[place]) continue;
        uint8_t here = words_before[place] ? 2 : 1;
        pieces.at(place, [&](size_t length, int) {
            words_before[place + length] = std::max(words_before[place + length], here);
            reach = std::max(reach, place + length);
        });
    }
    return words_before[word.size()] == 2;
}
}  // namespace habeas
