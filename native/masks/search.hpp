// The masks of a document: one pass over its digit runs, a look at what stands around each
// (habeas/detection/masks/search.py).
#pragma once
#include "../documents.hpp"
#include "mask.hpp"

namespace habeas {

// The masks of one document, read where they are asked for.
class MaskSearch {
public:
    explicit MaskSearch(const Document& document) : document_(document) {}
    std::vector<Mask> all();
    // The masks of the numbers from `start` to `end`, and of those close to them; good until asked again.
    const std::vector<Mask>& over(int start, int end);

private:
    std::vector<Mask> read(int start, int end);
    const Document& document_;
    int first_ = 0, last_ = 0;
    std::vector<Mask> masks_;
    std::optional<std::vector<Mask>> whole_;  // all, without siblings
};

std::vector<Mask> find_masks(const Document& document);
}  // namespace habeas
