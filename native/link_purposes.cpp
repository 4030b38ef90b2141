// What a link is for, by its site, its path and the words around it (habeas/detection/link_purposes.py).
#include "link_purposes.hpp"

#include <optional>

#include "domains.hpp"
#include "regex.hpp"

namespace habeas {

namespace {
struct Beginnings {
    std::vector<String> words;
};
}  // namespace
template <>
struct FromJson<Beginnings> {
    static Beginnings read(const Json& json) {
        Beginnings beginnings;
        for (Str word : split(json.as_text())) beginnings.words.emplace_back(word);
        return beginnings;
    }
};

namespace {

const Pattern CERTIFICATE{"link_purposes._CERTIFICATE"};
const Pattern DOCUMENT{"link_purposes._DOCUMENT"};
const Pattern CONTACT_PATH{"link_purposes._CONTACT_PATH"};
const Pattern CALENDAR_PATH{"link_purposes._CALENDAR_PATH"};
const Pattern CONTACT_CUES{"lexicon.address_cues.CONTACT_CUES"};
const Pattern OWN_SITE_CUES{"lexicon.address_cues.OWN_SITE_CUES"};
const Pattern REFERENCE_CUES{"lexicon.address_cues.REFERENCE_CUES"};
const Pattern THREAT_CUES{"lexicon.address_cues.THREAT_CUES"};
const Pattern WORK_CUES{"lexicon.address_cues.WORK_CUES"};
const WordSet REGISTRIES{"link_purposes._REGISTRIES"};
const WordSet ACCOUNT_IN_HOST{"lexicon.sites.ACCOUNT_IN_HOST"};
const WordSet BACK_OFFICES{"lexicon.sites.BACK_OFFICES"};
const WordSet SHORTENERS{"lexicon.sites.SHORTENERS"};
const WordMap<LinkPurpose> PURPOSES{"lexicon.sites.PURPOSES"};
const WordMap<Beginnings> NOT_PROFILES{"lexicon.sites.NOT_PROFILES"};
const WordMap<String> BECAUSE{"link_purposes.BECAUSE"};
constexpr int AROUND = 60;
constexpr int SUBJECT = 140;

Str before(Str text, Char sign) { return text.substr(0, text.find(sign)); }

bool starts_with_any(Str path, const Beginnings& beginnings) {
    for (const String& word : beginnings.words) {
        if (starts_with(path, word)) return true;
    }
    return false;
}

// Whether the link names an account, a room or a page there, not the site as such.
bool leads_to_somebody(const Link& link, Str site) {
    Str path = strip(link.path, U"/#?");
    if (link.host != site && BACK_OFFICES.has(before(link.host, U'.'))) return false;
    if (path.empty()) {
        bool bare = link.host == site || link.host == concat(Str(U"www."), site);
        return !bare && ACCOUNT_IN_HOST.has(site);
    }
    for (Str host : hosts(link.host)) {
        if (const Beginnings* beginnings = NOT_PROFILES.find(host); beginnings && starts_with_any(path, *beginnings)) {
            return false;
        }
    }
    return true;
}

std::optional<LinkPurpose> by_site(const Link& link) {
    static constexpr Str SLASH = U"/";
    Str path = link.path;
    while (!path.empty() && path.front() == '/') path.remove_prefix(1);
    Str first = before(before(path, U'/'), U'?');
    for (Str host : hosts(link.host)) {
        const LinkPurpose* purpose = PURPOSES.find(concat(host, SLASH, first));
        if (!purpose) purpose = PURPOSES.find(host);
        if (purpose && *purpose != LinkPurpose::PERSONAL_SITE) {
            return leads_to_somebody(link, host) ? *purpose : LinkPurpose::OTHER;
        }
    }
    return {};
}

bool is_subject(const Link& link, Str text) {
    return WORK_CUES.found(text, std::max(0, link.start - SUBJECT), link.end + SUBJECT);
}

// Whether the words around offer the link as a way to the author.
bool is_offered(const Link& link, Str text) {
    int before = std::max(0, link.start - AROUND), after = link.end + AROUND / 2;
    bool offered =
        OWN_SITE_CUES.found(text, before, link.start) || OWN_SITE_CUES.found(text, link.end, after) ||
        CONTACT_CUES.found(text, before, link.start) || CONTACT_CUES.found(text, link.end, after);
    return offered && !is_subject(link, text);
}

// Whether a disguised link is a warning, or a model for the work.
bool is_spoken_of(const Link& link, Str text) {
    return THREAT_CUES.found(text, std::max(0, link.start - SUBJECT), link.end + SUBJECT) ||
           REFERENCE_CUES.found(text, std::max(0, link.start - AROUND), link.start);
}

LinkPurpose by_words(const Link& link, Str text, bool disguised) {
    if (DOCUMENT.found(link.path)) return LinkPurpose::DOCUMENT;
    bool offered = is_offered(link, text);
    if (offered && CALENDAR_PATH.found(link.path)) return LinkPurpose::CALENDAR;
    if (offered || (CONTACT_PATH.found(link.path) && !is_subject(link, text))) return LinkPurpose::PERSONAL_SITE;
    return disguised && !is_spoken_of(link, text) ? LinkPurpose::PERSONAL_SITE : LinkPurpose::OTHER;
}
}  // namespace

LinkPurpose purpose_of(const Link& link, Str text, bool disguised) {
    if (is_at(link.host, REGISTRIES) || CERTIFICATE.found(link.path)) return LinkPurpose::CERTIFICATE_REGISTRY;
    if (std::optional<LinkPurpose> known = by_site(link)) return *known;
    if (is_at(link.host, SHORTENERS)) {
        return is_offered(link, text) ? LinkPurpose::PERSONAL_SITE : LinkPurpose::OTHER;
    }
    return by_words(link, text, disguised);
}

Str because(LinkPurpose purpose) { return *BECAUSE.find(value(purpose)); }
}  // namespace habeas
