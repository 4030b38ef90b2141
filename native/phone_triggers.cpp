// Where a telephone number could stand (habeas/detection/phone_triggers.py).
#include "phone_triggers.hpp"

#include "regex.hpp"
#include "tables.hpp"

namespace habeas {
namespace {

const WordSet RARE_WORDS{"phone_triggers.RARE_WORDS"}, RARE_PARTS{"phone_triggers._RARE_PARTS"};
const Pattern ANY{"phone_triggers._ANY"};
const Text CHUNK{"phone_triggers._CHUNK"};
const Loaded<int> LONGEST_REST{"phone_triggers._LONGEST_REST", FromJson<int>::read};

bool is_letter(Char c) { return c < 128 ? is_alpha(c) : is_alnum(c) && !is_decimal(c); }

bool holds_rare_word(Str text) {
    for (size_t place = 0; place < text.size(); ++place) {
        if (!is_letter(text[place])) continue;
        size_t end = place + 1;
        while (end < text.size() && is_letter(text[end])) ++end;
        if (RARE_WORDS.has(text.substr(place, end - place))) return true;
        place = end;
    }
    return false;
}
}  // namespace

bool is_triggered(Str text, int start, int end) {
    Str stretch = slice(text, start, end);
    String without;
    if (contains(stretch, U'\'')) stretch = without = replace(stretch, U"'", U"");
    if (holds_rare_word(stretch)) return true;
    if (!is_ascii(stretch))
        for (const String& part : RARE_PARTS.words())
            if (contains(stretch, part)) return true;
    const Str after = slice(text, end, end + *LONGEST_REST);
    const int chunk_end = end + static_cast<int>(after.size() - lstrip(after, CHUNK).size());
    return ANY.found(text, start, chunk_end + 1);
}
}  // namespace habeas
