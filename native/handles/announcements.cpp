// The names that a text announces beside an app: after it, before it, or by saying that it is the same
// (habeas/detection/handles/announcements.py).
#include "announcements.hpp"

#include "../phrasebook.hpp"
#include "../regex.hpp"
#include "said_between.hpp"

namespace habeas::handles {
namespace {

const Pattern SAME_NAME{"handles.announcements._SAME_NAME"};
const Pattern WORK{"handles.announcements._WORK"};
const Pattern EXAMPLE{"handles.announcements._EXAMPLE"};
const Pattern POSSESSIVE{"handles.announcements._POSSESSIVE"};
const CharSet OPENS_NAME{"handles.announcements._OPENS_NAME"};
const Pattern BETWEEN_WORD{"handles.announcements._BETWEEN_WORD"};
const WordSet FIRST_BETWEEN{"handles.announcements._FIRST_BETWEEN"};
constexpr int MOST_BETWEEN = 40;
const Pattern ANNOUNCED_LAST{"handles.announcements._ANNOUNCED_LAST"};
const Pattern TAG_POINTS{"handles.announcements._TAG_POINTS"};
const Pattern NUMBERED_ID{"handles.announcements._NUMBERED_ID"};
const Pattern ADDED_BY_NAME{"handles.announcements._ADDED_BY_NAME"};
const Pattern TOWARDS_APP{"handles.announcements._TOWARDS_APP"};
const WordSet FIRST_TOWARDS_APP{"handles.announcements._FIRST_TOWARDS_APP"};
const WordSet LAST_TOWARDS_APP{"handles.announcements._LAST_TOWARDS_APP"};
const Pattern NAME_START{"handles.announcements._NAME_START"};
const Pattern LAST_WORD{"handles.announcements._LAST_WORD"};
const Pattern FULL_NAME_BEFORE{"handles.announcements._FULL_NAME_BEFORE"};
const Pattern MAYBE_FULL_NAME_BEFORE{"handles.announcements._MAYBE_FULL_NAME_BEFORE"};
const Pattern FULL_NAME_AFTER{"handles.announcements._FULL_NAME_AFTER"};
const WordSet NOT_NAMES{"lexicon.plain_words.NOT_NAMES"};
const Text NAME_HERE{"handles.announcements._NAME_HERE"};

int ascii_word_end(Str text, int start, int limit) {
    while (start < limit && is_ascii(text[start]) && is_alnum(text[start])) ++start;
    return start;
}

using Announced = std::optional<Announcement>;

// Whether the app stands in a host name, an address or a longer name.
bool is_address(Str text, const AppMention& mention) {
    Char before = at(text, mention.start - 1);
    if (before == '@' && TAG_POINTS.match(text, mention.end)) return false;
    if (before == '@' || before == '.' || before == '/' || before == '_' || before == '#') return true;
    Char after = at(text, mention.end);
    return (after == '.' || after == '_' || after == '@') && is_alnum(slice(text, mention.end + 1, mention.end + 2));
}

bool is_subject_of_work(Str sentence) {
    return EXAMPLE.found(sentence) || (WORK.found(sentence) && POSSESSIVE.found(sentence));
}

Announced announcement(Str text, const AppMention& mention, Name name, double confidence) {
    if (!confidence) return {};
    Str around = sentence_around(text, std::min(mention.start, name.start), std::max(mention.end, name.end));
    String sentence = without_addresses(replace(around, slice(text, name.start, name.end), U" "));
    bool subject_of_work = is_subject_of_work(sentence) && !INVITATION.found(sentence);
    return Announcement{std::move(name), mention, confidence, concat(Str(U"a name on "), mention.app->name),
                        subject_of_work};
}

// Whether an id was announced, of an app whose members may choose figures for one: `LINE ID: 852446`.
bool takes_numbers(Str text, const AppMention& mention, int position) {
    if (mention.app->name != U"LINE" || !NUMBERED_ID.found(text, mention.start, position)) return false;
    return !SOFTWARE.found(sentence_around(text, mention.start, position));
}

// A spelled-out name whose first word was taken for a linking word: `the dot clay dot oven`.
std::optional<Name> spelled_from_last_word(Str text, int start, Str said) {
    Match last = LAST_WORD.search(said);
    if (!last) return {};
    std::optional<Name> name = read_name(text, start + last.start());
    if (name && name->shape == Shape::SPELLED) return name;
    return {};
}

// Where the word that begins at a place and may stand between an app and a name ends; the place where none does.
int word_between_end(Str text, int place, int limit) {
    if (is_ascii(text[place])) {
        if (!FIRST_BETWEEN.has(slice(text, place, ascii_word_end(text, place, limit)))) return place;
    }
    Match word = BETWEEN_WORD.match(text, place, limit);
    return word ? word.end() : place;
}

// The end of the signs and words that may stand between an app and the name after it, as `_BETWEEN` matches them.
int between_end(Str text, int start) {
    const int limit = std::min(static_cast<int>(text.size()), start + WINDOW);
    int place = start;
    for (int taken = 0; taken < MOST_BETWEEN && place < limit; ++taken) {
        if (!is_word(text[place]) && !OPENS_NAME.has(text[place])) {
            ++place;
            continue;
        }
        int end = word_between_end(text, place, limit);
        if (end == place) break;
        place = end;
    }
    return place;
}

Announced after(Str text, const AppMention& mention) {
    int position = between_end(text, mention.end);
    Str said = slice(text, mention.end, position);
    std::optional<Name> name = spelled_from_last_word(text, mention.end, said);
    if (!name) name = read_name(text, position, ANNOUNCER.found(said));
    if (!name && (mention.app->numbered || takes_numbers(text, mention, position))) name = read_number(text, position);
    if (!name) return {};
    double confidence = Between(text, mention, *name, said).confidence();
    return announcement(text, mention, std::move(*name), confidence);
}

// Whether the reader is told to add a name that is no part of software: `add lena77 on snap`.
bool is_added(Str text, const AppMention& mention, const Name& name, Str said) {
    bool digits = std::any_of(name.value.begin(), name.value.end(), [](Char c) { return is_digit(c); });
    if (!digits || !ADDED_BY_NAME.found(said)) return false;
    Str sentence = sentence_around(text, name.start, mention.end);
    return !(SOFTWARE.found(sentence) || WORK.found(sentence));
}

double confidence_before(Str text, const AppMention& mention, const Name& name) {
    if (name.shape == Shape::MARKED) return 0.9;
    Str said = last_sentence(slice(text, std::max(0, name.start - 30), name.start));
    bool own = INVITATION.found(said) || OWN.found(said) || is_added(text, mention, name, said);
    Match announced = ANNOUNCED_LAST.search(said);
    if (name.shape == Shape::SHAPED || name.shape == Shape::SPELLED) return announced || own ? 0.85 : 0.0;
    bool is_plain_name = name.shape == Shape::PLAIN && !mention.ordinary;
    return is_plain_name && announced && (own || !announced.group("is").empty()) ? 0.75 : 0.0;
}

// Whether the words from a place to the app could lead there.
bool may_lead_to_app(Str text, int place, int app) {
    static constexpr Str SIGNS = U"([-/|";
    while (place < app && (is_space(text[place]) || contains(SIGNS, text[place]))) ++place;
    if (place >= app || !is_ascii(text[place])) return true;
    return FIRST_TOWARDS_APP.has(slice(text, place, ascii_word_end(text, place, app)));
}

bool may_begin_name(Str text, int place) {
    Char c = text[place], last = at(text, place - 1);
    if (c != '_' && !(is_ascii(c) && is_alnum(c))) return false;
    static constexpr Str SIGNS = U"@.#/:-";
    return !is_word(last) && !contains(SIGNS, last);
}

// Where the first name could begin that words lead from to the app; the app where there is none.
int first_name_before(Str text, int window, int app) {
    Str said = slice(text, window, app);
    if (contains(said, U'@')) return window;
    for (int place = window; place < app; ++place) {
        if (!may_begin_name(text, place)) continue;
        int end = ordinary_name_end(text, place);
        if (end < 0 || may_lead_to_app(text, end, app) || may_go_on_spelled(text, end)) return place;
    }
    return app;
}

Announced before(Str text, const AppMention& mention) {
    int window = first_name_before(text, std::max(0, mention.start - WINDOW), mention.start);
    for (const Match& start : NAME_START.finditer(text, window, mention.start)) {
        std::optional<Name> name = read_name(text, start.start());
        if (!name || !TOWARDS_APP.fullmatch(text, name->end, mention.start)) continue;
        double confidence = confidence_before(text, mention, *name);
        return announcement(text, mention, std::move(*name), confidence);
    }
    return {};
}

Announced looked_up(const AppMention& mention, int start, Str value, double confidence) {
    value = rstrip(value, U" .,-");
    if (value.empty()) return {};
    std::vector<Str> words = split(value);
    if (!words.empty() && NOT_NAMES.has(words[0])) return {};
    Name name{start, start + static_cast<int>(value.size()), String(value), Shape::FULL};
    return Announcement{std::move(name), mention, confidence,
                        concat(Str(U"a name to look up on "), mention.app->name)};
}

// Whether the word before the app could lead to it.
bool may_be_led_to(Str said) {
    said = rstrip(said);
    if (said.empty() || !is_ascii(said.back())) return !said.empty();
    size_t start = said.size();
    while (start > 0 && is_ascii(said[start - 1]) && is_alnum(said[start - 1])) --start;
    return LAST_TOWARDS_APP.has(said.substr(start));
}

Announced full_name_before(Str text, const AppMention& mention) {
    int window = std::max(0, mention.start - WINDOW);
    Str said = slice(text, window, mention.start);
    if (!may_be_led_to(said)) return {};
    for (auto [pattern, confidence] : {std::pair(&FULL_NAME_BEFORE, 0.65), std::pair(&MAYBE_FULL_NAME_BEFORE, 0.55)}) {
        Match before = pattern->search(said);
        if (!before) continue;
        Announced found = looked_up(mention, window + before.start("name"), before.group("name"), confidence);
        if (found) return found;
    }
    return {};
}

// A full name to be looked up, before or after the app.
Announced full_name(Str text, const AppMention& mention) {
    if (Announced before = full_name_before(text, mention)) return before;
    Match after = FULL_NAME_AFTER.match(text, mention.end);
    if (after && INVITATION.found(sentence_around(text, mention.start, mention.end))) {
        return looked_up(mention, after.start("name"), after.group("name"), 0.55);
    }
    return {};
}

// `same name on insta`: the phrase is the announcement, in either order.
Announced same_name(Str text, const AppMention& mention) {
    int window = std::max(0, mention.start - 40);
    for (const Match& match : SAME_NAME.finditer(text, window, mention.end + 40)) {
        int first = std::min(match.end(), mention.end), last = std::max(match.start(), mention.start);
        if (SENTENCE_END.found(text, first, last)) continue;
        Name name{std::min(match.start(), mention.start), std::max(match.end(), mention.end), String(NAME_HERE.get()),
                  Shape::PLAIN};
        return Announcement{std::move(name), mention, 0.8,
                            concat(Str(U"says that the name on "), mention.app->name, Str(U" is the same as here"))};
    }
    return {};
}
}  // namespace

std::vector<Announcement> find_announcements(Str text, const std::vector<AppMention>& mentions) {
    std::vector<Announcement> announcements;
    for (const AppMention& mention : mentions) {
        if (is_address(text, mention)) continue;
        size_t known = announcements.size();
        for (auto read : {after, before, full_name}) {
            if (Announced one = read(text, mention)) announcements.push_back(std::move(*one));
        }
        if (announcements.size() > known) continue;
        if (Announced one = same_name(text, mention)) announcements.push_back(std::move(*one));
    }
    return announcements;
}

bool invites(Str text, const AppMention& mention) {
    Str sentence = sentence_around(text, mention.start, mention.end);
    return INVITATION.found(sentence) || OWN.found(sentence);
}
}  // namespace habeas::handles
