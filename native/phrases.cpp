// Scripts that part no words (habeas/detection/phrases.py); how words are spelled stands in cue_table.cpp, which needs it
// before anything is looked up.
#include "phrases.hpp"

namespace habeas {

const CharRanges NO_SPACES{"phrases.NO_SPACES"};
}  // namespace habeas
