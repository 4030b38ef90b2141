// A text, or the last texts of one sender, joined and folded (habeas/detection/documents.py).
#include "documents.hpp"

namespace habeas {

int Document::part_of(int original_offset) const {
    auto after = std::upper_bound(part_starts.begin(), part_starts.end(), original_offset);
    return static_cast<int>(after - part_starts.begin()) - 1;
}
}  // namespace habeas
