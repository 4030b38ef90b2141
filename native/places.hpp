// Places of a text that are taken (habeas/detection/places.py).
#pragma once
#include <algorithm>
#include <utility>
#include <vector>

namespace habeas {

// Spans that do not overlap, in order.
class Places {
public:
    bool is_free(int start, int end) const {
        auto after = std::lower_bound(spans_.begin(), spans_.end(), std::pair(end, 0));
        return after == spans_.begin() || (after - 1)->second <= start;
    }
    void take(int start, int end) {
        std::pair span(start, end);
        spans_.insert(std::upper_bound(spans_.begin(), spans_.end(), span), span);
    }

private:
    std::vector<std::pair<int, int>> spans_;
};
}  // namespace habeas
