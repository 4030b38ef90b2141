// What a string of digits is as a telephone number (habeas/detection/telephony.py): libphonenumber's plans, asked of
// Python a region at a time, and as much of its `parse`, `is_valid_number` ... as digits alone need.
#include "telephony.hpp"

#include <array>
#include <atomic>
#include <ctime>
#include <mutex>

#include "callbacks.hpp"
#include "digit_automaton.hpp"
#include "regex.hpp"
#include "tables.hpp"

namespace habeas {
namespace {

constexpr int FEWEST_DIGITS = 7, MOST_DIGITS = 15;
constexpr int FEWEST_WITH_COUNTRY_CODE = 8;
constexpr int SHORTEST_NUMBER = 2, LONGEST_NUMBER = 17;
constexpr int LONGEST_COUNTRY_CODE = 3, MOST_COUNTRY_CODES = 1000;
constexpr int PREFIX = 2, LONGEST_PREFIX = 3;
constexpr int NORTH_AMERICAN_COUNTRY_CODE = 1;

using Regions = std::vector<String>;

// The regions of each country code; the first is the main one.
const Loaded<std::vector<Regions>> REGIONS{"telephony._REGIONS", [](const Json& json) {
    std::vector<Regions> regions(MOST_COUNTRY_CODES);
    for (const Json& pair : json.items())
        for (const Json& region : pair[1].items()) regions[pair[0].as_int()].push_back(region.as_text());
    return regions;
}};
const WordSet SUPPORTED{"numbering_plans.SUPPORTED"};

// --- plans ------------------------------------------------------------------------------------

uint32_t bits(const Json& lengths) {
    uint32_t bits = 0;
    for (const Json& length : lengths.items())
        if (length.as_int() >= 0) bits |= 1u << length.as_int();
    return bits;
}

// Numbers of one kind (PhoneNumberDesc).
struct Numbers {
    explicit Numbers(const Json& json)
        : exists(!json[U"pattern"].as_text().empty()),
          lengths(bits(json[U"lengths"])),
          local_lengths(bits(json[U"local"])),
          pattern_source_(json[U"pattern"].as_text()) {}

    bool matches(Str number) const { return exists && pattern().fullmatch(number); }
    bool holds(Str number) const {
        return exists && (!lengths || lengths >> number.size() & 1) && pattern().fullmatch(number);
    }

    bool exists;
    uint32_t lengths, local_lengths;

private:
    const DigitAutomaton& pattern() const {
        std::call_once(*made_, [this] { pattern_ = DigitAutomaton(pattern_source_); });
        return pattern_;
    }
    String pattern_source_;
    mutable DigitAutomaton pattern_;
    mutable std::unique_ptr<std::once_flag> made_ = std::make_unique<std::once_flag>();
};

// An expression that may stand in front of a number.
class Front {
public:
    explicit Front(Str source) : expression_(source), simple_(true) {
        for (Char c : source) simple_ &= c >= U'0' && c <= U'9';
        for (int place = 0; place < static_cast<int>(source.size()); ++place)
            groups_ += source[place] == U'(' && at(source, place + 1) != U'?';
        if (exists()) expression_.match(U"0");  // compiled while nobody else knows it
    }
    bool exists() const { return !expression_.source().empty(); }
    bool is_simple() const { return simple_; }
    Str source() const { return expression_.source(); }
    int groups() const { return groups_; }
    Match match(Str number) const { return expression_.match(number); }

private:
    Expression expression_;
    bool simple_;
    int groups_ = 0;
};

enum Kind { GENERAL, PREMIUM, TOLL_FREE, SHARED_COST, VOIP, PERSONAL, PAGER, UAN, VOICEMAIL, FIXED, MOBILE, KINDS };
enum class NumberKind : uint8_t { UNKNOWN, TOLL_FREE, MOBILE, FIXED_OR_MOBILE, OTHER };
enum class Length : uint8_t { POSSIBLE, LOCAL_ONLY, TOO_SHORT, TOO_LONG, INVALID };

struct Plan {
    explicit Plan(const Json& json)
        : code(static_cast<int>(json[U"code"].as_int())),
          code_text(decimal(code)),
          international_prefix(json[U"international_prefix"].as_text()),
          national_prefix(json[U"national_prefix"].as_text()),
          transform_rule(json[U"transform_rule"].as_text()),
          has_leading_digits(!json[U"leading_digits"].as_text().empty()),
          leading_digits(json[U"leading_digits"].as_text()),
          same_mobile_and_fixed(json[U"same_mobile_and_fixed"].as_bool()) {
        for (const Json& kind : json[U"kinds"].items()) kinds.emplace_back(kind);
    }
    int code;
    String code_text;
    Front international_prefix, national_prefix;
    String transform_rule;
    bool has_leading_digits;
    DigitAutomaton leading_digits;
    bool same_mobile_and_fixed;
    std::vector<Numbers> kinds;

