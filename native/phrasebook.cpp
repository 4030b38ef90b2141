// Look up the words and phrases of a lexicon in a folded text (habeas/detection/phrasebook.py).
#include "phrasebook.hpp"

#include <array>
#include <unordered_map>

namespace habeas {
namespace {

constexpr int NONE = Words::NONE;

const WordSet GAPS{"phrasebook._GAPS"};

// A word of a text as `_WORD` tells them: Latin letters and figures, or others.
struct Piece {
    int start, end;
};

enum Kind : uint8_t { SIGN, LATIN, OTHER };
constexpr std::array<Kind, 128> KINDS = [] {
    std::array<Kind, 128> kinds{};
    for (Char c = U'a'; c <= U'z'; ++c) kinds[c] = LATIN;
    for (Char c = U'0'; c <= U'9'; ++c) kinds[c] = LATIN;
    for (Char c = U'A'; c <= U'Z'; ++c) kinds[c] = OTHER;
    return kinds;
}();
Kind kind_of(Char c) { return c < 128 ? KINDS[c] : is_alnum(c) ? OTHER : SIGN; }

// The next word at a place or behind it; empty at the end.
Piece next_piece(Str text, int place, int end) {
    for (; place < end; ++place) {
        Kind kind = kind_of(text[place]);
        if (kind == SIGN) continue;
        int start = place;
        while (++place < end && kind_of(text[place]) == kind) {}
        return {start, place};
    }
    return {end, end};
}

// Whether `_ADDRESS` finds anything where nothing is blank.
bool is_address(Str text) {
    for (size_t place = 0; place < text.size(); ++place) {
        Char c = text[place];
        if (c == U'@') return true;
        if (c == U':' && text.substr(place, 3) == U"://") return true;
        if (c == U'.' && place >= 2 && place + 2 < text.size() && is_word(text[place - 2]) &&
            is_word(text[place - 1]) && is_word(text[place + 1]) && is_word(text[place + 2]))
            return true;
    }
    return false;
}
}  // namespace

void Vocabulary::fill(const Json& json) {
    for (const Json& word : json[U"words"].items()) {
        words_.add(word.as_text());
        looks_.set(look_of(word.as_text()));
    }
    words_.freeze();
    for (const Json& word : json[U"together"].items()) {
        together_[word.as_text()[0]].push_back(word.as_text());
        pairs_.set(look_of(slice(word.as_text(), 0, 2)));
    }
}

bool Vocabulary::is_in(Str text, const Tokens* tokens) const {
    if (!is_ascii(text)) return knows_foreign(text) || knows_ascii_words(text);
    if (!tokens || !tokens->known || tokens->words.empty()) return knows_ascii_words(text);
    return std::any_of(tokens->words.begin(), tokens->words.end(), [&](Str word) { return knows(word); });
}

bool Vocabulary::knows_ascii_words(Str text) const {
    for (size_t start = 0, end; start < text.size(); start = end + 1) {
        for (end = start; end < text.size() && text[end] < 128 && is_alnum(text[end]);) ++end;
        if (end > start && knows(text.substr(start, end - start))) return true;
    }
    return false;
}

bool Vocabulary::knows_foreign(Str text) const {
    String joined;  // what is not in ASCII
    for (size_t start = 0, end; start < text.size(); start = end + 1) {
        for (end = start; end < text.size() && text[end] >= 128;) ++end;
        if (end == start) continue;
        Str word = text.substr(start, end - start);
        if (knows(word)) return true;
        if (!joined.empty()) joined += U' ';
        joined += word;
    }
    return has_together(joined);
}

bool Vocabulary::has_together(Str text) const {
    for (size_t place = 0; place < text.size(); ++place) {
        if (!pairs_[look_of(text.substr(place, 2))] && !pairs_[look_of(text.substr(place, 1))]) continue;
        auto words = together_.find(text[place]);
        if (words == together_.end()) continue;
        for (const String& word : words->second)
            if (starts_with(text.substr(place), word)) return true;
    }
    return false;
}

String without_addresses(Str text) {
    String blanked(text);
    for (size_t start = 0, end; start < text.size(); start = end + 1) {  // an address holds no blank
        bool telling = false;
        for (end = start; end < text.size() && !is_space(text[end]); ++end)
            telling |= text[end] == U'@' || text[end] == U'.' || text[end] == U':';
        if (telling && is_address(text.substr(start, end - start)))
            std::fill(blanked.begin() + start, blanked.begin() + end, U' ');
    }
    return blanked;
}

struct PhrasebookIndex::Phrases {
    struct Known {
        int meaning = NONE;   // of the word alone
        bool starts = false;  // longer phrases begin with it
    };
    Words words;               // whole phrases, and the first words of longer ones
    std::bitset<LOOKS> looks;  // of those without a blank
    std::vector<Known> known;  // by their places in `words`
    size_t longest = 0;        // words in a phrase
    std::unordered_map<Char, std::vector<std::pair<String, int>>> unspaced;  // by first character, longest first
    std::bitset<LOOKS> beginnings;  // of those, two characters
    std::vector<std::pair<String, int>> added;
};

void PhrasebookIndex::add(Str word, int meaning, bool unspaced) {
    if (!phrases_) phrases_ = std::make_shared<Phrases>();
    if (unspaced) phrases_->unspaced[word.empty() ? U'\0' : word[0]].emplace_back(word, meaning);
    else phrases_->added.emplace_back(word, meaning);
}

void PhrasebookIndex::freeze() {
    if (!phrases_) phrases_ = std::make_shared<Phrases>();
    Phrases& book = *phrases_;
    std::unordered_map<String, int> places;
    auto known = [&](Str word) -> Phrases::Known& {
        auto [place, is_new] = places.try_emplace(String(word), static_cast<int>(book.known.size()));
        if (is_new) {
            book.words.add(word);
            book.known.emplace_back();
            if (!contains(word, U' ')) book.looks.set(look_of(word));
        }
        return book.known[place->second];
    };
    for (const auto& [phrase, meaning] : book.added) {
        known(phrase).meaning = meaning;
        book.longest = std::max<size_t>(book.longest, std::count(phrase.begin(), phrase.end(), U' ') + 1);
        if (contains(phrase, U' ')) known(split(phrase)[0]).starts = true;
    }
    book.words.freeze();
    book.added.clear();
    for (auto& [first, phrases] : book.unspaced) {
        for (const auto& [phrase, meaning] : phrases) book.beginnings.set(look_of(slice(phrase, 0, 2)));
        std::stable_sort(phrases.begin(), phrases.end(),
                         [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
    }
}

template <class F>
void PhrasebookIndex::spot(Str text, int start, int end, F&& f) const {
    const Phrases& book = *phrases_;
    end = std::min(end, static_cast<int>(text.size()));
    String phrase;
    for (Piece first = next_piece(text, start, end); first.start < end;) {
        Piece next = next_piece(text, first.end, end);
        Str word = slice(text, first.start, first.end);
        int place = book.looks[look_of(word)] ? book.words.find(word) : NONE;
        if (place == NONE) {
            first = next;
            continue;
        }
        int meaning = book.known[place].meaning, last = first.end;
        if (book.known[place].starts) {
            phrase = slice(text, first.start, first.end);
            Piece piece = next;
            int phrase_end = first.end;
            for (size_t count = 1; count < book.longest && piece.start < end; ++count) {
                if (!GAPS.has(slice(text, phrase_end, piece.start))) break;
                phrase += U' ';
                phrase += slice(text, piece.start, piece.end);
                phrase_end = piece.end;
                piece = next_piece(text, piece.end, end);
                int longer = book.words.find(phrase);
                if (longer != NONE && book.known[longer].meaning != NONE) {
                    meaning = book.known[longer].meaning;
                    last = phrase_end;
                    next = piece;
                }
            }
        }
        if (meaning != NONE && !f(Spot{first.start, last, meaning})) return;
        first = next;
    }
    if (book.unspaced.empty() || is_ascii(text)) return;
    for (int place = start; place < end;) {
        int length = 1;
        if (!book.beginnings[look_of(slice(text, place, place + 2))] && !book.beginnings[look_of(text.substr(place, 1))]) {
            ++place;
            continue;
        }
        auto phrases = book.unspaced.find(text[place]);
        if (phrases != book.unspaced.end()) {
            Str rest = slice(text, place, end);
            for (const auto& [word, meaning] : phrases->second) {
                if (!starts_with(rest, word)) continue;
                if (!f(Spot{place, place + static_cast<int>(word.size()), meaning})) return;
                length = static_cast<int>(word.size());
                break;
            }
        }
        place += length;
    }
}

std::vector<Spot> PhrasebookIndex::find(Str text, int start, int end) const {
    std::vector<Spot> found;
    spot(text, start, end, [&](const Spot& one) { return found.push_back(one), true; });
    return found;
}

bool PhrasebookIndex::is_in(Str text) const {
    bool found = false;
    spot(text, 0, INT_MAX, [&](const Spot&) { return found = true, false; });
    return found;
}
}  // namespace habeas
