// The detectors, each a function that adds what it finds (habeas/detection/detectors), in the order of
// `DETECTORS` in habeas/detection/scan.py.
#pragma once
#include "../findings.hpp"

namespace habeas {

class Reading;

void detect_ask(Reading& reading, Results& results);
void detect_disguised_phone(Reading& reading, Results& results);
void detect_email(Reading& reading, Results& results);
void detect_handle(Reading& reading, Results& results);
void detect_intent(Reading& reading, Results& results);
void detect_link(Reading& reading, Results& results);
void detect_payment(Reading& reading, Results& results);
void detect_phone(Reading& reading, Results& results);
void detect_postal_address(Reading& reading, Results& results);

using Detector = void (*)(Reading& reading, Results& results);
inline constexpr Detector DETECTORS[] = {
    detect_ask,  detect_disguised_phone, detect_email, detect_handle,         detect_intent,
    detect_link, detect_payment,         detect_phone, detect_postal_address,
};
}  // namespace habeas
