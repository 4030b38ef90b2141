// Tells which runs of digits are telephone numbers that a reader could dial, and what the others are
// (habeas/detection/phone_search.py).
#include "phone_search.hpp"

#include <tuple>

#include "locating.hpp"
#include "phone_rivals.hpp"
#include "regex.hpp"
#include "tables.hpp"

namespace habeas::phones {

// A candidate, what it is as a telephone and what speaks for it.
struct Judgement {
    Evidence evidence;
    std::tuple<Standing, int, bool, size_t> rank;  // the order in which readings of the same figures are preferred
};

namespace {

constexpr double SHOWN = 0.5;
constexpr int FEWEST_LIKE_A_PHONE = 9, MOST_LIKE_A_PHONE = 13;
constexpr int LONGEST_TALK = 4000;
constexpr int LONGEST_EXTENSION = 24;
constexpr int FEWEST_WITH_COUNTRY_CODE = 11;
constexpr int LONGEST_TAIL = 3;
constexpr int FEW_WORDS = 2;
constexpr int LITTLE_ELSE = 80;

const Pattern EXTENSION{"phone_search._EXTENSION"};
const Pattern ODD{"phone_search._ODD"};
const Text PHONE{"phone_search._PHONE"};

bool is_figure(Char c) { return c >= U'0' && c <= U'9'; }

// Whether a word like "ext" behind figures ends the text: first without the expression.
bool ends_with_extension(Str before) {
    int place = static_cast<int>(before.size());
    auto skip = [&](Str signs) { while (place > 0 && contains(signs, before[place - 1])) --place; };
    skip(U"\n# :.");
    const int end = place;
    while (place > 0 && !is_figure(before[place - 1]) && !contains(U"\n# :.,;)", before[place - 1])) --place;
    if (place == end) return false;
    skip(U" ,;");
    if (at(before, place - 1) == U')') --place;
    return is_figure(at(before, place - 1)) && EXTENSION.found(before);
}

// --- what speaks for a candidate --------------------------------------------------------------

Telephone telephone_of(const Candidate& candidate, const Instructions& instructions, const Announcement& announcement,
                       Str country) {
    const Str digits = candidate.digits;
    const bool plus = candidate.plus || instructions.plus;
    Telephone telephone = read_telephone(digits, plus, country);
    if (instructions.backwards) {
        Telephone mirrored = read_telephone(reversed(digits), plus, country);
        if (mirrored.standing > telephone.standing) telephone = std::move(mirrored);
    }
    if (telephone.standing < Standing::VALID && announcement.strength != Strength::NONE &&
        digits.size() >= FEWEST_WITH_COUNTRY_CODE) {
        if (std::optional<Telephone> abroad = with_country_code(digits)) return std::move(*abroad);
    }
    return telephone;
}

// Take off the figures of a price that sticks to the end ("0871277810910p/min").
void take_off_tail(Candidate& candidate, Telephone& telephone, Str country) {
    const int last = candidate.size(candidate.count() - 1);
    for (int tail = 1; tail <= LONGEST_TAIL && tail < last; ++tail) {
        Candidate without = candidate.without_tail(tail);
        Telephone shorter = read_telephone(without.digits, candidate.plus, country);
        if (shorter.standing != Standing::VALID) continue;
        candidate = without;
        telephone = std::move(shorter);
        return;
    }
}

bool has_figures(Str text) { return std::any_of(text.begin(), text.end(), is_figure); }

bool is_letter(Char c) { return c < 128 ? is_alpha(c) : is_alnum(c) && !is_decimal(c); }

int count_words(Str text) {
    int words = 0;
    bool inside = false;
    for (Char c : text) {
        bool letter = is_letter(c);
        words += letter && !inside;
        inside = letter;
    }
    return words;
}

// Whether the message holds hardly anything but the number.
bool is_alone(const Document& document, const Candidate& candidate) {
    const Str text = document.text;
    const int length = candidate.end() - candidate.start;
    if (document.country.empty() || static_cast<int>(text.size()) - length > LITTLE_ELSE) return false;
    Str before = slice(text, 0, candidate.start), after = slice(text, candidate.end());
    if (has_figures(before) || has_figures(after)) return false;
    return count_words(before) + count_words(after) <= FEW_WORDS;
}

bool has_odd_figures(const Document& document, const Candidate& candidate) {
    Str original = document.slice_original(candidate.start, candidate.end());
    return !is_ascii(original) && ODD.found(original);
}

// Whether the number goes over several messages.
bool is_split(const Document& document, const Candidate& candidate) {
    if (document.part_starts.size() == 1) return false;
    auto part_at = [&](int place) { return document.part_of(document.original_span(place, place + 1).first); };
    return part_at(candidate.start) != part_at(candidate.end() - 1);
}

auto rank_of(const Evidence& evidence) {
    const Candidate& candidate = evidence.candidate;
    bool apart = evidence.is_hidden() || candidate.is_scattered() || candidate.spread;
    return std::tuple(evidence.telephone.standing, apart ? 0 : -candidate.breaks(), candidate.closed,
                      candidate.digits.size());
}

// --- what becomes of a candidate --------------------------------------------------------------

Dismissal dismiss(const Document& document, int start, int end, Rival rival) {
    return dismissal(document, start, end, FindingKind::PHONE, rival.explanation, std::move(rival.because));
}

std::optional<Result> conclude(const Document& document, const Evidence& evidence, const std::vector<Mask>& masks) {
    const Candidate& candidate = evidence.candidate;
    const double confidence = weigh(evidence);
    if (confidence < SHOWN && evidence.telephone.standing < Standing::POSSIBLE) return {};
    if (std::optional<Rival> rival = find_rival(evidence, masks))
        return dismiss(document, candidate.start, candidate.end(), std::move(*rival));
    if (confidence < SHOWN) return {};
    return finding(document, candidate.start, candidate.end(),
                   {.kind = FindingKind::PHONE,
                    .normalized = evidence.telephone.e164,
                    .confidence = confidence,
                    .contact = true,
                    .obfuscated = evidence.is_obfuscated(),
                    .because = explain(evidence)});
}
}  // namespace

PhoneSearch::PhoneSearch(Reading& reading)
    : reading(reading),
      text(reading.text),
      document_(reading.document) {}

bool PhoneSearch::instructs() {
    if (!instructs_) instructs_ = has_instructions(text);
    return *instructs_;
}

bool PhoneSearch::speaks_of_phones() {
    if (document_.part_starts.size() == 1) return false;
    if (!speaks_of_phones_) speaks_of_phones_ = has_announcement(slice(text, 0, LONGEST_TALK));
    return *speaks_of_phones_;
}

bool PhoneSearch::is_free(const NumberRun& run) const {
    auto touches = [&](const std::pair<int, int>& told) { return told.first < run.end && run.start < told.second; };
    auto place = std::lower_bound(told_.begin(), told_.end(), std::pair(run.start, 0));
    if (place != told_.end() && touches(*place)) return false;
    return place == told_.begin() || !touches(place[-1]);
}

void PhoneSearch::read(const NumberRun& run, bool spread, Results& results) {
    if (ends_with_extension(slice(text, std::max(0, run.start - LONGEST_EXTENSION), run.start))) return;
    if (!spread && says_nothing(run)) return;
    const std::vector<Mask>& masks = reading.masks_over(run.start, run.end);
    const Mask* cover = find_cover(run, masks);
    const int size = static_cast<int>(run.digits.size());
    if (!cover || (spread && cover->end < run.end) || is_announced_after_all(run, *cover))
        read_groups(run, masks, spread, results);
    else if (FEWEST_LIKE_A_PHONE <= size && size <= MOST_LIKE_A_PHONE)
        results.push_back(dismiss(document_, run.start, run.end, {cover->explanation, cover->because}));
}

// Whether a run has too few or too many digits for what nothing announces, in no known country.
bool PhoneSearch::says_nothing(const NumberRun& run) {
    const int size = static_cast<int>(run.digits.size());
    if (size >= FEWEST_LIKE_A_PHONE && !(size > MOST_LIKE_A_PHONE && run.groups.size() == 1)) return false;
    if (!document_.country.empty() || document_.part_starts.size() > 1 || run.digits[0] == U'0') return false;
    if (contains(slice(text, run.start, run.end), U'+') || run.plus() || instructs()) return false;
    return announcement_of(run.start, run.end).strength == Strength::NONE;
}

// Whether words, or the right number of figures, may make a phone of what a mask explains.
bool PhoneSearch::is_announced_after_all(const NumberRun& run, const Mask& cover) {
    if (instructs()) return true;
    if (cover.strong) return false;
    if (static_cast<int>(run.digits.size()) < FEWEST_LIKE_A_PHONE && may_speak_for_itself(run)) return true;
    return announce(run.start, run.end).strength == Strength::DIRECT;
}

// Whether something in the writing of a short number, or the country it is of, may make a phone of it.
bool PhoneSearch::may_speak_for_itself(const NumberRun& run) const {
    return run.groups.size() > 1 || run.digits[0] == U'0' || run.plus() || !document_.country.empty();
}

void PhoneSearch::read_groups(const NumberRun& run, const std::vector<Mask>& masks, bool spread, Results& results) {
    const int count = static_cast<int>(run.groups.size());
    int first = 0, offset = 0;  // of the first group, and of its digits in those of the run
    auto go_on = [&](int groups) {
        for (; groups > 0 && first < count; --groups) offset += static_cast<int>(run.groups[first++].digits.size());
    };
    while (first < count) {
        if (int dated = spread ? 0 : count_dated(run, first, masks)) {
            go_on(dated);
            continue;
        }
        std::optional<Judgement> best = best_from(run, first, offset, spread);
        if (best) tell_of(best->evidence);
        std::optional<Result> result = best ? conclude(document_, best->evidence, masks) : std::nullopt;
        if (!result) {
            go_on(1);
            continue;
        }
        const Candidate& candidate = best->evidence.candidate;
        std::pair told(candidate.start, candidate.end());
        told_.insert(std::upper_bound(told_.begin(), told_.end(), told), told);
        results.push_back(std::move(*result));
        go_on(candidate.count());
    }
}

std::optional<Judgement> PhoneSearch::best_from(const NumberRun& run, int first, int offset, bool spread) {
    std::optional<Announcement> announcement;
    std::optional<Judgement> best;
    for (Candidates candidates(text, run, first, offset, spread); candidates.next();) {
        Candidate candidate = candidates.candidate();
        if (!announcement) announcement = announce(candidate.start, candidate.end());
        if (spread && !candidates.is_whole()) continue;
        std::optional<Judgement> judged = judge(candidate, *announcement);
        if (judged && (!best || judged->rank > best->rank)) best = std::move(judged);
    }
    return best;
}

const Announcement& PhoneSearch::announcement_of(int start, int end) {
    if (announced_ != std::pair(start, end)) {
        announcement_ = find_announcement(text, start, end);
        announced_ = {start, end};
    }
    return announcement_;
}

Announcement PhoneSearch::announce(int start, int end) {
    const Announcement& announcement = announcement_of(start, end);
    if (announcement.strength != Strength::DIRECT && speaks_of_phones()) return {Strength::DIRECT, String(PHONE.get())};
    return announcement;
}

// Weigh a candidate; nothing where its run goes on behind it and it is no number that is given out.
std::optional<Judgement> PhoneSearch::judge(Candidate candidate, const Announcement& announcement) {
    Instructions instructions;
    if (instructs()) instructions = read_instructions(text, candidate.start, candidate.end());
    Telephone telephone = telephone_of(candidate, instructions, announcement, document_.country);
    if (telephone.standing < Standing::VALID && candidate.is_glued())
        take_off_tail(candidate, telephone, document_.country);
    if (!(candidate.closed || candidate.spread || telephone.standing == Standing::VALID)) return {};
    Evidence evidence{
        .candidate = candidate,
        .telephone = std::move(telephone),
        .announcement = announcement,
        .plus = candidate.plus || instructions.plus,
        .instructed = instructions.given,
        .country = document_.country,
        .split = is_split(document_, candidate),
    };
    auto rank = rank_of(evidence);
    return Judgement{std::move(evidence), rank};
}

// What Python knows of every candidate, and only the best is asked for.
void PhoneSearch::tell_of(Evidence& evidence) const {
    evidence.alone = is_alone(document_, evidence.candidate);
    evidence.odd = evidence.candidate.is_oddly_separated() || has_odd_figures(document_, evidence.candidate);
}
}  // namespace habeas::phones
