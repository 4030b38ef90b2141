// Finds mail addresses, plain and disguised, and dismisses those that are examples, code or the platform's own
// (habeas/detection/detectors/email.py).
#include <array>

#include "../connector_hits.hpp"
#include "../disguises.hpp"
#include "../domains.hpp"
#include "../locating.hpp"
#include "../mailboxes.hpp"
#include "../readings.hpp"
#include "detectors.hpp"

namespace habeas {
namespace {

const WordSet REPOSITORIES{"detectors.email._REPOSITORIES"};
const WordSet CODE_HOSTS{"detectors.email._CODE_HOSTS"};
const WordSet NO_COMPANIES{"detectors.email._NO_COMPANIES"};
const Pattern CREDENTIALS{"detectors.email._CREDENTIALS"};
const Pattern STAND_IN_DOMAIN{"detectors.email._STAND_IN_DOMAIN"};
const Pattern OTHER_OPTION{"detectors.email._OTHER_OPTION"};
const Pattern TIME_OR_MEASURE{"detectors.email._TIME_OR_MEASURE"};
const Pattern NEW_SENTENCE{"detectors.email._NEW_SENTENCE"};
const Pattern SENTENCE_END{"detectors.email._SENTENCE_END"};
const Pattern WORD_BEFORE{"detectors.email._WORD_BEFORE"};
const Text CODE{"detectors.email._CODE"};
const Text OWN{"detectors.email._OWN"};
const Text EXAMPLE{"detectors.email._EXAMPLE"};

constexpr size_t JOINS = static_cast<size_t>(Join::PLAIN) + 1;
template <class V>
using ByJoin = std::array<V, JOINS>;
template <class V>
ByJoin<V> by_join(const Json& json) {
    ByJoin<V> values;
    for (const Json& pair : json.items()) values.at(pair[size_t{0}].as_int()) = FromJson<V>::read(pair[1]);
    return values;
}
const Loaded<ByJoin<double>> BASE{"detectors.email._BASE", by_join<double>};
const Loaded<ByJoin<String>> BECAUSE{"detectors.email._BECAUSE", by_join<String>};

const Pattern CONTACT_CUES{"lexicon.address_cues.CONTACT_CUES"};
const Pattern EXAMPLE_CUES{"lexicon.address_cues.EXAMPLE_CUES"};
const Pattern MAIL_CUES{"lexicon.address_cues.MAIL_CUES"};
const WordSet EXAMPLE_DOMAINS{"lexicon.address_cues.EXAMPLE_DOMAINS"};
const WordSet PLACEHOLDER_NAMES{"lexicon.address_cues.PLACEHOLDER_NAMES"};
const WordSet PROSE_BEFORE_AT{"lexicon.address_cues.PROSE_BEFORE_AT"};
const WordSet MAIL_DOMAINS{"lexicon.providers.MAIL_DOMAINS"};
const WordSet BRANDS{"lexicon.sites.BRANDS"};
const WordSet MARKETPLACES{"lexicon.sites.MARKETPLACES"};
const WordSet PLATFORM_ROLES{"lexicon.sites.PLATFORM_ROLES"};
const WordSet ROLE_NAMES{"lexicon.sites.ROLE_NAMES"};
const WordSet RESERVED{"lexicon.suffixes.RESERVED"};
const WordSet STRONG{"lexicon.suffixes.STRONG"};

constexpr size_t INITIALS = 2;             // letters that any word may begin with
constexpr int BEFORE = 90, AFTER = 60;     // characters around an address whose words count

using Confidence = std::optional<double>;

// What follows the last sign: "c" of "a.b.c".
Str last_label(Str domain) {
    const size_t dot = domain.rfind(U'.');
    return dot == Str::npos ? domain : domain.substr(dot + 1);
}

// Whether the same sentence speaks of mail before the address, or right after it.
bool is_announced(Str text, const Mailbox& mailbox) {
    int sentence = std::max(0, mailbox.start - BEFORE);
    for (const Match& stop : SENTENCE_END.finditer(text, sentence, mailbox.start)) sentence = stop.end();
    return MAIL_CUES.found(text, sentence, mailbox.start) || MAIL_CUES.found(text, mailbox.end, mailbox.end + 20);
}

bool is_named_before(Str text, const Mailbox& mailbox) {
    const Str name = mailbox.name;
    if (name.size() <= INITIALS) return false;
    for (const Match& match : WORD_BEFORE.finditer(text, std::max(0, mailbox.start - 60), mailbox.start)) {
        const Str word = match.group();
        if (starts_with(word, name) || ends_with(name, word) || starts_with(name, word)) return true;
    }
    return false;
}

// Whether something beside the word "at" says that a mailbox is meant.
bool has_evidence(Str text, const Mailbox& mailbox) {
    if (mailbox.dots != Dots::MISSING && MAIL_DOMAINS.has(mailbox.domain)) return true;
    if (Str(mailbox.name).find_first_of(U"._0123456789") != Str::npos) return true;
    if (is_announced(text, mailbox)) return true;
    const int line_start = rfind(text, U"\n", 0, mailbox.start) + 1;
    const bool alone = strip(slice(text, line_start, mailbox.start)).empty() &&
                       strip(slice(text, mailbox.end, mailbox.end + 2), U" .\n").empty();
    return alone || is_named_before(text, mailbox);
}

// Whether the name is a site itself: "test.com @test.com" names it twice.
bool is_site(const Mailbox& mailbox) { return mailbox.join == Join::APART && STRONG.has(last_label(mailbox.name)); }

Confidence confidence_in_prose(const Respelling& respelling, const Mailbox& mailbox, double confidence) {
    const Str text = respelling.text;
    const int domain_start = mailbox.end - static_cast<int>(mailbox.domain.size());
    const bool known = MAIL_DOMAINS.has(mailbox.domain);
    if (!known && BRANDS.has(mailbox.domain)) return {};
    const bool evidence = has_evidence(text, mailbox);
    if (!known && NEW_SENTENCE.found(text, mailbox.start, mailbox.end)) {
        if (is_announced(text, mailbox)) return confidence;
        return {};  // "met Foster at MIT. Edu is fun"
    }
    if (mailbox.dots == Dots::MISSING) {
        if (evidence) return confidence - 0.08;
        return {};
    }
    const bool said = mailbox.dots == Dots::PLAIN && respelling.is_rewritten(domain_start, mailbox.end);
    if (evidence || said) return confidence + 0.05 * evidence;
    const bool divided = mailbox.dots == Dots::PUNCTUATED && contains(slice(text, mailbox.start, mailbox.end), U';');
    if (divided || ends_with(mailbox.domain, U".edu")) return confidence - 0.08;
    return {};
}

// How sure it is that this is an address; nothing when it is everyday prose.
Confidence confidence_of(const Respelling& respelling, const Mailbox& mailbox) {
    const Str text = respelling.text;
    if (!contains(mailbox.domain, U'.')) {
        if (!ROLE_NAMES.has(mailbox.name) || NO_COMPANIES.has(mailbox.domain)) return {};
        if (MAIL_CUES.found(text, std::max(0, mailbox.start - 30), mailbox.start + 1)) return 0.6;
        return {};
    }
    const double confidence = (*BASE)[static_cast<size_t>(mailbox.join)] - (mailbox.dots < Dots::SPACED ? 0.05 : 0.0);
    if (mailbox.join == Join::PLAIN || mailbox.join == Join::NEAR) return confidence;
    if (mailbox.join == Join::BRACKETED) {
        const bool lettered = contains(slice(text, mailbox.start, mailbox.end), BRACKETED_AT) &&
                              OTHER_OPTION.found(text, mailbox.end, mailbox.end + 200);
        if (lettered) return {};
        return confidence;
    }
    if (PROSE_BEFORE_AT.has(mailbox.name) || TIME_OR_MEASURE.fullmatch(mailbox.name) || is_site(mailbox)) return {};
    if (mailbox.join == Join::WORD) return confidence;
    return confidence_in_prose(respelling, mailbox, confidence);
}

bool is_code(Str text, const Mailbox& mailbox) {
    const Char following = at(text, mailbox.end);
    if (REPOSITORIES.has(mailbox.name) && (CODE_HOSTS.has(mailbox.domain) || following == U':' || following == U'/')) {
        return true;
    }
    if (following == U':' && is_alnum(at(text, mailbox.end + 1))) return true;
    const int before = std::max(0, mailbox.start - 100);
    return find(text, U"://", before, mailbox.start) >= 0 && CREDENTIALS.found(text, before, mailbox.start);
}

// Whether the address is presented as an example, and not offered as contact.
bool is_example(Str text, const Mailbox& mailbox) {
    const bool stands_in = EXAMPLE_DOMAINS.has(mailbox.domain) || RESERVED.has(last_label(mailbox.domain)) ||
                           STAND_IN_DOMAIN.match(mailbox.domain);
    const bool nobody = PLACEHOLDER_NAMES.has(mailbox.name) || (stands_in && ROLE_NAMES.has(mailbox.name));
    if (!stands_in && !nobody) return false;
    const int before = std::max(0, mailbox.start - BEFORE);
    if (CONTACT_CUES.found(text, before, mailbox.start + 1) ||
        CONTACT_CUES.found(text, mailbox.end, mailbox.end + 25)) {
        return false;
    }
    if (stands_in && nobody) return true;
    return EXAMPLE_CUES.found(text, before, mailbox.start + 1) ||
           EXAMPLE_CUES.found(text, mailbox.end, mailbox.end + AFTER);
}

struct Rival {
    Explanation explanation;
    Str because;
};

// What the address is instead of contact, in words.
std::optional<Rival> rival_of(Str text, const Mailbox& mailbox) {
    if (is_code(text, mailbox)) return Rival{Explanation::CODE, CODE};
    if (PLATFORM_ROLES.has(mailbox.name) && is_at(mailbox.domain, MARKETPLACES)) {
        return Rival{Explanation::PLATFORM_ADDRESS, OWN};
    }
    if (is_example(text, mailbox)) return Rival{Explanation::EXAMPLE, EXAMPLE};
    return {};
}

void judge(const Reading& reading, const Respelling& respelling, const Mailbox& mailbox, Results& results) {
    const Confidence confidence = confidence_of(respelling, mailbox);
    if (!confidence) return;
    const auto [start, end] = respelling.to_folded(mailbox.start, mailbox.end);
    if (const auto rival = rival_of(respelling.text, mailbox)) {
        results.push_back(dismissal(reading.document, start, end, FindingKind::EMAIL, rival->explanation,
                                String(rival->because)));
        return;
    }
    const bool disguised = mailbox.join < Join::PLAIN || mailbox.dots < Dots::PLAIN;
    results.push_back(finding(reading.document, start, end,
                          {.kind = FindingKind::EMAIL,
                           .normalized = mailbox.address(),
                           .confidence = *confidence,
                           .contact = true,
                           .obfuscated = disguised || respelling.is_rewritten(mailbox.start, mailbox.end),
                           .because = {(*BECAUSE)[static_cast<size_t>(mailbox.join)]}}));
}

Finding found_disguised(const Reading& reading, const Respelling& respelling, const DisguisedMailbox& found) {
    const auto [start, end] = respelling.to_folded(found.start, found.end);
    return finding(reading.document, start, end,
                   {.kind = FindingKind::EMAIL,
                    .normalized = found.address,
                    .confidence = found.confidence,
                    .contact = true,
                    .obfuscated = true,
                    .because = {String(found.because)}});
}
}  // namespace

void detect_email(Reading& reading, Results& results) {
    const Respelling& respelling = reading.respelling();
    const auto disguised = read_disguised(respelling);
    for (const Mailbox& mailbox : read_mailboxes(respelling)) {
        const bool told = std::any_of(disguised.begin(), disguised.end(), [&](const DisguisedMailbox& found) {
            return found.start < mailbox.end && mailbox.start < found.end;
        });
        if (!told) judge(reading, respelling, mailbox, results);
    }
    for (const DisguisedMailbox& found : disguised) {
        results.push_back(found_disguised(reading, respelling, found));
    }
}
}  // namespace habeas
