// Where a text names a messenger or social app, plainly, by nickname or in disguise
// (habeas/detection/handles/app_mentions.py).
#include "app_mentions.hpp"

#include "../phrasebook.hpp"
#include "../regex.hpp"
#include "../tables.hpp"

namespace habeas::handles {
namespace {
struct AppMeant {
    App app;
    bool ordinary = false;
    bool disguised = false;
};
}  // namespace
}  // namespace habeas::handles

template <>
struct habeas::FromJson<habeas::handles::App> {
    static handles::App read(const Json& json) {
        return {json[Str(U"name")].as_text(), json[Str(U"numbered")].as_bool()};
    }
};
template <>
struct habeas::FromJson<habeas::handles::AppMeant> {
    static handles::AppMeant read(const Json& json) {
        return {FromJson<handles::App>::read(json[0]), json[1].as_bool(), json[2].as_bool()};
    }
};

namespace habeas::handles {
namespace {

const Pattern LETTERS_APART{"handles.app_mentions._LETTERS_APART"};
const Pattern MASK{"handles.app_mentions._MASK"};
const Pattern SPACED_OUT{"handles.app_mentions._SPACED_OUT"};
const Pattern MASKED{"handles.app_mentions._MASKED"};
const Phrasebook<AppMeant> APPS{"handles.app_mentions._APPS.filed"};
const WordMap<App> DISGUISED_APP{"lexicon.apps.DISGUISED_APP"};

// Signs with which the expressions for disguises begin.
struct Signs {
    static constexpr uint8_t PARTING = 1, MASKING = 2;
    uint8_t kinds[128] = {};
    constexpr Signs() {
        for (char sign : {' ', '.', '_', '*', '|', '\'', '/', '-'}) kinds[static_cast<int>(sign)] |= PARTING;
        for (char sign : {'*', '$', '!'}) kinds[static_cast<int>(sign)] |= MASKING;
    }
    uint8_t of(Char c) const { return c < 128 ? kinds[c] : 0; }
};
constexpr Signs SIGNS;

using Letters = std::vector<std::pair<Char, Char>>;
const Loaded<Letters> LETTER_MEANT{"handles.app_mentions._LETTER_MEANT", [](const Json& json) {
                                       Letters letters;
                                       for (const Json& pair : json.items()) {
                                           letters.emplace_back(pair[0].as_int(), pair[1].as_int());
                                       }
                                       return letters;
                                   }};

Char letter_meant(Char written) {
    for (auto [from, to] : *LETTER_MEANT) {
        if (from == written) return to;
    }
    return written;
}

// Which expressions for disguises could match: a letter between signs, a letter after a sign that masks one.
struct Disguises {
    bool apart = false, masked = false;
};

Disguises may_be_disguised(Str text) {
    Disguises seen;
    const int size = static_cast<int>(text.size());
    for (int place = 0; place + 2 < size; ++place) {
        const uint8_t sign = SIGNS.of(text[place]);
        if (!sign) continue;
        if (sign & Signs::MASKING) seen.masked = seen.masked || MASK.match(text, place);
        if (sign & Signs::PARTING && SIGNS.of(text[place + 2]) & Signs::PARTING) {
            seen.apart = seen.apart || LETTERS_APART.match(text, place);
        }
    }
    return seen;
}

// Names written letter by letter: `w h a t s app`.
void add_spaced_out(Str text, std::vector<AppMention>& mentions) {
    for (const Match& match : SPACED_OUT.finditer(text)) {
        if (!LETTERS_APART.found(text, std::max(0, match.start() - 1), match.end() + 1)) continue;
        std::vector<int> places;
        String letters;
        for (int place = match.start(); place < match.end(); ++place) {
            if (!is_alnum(text[place])) continue;
            places.push_back(place);
            letters += letter_meant(text[place]);
        }
        const std::vector<String>& names = DISGUISED_APP.words();
        for (size_t index = 0; index < names.size(); ++index) {
            int found = find(letters, names[index]);
            if (found < 0) continue;
            int end = places[found + names[index].size() - 1] + 1;
            mentions.push_back({places[found], end, &DISGUISED_APP.value(static_cast<int>(index)), false, true});
        }
    }
}

bool is_masked(Str meant, Str name) {
    if (name.size() != meant.size()) return false;
    for (size_t place = 0; place < name.size(); ++place) {
        if (meant[place] != name[place] && meant[place] != '*') return false;
    }
    return true;
}

// Names with letters masked: `wh*tsapp`, `in$tagram`.
void add_masked(Str text, std::vector<AppMention>& mentions) {
    for (const Match& match : MASKED.finditer(text)) {
        if (!MASK.found(match.group())) continue;
        String meant(match.group());
        for (Char& c : meant) c = letter_meant(c);
        const std::vector<String>& names = DISGUISED_APP.words();
        for (size_t index = 0; index < names.size(); ++index) {
            if (!is_masked(meant, names[index])) continue;
            mentions.push_back(
                {match.start(), match.end(), &DISGUISED_APP.value(static_cast<int>(index)), false, true});
        }
    }
}

void remove_overlaps(std::vector<AppMention>& mentions) {
    int end = 0;
    std::erase_if(mentions, [&end](const AppMention& mention) {
        if (mention.start < end) return true;
        end = mention.end;
        return false;
    });
}
}  // namespace

std::vector<AppMention> find_apps(Str text) {
    std::vector<AppMention> mentions;
    for (const auto& spotted : APPS.find(text)) {
        const AppMeant& meant = spotted.meaning;
        mentions.push_back({spotted.start, spotted.end, &meant.app, meant.ordinary, meant.disguised});
    }
    Disguises disguises = may_be_disguised(text);
    if (disguises.apart) add_spaced_out(text, mentions);
    if (disguises.masked) add_masked(text, mentions);
    std::stable_sort(mentions.begin(), mentions.end(), [](const AppMention& one, const AppMention& other) {
        return std::pair(one.start, -one.end) < std::pair(other.start, -other.end);
    });
    remove_overlaps(mentions);
    return mentions;
}
}  // namespace habeas::handles
