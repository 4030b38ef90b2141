// Takes domains apart: is it a site, or part of a site, that a list names (habeas/detection/domains.py).
#include "domains.hpp"

namespace habeas {

const WordSet SECOND_LEVELS{"domains.SECOND_LEVELS"};
}  // namespace habeas