    const Numbers& general() const { return kinds[GENERAL]; }
    NumberKind kind_of(Str number) const;
    Length length_of(Str number) const;
    bool strip_national_prefix(String& number) const;
};

NumberKind Plan::kind_of(Str number) const {
    if (!general().holds(number)) return NumberKind::UNKNOWN;
    if (kinds[PREMIUM].holds(number)) return NumberKind::OTHER;
    if (kinds[TOLL_FREE].holds(number)) return NumberKind::TOLL_FREE;
    for (int kind = SHARED_COST; kind < FIXED; ++kind)
        if (kinds[kind].holds(number)) return NumberKind::OTHER;
    if (kinds[FIXED].holds(number)) {
        bool mobile = same_mobile_and_fixed || kinds[MOBILE].holds(number);
        return mobile ? NumberKind::FIXED_OR_MOBILE : NumberKind::OTHER;
    }
    bool mobile = !same_mobile_and_fixed && kinds[MOBILE].holds(number);
    return mobile ? NumberKind::MOBILE : NumberKind::UNKNOWN;
}

Length Plan::length_of(Str number) const {
    const uint32_t length = 1u << number.size();
    if (general().local_lengths & length) return Length::LOCAL_ONLY;
    if (general().lengths & length) return Length::POSSIBLE;
    uint32_t shortest = general().lengths & -general().lengths;
    if (length < shortest) return Length::TOO_SHORT;
    return length > general().lengths ? Length::TOO_LONG : Length::INVALID;
}

String transform(Str rule, const Match& match) {
    String turned;
    for (size_t place = 0; place < rule.size(); ++place) {
        if (rule[place] == U'\\') turned += match.group(static_cast<int>(rule[++place] - U'0'));
        else turned += rule[place];
    }
    return turned.append(match.text().substr(match.end()));
}

// Take off what is dialled first inside a country, unless that spoils the number.
bool Plan::strip_national_prefix(String& number) const {
    if (number.empty() || !national_prefix.exists()) return false;
    String rest;
    if (national_prefix.is_simple()) {
        if (!starts_with(number, national_prefix.source())) return false;
        rest = number.substr(national_prefix.source().size());
    } else {
        Match match = national_prefix.match(number);
        if (!match) return false;
        bool plain = transform_rule.empty() || !match.has(national_prefix.groups());
        rest = plain ? number.substr(match.end()) : transform(transform_rule, match);
    }
    if (general().matches(number) && !general().matches(rest)) return false;
    number = std::move(rest);
    return true;
}

// The plans that were asked for so far: never forgotten, so that a plan is good for ever.
constexpr int LETTERS = 26, MOST_REGIONS = LETTERS * LETTERS;
std::array<std::atomic<const Plan*>, MOST_REGIONS + MOST_COUNTRY_CODES> plans;
std::mutex asking;

// The plan of a supported region, or of a country code that belongs to none ("001").
const Plan& plan_of(Str region, int code) {
    bool world = region[0] == U'0';
    int place = world ? MOST_REGIONS + code : static_cast<int>((region[0] - U'A') * LETTERS + (region[1] - U'A'));
    if (const Plan* plan = plans[place].load(std::memory_order_acquire)) return *plan;
    std::lock_guard lock(asking);
    if (const Plan* plan = plans[place].load(std::memory_order_acquire)) return *plan;
    Json question = Json::object();
    question.set(U"region", region);
    question.set(U"code", code);
    const Plan* plan = new Plan(call_python("describe_plan", question));
    plans[place].store(plan, std::memory_order_release);
    return *plan;
}

// --- numbers ----------------------------------------------------------------------------------

struct Number {
    int country_code;
    String national;
};

const Regions& regions_of(int country_code) { return (*REGIONS)[country_code]; }

const Plan& main_plan(int country_code) { return plan_of(regions_of(country_code)[0], country_code); }

// The country code at the front of digits that a plus or what stands for it led; 0 for none.
int take_country_code(String& digits) {
    if (digits.empty() || digits[0] == U'0') return 0;
    int code = 0;
    for (int size = 1; size <= std::min<int>(LONGEST_COUNTRY_CODE, digits.size()); ++size) {
        code = 10 * code + static_cast<int>(digits[size - 1] - U'0');
        if (regions_of(code).empty()) continue;
        digits.erase(0, size);
        return code;
    }
    return 0;
}

bool strip_international_prefix(const Plan& plan, String& digits) {
    const Front& prefix = plan.international_prefix;
    if (!prefix.exists()) return false;
    int end;
    if (prefix.is_simple()) {
        if (!starts_with(digits, prefix.source())) return false;
        end = static_cast<int>(prefix.source().size());
    } else {
        Match match = prefix.match(digits);
        if (!match) return false;
        end = match.end();
    }
    if (at(digits, end) == U'0') return false;
    digits.erase(0, end);
    return true;
}

// Whether digits that lead with the country code of their own region hold it as such; then they lose it.
bool strip_own_country_code(const Plan& plan, String& digits) {
    if (!starts_with(digits, plan.code_text)) return false;
    String rest = digits.substr(plan.code_text.size());
    plan.strip_national_prefix(rest);
    bool better = !plan.general().matches(digits) && plan.general().matches(rest);
    if (!better && plan.length_of(digits) != Length::TOO_LONG) return false;
    digits = std::move(rest);
    return true;
}

// phonenumbers.parse of digits alone, with a plus before them or in a region.
std::optional<Number> parse(Str dialled, bool plus, Str region) {
    String digits(dialled);
    if (digits.size() + plus < SHORTEST_NUMBER) return {};
    if (!plus && !SUPPORTED.has(region)) return {};
    const Plan* plan = plus ? nullptr : &plan_of(region, 0);
    int country_code = 0;
    if (plus || strip_international_prefix(*plan, digits)) {
        if (static_cast<int>(digits.size()) <= SHORTEST_NUMBER) return {};
        country_code = take_country_code(digits);
        if (!country_code) return {};
    } else if (strip_own_country_code(*plan, digits)) {
        country_code = plan->code;
    }
    if (country_code) plan = &main_plan(country_code);
    else country_code = plan->code;
    if (static_cast<int>(digits.size()) < SHORTEST_NUMBER) return {};
    String stripped = digits;
    if (plan->strip_national_prefix(stripped)) {
        Length length = plan->length_of(stripped);
        if (length == Length::POSSIBLE || length == Length::TOO_LONG) digits = std::move(stripped);
    }
    if (static_cast<int>(digits.size()) < SHORTEST_NUMBER || digits.size() > LONGEST_NUMBER) return {};
    return Number{country_code, std::move(digits)};
}

// The region that a number is of, and its kind there.
struct Home {
    Str region;
    NumberKind kind;
};

Home home_of(const Number& number) {
    const Regions& regions = regions_of(number.country_code);
    auto kind_in = [&](Str region) { return plan_of(region, number.country_code).kind_of(number.national); };
    if (regions.size() == 1) return {regions[0], kind_in(regions[0])};
    for (const String& region : regions) {
        const Plan& plan = plan_of(region, number.country_code);
        if (plan.has_leading_digits) {
            if (plan.leading_digits.match(number.national)) return {region, plan.kind_of(number.national)};
        } else if (NumberKind kind = plan.kind_of(number.national); kind != NumberKind::UNKNOWN) {
            return {region, kind};
        }
    }
    return {{}, NumberKind::UNKNOWN};
}

bool is_possible(const Number& number) {
    Length length = main_plan(number.country_code).length_of(number.national);
    return length == Length::POSSIBLE || length == Length::LOCAL_ONLY;
}

// --- standings --------------------------------------------------------------------------------

bool is_north_american(Str country) {
    if (country.empty()) return false;
    const Regions& regions = regions_of(NORTH_AMERICAN_COUNTRY_CODE);
    return std::find(regions.begin(), regions.end(), country) != regions.end();
}

// 1?[2-9][0-9]{2}[2-9][0-9]{6}
bool is_north_american_number(Str digits) {
    if (digits.size() == 11 && digits[0] == U'1') digits.remove_prefix(1);
    return digits.size() == 10 && digits[0] >= U'2' && digits[3] >= U'2';
}

Standing standing_anywhere(Str digits) {
    if (is_north_american_number(digits)) return Standing::POSSIBLE;
    int size = static_cast<int>(digits.size());
    return FEWEST_DIGITS <= size && size <= MOST_DIGITS ? Standing::PLAUSIBLE : Standing::IMPOSSIBLE;
}

Standing standing_of_invalid(Str digits, const Number& number, Str country) {
    if (is_north_american(country))
        return is_north_american_number(digits) ? Standing::POSSIBLE : standing_anywhere(digits);
    bool possible = is_possible(number) && static_cast<int>(digits.size()) > FEWEST_WITH_COUNTRY_CODE;
    return possible ? Standing::POSSIBLE : standing_anywhere(digits);
}

Telephone read(Str digits, Str dialled, bool plus, Str country) {
    std::optional<Number> number = parse(dialled, plus, country);
    if (!number) return {standing_anywhere(digits), String(digits)};
    Home home = home_of(*number);
    if (home.kind == NumberKind::UNKNOWN)
        return {standing_of_invalid(digits, *number, country), String(digits), String(home.region), plus};
    return {
        .standing = Standing::VALID,
        .e164 = concat(U"+", decimal(number->country_code), number->national),
        .region = String(home.region),
        .international = plus,
        .mobile = home.kind == NumberKind::MOBILE || home.kind == NumberKind::FIXED_OR_MOBILE,
        .free_of_charge = home.kind == NumberKind::TOLL_FREE,
    };
}
}  // namespace

Telephone read_telephone(Str digits, bool plus, Str country) {
    if (plus && !starts_with(digits, U"0")) return read(digits, digits, true, {});
    std::optional<Telephone> best;
    if (!country.empty()) best = read(digits, digits, false, country);
    bool zeros = starts_with(digits, U"00");
    if (zeros || (starts_with(digits, U"011") && is_north_american(country))) {
        Telephone abroad = read(digits, digits.substr(zeros ? PREFIX : LONGEST_PREFIX), true, {});
        if (!best || abroad.standing > best->standing) best = std::move(abroad);
    }
    if (!best) best = Telephone{standing_anywhere(digits), String(digits)};
    return std::move(*best);
}

std::optional<Telephone> with_country_code(Str digits) {
    Telephone telephone = read_telephone(digits, true, {});
    if (telephone.standing != Standing::VALID) return {};
    return telephone;
}
}  // namespace habeas
