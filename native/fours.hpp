// Four characters looked at together.
#pragma once
#include <cstring>

#include "text.hpp"

namespace habeas {

using Four = uint32_t __attribute__((vector_size(16)));

inline Four four_at(const Char* place) {
    Four four;
    std::memcpy(&four, place, sizeof four);
    return four;
}
inline Four four_of(Char c) { return Four{c, c, c, c}; }
inline Four equal(Four one, Four other) { return Four(one == other); }
inline bool any(Four four) {
    uint64_t halves[2];
    std::memcpy(halves, &four, sizeof halves);
    return halves[0] | halves[1];
}
}  // namespace habeas
