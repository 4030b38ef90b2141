// Finds telephone numbers in figures that a reader could dial (habeas/detection/detectors/phone.py).
#include "../number_windows.hpp"
#include "../phone_search.hpp"
#include "detectors.hpp"

namespace habeas {

void detect_phone(Reading& reading, Results& results) {
    phones::PhoneSearch search(reading);
    for (auto [start, end] : read_windows(reading.text))
        for (const NumberRun& run : read_numbers_between(reading.document, start, end))
            if (has_enough_figures(reading.text, run.start, run.end)) search.read(run, false, results);
}
}  // namespace habeas
