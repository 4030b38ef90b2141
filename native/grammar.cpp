// Small grammars: which cues, how near to each other, make an intent or a request (habeas/detection/grammar.py).
#include "grammar.hpp"

#include <array>

namespace habeas::grammar {
namespace {

constexpr int ENOUGH = 4;           // matches of one pattern in a sentence that are looked at
constexpr int LONGEST_PHRASE = 60;  // characters; marks are sorted by start, so one that ends in reach starts near it
constexpr int MOST_NEEDS = 8;

// One way to meet a pattern, as it grows from its first mark.
class Growth {
public:
    Growth(Sentence& sentence, int index, Languages languages, const Pattern& pattern)
        : sentence_(sentence), marks_(sentence.marks()), index_(index), languages_(languages), pattern_(pattern) {
        use(marks_[index]);
    }

    // The match that takes the nearest mark for each further need; one without a pattern if there is none.
    Match grow() {
        for (size_t place = 1; place < pattern_.needs.size(); ++place) {
            const Mark* found = nearest(pattern_.needs[place]);
            if (!found) return {0, 0, 0, nullptr};
            use(*found);
            languages_ &= found->languages(pattern_.needs[place]);
        }
        return {start_, end_, languages_, &pattern_};
    }

private:
    void use(const Mark& mark) {
        start_ = count_ ? std::min(start_, mark.start) : mark.start;
        end_ = count_ ? std::max(end_, mark.end) : mark.end;
        used_[count_++] = &mark;
    }

    // The unused mark nearest to those used that meets a need in one of the languages. What stands before the first
    // cue belongs to it only where no pause parts them.
    const Mark* nearest(const CueSet& need) {
        const Mark* best = nullptr;
        int least = 0;
        auto look_at = [&](const Mark& mark) {
            int gap = std::max({mark.start - end_, start_ - mark.end, 0});
            if ((!best || gap < least) && is_meant(mark, need)) best = &mark, least = gap;
        };
        int count = static_cast<int>(marks_.size());
        for (int place = index_; place < count && marks_[place].start <= end_ + pattern_.gap; ++place)
            look_at(marks_[place]);
        if (!pattern_.ordered) {
            for (int place = index_ - 1; place >= 0; --place) {
                const Mark& mark = marks_[place];
                if (mark.start < start_ - pattern_.gap - LONGEST_PHRASE) break;
                if (!mark.cues.meets(need)) continue;
                if (pattern_.across_pauses || !sentence_.pauses_between(mark.end, start_)) look_at(mark);
            }
        }
        return best && least <= pattern_.gap ? best : nullptr;
    }

    bool is_meant(const Mark& mark, const CueSet& need) const {
        return (mark.languages(need) & languages_) && is_free(mark);
    }

    bool is_free(const Mark& mark) const {
        for (int place = 0; place < count_; ++place) {
            const Mark& one = *used_[place];
            if (pattern_.nested ? &mark == &one : mark.end > one.start && one.end > mark.start) return false;
        }
        return true;
    }

    Sentence& sentence_;
    const Marks& marks_;
    int index_;
    Languages languages_;
    const Pattern& pattern_;
    std::array<const Mark*, MOST_NEEDS> used_{};
    int count_ = 0, start_ = 0, end_ = 0;
};

bool could_meet(Sentence& sentence, const Pattern& pattern) {
    for (const CueSet& need : pattern.needs)
        if (!need.meets(sentence.cues())) return false;
    return !pattern.question || sentence.is_question();
}

// f(match) for the first few.
template <class F>
void each_match(Sentence& sentence, const Pattern& pattern, F&& f) {
    int found = 0;
    const Marks& marks = sentence.marks();
    for (int index = 0; index < static_cast<int>(marks.size()) && found < ENOUGH; ++index) {
        Languages languages = marks[index].languages(pattern.needs[0]);
        if (!languages || (pattern.opens && !sentence.is_opening(marks[index].start))) continue;
        Match match = Growth(sentence, index, languages, pattern).grow();
        if (match.pattern) ++found, f(match);
    }
}

CueSet read_cues(const Json& json) {
    CueSet cues;
    for (const Json& cue : json.items()) cues.add(static_cast<Cue>(cue.as_int()));
    return cues;
}
}  // namespace

Patterns read_patterns(const Json& json) {
    Patterns patterns;
    for (const Json& one : json.items()) {
        Pattern& pattern = patterns.emplace_back();
        for (const Json& need : one[U"needs"].items()) pattern.needs.push_back(read_cues(need));
        pattern.confidence = one[U"confidence"].as_real();
        pattern.because = one[U"because"].as_text();
        pattern.gap = static_cast<int>(one[U"gap"].as_int());
        pattern.ordered = one[U"ordered"].as_bool();
        pattern.opens = one[U"opens"].as_bool();
        pattern.plain = one[U"plain"].as_bool();
        pattern.nested = one[U"nested"].as_bool();
        pattern.question = one[U"question"].as_bool();
        pattern.across_pauses = one[U"across_pauses"].as_bool();
    }
    return patterns;
}

std::vector<Match> find_matches(Sentence& sentence, const Patterns& patterns, int most) {
    std::vector<Match> found;
    for (const Pattern& pattern : patterns) {
        if (!could_meet(sentence, pattern)) continue;
        each_match(sentence, pattern, [&](Match match) {
            match.languages &= sentence.languages();
            if (match.languages) found.push_back(match);
        });
        if (static_cast<int>(found.size()) >= most) {
            found.resize(most);
            break;
        }
    }
    return found;
}
}  // namespace habeas::grammar
