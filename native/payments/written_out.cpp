// Find UPI addresses and payment links, plain or spelled (habeas/detection/payments/written_out.py).
#include "written_out.hpp"

#include <bitset>
#include <stdexcept>

#include "../fours.hpp"
#include "../regex.hpp"
#include "surroundings.hpp"

namespace habeas {
namespace {

const WordSet UPI_HANDLES{"lexicon.payment_services.UPI_HANDLES"};
const WordSet ALSO_WORDS{"payments.written_out._ALSO_WORDS"};
const WordSet DOT_BEGINNINGS{"payments.written_out._DOT_BEGINNINGS"};
const Pattern UPI{"payments.written_out._UPI"};
const Pattern ORDINARY_PATHS{"payments.written_out._ORDINARY_PATHS"};
const Text UPI_BECAUSE{"payments.written_out._UPI_BECAUSE"};
const Text UPI_AS_EXAMPLE{"payments.written_out._UPI_AS_EXAMPLE"};

struct PaymentLink {
    String label, host, service;
    Expression pattern;
};
size_t beginning_of(Char first, Char second) { return (first & 31) << 5 | (second & 31); }

constexpr size_t MOST_LINKS = 64;
struct PaymentLinks {
    std::vector<PaymentLink> links;
    std::vector<int> by_letter[26];  // those whose label begins with it
    std::bitset<1024> beginnings;    // of labels: two characters, five bits of each
};
const Loaded<PaymentLinks> LINKS{"payments.written_out._LINKS", [](const Json& json) {
    PaymentLinks read;
    if (json.size() > MOST_LINKS) throw std::length_error("more payment links than a number has bits");
    for (const Json& link : json.items()) {
        const Json& pattern = link[3];
        const String& label = link[size_t(0)].as_text();
        read.by_letter[label[0] - U'a'].push_back(static_cast<int>(read.links.size()));
        read.beginnings.set(beginning_of(label[0], label[1]));
        read.links.push_back({label, link[1].as_text(), link[2].as_text(),
                              Expression(pattern[U"pattern"].as_text(), static_cast<int>(pattern[U"flags"].as_int()))});
    }
    return read;
}};

bool is_plain(Char c) { return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9'); }

// Where the word for "at" that begins at a place ends, or -1.
int end_of_at(Str text, int place) {
    switch (text[place]) {
        case U'@': return place + 1;
        case U'a':
            if (at(text, place + 1) == U't') return place + 2;
            return starts_with(text.substr(place), U"arroba") ? place + 6 : -1;
        case U'ए': return at(text, place + 1) == U'ट' ? place + 2 : -1;
        default: return -1;
    }
}

bool bank_follows(Str text, int place) {
    for (int gaps = 0; gaps < 4; ++gaps, ++place)
        if (Char c = at(text, place); !is_space(c) && c != U')' && c != U']' && c != U'}') break;
    int end = place;
    while (is_plain(at(text, end))) ++end;
    return UPI_HANDLES.has(slice(text, place, end));
}

// Whether `_UPI` could find anything: a word for "at" with a bank behind it, and more than "arroba" for the word.
bool may_hold_upi(Str text) {
    bool said_at = false, bank = false;
    auto look = [&](int place) {
        int end = end_of_at(text, place);
        if (end < 0) return false;
        said_at |= text[place] != U'a' || end == place + 2;
        bank = bank || bank_follows(text, end);
        return said_at && bank;
    };
    const Four sign = four_of(U'@'), a = four_of(U'a'), t = four_of(U't'), r = four_of(U'r'), foreign = four_of(U'ए');
    int place = 0, size = static_cast<int>(text.size());
    for (; place + 4 < size; place += 4) {
        Four one = four_at(text.data() + place), next = four_at(text.data() + place + 1);
        if (!any(equal(one, sign) | (equal(one, a) & (equal(next, t) | equal(next, r))) | equal(one, foreign))) continue;
        for (int here = place; here < place + 4; ++here)
            if (look(here)) return true;
    }
    for (; place < size; ++place)
        if (look(place)) return true;
    return false;
}

bool is_also_a_word(Str name, Str bank) {
    for (Char c : name)
        if (is_digit(c) || c == U'.' || c == U'_' || c == U'-') return false;
    return ALSO_WORDS.has(bank);
}

void upi_addresses(Str text, FoundAccounts& out) {
    for (const Match& match : UPI.finditer(text)) {
        Str name = match.group("name"), bank = match.group("bank");
        bool plain = contains(match.group("at"), U'@');
        if (!plain && is_also_a_word(name, bank)) continue;
        Surroundings around = surroundings(text, match.start(), match.end());
        if (around.is_example())
            out.push_back(NoAccount{match.start(), match.end(), Explanation::EXAMPLE, String(UPI_AS_EXAMPLE.get())});
        else
            out.push_back(Account{match.start(), match.end(), concat(name, U"@", bank), 0.95,
                                  String(UPI_BECAUSE.get()), !plain});
    }
}

// Whether a dot, or the beginning of a word for one, follows.
bool dot_follows(Str text, size_t place) {
    for (int gaps = 0; gaps < 4 && place < text.size(); ++gaps, ++place)
        if (Char c = text[place]; !is_space(c) && c != U'(' && c != U'[' && c != U'{' && c != U'<') break;
    if (place >= text.size()) return false;
    if (text[place] == U'.') return true;
    Str rest = text.substr(place);
    return DOT_BEGINNINGS.has(rest.substr(0, 3)) || DOT_BEGINNINGS.has(rest.substr(0, 2)) ||
           DOT_BEGINNINGS.has(rest.substr(0, 1));
}

// Those whose label stands where a link may begin: after nothing that is part of a name, or after "www.".
uint64_t named_links(Str text) {
    uint64_t named = 0;
    for (size_t place = 0; place + 1 < text.size(); ++place) {
        Char c = text[place];
        if (!LINKS->beginnings[beginning_of(c, text[place + 1])] || c < U'a' || c > U'z') continue;
        if (place > 0 && is_word(text[place - 1])) continue;
        for (int index : LINKS->by_letter[c - U'a']) {
            const String& label = LINKS->links[index].label;
            if (starts_with(text.substr(place), label) && dot_follows(text, place + label.size()))
                named |= uint64_t(1) << index;
        }
    }
    return named;
}

void links(Str text, const PaymentLink& link, FoundAccounts& out) {
    for (const Match& match : link.pattern.finditer(text)) {
        Str written = match.group();
        if (ORDINARY_PATHS.found(written)) continue;
        bool plain = contains(written, concat(link.host, U"/"));
        Str name = plain ? written.substr(written.rfind(U'/') + 1) : split(written).back();
        out.push_back(Account{match.start(), match.end(), concat(link.host, U"/", name), 0.95,
                              concat(U"a link that pays a person by ", link.service), !plain});
    }
}
}  // namespace

void find_written_out(Str text, FoundAccounts& out) {
    if (may_hold_upi(text)) upi_addresses(text, out);
    uint64_t named = named_links(text);
    for (int index = 0; named; ++index, named >>= 1)
        if (named & 1) links(text, LINKS->links[index], out);
}
}  // namespace habeas
