// A text in which the words of addresses are written as signs, with a map back to the folded text
// (habeas/detection/respelling.py).
#pragma once
#include <memory>
#include <utility>
#include <vector>

#include "text.hpp"

namespace habeas {

struct Edit {
    int start, end;
    String written;
};

class Respelling {
public:
    explicit Respelling(Str folded) : text(folded) {}  // of which nothing is rewritten
    Respelling(const String& rewritten, std::vector<Edit> edits, std::vector<int> places);

    Str text;  // the folded text itself, or characters that the respelling keeps: never outlives either
    std::vector<Edit> edits;
    std::vector<int> places;

    std::pair<int, int> to_folded(int start, int end) const { return {origin(start).first, origin(end - 1).second}; }
    bool is_rewritten(int start, int end) const;

private:
    std::pair<int, int> origin(int place) const;
    std::unique_ptr<Char[]> kept_;
};

Respelling respell(Str text);
}  // namespace habeas
