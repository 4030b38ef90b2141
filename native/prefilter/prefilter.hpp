// Says which detectors a text could need: the triggers of all of them in one pass (habeas/detection/prefilter).
#pragma once
#include <memory>
#include <string_view>

#include "../text.hpp"

namespace habeas {

class Prefilter {
public:
    Prefilter();
    ~Prefilter();
    void open();  // once the tables are filled
    // The detectors, by their place in `scan.DETECTORS` as bits, that could find something in a text that is folded,
    // or in ASCII, perhaps with capitals.
    uint32_t ask(Str text) const;
    uint32_t ask(std::string_view ascii) const;

private:
    struct Triggers;
    std::unique_ptr<const Triggers> triggers_;
};
}  // namespace habeas
