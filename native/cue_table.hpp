// The tables of cues that Python files (habeas/detection/lexicon/cue_table.py), read when the library is opened: each
// word in them has a number, and phrases are kept as the numbers of their words. What a scan asks of them beyond
// the headers cue_index, cue_glance, cue_gate and spoken.
#pragma once
#include <vector>

#include "cue_index.hpp"
#include "text.hpp"

namespace habeas::cue_table {

inline constexpr int NONE = -1;

// What is known of one word.
struct Word {
    int entry = NONE;              // of the phrases that begin with it
    int16_t glance = NONE;         // senses that it represents
    int16_t waking = NONE;         // senses that it wakes for
    Languages owners = 0;          // languages of which it is a little word
    bool glance_pairs = false, glance_follows = false;  // first and second of a pair that represents a phrase
    bool waking_pairs = false, waking_follows = false;
};

// One place of a phrase: any of some words, perhaps only their beginnings, perhaps missing.
struct Element {
    std::span<const int> words;
    std::span<const String> beginnings;
    bool optional = false, gap = false;
};

// The elements after the first word, or first two words, of a phrase, and what the phrase says.
struct Phrase {
    std::span<const Element* const> rest;
    int senses;
};

struct Next {
    int word;
    Phrase phrase;
};

// All phrases that begin with one word: by the word that must follow, or `loose` if several may.
struct Entry {
    int alone = NONE;
    std::span<const Next> by_next;  // in order of the words
    std::span<const Phrase> loose;
};

struct Beginning {
    String text;
    int value;  // an entry, or senses
};

// Phrases that are looked for anywhere, all with the same first character.
struct Anywhere {
    std::vector<Beginning> phrases;  // with senses, in order of their texts
};

// Where the tables lie, once they are read.
struct Places {
    const Word* words;
    const Entry* entries;
    const Senses* senses;
    const CueSet* cues;  // of the senses
};
extern Places places;

int number_of(Str word);  // NONE: no table holds the word
inline const Word& word(int number) { return places.words[number]; }
inline const Entry& entry(int number) { return places.entries[number]; }
inline const Senses& senses(int number) { return places.senses[number]; }
inline const CueSet& cues_of(int senses) { return places.cues[senses]; }
int glance_pair(int one, int other);  // senses, or NONE
int waking_pair(int one, int other);
bool may_begin(Str word);  // false: with none of `openings` and `begun`
const std::vector<Beginning>& openings();     // beginnings of words with the senses that they represent
const std::vector<Beginning>& begun();        // with the entries of phrases whose first word begins so
const std::vector<Beginning>& waking_parts();
const Anywhere* anywhere(Char first);  // what begins with a character; null for nothing
}  // namespace habeas::cue_table
