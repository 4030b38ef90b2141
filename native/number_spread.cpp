// Numbers told in pieces (habeas/detection/number_spread.py).
#include "number_spread.hpp"

#include "tables.hpp"

namespace habeas {
namespace {

const WordSet SEQUENCE_WORDS{"lexicon.number_fillers.SEQUENCE_WORDS"};

constexpr int LONGEST_GAP = 40, FEWEST_DIGITS = 7, MOST_DIGITS = 15, MOST_DIGITS_IN_A_PIECE = 8, MOST_MESSAGES = 40;

using Joined = std::vector<const NumberRun*>;

bool is_letter(Char c) { return c != '_' && is_word(c) && !is_decimal(c); }  // [^\W\d_]

bool goes_on(Str text, const NumberRun& before, const NumberRun& after) {
    if (after.start - before.end > LONGEST_GAP || after.digits.size() > MOST_DIGITS_IN_A_PIECE) return false;
    bool words = false;
    for (int place = before.end; place < after.start;) {
        int first = place;
        while (place < after.start && is_letter(text[place])) ++place;
        if (place == first) {
            ++place;
            continue;
        }
        if (!SEQUENCE_WORDS.has(slice(text, first, place))) return false;
        words = true;
    }
    return words;
}

int original_of(const Document& document, int offset) {
    return document.offsets ? document.offsets[offset] : offset;
}

void put(const Document& document, Joined& runs, std::vector<NumberRun>& out) {
    size_t digits = 0;
    for (const NumberRun* run : runs) digits += run->digits.size();
    if (runs.size() > 1 && digits >= FEWEST_DIGITS && digits <= MOST_DIGITS) {
        std::vector<DigitGroup> groups;
        for (const NumberRun* run : runs) groups.insert(groups.end(), run->groups.begin(), run->groups.end());
        out.push_back(make_run(document.text, std::move(groups)));
    }
    runs.clear();
}
}  // namespace

std::vector<NumberRun> read_sequences(const Document& document, const std::vector<NumberRun>& runs) {
    std::vector<NumberRun> out;
    Joined joined;
    for (const NumberRun& run : runs) {
        if (!joined.empty() && !goes_on(document.text, *joined.back(), run)) put(document, joined, out);
        joined.push_back(&run);
    }
    put(document, joined, out);
    return out;
}

std::vector<NumberRun> read_pieces(const Document& document, const std::vector<NumberRun>& runs) {
    std::vector<NumberRun> out;
    if (document.part_starts.size() <= 1 || document.part_starts.size() > MOST_MESSAGES) return out;
    Joined joined;
    int last_part = -1, told = -1;
    for (const NumberRun& run : runs) {
        int part = document.part_of(original_of(document, run.start));
        if (part > told) {
            if (!joined.empty() && (part > last_part + 1 || run.digits.size() > MOST_DIGITS_IN_A_PIECE))
                put(document, joined, out);
            joined.push_back(&run);
            last_part = document.part_of(original_of(document, run.end - 1));
        }
        told = std::max(told, part);
    }
    put(document, joined, out);
    return out;
}
}  // namespace habeas
