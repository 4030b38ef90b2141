// A text, or the last texts of one sender, joined and folded (habeas/detection/documents.py).
#pragma once
#include <utility>

#include "text.hpp"

namespace habeas {

struct Document {
    Str original, text;
    const int* offsets = nullptr;  // of each folded character in `original`, one more for the end; null: the same
    std::vector<int> part_starts{0};
    Str country, language;  // empty: unknown (None)
    bool ascii = true;      // `text` is in ASCII

    std::pair<int, int> original_span(int start, int end) const {
        if (!offsets) return {start, end};
        return {offsets[start], end > start ? offsets[end - 1] + 1 : offsets[start]};
    }
    Str slice_original(int start, int end) const {
        auto [first, last] = original_span(start, end);
        return slice(original, first, last);
    }
    int part_of(int original_offset) const;
};
}  // namespace habeas
