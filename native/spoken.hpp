// Tell in which languages a sentence may be read (habeas/detection/spoken.py).
#pragma once
#include "cues.hpp"

namespace habeas {

// The languages for which most speaks; all, if nothing tells. `words` are those of the sentence, where they are known.
Languages spoken_languages(Str sentence, const Marks& marks, const CueWords* words = nullptr);
}  // namespace habeas
