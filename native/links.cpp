// Links: with a scheme or without, in any script (habeas/detection/links.py).
#include "links.hpp"

#include <optional>

#include "regex.hpp"
#include "tables.hpp"

namespace habeas {
namespace {

const Pattern ASCII_START{"links._ASCII_START"};
const Pattern START{"links._START"};
const Pattern ASCII_HOST{"links._ASCII_HOST"};
const Pattern ANY_HOST{"links._ANY_HOST"};
const Pattern PATH{"links._PATH"};
const Pattern GAPPED_NUMBER{"links._GAPPED_NUMBER"};
const WordSet NUMBERED{"links._NUMBERED"};
const WordSet TOP_LEVEL_DOMAINS{"lexicon.suffixes.TOP_LEVEL_DOMAINS"};
const CharSet TRAILING{"links._TRAILING"};
const WordMap<String> PAIRS{"links._PAIRS"};
constexpr size_t LONGEST_HOST = 253;
constexpr size_t PLAIN = 2;  // labels of a name without a subdomain

bool is_registrable(Str label) {
    return !label.empty() && label.front() != '-' && label.back() != '-' && !contains(label, U'_');
}

bool is_host(const std::vector<Str>& labels) {
    for (Str label : labels) {
        if (label.empty()) return false;
    }
    return is_registrable(labels.end()[-1]) && is_registrable(labels.end()[-2]);
}

// The longest beginning of a dotted run that is a domain, or nothing.
Str cut_to_ending(Str run) {
    if (run.size() > LONGEST_HOST) return {};
    static constexpr Str EDGES = U"._-";
    Str kept = rstrip(run, EDGES);
    std::vector<Str> labels = split(kept, U'.');
    while (labels.size() > 1) {
        if (TOP_LEVEL_DOMAINS.has(labels.back()) && is_host(labels)) return kept;
        if (labels.size() > PLAIN) {
            Str second = labels.end()[-2];
            if (second != U"com" && second != U"net" && second != U"org") return {};
        }
        kept.remove_suffix(labels.back().size() + 1);
        labels.pop_back();
    }
    return {};
}

// A path without the punctuation of the sentence around it.
Str trim(Str path) {
    int end = static_cast<int>(path.size());
    while (end && TRAILING.has(path[end - 1])) {
        Str head = path.substr(0, end);
        Str last = head.substr(end - 1);
        const String* opening = PAIRS.find(last);
        if (opening && count(head, *opening) >= count(head, last)) break;
        --end;
    }
    return path.substr(0, end);
}

Link make_link(Str text, int start, int host_start, Str scheme, Str host) {
    int host_end = host_start + static_cast<int>(host.size());
    Str trimmed = trim(PATH.match(text, host_end).group());
    if (NUMBERED.has(host)) {
        if (Match gapped = GAPPED_NUMBER.match(text, host_end); gapped && gapped.group().size() > trimmed.size()) {
            trimmed = gapped.group();
        }
    }
    return {start, host_end + static_cast<int>(trimmed.size()), scheme, host, trimmed};
}

// The first place from which a dotted name or the slashes of a scheme go on: no link is without one.
int next_joint(Str text, int place) {
    const int size = static_cast<int>(text.size());
    const Char* characters = text.data();
    for (; place + 1 < size; ++place) {
        Char here = characters[place];
        if (here > '/' || here < '.') continue;
        Char next = characters[place + 1];
        if (here == '.' ? next == '-' || is_word(next) : next == '/') return place;
    }
    return size;
}

bool is_in_ascii_name(Char c) { return c == '-' || c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
bool is_in_name(Char c) { return c == '-' || is_word(c); }

// The matches of an expression for starts, which is only tried where one can be: at the letter that may begin a scheme
// before its slashes, and at the beginning of the name before a dot, or of its part in ASCII.
class Starts {
public:
    explicit Starts(Str text) : text_(text), pattern_(is_ascii(text) ? ASCII_START : START) {}

    std::optional<Match> next(int place) const {
        const int size = static_cast<int>(text_.size());
        for (int joint = next_joint(text_, place); joint < size; joint = next_joint(text_, joint + 1)) {
            if (auto match = text_[joint] == '/' ? scheme_before(joint, place) : name_around(joint, place)) return match;
        }
        return {};
    }

private:
    static constexpr int LONGEST_SCHEME = 10;  // characters before its slashes

    std::optional<Match> at(int place) const {
        if (Match match = pattern_.match(text_, place)) return match;
        return {};
    }

    std::optional<Match> scheme_before(int slashes, int place) const {
        for (int start = std::max(place, slashes - LONGEST_SCHEME); start < slashes; ++start) {
            if (text_[start] != 'h' && text_[start] != 'f') continue;
            if (auto match = at(start)) return match;
        }
        return {};
    }

    std::optional<Match> name_around(int dot, int place) const {
        int start = dot, ascii_start = dot;
        while (start > place && is_in_name(text_[start - 1])) --start;
        while (ascii_start > start && is_in_ascii_name(text_[ascii_start - 1])) --ascii_start;
        if (start == dot) return {};
        if (auto match = at(start)) return match;
        return ascii_start > start && ascii_start < dot ? at(ascii_start) : std::nullopt;
    }

    Str text_;
    const Pattern& pattern_;
};

std::optional<Link> with_scheme(Str text, const Match& match) {
    Match found = ASCII_HOST.match(text, match.end());
    Str host = found ? cut_to_ending(found.group()) : Str{};
    if (host.empty()) {
        Match other = ANY_HOST.match(text, match.end());
        host = other ? cut_to_ending(other.group()) : Str{};
    }
    if (host.empty()) return {};
    return make_link(text, match.start(), match.end(), match.group("scheme"), host);
}

std::optional<Link> without_scheme(Str text, const Match& match) {
    Str host = cut_to_ending(match.group());
    if (host.empty()) return {};
    int end = match.start() + static_cast<int>(host.size());
    Char next = at(text, end);
    if (next == '@' || next == '(' || (end < match.end() && ends_with(host, U".net"))) return {};
    return make_link(text, match.start(), match.start(), {}, host);
}
}  // namespace

std::vector<Link> read_links(Str text) {
    std::vector<Link> links;
    Starts starts(text);
    for (int place = 0;;) {
        std::optional<Match> match = starts.next(place);
        if (!match) return links;
        bool has_scheme = !match->group("scheme").empty();
        std::optional<Link> link = has_scheme ? with_scheme(text, *match) : without_scheme(text, *match);
        place = link ? std::max(match->end(), link->end) : match->end();
        if (link) links.push_back(*link);
    }
}
}  // namespace habeas
