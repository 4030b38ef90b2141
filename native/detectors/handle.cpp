// Names by which a member can be reached in a messenger or social app, and plain @names
// (habeas/detection/detectors/handle.py).
#include "../handles/announcements.hpp"
#include "../handles/scattered.hpp"
#include "../handles/tags.hpp"
#include "../locating.hpp"
#include "../places.hpp"
#include "../readings.hpp"
#include "../regex.hpp"
#include "detectors.hpp"

namespace habeas {
namespace {

using namespace handles;

const Pattern MISSING_SPACE{"detectors.handle._MISSING_SPACE"};
const Text IS_CODE{"detectors.handle._IS_CODE"};
const Text CALLS_ALL{"detectors.handle._CALLS_ALL"};
const Text ELSEWHERE{"detectors.handle._ELSEWHERE"};
const Text NO_APP{"detectors.handle._NO_APP"};
constexpr double SURE_OF_FULL_NAME = 0.6;

bool has_capitals(Str written) {
    for (Str word : split(written)) {
        if (is_alpha(word[0]) && !is_upper(word[0])) return false;
    }
    return true;
}

// Whether a name that may as well be ordinary words has the capitals of a name.
bool is_written_as_a_name(const Document& document, const Announcement& announcement) {
    const Name& name = announcement.name;
    Str written = document.slice_original(name.start, name.end);
    if (name.shape == Shape::FULL && announcement.confidence < SURE_OF_FULL_NAME) return has_capitals(written);
    return name.shape != Shape::SHAPED || !MISSING_SPACE.found(written);
}

// The surest announcement of each name, in order of place.
std::vector<Announcement> without_rivals(std::vector<Announcement> announcements) {
    std::stable_sort(announcements.begin(), announcements.end(), [](const auto& one, const auto& other) {
        return std::pair(one.name.start, -one.confidence) < std::pair(other.name.start, -other.confidence);
    });
    std::vector<Announcement> kept;
    for (Announcement& one : announcements) {
        if (kept.empty() || one.name.start >= kept.back().name.end) {
            kept.push_back(std::move(one));
        } else if (one.confidence > kept.back().confidence) {
            kept.back() = std::move(one);
        }
    }
    return kept;
}

std::vector<Announcement> announced_in(const Document& document) {
    std::vector<AppMention> mentions = find_apps(document.text);
    if (mentions.empty()) return {};
    std::vector<Announcement> found = find_announcements(document.text, mentions);
    if (document.part_starts.size() > 1) {
        for (Announcement& one : find_scattered(document.text, document.part_starts, mentions)) {
            found.push_back(std::move(one));
        }
    }
    std::erase_if(found, [&](const Announcement& one) { return !is_written_as_a_name(document, one); });
    return without_rivals(std::move(found));
}

Result told(const Document& document, const Announcement& announcement) {
    const Name& name = announcement.name;
    const AppMention& mention = announcement.mention;
    if (announcement.subject_of_work) {
        String because = concat(Str(U"the account on "), mention.app->name, Str(U" is what the work is about"));
        return dismissal(document, name.start, name.end, FindingKind::HANDLE, Explanation::SUBJECT_OF_WORK,
                         std::move(because));
    }
    FindingParts parts{FindingKind::HANDLE, concat(mention.app->name, Str(U": "), name.value),
                       announcement.confidence, true};
    parts.obfuscated = mention.disguised || name.shape == Shape::SPELLED;
    parts.because.push_back(announcement.because);
    return finding(document, name.start, name.end, std::move(parts));
}

Result tagged(const Document& document, const Tag& tag) {
    if (tag.kind == TagKind::CODE || tag.kind == TagKind::ROOM) {
        bool code = tag.kind == TagKind::CODE;
        return dismissal(document, tag.start, tag.end, FindingKind::HANDLE,
                         code ? Explanation::CODE : Explanation::MEMBER_MENTION,
                         String((code ? IS_CODE : CALLS_ALL).get()));
    }
    bool elsewhere = tag.kind == TagKind::ELSEWHERE;
    FindingParts parts{FindingKind::HANDLE, concat(Str(U"@"), tag.value), elsewhere ? 0.85 : 0.9, elsewhere};
    parts.because.emplace_back((elsewhere ? ELSEWHERE : NO_APP).get());
    return finding(document, tag.start, tag.end, std::move(parts));
}
}  // namespace

void detect_handle(Reading& reading, Results& results) {
    const Document& document = reading.document;
    std::vector<Announcement> announced = announced_in(document);
    Places taken;
    for (const Announcement& one : announced) results.push_back(told(document, one));
    for (const Announcement& one : announced) taken.take(one.name.start, one.name.end);
    for (const Announcement& one : announced) {
        if (taken.is_free(one.mention.start, one.mention.end)) taken.take(one.mention.start, one.mention.end);
    }
    for (const Tag& tag : find_tags(reading.text)) {
        if (taken.is_free(tag.start, tag.end)) results.push_back(tagged(document, tag));
    }
}
}  // namespace habeas
