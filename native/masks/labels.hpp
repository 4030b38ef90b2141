// Labels: the words beside a number that say whose number it is ("order no. 302-4567")
// (habeas/detection/masks/labels.py).
#pragma once
#include "../documents.hpp"
#include "../findings.hpp"

namespace habeas {

// Folded characters `start` to `end` that name the number beside them, and as what.
struct Label {
    int start, end;
    Explanation explanation;
    bool strong;
    bool advertises = false;
};

std::optional<Label> find_label(const Document& document, int start);
std::optional<Label> find_label_before_bracket(Str text, int start, int end);
std::optional<Label> find_label_after(Str text, int end);
}  // namespace habeas
