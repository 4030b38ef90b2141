// Figures in a row that count or answer: "1 2 3 4 5", "answers: 3 4 5 2 1" (habeas/detection/masks/sequences.py).
#include "sequences.hpp"

#include "../tables.hpp"

namespace habeas {
namespace {
const WordSet SURVEYS{"lexicon.identifiers_measures.SURVEYS"};
constexpr size_t FEWEST = 4, FEWEST_UNLABELLED = 8;
constexpr int LONGEST_TERM = 4, LONGEST_GRADE = 2, LARGEST_GRADE = 5, LARGEST_STEP = 2, FIRST_YEAR = 1900,
              LAST_YEAR = 2100, WINDOW = 40;

bool is_letter(Char c) { return is_word(c) && !is_decimal(c) && c != '_'; }

bool surveyed(Str text, int start) {
    for (int place = std::max(0, start - WINDOW); place < start; ++place) {
        int first = place;
        while (place < start && is_letter(text[place])) ++place;
        if (place > first && SURVEYS.has(text.substr(first, place - first))) return true;
    }
    return false;
}

// Whether short numbers are answers, lottery balls or places that rise and fall.
bool grades(Str text, int start, int end, const std::vector<int>& values) {
    if (surveyed(text, start)) return true;
    if (values.size() < FEWEST_UNLABELLED) return false;
    bool small_steps = true;
    for (size_t i = 1; i < values.size(); ++i) small_steps &= std::abs(values[i] - values[i - 1]) <= LARGEST_STEP;
    auto [least, most] = std::minmax_element(values.begin(), values.end());
    return (*most <= LARGEST_GRADE && *least > 0) || (small_steps && contains(slice(text, start, end), U','));
}

bool progresses(const std::vector<int>& values) {
    int step = values[1] - values[0];
    for (size_t i = 2; i < values.size(); ++i)
        if (values[i] - values[i - 1] != step) return false;
    return step != 0;
}
}  // namespace

bool counts(Str text, int start, int end) {
    std::vector<int> values;
    int longest = 0;
    bool years = true;
    for (int place = start; place < end; ++place) {
        int first = place, value = 0;
        for (; place < end && text[place] >= '0' && text[place] <= '9'; ++place) {
            if (place - first == LONGEST_TERM) return false;
            value = 10 * value + static_cast<int>(text[place] - '0');
        }
        if (place == first) continue;
        longest = std::max(longest, place - first);
        years &= FIRST_YEAR <= value && value <= LAST_YEAR;
        values.push_back(value);
    }
    if (years) return true;
    if (values.size() < FEWEST) return false;
    return progresses(values) || (longest <= LONGEST_GRADE && grades(text, start, end, values));
}
}  // namespace habeas
