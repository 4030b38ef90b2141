// What stands between an app and a name, and what it says about whose name that is
// (habeas/detection/handles/said_between.py).
#include "said_between.hpp"

namespace habeas::handles {

const Pattern ANNOUNCER{"handles.said_between.ANNOUNCER"};
const Pattern INVITATION{"handles.said_between.INVITATION"};
const Pattern OWN{"handles.said_between.OWN"};
const Pattern SOFTWARE{"handles.said_between.SOFTWARE"};
const Pattern SENTENCE_END{"handles.said_between.SENTENCE_END"};

namespace {

const Pattern POINTER{"handles.said_between._POINTER"};
const Pattern STANDS_ALONE{"handles.said_between._STANDS_ALONE"};
const Pattern WORD_AND_DIGIT{"handles.said_between._WORD_AND_DIGIT"};
const Pattern SPELLED_AT{"handles.said_between._SPELLED_AT"};
const Pattern OTHER_LETTERS{"handles.said_between._OTHER_LETTERS"};
const Pattern ENDS{"handles.said_between._ENDS"};
constexpr size_t SHORTEST_FOREIGN = 5;
constexpr int OWN_REACH = 30;

template <class Test>
bool remembered(std::optional<bool>& answer, Test test) {
    if (!answer) answer = test();
    return *answer;
}
}  // namespace

Str last_sentence(Str text) {
    int end = 0;
    for (const Match& match : SENTENCE_END.finditer(text)) end = match.end();
    return text.substr(end);
}

Str sentence_around(Str text, int start, int end) {
    Str before = last_sentence(slice(text, std::max(0, start - WINDOW), start));
    Str after = slice(text, end, end + WINDOW);
    Match stop = SENTENCE_END.search(after);
    int last = stop ? end + stop.start() : end + static_cast<int>(after.size());
    return slice(text, start - static_cast<int>(before.size()), last);
}

double Between::confidence() {
    if (is_broken() && !(is_invited() || OWN.found(said_))) return 0.0;
    if (name_.shape == Shape::SHAPED) return shaped();
    if (name_.shape == Shape::PLAIN) return plain();
    return unmistakable();
}

double Between::unmistakable() {
    if (name_.shape == Shape::MARKED) return 0.93;
    bool told = is_announced() || is_pointed_at();
    if (name_.shape == Shape::NUMBER) return told || !mention_.ordinary ? 0.85 : 0.0;
    return told || is_invited() ? 0.85 : 0.6;
}

double Between::shaped() {
    if (is_announced()) return 0.92;
    if (is_invited()) return 0.85;
    if (mention_.ordinary) return is_called_own() ? 0.75 : 0.0;
    if (is_pointed_at()) return 0.88;
    return is_beside() ? 0.7 : 0.0;
}

// Whether a name right beside the app is one, and no part of software or an ordinary word.
bool Between::is_beside() {
    if (contains(name_.value, U'#') || starts_with(name_.value, U"live:")) return true;
    if (WORD_AND_DIGIT.fullmatch(name_.value) || SOFTWARE.found(sentence())) return false;
    if (is_own()) return true;
    Str before = rstrip(slice(text_, 0, mention_.start), U" ");
    return before.empty() || !is_alnum(before.back());
}

double Between::plain() {
    if (!STANDS_ALONE.match(text_, name_.end)) return 0.0;
    if (SPELLED_AT.found(said_) || (is_announced() && (is_pointed_at() || is_invited() || is_own()))) return 0.85;
    if (mention_.ordinary) return 0.0;
    if (is_pointed_at()) return 0.7;
    bool told = std::any_of(said_.begin(), said_.end(), [](Char c) { return c == ',' || is_word(c); });
    return (told || is_in_foreign_letters()) && (is_invited() || is_own()) ? 0.65 : 0.0;
}

// Whether the name ends a sentence whose words are in other letters than its own.
bool Between::is_in_foreign_letters() {
    return name_.value.size() >= SHORTEST_FOREIGN && OTHER_LETTERS.found(sentence()) &&
           ENDS.match(text_, name_.end) && !SOFTWARE.found(sentence());
}

bool Between::is_announced() {
    return remembered(announced_, [this] { return ANNOUNCER.found(said_); });
}

// Whether the words right before the app say that what follows is the author's.
bool Between::is_called_own() { return OWN.found(text_, std::max(0, mention_.start - OWN_REACH), mention_.start); }

bool Between::is_pointed_at() {
    return remembered(pointed_at_, [this] { return POINTER.found(said_); });
}

// Whether a sentence ends between the two, with nothing that points on.
bool Between::is_broken() {
    Match end = SENTENCE_END.search(said_);
    return end && !POINTER.found(said_, 0, end.end());
}

bool Between::is_invited() {
    return remembered(invited_, [this] { return INVITATION.found(sentence()); });
}

bool Between::is_own() {
    return remembered(own_, [this] { return OWN.found(sentence()); });
}

Str Between::sentence() {
    if (!sentence_) sentence_ = sentence_around(text_, mention_.start, name_.start);
    return *sentence_;
}
}  // namespace habeas::handles
