// Links, plain and disguised, and what each is for; names of products and files are dismissed
// (habeas/detection/detectors/link.py).
#include "../domains.hpp"
#include "../link_purposes.hpp"
#include "../links.hpp"
#include "../locating.hpp"
#include "../readings.hpp"
#include "../regex.hpp"
#include "detectors.hpp"

namespace habeas {
namespace {

const WordSet KNOWN{"detectors.link._KNOWN"};
const WordSet ARTICLES{"detectors.link._ARTICLES"};
const Pattern FRAMEWORK{"detectors.link._FRAMEWORK"};
const Pattern SITE_CUES{"lexicon.address_cues.SITE_CUES"};
const Pattern OWN_SITE_CUES{"lexicon.address_cues.OWN_SITE_CUES"};
const WordSet BRANDS{"lexicon.sites.BRANDS"};
const WordSet ABBREVIATIONS{"lexicon.suffixes.ABBREVIATIONS"};
const WordSet CODE_WORDS{"lexicon.suffixes.CODE_WORDS"};
const WordSet COMMON{"lexicon.suffixes.COMMON"};
const WordSet COUNTRIES{"lexicon.suffixes.COUNTRIES"};
const WordSet FILE_ENDINGS{"lexicon.suffixes.FILE_ENDINGS"};
const WordSet OTHER_SCRIPTS{"lexicon.suffixes.OTHER_SCRIPTS"};
const WordSet STRONG{"lexicon.suffixes.STRONG"};
const WordSet WORDS{"lexicon.suffixes.WORDS"};
const Text DISGUISED{"detectors.link._DISGUISED"};
const Text PRODUCT{"detectors.link._PRODUCT"};
const Text FILE_NAME{"detectors.link._FILE"};
constexpr size_t LENGTH_OF_COUNTRY = 2;
constexpr size_t LEAST_NAME = 2;  // letters of a name that a country's ending may follow
constexpr size_t LONG_NAME = 5;   // letters from which a name is seldom the last word of a sentence
constexpr size_t PLAIN = 2;       // labels of a name without a subdomain
constexpr int NEAR = 40;

using Labels = std::vector<Str>;

// The label that somebody chose: "name" of "shop.name.co.uk".
Str registered_name(const Labels& labels) {
    bool grouped = labels.size() > PLAIN && labels.back().size() == LENGTH_OF_COUNTRY &&
                   SECOND_LEVELS.has(labels.end()[-2]);
    return labels.end()[grouped ? -3 : -2];
}

bool is_no_name(Str name, Str ending) {
    if (is_digit(name)) return !STRONG.has(ending) || name.size() <= LEAST_NAME;
    bool is_short = name.size() < LEAST_NAME || (name.size() == LEAST_NAME && !STRONG.has(ending));
    return is_short || ABBREVIATIONS.has(name) || (CODE_WORDS.has(name) && ending != U"com");
}

bool is_lower(Str text) {  // str.islower
    bool cased = false;
    for (Char c : text) {
        if (is_upper(c) || lower(c) != c) return false;
        cased = cased || habeas::is_lower(c);
    }
    return cased;
}

// Whether the ending begins like a sentence: "finished.It".
bool is_new_sentence(Str original, Str ending) {
    if (STRONG.has(ending)) return false;
    Str written = original.substr(0, original.find(U'/'));
    written = written.substr(written.rfind(U'.') + 1);
    return written.size() > 1 && is_upper(written[0]) && is_lower(written.substr(1));
}

// Whether a country's ending that is a word as well stands where a word would not.
bool closes_sentence(Str name, Str ending, Str after) {
    static constexpr Str CLOSING = U",;:!?)\n";
    return COUNTRIES.has(ending) && name.size() >= LONG_NAME && (strip(after).empty() || contains(CLOSING, after[0]));
}

bool has_digit(Str name) { return std::any_of(name.begin(), name.end(), [](Char c) { return is_digit(c); }); }

double confidence_spelled(const Link& link, const Labels& labels, Str text) {
    Str name = registered_name(labels), ending = labels.back();
    if (name.size() <= LEAST_NAME || ARTICLES.has(name)) return 0.0;
    if (!link.path.empty()) return 0.9;
    if (ending == U"net" && FRAMEWORK.match(text, link.end)) return 0.0;
    return COMMON.has(ending) && !WORDS.has(ending) ? 0.8 : 0.0;
}

double confidence_bare(const Link& link, const Labels& labels, Str text, Str original) {
    Str name = registered_name(labels), ending = labels.back();
    if ((labels.size() > PLAIN && STRONG.has(labels.front())) || is_no_name(name, ending) ||
        is_new_sentence(original, ending)) {
        return 0.0;
    }
    if (STRONG.has(ending)) return 0.92;
    if (COMMON.has(ending) && !WORDS.has(ending)) return 0.85;
    bool evident = !link.path.empty() || labels.size() > PLAIN || contains(name, U'-') || has_digit(name) ||
                   SITE_CUES.found(text, std::max(0, link.start - NEAR), link.start + 1);
    if (evident) return 0.75;
    return closes_sentence(name, ending, slice(text, link.end, link.end + 2)) ? 0.65 : 0.0;
}

// How sure it is that a link is meant; 0 when a full stop merely lacks its space.
double confidence_of(const Link& link, Str text, Str original, bool disguised) {
    if (!link.scheme.empty()) return 0.97;
    if (starts_with(link.host, U"www.")) return 0.95;
    if (is_at(link.host, KNOWN)) return 0.95;
    Labels labels = split(link.host, U'.');
    if (OTHER_SCRIPTS.has(labels.back())) return 0.9;
    if (disguised) return confidence_spelled(link, labels, text);
    return confidence_bare(link, labels, text, original);
}

using Rival = std::pair<Explanation, Str>;

// What a bare name with a dot is instead of a link, in words.
std::optional<Rival> rival_of(const Link& link, Str text, Str original) {
    Str host = starts_with(link.host, U"www.") ? link.host.substr(4) : link.host;
    int near = std::max(0, link.start - NEAR);
    if (BRANDS.has(host) && !OWN_SITE_CUES.found(text, near, link.start + 1)) {
        return Rival{Explanation::BRAND, PRODUCT};
    }
    Str ending = link.host.substr(link.host.rfind(U'.') + 1);
    if (FILE_ENDINGS.has(ending) && !is_new_sentence(original, ending) &&
        !SITE_CUES.found(text, near, link.start + 1)) {
        return Rival{Explanation::FILE_NAME, FILE_NAME};
    }
    return {};
}

// The path as it was written: original[len(original) - len(path):], also where that is negative in Python.
Str written_path(Str original, Str path) {
    if (path.size() <= original.size()) return original.substr(original.size() - path.size());
    size_t missing = path.size() - original.size();
    return missing < original.size() ? original.substr(original.size() - missing) : original;
}

Finding found(Reading& reading, const Link& link, int start, int end, Str original, double confidence, bool disguised) {
    LinkPurpose purpose = purpose_of(link, reading.respelling().text, disguised);
    Str path = link.path.empty() || disguised ? link.path : written_path(original, link.path);
    FindingParts parts{FindingKind::LINK, concat(Str(U"https://"), link.host, replace(path, U" ", U"")), confidence,
                       is_contact(purpose)};
    parts.obfuscated = disguised;
    parts.because.emplace_back(because(purpose));
    if (disguised) parts.because.emplace_back(DISGUISED.get());
    parts.purpose = purpose;
    return finding(reading.document, start, end, std::move(parts));
}
}  // namespace

void detect_link(Reading& reading, Results& results) {
    const Respelling& respelling = reading.respelling();
    for (const Link& link : read_links(respelling.text)) {
        auto [start, end] = respelling.to_folded(link.start, link.end);
        bool disguised = respelling.is_rewritten(link.start, link.end) || contains(link.scheme, U"xx") ||
                         contains(link.scheme, U'*');
        Str original = reading.document.slice_original(start, end);
        std::optional<Rival> rival;
        if (link.scheme.empty() && link.path.empty()) rival = rival_of(link, respelling.text, original);
        if (rival) {
            results.push_back(dismissal(reading.document, start, end, FindingKind::LINK, rival->first,
                                        String(rival->second)));
        } else if (double confidence = confidence_of(link, respelling.text, original, disguised)) {
            results.push_back(found(reading, link, start, end, original, confidence, disguised));
        }
    }
}
}  // namespace habeas
