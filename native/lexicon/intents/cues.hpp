// The cues that intents and requests are made of (habeas/detection/lexicon/intents/cues.py).
#pragma once
#include <bit>
#include <cstdint>
#include <initializer_list>

#include "text.hpp"

namespace habeas {

#define HABEAS_CUES(X) \
    X(APP) X(MAIL) X(PHONE) X(CALLING) X(EASIER) X(PHONING) X(OUTSIDE) X(ELSEWHERE) X(OWN_SITE) X(TALK) X(PROPOSE) \
    X(INVITE) X(HAVE) X(ME) X(PERSON) X(FIND) X(FIND_ME) X(NAME) X(VISIT) X(APPLY) X(SWAP) X(RAIL) X(PAY) X(TAKE) \
    X(PAYMENT) X(MONEY) X(DIRECT) X(BUY) X(WORK) X(DODGE) X(FAMILY) X(WITH_ME) X(LEAVE_OUT) X(CHEAPER) X(ACCEPT) \
    X(GIFT) X(REST) X(DETAILS) X(GIVE) X(CLOSE) X(ASK) X(ASK_AFTER) X(YOUR) X(WHICH) X(PLEASE) X(REACH) X(NUMBER) \
    X(ADDRESS) X(POSTAL) X(INSIDE) X(HERE) X(NOT) X(NOT_REALLY) X(FORBID) X(RULE) X(REPORT) X(THIRD) X(PUBLIC) \
    X(JOB) X(ABOUT) X(EVIDENCE) X(BREAK) X(OPENER) X(NOTHING)

#define HABEAS_CUE(name) name,
enum class Cue : uint8_t { NONE, HABEAS_CUES(HABEAS_CUE) END };
#undef HABEAS_CUE
inline constexpr int CUES = static_cast<int>(Cue::END);  // the numbers of cues are below this

Cue cue_named(Str name);  // "APP"; NONE where no cue is named so

// A set of cues.
struct CueSet {
    uint64_t low = 0, high = 0;
    constexpr CueSet() = default;
    constexpr CueSet(std::initializer_list<Cue> cues) { for (Cue cue : cues) add(cue); }
    constexpr void add(Cue cue) {
        int place = static_cast<int>(cue);
        (place < 64 ? low : high) |= uint64_t{1} << (place & 63);
    }
    constexpr bool has(Cue cue) const {
        int place = static_cast<int>(cue);
        return (place < 64 ? low : high) >> (place & 63) & 1;
    }
    constexpr bool empty() const { return !(low | high); }
    constexpr bool meets(const CueSet& other) const { return (low & other.low) | (high & other.high); }
    constexpr CueSet operator&(const CueSet& o) const { return with(low & o.low, high & o.high); }
    constexpr CueSet operator|(const CueSet& o) const { return with(low | o.low, high | o.high); }
    constexpr CueSet& operator|=(const CueSet& o) { return *this = *this | o; }
    constexpr bool operator==(const CueSet&) const = default;
    template <class F> void each(F&& f) const {  // in order of their numbers
        for (uint64_t rest = low; rest; rest &= rest - 1) f(static_cast<Cue>(std::countr_zero(rest)));
        for (uint64_t rest = high; rest; rest &= rest - 1) f(static_cast<Cue>(64 + std::countr_zero(rest)));
    }

private:
    static constexpr CueSet with(uint64_t low, uint64_t high) {
        CueSet set;
        set.low = low, set.high = high;
        return set;
    }
};
}  // namespace habeas
