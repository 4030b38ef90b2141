// The vocabulary of detection, in the order of habeas/detection/findings.py.
#pragma once
#include <optional>
#include <variant>

#include "tables.hpp"
#include "text.hpp"

namespace habeas {

#define HABEAS_KINDS(X) \
    X(PHONE) X(EMAIL) X(LINK) X(HANDLE) X(PAYMENT) X(POSTAL_ADDRESS) X(INTENT_OFF_PLATFORM) X(INTENT_PAY_OUTSIDE)
#define HABEAS_PURPOSES(X) \
    X(MESSENGER_INVITE) X(SOCIAL_PROFILE) X(CALENDAR) X(MEETING_ROOM) X(PAYMENT_PAGE) X(FORM) X(PERSONAL_SITE) \
    X(PORTFOLIO) X(CODE) X(DOCUMENT) X(CERTIFICATE_REGISTRY) X(OTHER)
#define HABEAS_EXPLANATIONS(X) \
    X(CERTIFICATE) X(ORDER_NUMBER) X(TICKET) X(INVOICE) X(TRACKING_NUMBER) X(IDENTIFIER) X(TAX_OR_COMPANY_NUMBER) \
    X(BANK_REFERENCE) X(PRODUCT_CODE) X(BOOK_NUMBER) X(VEHICLE_NUMBER) X(DEVICE_NUMBER) X(LEGAL_REFERENCE) X(DATE) \
    X(TIME) X(TIMESTAMP) X(PRICE) X(QUANTITY) X(COUNTING) X(VERSION) X(IP_ADDRESS) X(HASH) X(UUID) X(COORDINATES) \
    X(DIMENSIONS) X(COLOUR) X(CODE) X(FILE_NAME) X(URL_PART) X(TEST_NUMBER) X(EXAMPLE) X(EMERGENCY_LINE) \
    X(PLATFORM_ADDRESS) X(MEMBER_MENTION) X(BRAND) X(SUBJECT_OF_WORK) X(QUOTED_POLICY) X(REFUSAL) X(REPORTED_SPEECH) \
    X(NOT_ASSIGNABLE)

#define HABEAS_NAME(name) name,
enum class FindingKind : uint8_t { HABEAS_KINDS(HABEAS_NAME) };
enum class LinkPurpose : uint8_t { HABEAS_PURPOSES(HABEAS_NAME) };
enum class Explanation : uint8_t { HABEAS_EXPLANATIONS(HABEAS_NAME) };
#undef HABEAS_NAME

Str value(FindingKind);  // "phone"
Str value(LinkPurpose);
Str value(Explanation);
FindingKind finding_kind(Str value);
LinkPurpose link_purpose(Str value);
Explanation explanation(Str value);
template <> struct FromJson<FindingKind> { static FindingKind read(const Json& j) { return finding_kind(j.as_text()); } };
template <> struct FromJson<LinkPurpose> { static LinkPurpose read(const Json& j) { return link_purpose(j.as_text()); } };
template <> struct FromJson<Explanation> { static Explanation read(const Json& j) { return explanation(j.as_text()); } };

inline bool is_contact(LinkPurpose purpose) { return purpose <= LinkPurpose::PERSONAL_SITE; }

struct Span {
    int part, start, end;
    auto operator<=>(const Span&) const = default;
};

struct Finding {
    FindingKind kind;
    int part, start, end;
    String text, normalized;
    double confidence;
    bool contact, asks = false, obfuscated = false;
    std::vector<String> because;
    std::optional<LinkPurpose> purpose;
    std::vector<Span> continued;
};

struct Dismissal {
    FindingKind looked_like;
    int part, start, end;
    String text;
    Explanation explanation;
    String because;
};

using Result = std::variant<Finding, Dismissal>;
using Results = std::vector<Result>;
}  // namespace habeas
