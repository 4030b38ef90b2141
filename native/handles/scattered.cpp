// A name that stands alone in one message while the others say which app it is for
// (habeas/detection/handles/scattered.py).
#include "scattered.hpp"

namespace habeas::handles {
namespace {

constexpr size_t LONGEST_NAME_LINE = 40;
constexpr double CONFIDENCE = 0.75;

std::optional<Name> whole_line(Str text, int start, int end) {
    Str part = slice(text, start, end);
    Str line = strip(part, U" .,;:!\"'");
    if (line.empty() || line.size() > LONGEST_NAME_LINE) return {};
    std::optional<Name> name = read_name(text, start + find(part, line));
    if (!name || name->end - name->start < static_cast<int>(line.size())) return {};
    if (name->shape != Shape::SPELLED && name->shape != Shape::SHAPED) return {};
    return name;
}
}  // namespace

std::vector<Announcement> find_scattered(Str text, const std::vector<int>& part_starts,
                                         const std::vector<AppMention>& mentions) {
    std::vector<Announcement> found;
    int count = static_cast<int>(part_starts.size());
    auto end_of = [&](int part) {
        return part + 1 < count ? part_starts[part + 1] - 1 : static_cast<int>(text.size());
    };
    auto is_near = [&](const AppMention& mention, int index) {
        for (int part = std::max(0, index - 1); part <= std::min(count - 1, index + 1); ++part) {
            if (part_starts[part] <= mention.start && mention.start < end_of(part)) return true;
        }
        return false;
    };
    for (int index = 0; index < count; ++index) {
        std::optional<Name> name = whole_line(text, part_starts[index], end_of(index));
        if (!name) continue;
        for (const AppMention& mention : mentions) {
            if (!is_near(mention, index) || !invites(text, mention)) continue;
            found.push_back({std::move(*name), mention, CONFIDENCE,
                             concat(Str(U"a name alone in a message, for "), mention.app->name)});
            break;
        }
    }
    return found;
}
}  // namespace habeas::handles
