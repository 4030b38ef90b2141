// Which detectors the words of a stretch could wake (habeas/detection/prefilter/hearing.py, cue_glance.py, cue_gate.py).
#include "hearing.hpp"

#include <algorithm>
#include <stdexcept>

namespace habeas::prefilter {

void Hearing::read(const Json& cues, const Json& gates, WordTable& words) {
    for (const Json& senses : cues[U"senses"].items()) keep(senses);
    for (const auto& [word, senses] : cues[U"words"].entries()) {
        if (is_ascii(word)) words.add(utf8(word)).senses = static_cast<int>(senses.as_int());
        else other(word).senses = static_cast<int>(senses.as_int());
    }
    for (const auto& [first, following] : cues[U"pairs"].entries()) {
        const int one = mark(first, words, FIRST_OF_CUE);
        for (const auto& [second, senses] : following.entries())
            pairs_.add(one, mark(second, words, SECOND_OF_CUE), 0, static_cast<int>(senses.as_int()));
    }
    others_.freeze();
    pairs_.freeze();
    for (const auto& [beginning, senses] : cues[U"openings"].entries()) {
        openings_.add(utf8(beginning));
        opening_senses_[utf8(beginning)] = static_cast<int>(senses.as_int());
    }
    for (const Json& gate : gates.items()) {
        gates_.push_back({static_cast<uint64_t>(gate[0].as_int()), {}});
        for (const Json& way : gate[1].items()) {
            Way& needs = gates_.back().ways.emplace_back();
            for (const Json& cues : way.items()) {
                Need& need = needs.emplace_back();
                for (const Json& cue : cues.items()) {
                    need.cues.push_back(static_cast<uint8_t>(cue.as_int()));
                    need.mask |= 1ull << cue.as_int();
                }
            }
        }
    }
}

Hearing::Known& Hearing::other(const String& word) {
    constexpr int BEYOND_ASCII = 1 << 24;
    auto [found, is_new] = other_places_.try_emplace(word, static_cast<int>(known_others_.size()));
    if (is_new) {
        others_.add(word);
        known_others_.push_back({BEYOND_ASCII + found->second, -1, 0});
    }
    return known_others_[found->second];
}

int Hearing::mark(const String& word, WordTable& words, Mark mark) {
    if (is_ascii(word)) {
        Word& one = words.add(utf8(word));
        one.marks |= mark;
        return one.id;
    }
    Known& one = other(word);
    one.marks |= mark;
    return one.id;
}

Hearing::Known Hearing::known(Str word) const {
    const int place = others_.find(word);
    return place == Words::NONE ? Known{} : known_others_[place];
}

void Hearing::keep(const Json& written) {
    Senses senses;
    for (const Json& sense : written.items())
        if (sense[0].as_int() >= MOST_CUES) throw std::length_error("more cues than the prefilter can tell apart");
    for (const Json& sense : written.items())
        senses.emplace_back(static_cast<uint8_t>(sense[0].as_int()), static_cast<uint32_t>(sense[1].as_int()));
    senses_.push_back(std::move(senses));
}

void Hearing::Stretch::add(const Known& word, const uint8_t* start, int length) {
    if (word.senses >= 0) add(word.senses);
    if (before_.marks & FIRST_OF_CUE && word.marks & SECOND_OF_CUE)
        if (const PairTable::Pair* pair = hearing_.pairs_.find(before_.id, word.id)) add(pair->senses);
    before_ = word;
    if (length >= 3)
        hearing_.openings_.any(start, [&](int known) {
            if (known <= length)
                add(hearing_.opening_senses_.at(std::string(reinterpret_cast<const char*>(start), known)));
            return false;
        });
}

void Hearing::Stretch::add(int senses) {
    for (auto [cue, languages] : hearing_.senses_[senses]) {
        const uint64_t bit = 1ull << cue;
        languages_[cue] = cues_ & bit ? languages_[cue] | languages : languages;
        cues_ |= bit;
    }
}

uint64_t Hearing::Stretch::admitted() const {
    uint64_t wakes = 0;
    for (const Gate& gate : hearing_.gates_)
        if (std::any_of(gate.ways.begin(), gate.ways.end(), [this](const Way& way) { return is_met(way); }))
            wakes |= gate.wakes;
    return wakes;
}

bool Hearing::Stretch::is_met(const Way& way) const {
    for (const Need& need : way)
        if (!(cues_ & need.mask)) return false;
    uint32_t common = ~0u;
    for (const Need& need : way) {
        uint32_t met = 0;
        for (uint8_t cue : need.cues)
            if (cues_ >> cue & 1) met |= languages_[cue];
        common &= met;
    }
    return common != 0;
}
}  // namespace habeas::prefilter
