// Which detectors the words of a stretch could wake, before any sentence is read
// (habeas/detection/prefilter/hearing.py, cue_glance.py and cue_gate.py).
#pragma once
#include <array>

#include "../tables.hpp"
#include "words.hpp"

namespace habeas::prefilter {

class Hearing {
public:
    static constexpr int MOST_CUES = 64;
    void read(const Json& cues, const Json& gates, WordTable& words);
    struct Known {  // a word of the table of cues
        int id = -1, senses = -1;
        uint32_t marks = 0;
    };
    static Known known(const Word& word) { return {word.id, word.senses, word.marks}; }
    Known known(Str word) const;  // beyond ASCII

    struct Need {  // cues any of which meets it
        uint64_t mask = 0;
        std::vector<uint8_t> cues;
    };
    using Way = std::vector<Need>;

    // The detectors, as bits, whose gates the cues of some words admit.
    class Stretch {
    public:
        explicit Stretch(const Hearing& hearing) : hearing_(hearing) {}
        void add(const Known& word, const uint8_t* start, int length);
        uint64_t admitted() const;

    private:
        void add(int senses);
        bool is_met(const Way& way) const;
        const Hearing& hearing_;
        Known before_;
        uint64_t cues_ = 0;
        std::array<uint32_t, MOST_CUES> languages_;  // of the cues that are said
    };

private:
    struct Gate {
        uint64_t wakes;
        std::vector<Way> ways;
    };
    using Senses = std::vector<std::pair<uint8_t, uint32_t>>;
    void keep(const Json& senses);
    int mark(const String& word, WordTable& words, Mark mark);
    Known& other(const String& word);
    std::vector<Senses> senses_;
    std::vector<Gate> gates_;
    PairTable pairs_;
    std::unordered_map<String, int> other_places_;
    Words others_;
    std::vector<Known> known_others_;
    Beginnings openings_;
    std::unordered_map<std::string, int> opening_senses_;
};
}  // namespace habeas::prefilter
