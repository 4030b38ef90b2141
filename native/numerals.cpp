// Runs of digits as people write them (habeas/detection/numerals.py).
#include "numerals.hpp"

#include <span>

#include "numeral_lexicon.hpp"
#include "numeral_tokens.hpp"
#include "regex.hpp"

namespace habeas {
namespace {

const WordSet SEPARATOR_WORDS{"lexicon.number_fillers.SEPARATOR_WORDS"};
const WordSet TIMES{"lexicon.numerals.TIMES"};
const WordSet ASCII_PLUS{"numerals._ASCII_PLUS"};
const Pattern PLUS{"numerals._PLUS"};
const CharSet MARKS{"numerals._MARKS_BESIDE"};

constexpr int LONGEST_GAP = 24, LONGEST_GAP_OF_SIGNS = 12, LONGEST_PLUS = 12, MOST_LONE_DIGITS = 4;
constexpr int NEXT = 6, LONGEST_LONE = 2, ENOUGH_COMPANY = 4;

using Together = std::span<const NumeralToken>;

bool is_figure(Char c) { return c >= '0' && c <= '9'; }
bool is_letter(Char c) {  // [^\W\d_]
    return c < 128 ? ascii::TYPES[c] & ascii::ALPHA : is_alnum(c) && !is_decimal(c);
}

// [^\W\d_]|[.-]{5}
bool holds_more_than_figures(Str text, int start, int end) {
    int marks = 0;
    for (int place = start; place < end; ++place) {
        Char c = text[place];
        if (is_letter(c)) return true;
        marks = c == '.' || c == '-' ? marks + 1 : 0;
        if (marks == 5) return true;
    }
    return false;
}

bool are_signs(Str gap) {
    int size = static_cast<int>(gap.size());
    if (size > LONGEST_GAP) return false;
    auto is_sign = [](Char c) { return c == '_' || (!is_word(c) && c != '@' && c != '=' && c != '%'); };
    if (size <= LONGEST_GAP_OF_SIGNS && std::all_of(gap.begin(), gap.end(), is_sign)) return true;
    auto is_line = [](Char c) { return c == '.' || c == '-' || c == '_' || c == '*' || c == '~' || c == ' '; };
    return std::all_of(gap.begin(), gap.end(), is_line);
}

bool is_separator(Str gap, const NumeralToken& before, const NumeralToken& after) {
    if (gap == U" ") return true;
    if (gap.size() > static_cast<size_t>(LONGEST_GAP)) return false;
    if (are_signs(gap)) return true;
    Str words = strip(gap, U" .,-\n");
    if (TIMES.has(words) || SEPARATOR_WORDS.has(words)) return true;
    if (!before.codes || !after.codes) return false;
    const NumeralLexicon& lexicon = NumeralLexicon::get();
    for (const NumeralCode& each : *before.codes) {
        if (each.code.empty() || each.code.back() != '0' || !after.code_in(each.language)) continue;
        for (const String& joiner : lexicon.joiners[each.language])
            if (joiner == words) return true;
    }
    return false;
}

bool counts_alone(const NumeralToken& token, NumeralLanguage language) {
    if (token.frail) return false;
    if (!token.codes) return false;
    for (const NumeralCode& each : *token.codes)
        if (each.language == language || !token.is_common_in(each.language)) return true;
    return false;
}

// --- figures alone -------------------------------------------------------------------------------

void plain_runs(Str text, int start, int end, std::vector<NumberRun>& out) {
    std::vector<DigitGroup> together;
    for (int place = start; place < end;) {
        if (!is_figure(text[place])) {
            ++place;
            continue;
        }
        int first = place;
        while (place < end && is_figure(text[place])) ++place;
        if (!together.empty() && !are_signs(slice(text, together.back().end, first))) {
            out.push_back(make_run(text, std::move(together)));
            together = {};
        }
        together.push_back({first, place, text.substr(first, place - first), DigitStyle::PLAIN});
    }
    if (!together.empty()) out.push_back(make_run(text, std::move(together)));
}

struct FiguresBeside {  // a word, marks, figures, marks, a word
    Str before, after;
    int start, end;
};

std::optional<FiguresBeside> match_figures_beside_words(Str text, int start, int end) {
    auto letters_end = [&](int place) {
        while (place < end && is_letter(text[place])) ++place;
        return place;
    };
    auto marks_end = [&](int place) {
        for (int first = place; place < end && place - first < 4 && MARKS.has(text[place]);) ++place;
        return place;
    };
    auto figures_end = [&](int place) {
        while (place < end && is_figure(text[place])) ++place;
        return place;
    };
    FiguresBeside found{};
    int place = letters_end(start);
    if (place > start) {
        found.before = slice(text, start, place);
        int marks = marks_end(place);
        if (marks == place) return {};
        place = marks;
    }
    found.start = place;
    found.end = figures_end(place);
    if (found.end == found.start) return {};
    for (;;) {
        int next = marks_end(found.end), last = figures_end(next);
        if (last == next) break;
        found.end = last;
    }
    if (found.end == end) return found;
    int marks = marks_end(found.end), last = letters_end(marks);
    if (marks == found.end || last == marks || last != end) return {};
    found.after = slice(text, marks, last);
    return found;
}

// Whether a word beside figures is no part of their number, unless more words stand with it.
bool adds_nothing(Str word, NumeralLanguage language) {
    auto tokens = read_tokens(word, 0, static_cast<int>(word.size()), is_ascii(word));
    return tokens.empty() || (word.size() > 1 && tokens.size() == 1 && !counts_alone(tokens[0], language));
}

// Where figures stand between a word at most on either side, which adds nothing to them ("to $12,155").
std::optional<std::pair<int, int>> figures_beside_words(Str text, int start, int end, NumeralLanguage language) {
    auto found = match_figures_beside_words(text, start, end);
    if (!found || at(text, start - 1) == '@') return {};
    for (Str word : {found->before, found->after})
        if (!word.empty() && !adds_nothing(word, language)) return {};
    return std::pair(found->start, found->end);
}

// --- which language the words of a run are in ------------------------------------------------------

NumeralLanguage language_of(Together tokens, NumeralLanguage preferred) {
    struct Count {
        NumeralLanguage language;
        int times;
    };
    std::array<Count, 64> counts;
    size_t known = 0;
    for (const NumeralToken& token : tokens) {
        if (!token.codes) continue;
        for (const NumeralCode& each : *token.codes) {
            size_t i = 0;
            while (i < known && counts[i].language != each.language) ++i;
            if (i == known) counts[known++] = {each.language, 0};
            ++counts[i].times;
        }
    }
    if (!known) return NO_LANGUAGE;
    auto key = [&](const Count& count) { return 2 * count.times + (count.language == preferred); };
    size_t best = 0;
    for (size_t i = 1; i < known; ++i)
        if (key(counts[i]) > key(counts[best])) best = i;
    return counts[best].language;
}

// Whether the words that mean something else too are numbers here.
bool is_certain(Together tokens, Str text, NumeralLanguage spoken, NumeralLanguage language) {
    if (language >= 0 && language == spoken) return true;
    for (size_t i = 0; i + 1 < tokens.size(); ++i)
        if (TIMES.has(strip(slice(text, tokens[i].end, tokens[i + 1].start)))) return true;
    int own = 0;
    for (const NumeralToken& token : tokens) {
        if (!token.code_in(spoken)) continue;
        if (!token.is_common_in(spoken)) return true;
        ++own;
    }
    return own >= ENOUGH_COMPANY;
}

Str code_of(const NumeralToken& token, NumeralLanguage spoken, bool certain) {
    if (!token.digits.empty()) return token.digits;
    if (const Str* code = token.code_in(spoken)) return certain || !token.is_common_in(spoken) ? *code : Str{};
    const Str* code = token.code_in(english());
    return code && is_decimal(*code) && !token.is_common_in(english()) ? *code : Str{};
}

bool is_single(const NumeralToken& token) { return token.digits.size() == 1; }

// Whether a letter by itself stands among single digits, or a doubtful chunk beside a clear one.
bool is_in_company(Together tokens, size_t place) {
    std::array<const NumeralToken*, 3> beside;
    size_t count = 0;
    if (place > 0) beside[count++] = &tokens[place - 1];
    if (place + 1 < tokens.size()) beside[count++] = &tokens[place + 1];
    auto is_near = [&](const NumeralToken* token) { return std::abs(token->start - tokens[place].start) <= NEXT; };
    std::span near(beside.data(), count);
    if (tokens[place].digits.size() > LONGEST_LONE)
        return std::any_of(near.begin(), near.end(), [&](const NumeralToken* token) {
            return is_near(token) && token->style == DigitStyle::LEET && !token->frail;
        });
    if (count == 1) {
        if (tokens.size() >= 3) beside[count++] = place == 0 ? &tokens[2] : &tokens[tokens.size() - 3];
        return count > 1 && is_single(*beside[0]) && is_single(*beside[1]);
    }
    return std::any_of(near.begin(), near.end(), [&](const NumeralToken* each) { return is_near(each) && is_single(*each); }) &&
           std::all_of(near.begin(), near.end(), [&](const NumeralToken* each) { return each->codes || is_single(*each); });
}

// --- runs of words and figures ---------------------------------------------------------------------

class Runs {
public:
    Runs(Str text, NumeralLanguage language, std::vector<NumberRun>& out) : text_(text), language_(language), out_(out) {}

