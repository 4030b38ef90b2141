// Numbers of the same form as one that a label names: "part 0221 471042 was replaced by 0221 471055"
// (habeas/detection/masks/siblings.py).
#include "siblings.hpp"

#include <unordered_map>
#include <unordered_set>

namespace habeas {
namespace {
const Text NAMED{"masks.siblings._NAMED"};
const Text SAID{"masks.siblings._SAID"};

// How a number begins and how its digits are grouped.
String form(Str number) {
    String written(number.substr(0, SHARED));
    written += '\0';
    for (Char c : number) written += c >= '1' && c <= '9' ? U'0' : c;
    return written;
}
}  // namespace

std::vector<Mask> with_labels(const Document& document, const std::vector<Mask>& masks) {
    std::vector<Mask> labelled;
    std::unordered_set<String> forms;
    for (const Mask& mask : masks)
        if (contains(String(mask.because), NAMED.get()) && forms.insert(form(slice(document.text, mask.start, mask.end))).second)
            labelled.push_back(mask);
    return labelled;
}

std::vector<Mask> find_siblings(const Document& document, const std::vector<Mask>& masks,
                                const std::vector<Bare>& numbers) {
    std::unordered_map<String, const Mask*> labelled;
    for (const Mask& mask : masks)
        if (contains(String(mask.because), NAMED.get())) labelled.emplace(form(slice(document.text, mask.start, mask.end)), &mask);
    std::vector<Mask> found;
    if (labelled.empty()) return found;
    for (auto [start, end] : numbers) {
        auto sibling = labelled.find(form(slice(document.text, start, end)));
        if (sibling == labelled.end()) continue;
        const Mask& mask = *sibling->second;
        Str other = document.slice_original(mask.start, mask.end);
        MaskReason because{U"it is written like '", other, U"', which is ", mask.because.behind(SAID)};
        found.push_back({start, end, mask.explanation, because, false});
    }
    return found;
}
}  // namespace habeas
