// Every @name of a text: members, code, calls to a room and names on other servers
// (habeas/detection/handles/tags.py).
#include "tags.hpp"

#include "../regex.hpp"
#include "../tables.hpp"
#include "names.hpp"

namespace habeas::handles {
namespace {

const Pattern TAG{"handles.tags._TAG"};
const Pattern CODE_CONTEXT{"handles.tags._CODE_CONTEXT"};
const Pattern CODE_FOLLOWS{"handles.tags._CODE_FOLLOWS"};
const WordSet CODE_NAMES{"lexicon.handle_words.CODE_NAMES"};
const WordSet EVERYBODY{"lexicon.handle_words.EVERYBODY"};
const WordSet PACKAGE_SCOPES{"lexicon.handle_words.PACKAGE_SCOPES"};
constexpr size_t SHORTEST_COMPOUND = 12;  // letters from which a decorator's name is no member's by chance
constexpr size_t SHORTEST_NUMBER = 4;

bool is_no_name(Str name) {
    if (is_digit(name)) return name.size() < SHORTEST_NUMBER;
    return looks_like_host(name) || looks_like_measure(name) || strip(name, U"_.-").empty();
}

bool is_in_code(Str text, const std::vector<Match>& tags) {
    Str first;
    for (const Match& tag : tags) {
        Str name = tag.group("name");
        if (!CODE_NAMES.has(name)) continue;
        if (!first.empty() && name != first) return true;
        first = name;
    }
    return !tags.empty() && CODE_CONTEXT.found(text);
}
// Whether a text is about code, told when it first matters.
class InCode {
public:
    InCode(Str text, const std::vector<Match>& tags) : text_(text), tags_(tags) {}
    bool operator()() {
        if (!is_known_) is_known_ = true, answer_ = is_in_code(text_, tags_);
        return answer_;
    }

private:
    Str text_;
    const std::vector<Match>& tags_;
    bool is_known_ = false, answer_ = false;
};

TagKind kind_of(Str text, const Match& match, InCode& in_code) {
    Str name = match.group("name");
    if (EVERYBODY.has(name)) return TagKind::ROOM;
    if (!match.group("list").empty()) {
        bool code = in_code() || PACKAGE_SCOPES.has(name) || CODE_FOLLOWS.match(text, match.end());
        return code ? TagKind::CODE : TagKind::MEMBER;
    }
    bool named = CODE_NAMES.has(name.substr(0, name.find(U'.'))) && (name.size() >= SHORTEST_COMPOUND || in_code());
    return named || CODE_FOLLOWS.match(text, match.end()) ? TagKind::CODE : TagKind::MEMBER;
}

}  // namespace

std::vector<Tag> find_tags(Str text) {
    std::vector<Tag> found;
    if (!contains(text, U'@')) return found;
    std::vector<Match> tags;
    for (const Match& match : TAG.finditer(text)) tags.push_back(match);
    InCode in_code(text, tags);
    for (const Match& match : tags) {
        Str value = match.group().substr(1);
        if (contains(match.group("server"), U'.')) {
            found.push_back({match.start(), match.end(), value, TagKind::ELSEWHERE});
        } else if (!is_no_name(match.group("name"))) {
            found.push_back({match.start(), match.end(), value, kind_of(text, match, in_code)});
        }
    }
    return found;
}
}  // namespace habeas::handles
