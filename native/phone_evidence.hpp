// Weighs what speaks for a telephone number, and says it in words a member can read
// (habeas/detection/phone_evidence.py).
#pragma once
#include "phone_candidates.hpp"
#include "phone_context.hpp"
#include "telephony.hpp"

namespace habeas::phones {

// What is known of a candidate.
struct Evidence {
    Candidate candidate;
    Telephone telephone;
    Announcement announcement;
    bool plus, instructed;
    Str country;
    bool split;
    bool alone = false, odd = false;  // told last: they cost most, and a rank does not need them

    bool is_hidden() const { return candidate.is_disguised() || split; }
    bool is_obfuscated() const;
    bool is_international() const { return plus || starts_with(candidate.digits, U"00"); }
    bool is_national() const { return starts_with(candidate.digits, U"0") && !is_international(); }
    bool is_part_of_a_code() const;
    bool is_dialled_far() const;
    bool is_written_like_a_phone() const;
};

double weigh(const Evidence& evidence);
std::vector<String> explain(const Evidence& evidence);
}  // namespace habeas::phones
