// Explain bare numbers that stand in a row: by their label, their registry, or because they count
// (habeas/detection/masks/rows.py).
#include "rows.hpp"

#include "../regex.hpp"
#include "emergencies.hpp"
#include "registries.hpp"
#include "sequences.hpp"
#include "shapes.hpp"

namespace habeas {
namespace {
// By explanation.
const Loaded<std::vector<String>> SAID{"lexicon.identifiers.SAID", [](const Json& json) {
    std::vector<String> said;
    for (const auto& [kind, words] : json.entries()) {
        size_t index = static_cast<size_t>(explanation(kind));
        if (said.size() <= index) said.resize(index + 1);
        said[index] = words.as_text();
    }
    return said;
}};
const Pattern ITEM_GAP{"masks.rows._ITEM_GAP"};
const Pattern PHONE_BEHIND{"masks.rows._PHONE_BEHIND"};
const Pattern ON_ITS_WAY{"masks.rows._ON_ITS_WAY"};
const Pattern GROUPED_AS_A_PHONE{"masks.rows._GROUPED_AS_A_PHONE"};
const Pattern SHIFT{"masks.rows._SHIFT"};
const Text COUNTING{"masks.rows._COUNTING"};
const Text HOURS{"masks.rows._HOURS"};
const Text NUMBERED{"masks.rows._NUMBERED"};
const Text LISTED{"masks.rows._LISTED"};
const Text EMERGENCY{"masks.rows._EMERGENCY"};
constexpr int SHORTEST = 4, LONGEST = 64, SHORTEST_SHIFT = 9, LONGEST_SHIFT = 11;
constexpr size_t FEWEST_THAT_COUNT = 3;

bool is_short_or_long(int start, int end) { return end - start < SHORTEST || end - start > LONGEST; }

// Whether a label names the number, rather than announces the phone that it is written as.
bool is_named(Str text, int start, int end, const Label& label) {
    if (label.advertises && GROUPED_AS_A_PHONE.fullmatch(text, start, end)) return bool(ON_ITS_WAY.match(text, end));
    return label.strong || is_digit(slice(text, start, end)) || !PHONE_BEHIND.match(text, start, end);
}

std::optional<Mask> read_unlabelled(const Document& document, int start, int end) {
    Str text = document.text;
    if (const Registry* registry = read_registry(slice(text, start, end)))
        return Mask{start, end, registry->explanation, registry->because, registry->strong};
    Char left = at(text, start - 1), right = at(text, end);
    if (left == '#' && !is_digit(strip(slice(text, std::max(0, start - 3), start - 1))))
        return Mask{start, end, Explanation::IDENTIFIER, NUMBERED.get(), false};
    if (left == '[' && (right == ']' || right == ','))
        return Mask{start, end, Explanation::CODE, LISTED.get(), false};
    if (is_emergency_line(text, start, end))
        return Mask{start, end, Explanation::EMERGENCY_LINE, EMERGENCY.get()};
    auto label = find_label_after(text, end);
    if (!label) label = find_label_before_bracket(text, start, end);
    return label ? labelled_mask(document, start, end, *label) : std::nullopt;
}

// Joins the groups of a number; keeps numbers apart that a comma or a lone dash parts.
std::vector<Bare> items_of(Str text, const std::vector<Bare>& row) {
    std::vector<Bare> items{row[0]};
    for (size_t i = 1; i < row.size(); ++i) {
        auto [start, end] = row[i];
        if (ITEM_GAP.fullmatch(text, items.back().second, start))
            items.emplace_back(start, end);
        else
            items.back().second = end;
    }
    return items;
}

void settle_items(const Document& document, const std::vector<Bare>& items, std::vector<Mask>& masks,
                  std::vector<Bare>& unexplained) {
    std::optional<Label> label;
    int labelled_length = 0;
    for (auto [start, end] : items) {
        if (is_short_or_long(start, end) || at(document.text, start - 1) == '+') continue;
        if (!label || labelled_length != end - start) {
            label = find_label(document, start);
            labelled_length = end - start;
        }
        if (label && !is_named(document.text, start, end, *label)) label.reset();
        auto mask = label ? labelled_mask(document, start, end, *label) : read_unlabelled(document, start, end);
        if (mask)
            masks.push_back(std::move(*mask));
        else
            unexplained.emplace_back(start, end);
    }
}
}  // namespace

void settle_row(const Document& document, const std::vector<Bare>& row, std::vector<Mask>& masks,
                std::vector<Bare>& unexplained) {
    int start = row.front().first, end = row.back().second;
    if (end - start < SHORTEST) return;
    if (row.size() >= FEWEST_THAT_COUNT && counts(document.text, start, end))
        return masks.push_back({start, end, Explanation::COUNTING, COUNTING.get(), false});
    if (end - start >= SHORTEST_SHIFT && end - start <= LONGEST_SHIFT && SHIFT.fullmatch(document.text, start, end))
        return masks.push_back({start, end, Explanation::TIME, HOURS.get(), false});
    settle_items(document, items_of(document.text, row), masks, unexplained);
}

std::optional<Mask> labelled_mask(const Document& document, int start, int end, const Label& label) {
    if (label.explanation == Explanation::VERSION && !is_version_like(slice(document.text, start, end))) return {};
    Str where = label.start < start ? U"it follows the words '" : U"it stands before the words '";
    Str words = document.slice_original(label.start, label.end);
    Str said = (*SAID)[static_cast<size_t>(label.explanation)];
    return Mask{start, end, label.explanation, {where, words, U"', so it is ", said}, label.strong};
}
}  // namespace habeas
