// Expressions asked by themselves, to compare them with Python's.
#include "probes.hpp"
#include "regex.hpp"

namespace habeas {
namespace {

Json spans_of(const Match& match, int groups) {
    Json spans = Json::list();
    for (int group = 0; group <= groups; ++group) {
        Json span = Json::list();
        span.push(Json(match.start(group)));
        span.push(Json(match.end(group)));
        spans.push(std::move(span));
    }
    return spans;
}

// {"pattern", "flags", "groups", "text", "pos", "endpos"}: all matches, and what matches at `pos` and in full.
const Probe EXPRESSION{"expression", [](const Json& json) -> Json {
    static Expression last;
    static String source;
    if (source != json[U"pattern"].as_text()) {
        source = json[U"pattern"].as_text();
        last = Expression(source, static_cast<int>(json[U"flags"].as_int()));
    }
    const int groups = static_cast<int>(json[U"groups"].as_int());
    const String& text = json[U"text"].as_text();
    const int pos = static_cast<int>(json[U"pos"].as_int()), endpos = static_cast<int>(json[U"endpos"].as_int());
    Json answer = Json::list();
    for (const Match& match : last.finditer(text, pos, endpos)) {
        Json one = spans_of(match, groups);
        one.push(match.lastgroup() ? Json(from_utf8(match.lastgroup())) : Json());
        answer.push(std::move(one));
    }
    const Match at = last.match(text, pos, endpos), full = last.fullmatch(text, pos, endpos);
    answer.push(at ? spans_of(at, groups) : Json());
    answer.push(full ? spans_of(full, groups) : Json());
    return answer;
}};
}  // namespace
}  // namespace habeas
