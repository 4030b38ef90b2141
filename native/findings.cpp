// How the vocabulary of detection arrives from Python: by the names and values of its kinds.
#include "findings.hpp"

#include <stdexcept>

namespace habeas {
namespace {

#define HABEAS_TEXT(name) named(#name),
String named(std::string_view constant) {  // "PAY_OUTSIDE" stands for the value "pay_outside"
    String value(constant.begin(), constant.end());
    return lower(value);
}
const String KINDS[] = {HABEAS_KINDS(HABEAS_TEXT)};
const String PURPOSES[] = {HABEAS_PURPOSES(HABEAS_TEXT)};
const String EXPLANATIONS[] = {HABEAS_EXPLANATIONS(HABEAS_TEXT)};

template <class Enum, size_t SIZE>
Enum find_value(const String (&values)[SIZE], Str value) {
    for (size_t index = 0; index < SIZE; ++index)
        if (values[index] == value) return static_cast<Enum>(index);
    throw std::runtime_error("no such value: " + utf8(value));
}
}  // namespace

Str value(FindingKind kind) { return KINDS[static_cast<int>(kind)]; }
Str value(LinkPurpose purpose) { return PURPOSES[static_cast<int>(purpose)]; }
Str value(Explanation explanation) { return EXPLANATIONS[static_cast<int>(explanation)]; }
FindingKind finding_kind(Str value) { return find_value<FindingKind>(KINDS, value); }
LinkPurpose link_purpose(Str value) { return find_value<LinkPurpose>(PURPOSES, value); }
Explanation explanation(Str value) { return find_value<Explanation>(EXPLANATIONS, value); }
}  // namespace habeas
