// Reads names joined to domains (habeas/detection/mailboxes.py).
#include "mailboxes.hpp"

#include <optional>

#include "connector_hits.hpp"
#include "domains.hpp"
#include "phrase_list.hpp"

namespace habeas {
namespace {

const Pattern APART_FROM_NAME{"mailboxes._APART_FROM_NAME"};
const Pattern QUOTED_NAME{"mailboxes._QUOTED_NAME"};
const Pattern NAME{"mailboxes._NAME"};
const Pattern ASCII_NAME{"mailboxes._ASCII_NAME"};
const PhraseList FOLLOWED{"mailboxes._FOLLOWED"};
const WordSet SAID_ENDINGS{"mailboxes._SAID_ENDINGS"};
const WordSet MAIL_DOMAINS{"lexicon.providers.MAIL_DOMAINS"};
const WordSet ONLY_MAIL{"lexicon.providers.ONLY_MAIL"};
const WordMap<String> PROVIDERS{"lexicon.providers.PROVIDERS"};
const WordSet STRONG{"lexicon.suffixes.STRONG"};
const WordSet TOP_LEVEL_DOMAINS{"lexicon.suffixes.TOP_LEVEL_DOMAINS"};
const WordSet WORDS{"lexicon.suffixes.WORDS"};
const Loaded<int> LENGTH_OF_COUNTRY{"lexicon.suffixes.LENGTH_OF_COUNTRY", FromJson<int>::read};

constexpr size_t MOST_LABELS = 6;
constexpr size_t MOST_BLANKS = 3;
constexpr int NAME_WINDOW = 72;
constexpr int LONGEST_NAME = 64;
constexpr int LONGEST_LABEL = 63;

using Labels = std::vector<Str>;

struct Domain {
    int end;
    String name;
    Dots dots;
};

struct Separator {
    int start, end;
    Dots dots;  // how it joins two labels
};

String joined(const Labels& labels) {
    String name;
    for (Str label : labels) {
        if (!name.empty()) name.push_back(U'.');
        name += label;
    }
    return name;
}

size_t length_joined(const Labels& labels) {
    size_t length = labels.size() - 1;
    for (Str label : labels) length += label.size();
    return length;
}

bool is_country(Str label) {
    return label.size() == static_cast<size_t>(*LENGTH_OF_COUNTRY) && !WORDS.has(label);
}

bool is_small(Char c) { return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9'); }

// What _ASCII_LABEL matches at a place.
Str ascii_label_at(Str text, int place) {
    if (!is_small(at(text, place))) return {};
    int end = place + 1;
    while (end < place + LONGEST_LABEL && (is_small(at(text, end)) || at(text, end) == U'-')) ++end;
    for (; end > place; --end) {
        const Char next = at(text, end);
        if (text[end - 1] != U'-' && !is_small(next) && next != U'_') return slice(text, place, end);
    }
    return {};
}

// What _ASCII_LABEL, or else _LABEL, matches at a place.
Str label_at(Str text, int place) {
    if (const Str label = ascii_label_at(text, place); !label.empty()) return label;
    if (!is_alnum(at(text, place))) return {};
    int end = place + 1;
    while (end < place + LONGEST_LABEL && (is_word(at(text, end)) || at(text, end) == U'-')) ++end;
    while (!is_alnum(text[end - 1])) --end;
    return slice(text, place, end);
}

// What _SEPARATOR matches at a place.
std::optional<Separator> separator_at(Str text, int place) {
    const Char c = at(text, place);
    auto blanks_from = [&](int from, int most) {
        int end = from;
        while (end < from + most && is_space(at(text, end))) ++end;
        return end;
    };
    if (c == U'.') {
        const int end = blanks_from(place + 1, 2);
        return Separator{place, end, end == place + 1 ? Dots::PLAIN : Dots::PUNCTUATED};
    }
    const int next = blanks_from(place, 2);
    if (next > place && at(text, next) == U'.') return Separator{place, blanks_from(next + 1, 2), Dots::SPACED};
    const int mark = place + (next > place);
    if (at(text, mark) == U',' || at(text, mark) == U';') {
        return Separator{place, blanks_from(mark + 1, 1), Dots::PUNCTUATED};
    }
    if (next > place) return Separator{place, next, Dots::BLANK};
    return {};
}

// A domain whose ending is left out: a known provider, or anything right after the sign.
std::optional<Domain> without_ending(const Labels& labels, int end, Join join, Dots dots) {
    if (labels.empty()) return {};
    if (ONLY_MAIL.has(labels[0])) return Domain{end, *PROVIDERS.find(labels[0]), Dots::MISSING};
    if (join == Join::PLAIN && is_alpha(labels[0]) && (labels.size() == 1 || dots < Dots::PLAIN)) {
        return Domain{end, String(labels[0]), Dots::MISSING};
    }
    return {};
}

// Whether the labels so far can be a whole domain.
bool may_end(const Labels& labels, Dots dots, Join join) {
    const Str ending = labels.back();
    if (!TOP_LEVEL_DOMAINS.has(ending) || labels[labels.size() - 2].size() + 2 > length_joined(labels)) return false;
    if (dots >= Dots::SPACED) return dots == Dots::PLAIN || !WORDS.has(ending) || PROVIDERS.has(labels[0]);
    const bool known = ONLY_MAIL.has(labels[0]) || MAIL_DOMAINS.has(joined(labels));
    if (dots == Dots::PUNCTUATED) return known || STRONG.has(ending);
    if (known) return true;
    const bool said = SAID_ENDINGS.has(ending) && labels.size() <= MOST_BLANKS;
    return said && (join > Join::LOOSE || labels.size() > 2 || ending == U"edu");
}

// Whether more may follow a domain that could end here: "co.uk" does, "com. It" does not.
bool may_go_on(Str text, const Labels& labels, const Separator& separator) {
    const Str country = ascii_label_at(text, separator.end);
    const bool plain = separator.dots == Dots::PLAIN;
    if ((!plain || !is_country(country)) && MAIL_DOMAINS.has(joined(labels))) return false;
    if (plain) return true;
    return separator.dots == Dots::SPACED && SECOND_LEVELS.has(labels.back()) && is_country(country);
}

// The domain that begins at `place`; nothing when none can end there.
std::optional<Domain> read_domain(const Respelling& respelling, int place, Join join) {
    const Str text = respelling.text;
    Labels labels;
    labels.reserve(MOST_LABELS);
    std::optional<Domain> best;
    int first_end = place;
    Dots dots = Dots::PLAIN;
    while (labels.size() < MOST_LABELS) {
        const Str label = label_at(text, place);
        if (label.empty()) break;
        const int end = place + static_cast<int>(label.size());
        labels.push_back(label);
        if (labels.size() == 1) {
            first_end = end;
        } else if (may_end(labels, dots, join)) {
            best = Domain{end, joined(labels), dots};
        }
        const auto separator = separator_at(text, end);
        if (!separator || (best && !may_go_on(text, labels, *separator))) break;
        if (dots <= Dots::BLANK && separator->dots == Dots::PLAIN &&
            !respelling.is_rewritten(separator->start, separator->end)) {
            break;
        }
        dots = std::min(dots, separator->dots);
        place = separator->end;
    }
    return best ? best : without_ending(labels, first_end, join, dots);
}

bool has_alnum(Str text) {
    return std::any_of(text.begin(), text.end(), [](Char c) { return is_alnum(c); });
}

struct Name {
    int start;
    Str name;
};

// Tells quickly whether a quotation mark, a bracket or "followed by" parts the name from the sign.
bool may_be_apart(Str window) {
    return !window.empty() && (contains(U"\"'([", window.back()) || FOLLOWED.ends(window));
}

// What _ASCII_NAME finds, or _NAME when the name ends with a character beyond ASCII; a line may end behind it.
Str name_before(Str window) {
    static const AsciiTable ASCII{[](Str c) { return ASCII_NAME.found(c); }};
    static const AsciiTable ANY{[](Str c) { return NAME.found(c); }};
    const bool ascii = window.empty() || is_ascii(window.back());
    if (ends_with(window, U"\n")) window.remove_suffix(1);
    size_t start = window.size();
    while (start && window.size() - start < LONGEST_NAME) {
        const Char c = window[start - 1];
        const bool goes_on = ascii ? ASCII.has(c) : c < 128 ? ANY.has(c) : NAME.found(Str(&c, 1));
        if (!goes_on) break;
        --start;
    }
    return window.substr(start);
}

// Where the name before `place` begins, and the name.
std::optional<Name> read_name(Str text, int place) {
    const int first = std::max(0, place - NAME_WINDOW);
    Str window = rstrip(slice(text, first, place));
    place = window.empty() ? 0 : first + static_cast<int>(window.size());
    if (ends_with(window, U"\"")) {
        if (const Match quoted = QUOTED_NAME.search(window)) {
            return Name{place - static_cast<int>(quoted.group().size()), quoted.group()};
        }
    }
    if (may_be_apart(window)) {
        if (const Match apart = APART_FROM_NAME.search(window)) {
            window = slice(window, 0, apart.start());
            place -= apart.end() - apart.start();
        }
    }
    const Str name = name_before(window);
    const Str left = lstrip(name, U"'.-+%~");
    const Str trimmed = rstrip(left, U"'.-+%~,");
    if (!has_alnum(trimmed)) return {};
    return Name{place - static_cast<int>(left.size()), trimmed};
}

struct Sign {
    int start, end;  // with up to three blanks behind it
    Join join;
};

// The sign at a place.
Sign sign_at(Str text, int place, Join join) {
    int end = place + 1;
    while (end < place + 4 && is_space(at(text, end))) ++end;
    if (text[place] == U'@') {
        join = is_space(at(text, place - 1)) ? Join::APART : end > place + 1 ? Join::NEAR : Join::PLAIN;
    }
    return {place, end, join};
}

// What _AT finds: the next sign from `place` on.
std::optional<Sign> next_sign(Str text, int place) {
    constexpr int AT_ONCE = 16;
    const Char sure = at(SURE_AT, 0), loose = at(LOOSE_AT, 0), bracketed = at(BRACKETED_AT, 0);
    const int size = static_cast<int>(text.size());
    auto is_sign = [=](Char c) { return (c == U'@') | (c == sure) | (c == loose) | (c == bracketed); };
    for (; place + AT_ONCE <= size; place += AT_ONCE) {
        unsigned any = 0;
        for (int i = 0; i < AT_ONCE; ++i) any |= is_sign(text[place + i]);
        if (any) break;
    }
    for (; place < size; ++place) {
        const Char c = text[place];
        if (!is_sign(c)) continue;
        return sign_at(text, place, c == sure ? Join::WORD : c == loose ? Join::LOOSE : Join::BRACKETED);
    }
    return {};
}
}  // namespace

std::vector<Mailbox> read_mailboxes(const Respelling& respelling) {
    const Str text = respelling.text;
    std::vector<Mailbox> mailboxes;
    for (auto sign = next_sign(text, 0); sign; sign = next_sign(text, sign->end)) {
        auto domain = read_domain(respelling, sign->end, sign->join);
        if (!domain) continue;
        const auto name = read_name(text, sign->start);
        if (!name) continue;
        const bool unspaced = std::any_of(name->name.begin(), name->name.end(), in_unspaced_script);
        if (unspaced && is_ascii(domain->name)) continue;
        mailboxes.push_back(
            {name->start, domain->end, String(name->name), std::move(domain->name), sign->join, domain->dots});
    }
    return mailboxes;
}
}  // namespace habeas
