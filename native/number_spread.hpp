// Numbers told in pieces (habeas/detection/number_spread.py).
#pragma once
#include <vector>

#include "documents.hpp"
#include "numerals.hpp"

namespace habeas {

std::vector<NumberRun> read_sequences(const Document& document, const std::vector<NumberRun>& runs);
std::vector<NumberRun> read_pieces(const Document& document, const std::vector<NumberRun>& runs);
}  // namespace habeas
