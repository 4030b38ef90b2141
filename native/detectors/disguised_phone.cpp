// Finds telephone numbers that are told in words, in letters that look like figures, or in pieces
// (habeas/detection/detectors/disguised_phone.py).
#include "../number_spread.hpp"
#include "../number_windows.hpp"
#include "../phone_search.hpp"
#include "../phone_triggers.hpp"
#include "detectors.hpp"

namespace habeas {

void detect_disguised_phone(Reading& reading, Results& results) {
    phones::PhoneSearch search(reading);
    const Str text = reading.text;
    const std::vector<NumberRun>& runs = reading.numbers();
    for (const NumberRun& run : runs)
        if (run.digits.size() >= phones::FEWEST_DIGITS &&
            (has_enough_figures(text, run.start, run.end) || is_triggered(text, run.start, run.end)))
            search.read(run, false, results);
    auto read_joined = [&](const std::vector<NumberRun>& joined) {
        for (const NumberRun& run : joined)
            if (search.is_free(run) && is_triggered(text, run.start, run.end)) search.read(run, true, results);
    };
    read_joined(read_sequences(reading.document, runs));
    read_joined(read_pieces(reading.document, runs));
}
}  // namespace habeas
