// Where a text names a messenger or social app, plainly, by nickname or in disguise
// (habeas/detection/handles/app_mentions.py).
#pragma once
#include <vector>

#include "../text.hpp"

namespace habeas::handles {

// An app whose members have names, as far as reading needs to know it (lexicon/apps.py).
struct App {
    String name;
    bool numbered;
};

// Folded characters `start` to `end` name `app`; `ordinary` when the word also means something else.
struct AppMention {
    int start, end;
    const App* app;
    bool ordinary;
    bool disguised = false;
};

std::vector<AppMention> find_apps(Str text);
}  // namespace habeas::handles
