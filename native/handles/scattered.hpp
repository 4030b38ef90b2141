// A name that stands alone in one message while the others say which app it is for
// (habeas/detection/handles/scattered.py).
#pragma once
#include <vector>

#include "announcements.hpp"

namespace habeas::handles {

std::vector<Announcement> find_scattered(Str text, const std::vector<int>& part_starts,
                                         const std::vector<AppMention>& mentions);
}  // namespace habeas::handles
