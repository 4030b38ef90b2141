// What a mask is: a span with a meaning of its own, and so nobody's phone number
// (habeas/detection/masks/mask.py).
#pragma once
#include "../findings.hpp"

namespace habeas {

// Why, in plain words: up to four pieces of tables and of the document, put together when asked, for few masks are.
class MaskReason {
public:
    MaskReason(Str first, Str second = {}, Str third = {}, Str fourth = {}) : pieces_{first, second, third, fourth} {}
    MaskReason(const String& text) : MaskReason(Str(text)) {}
    operator String() const { return concat(pieces_[0], pieces_[1], pieces_[2], pieces_[3]); }
    // What stands behind the last `words` in the last piece, or behind the piece before it, if that ends with them.
    Str behind(Str words) const {
        int last = 3;
        while (last && pieces_[last].empty()) --last;
        int found = rfind(pieces_[last], words);
        return found < 0 ? pieces_[last] : pieces_[last].substr(found + words.size());
    }

private:
    Str pieces_[4];
};

// Lives no longer than the document.
struct Mask {
    int start, end;
    Explanation explanation;
    MaskReason because;
    bool strong = true;
};
}  // namespace habeas
