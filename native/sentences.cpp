// Sentences of a text with their cues (habeas/detection/sentences.py).
#include "sentences.hpp"

#include <array>

#include "ranges.hpp"
#include "spoken.hpp"

namespace habeas {
namespace {

constexpr int LONGEST = 600;  // characters of a sentence that are read together, so that time stays linear
constexpr int OVERLAP = 200;

const CharSet STOPS{"sentences._STOPS"}, CUTS{"sentences._CUTS"}, PAUSES{"sentences._PAUSES"},
    QUESTION_MARKS{"sentences._QUESTION_MARKS"}, BEFORE_OPENING{"sentences._BEFORE_OPENING"};
const CharRanges UNPARTED{"sentences._UNPARTED"};

constexpr CueSet COVERS_ALL{Cue::NOTHING};
constexpr CueSet COVERS_INNOCENCE{Cue::OUTSIDE, Cue::LEAVE_OUT, Cue::DODGE, Cue::NOT_REALLY, Cue::CLOSE};
constexpr CueSet INNOCENCE{Cue::INSIDE, Cue::HERE, Cue::NOT, Cue::FORBID, Cue::PUBLIC, Cue::JOB, Cue::EVIDENCE};

// Which characters stop or cut a sentence.
class Ends {
public:
    enum Kind : uint8_t { NEITHER, STOP, CUT };
    Ends() {
        for (Char c = 0; c < 128; ++c) low_[c] = find(c);
        for (Char c = 128; c < 0x10000; ++c) if (find(c) != NEITHER) rows_ |= row_of(c);
    }
    Kind kind_of(Char c) const {
        if (c < 128) return low_[c];
        return rows_ & row_of(c) ? find(c) : NEITHER;
    }

private:
    static uint64_t row_of(Char c) { return uint64_t{1} << (c >> 8 & 63); }
    static Kind find(Char c) { return STOPS.has(c) ? STOP : CUTS.has(c) ? CUT : NEITHER; }
    std::array<Kind, 128> low_{};
    uint64_t rows_ = 0;  // of 256 characters, in which some beyond ASCII are
};

// What `_END` finds: f(where a sentence ends).
template <class F>
void each_end(Str text, F&& f) {
    static const Ends ENDS;
    int size = static_cast<int>(text.size());
    for (int place = 0; place < size;) {
        Ends::Kind kind = ENDS.kind_of(text[place]);
        if (kind == Ends::NEITHER) {
            ++place;
            continue;
        }
        while (++place < size && ENDS.kind_of(text[place]) == kind) {}
        if (kind == Ends::CUT || place == size || is_space(text[place]) || UNPARTED.has(text[place])) f(place);
    }
}

std::vector<std::pair<int, int>> spans_of(Str text) {
    std::vector<std::pair<int, int>> spans;
    int start = 0;
    auto end_at = [&](int end) {
        for (; end - start > LONGEST; start += LONGEST - OVERLAP) spans.emplace_back(start, start + LONGEST);
        if (end > start) spans.emplace_back(start, end);
        start = end;
    };
    each_end(text, end_at);
    end_at(static_cast<int>(text.size()));
    return spans;
}

// Take away the marks that a longer phrase around them does.
void uncover(Marks& marks) {
    std::vector<Mark>& all = marks.all();
    int nothing_until = 0, innocence_until = 0;
    size_t kept = 0;
    for (Mark mark : all) {
        const CueSet cues = mark.cues;
        if (mark.end <= nothing_until && !cues.meets(COVERS_ALL)) continue;
        if (mark.end <= innocence_until && cues.meets(INNOCENCE)) {
            std::vector<Sense> guilty;
            for (const Sense& sense : mark.senses) if (!INNOCENCE.has(sense.cue)) guilty.push_back(sense);
            mark.cues = {};
            for (const Sense& sense : guilty) mark.cues.add(sense.cue);
            mark.senses = marks.merged().emplace_back(std::move(guilty));
        }
        all[kept++] = mark;
        if (cues.meets(COVERS_ALL)) nothing_until = std::max(nothing_until, mark.end);
        if (cues.meets(COVERS_INNOCENCE)) innocence_until = std::max(innocence_until, mark.end);
    }
    all.resize(kept);
}
}  // namespace

const Tokens& Sentence::tokens() {
    if (!tokens_) {
        Str sentence = slice(text, start, end);
        if (has_links(sentence)) unlinked_ = without_links(sentence), sentence = unlinked_;
        tokens_.emplace(read_tokens(sentence));
    }
    return *tokens_;
}

const PossibleCues& Sentence::possible_cues() {
    if (!possible_cues_)
        possible_cues_.emplace(known_ ? habeas::possible_cues(words_) : habeas::possible_cues(tokens()));
    return *possible_cues_;
}

const Marks& Sentence::marks() {
    if (!marks_) {
        marks_.emplace(read_marks(text, start, end, known_ ? &words_ : nullptr));
        uncover(*marks_);
        for (const Mark& mark : *marks_) cues_ |= mark.cues;
    }
    return *marks_;
}

Languages Sentence::languages() {
    if (!languages_) languages_ = spoken_languages(slice(text, start, end), marks(), known_ ? &words_ : nullptr);
    return *languages_;
}

bool Sentence::is_question() const {
    Str stripped = rstrip(slice(text, start, end));
    return !stripped.empty() && QUESTION_MARKS.has(stripped.back());
}

const std::vector<int>& Sentence::pauses() {
    if (!pauses_) {
        pauses_.emplace();
        for (int place = start; place < end; ++place) {
            if (PAUSES.has(text[place])) {
                pauses_->push_back(place);
            } else if (place + 2 < end && text[place + 1] == U'-' && is_space(text[place]) && is_space(text[place + 2])) {
                pauses_->push_back(place);
                place += 2;
            }
        }
    }
    return *pauses_;
}

bool Sentence::pauses_between(int start, int end) {
    auto pause = std::lower_bound(pauses().begin(), pauses().end(), start);
    return pause != pauses().end() && *pause < end;
}

bool Sentence::is_opening(int place) {
    auto after = std::lower_bound(pauses().begin(), pauses().end(), place);
    int opening = after == pauses().begin() ? start : after[-1] + 1;
    return BEFORE_OPENING.covers(slice(text, opening, place));
}

Sentences::Sentences(Str text, const TextWords* words)
    : text_(text), words_(words), spans_(spans_of(text)), made_(spans_.size()) {}

std::vector<Sentence*> Sentences::all() { return holding({}); }

std::vector<Sentence*> Sentences::holding(const std::optional<std::vector<Str>>& words) {
    std::vector<Sentence*> found;
    for (size_t place = 0; place < spans_.size(); ++place) {
        Str sentence = slice(text_, spans_[place].first, spans_[place].second);
        auto stands = [&](Str word) { return stands_in(sentence, word); };
        if (!words || std::any_of(words->begin(), words->end(), stands)) found.push_back(make(static_cast<int>(place)));
    }
    return found;
}

Sentence* Sentences::make(int place) {
    if (!made_[place])
        made_[place] = std::make_unique<Sentence>(text_, spans_[place].first, spans_[place].second, words_);
    return made_[place].get();
}
}  // namespace habeas