    void read(Together tokens) {
        const NumeralToken& first = tokens[0];
        if (tokens.size() == 1 && !first.digits.empty() && !first.frail) {
            std::vector<DigitGroup> groups;
            groups.push_back({first.start, first.end, first.digits, first.style, first.kept});
            out_.push_back(make_run(text_, std::move(groups)));
        } else if (tokens.size() > 1 || counts_alone(first, language_)) {
            resolve(tokens);
        }
    }

private:
    // Puts out the stretches of a run that read as digits in one language.
    void resolve(Together tokens) {
        NumeralLanguage spoken = language_of(tokens, language_);
        bool certain = spoken == unspaced_language() || is_certain(tokens, text_, spoken, language_);
        stretch_.clear();
        const NumeralToken* last = nullptr;
        for (size_t place = 0; place < tokens.size(); ++place) {
            const NumeralToken& token = tokens[place];
            Str code = token.frail && !is_in_company(tokens, place) ? Str{} : code_of(token, spoken, certain);
            if (code.empty()) continue;
            Str gap = last ? slice(text_, last->end, token.start) : Str{};
            if (last && !is_separator(gap, *last, token)) put(spoken);
            stretch_.push_back({token.start, token.end, code, token.kept, token.style, stretch_.empty() ? Str{} : gap});
            last = &token;
        }
        put(spoken);
    }

