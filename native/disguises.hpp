// Mailboxes that are described rather than written (habeas/detection/disguises.py).
#pragma once
#include "respelling.hpp"

namespace habeas {

struct DisguisedMailbox {
    int start, end;
    String address;
    double confidence;
    Str because;
};

std::vector<DisguisedMailbox> read_disguised(const Respelling& respelling);
}  // namespace habeas
