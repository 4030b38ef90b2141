// The names that a text announces beside an app: after it, before it, or by saying that it is the same
// (habeas/detection/handles/announcements.py).
#pragma once
#include <vector>

#include "app_mentions.hpp"
#include "names.hpp"

namespace habeas::handles {

// A name and the app it was announced for, how sure that is, and why in plain words.
struct Announcement {
    Name name;
    AppMention mention;
    double confidence;
    String because;
    bool subject_of_work = false;
};

std::vector<Announcement> find_announcements(Str text, const std::vector<AppMention>& mentions);
bool invites(Str text, const AppMention& mention);
}  // namespace habeas::handles