    void put(NumeralLanguage spoken) {
        if (stretch_.empty()) return;
        auto groups = join_figures(stretch_, spoken);
        if (!groups.empty()) out_.push_back(make_run(text_, std::move(groups)));
        stretch_.clear();
    }

    Str text_;
    NumeralLanguage language_;
    std::vector<NumberRun>& out_;
    std::vector<Figure> stretch_;
};

void worded_runs(Str text, int start, int end, bool ascii, NumeralLanguage language, std::vector<NumberRun>& out) {
    auto tokens = read_tokens(text, start, end, ascii);
    if (tokens.empty()) return;
    out.reserve(std::min(tokens.size(), size_t{8}));
    Runs runs(text, language, out);
    size_t first = 0;
    for (size_t i = 1; i <= tokens.size(); ++i)
        if (i == tokens.size() ||
            !is_separator(slice(text, tokens[i - 1].end, tokens[i].start), tokens[i - 1], tokens[i])) {
            runs.read(Together(tokens).subspan(first, i - first));
            first = i;
        }
}

// (?<![0-9a-z+])\+{1,2} ?\(?$
bool ends_with_plus_sign(Str before) {
    size_t place = before.size();
    if (place && before[place - 1] == '(') --place;
    if (place && before[place - 1] == ' ') --place;
    size_t last = place;
    while (place && before[place - 1] == '+') --place;
    if (last == place || last - place > 2) return false;
    if (!place) return true;
    Char c = before[place - 1];
    return !is_figure(c) && !(c >= 'a' && c <= 'z');
}

// [ \u2010-\u2015.()/+-]{0,3}
bool is_common_separator(Str gap) {
    if (gap.size() > 3) return false;
    for (Char c : gap) {
        bool common = c == ' ' || c == '.' || c == '(' || c == ')' || c == '/' || c == '+' || c == '-';
        if (!common && (c < 0x2010 || c > 0x2015)) return false;
    }
    return true;
}
}  // namespace

bool NumberRun::plus() const {
    Str before = slice(text, std::max(0, start - LONGEST_PLUS), start);
    if (ends_with_plus_sign(before)) return true;
    if (!contains(before, U'+') && is_ascii(before)) {
        Str word = rstrip(before, U" (");
        const auto& words = ASCII_PLUS.words();
        if (std::none_of(words.begin(), words.end(), [&](Str each) { return ends_with(word, each); })) return false;
    }
    return PLUS.found(before);
}

bool NumberRun::obfuscated() const {
    int lone = 0;
    for (const DigitGroup& group : groups) {
        if (group.style == DigitStyle::SPELLED || group.style == DigitStyle::LEET) return true;
        lone += group.digits.size() == 1;
    }
    if (lone >= MOST_LONE_DIGITS) return true;
    for (size_t i = 0; i + 1 < groups.size(); ++i)
        if (!is_common_separator(slice(text, groups[i].end, groups[i + 1].start))) return true;
    return false;
}

NumberRun make_run(Str text, std::vector<DigitGroup> groups) {
    NumberRun run{text, std::move(groups), {}, 0, 0};
    size_t size = 0;
    for (const DigitGroup& group : run.groups) size += group.digits.size();
    run.digits.reserve(size);
    for (const DigitGroup& group : run.groups) run.digits += group.digits;
    run.start = run.groups.front().start;
    run.end = run.groups.back().end;
    return run;
}

std::vector<NumberRun> read_numbers(const Document& document) {
    return read_numbers_between(document, 0, static_cast<int>(document.text.size()));
}

std::vector<NumberRun> read_numbers_between(const Document& document, int start, int end) {
    std::vector<NumberRun> runs;
    Str text = document.text;
    if (!holds_more_than_figures(text, start, end)) {
        plain_runs(text, start, end, runs);
        return runs;
    }
    NumeralLanguage language = numeral_language(document.language);
    if (auto figures = figures_beside_words(text, start, end, language))
        plain_runs(text, figures->first, figures->second, runs);
    else
        worded_runs(text, start, end, document.ascii, language, runs);
    return runs;
}
}  // namespace habeas
