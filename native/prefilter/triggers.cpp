// All triggers, as they are looked for (habeas/detection/prefilter/anchors.py hands them over).
#include "triggers.hpp"

#include "../ranges.hpp"

namespace habeas::prefilter {
namespace {

constexpr const char* NAMES[] = {
#define HABEAS_NAME(name, text) text,
    HABEAS_ANCHORS(HABEAS_NAME)
#undef HABEAS_NAME
};

Anchor anchor_of(const std::string& name) {
    for (int anchor = 0; anchor < ANCHORS; ++anchor)
        if (name == NAMES[anchor]) return static_cast<Anchor>(anchor);
    return ANYWHERE;
}

const CharRanges ATTACHED{"tokens._ATTACHED_SCRIPTS"};

uint64_t bits_of(const Json& json) { return static_cast<uint64_t>(json.as_int()); }

}  // namespace

Table::Table(const Json& json)
    : detectors(static_cast<int>(json[U"detectors"].as_int())), spoken(bits_of(json[U"spoken"])) {
    const uint64_t lane = (1ull << detectors) - 1;
    companions = lane << 2 * detectors;
    kinds_.assign(KINDS, 0);
    read_kinds();
    read_words(json);
    read_parts(json[U"parts"]);
    read_patterns(json[U"patterns"]);
    read_anchors(json[U"anchors"]);
    hearing.read(json[U"cues"], json[U"gates"], words);
    words.freeze();
    pairs.freeze();
    other_words.freeze();
    everyday.freeze();
}

void Table::read_words(const Json& json) {
    for (const auto& [word, bits] : json[U"words"].entries()) {
        if (is_ascii(word)) {
            words.add(utf8(word)).bits |= bits_of(bits);
        } else {
            other_words.add(word);
            other_bits.push_back(bits_of(bits));
        }
    }
    for (const Json& pair : json[U"pairs"].items()) {
        const int one = words.add(utf8(pair[0].as_text())).id, other = words.add(utf8(pair[1].as_text())).id;
        words.add_pair(words[one], words[other]);
        pairs.add(one, other, bits_of(pair[2]), -1);
    }
}

void Table::read_parts(const Json& json) {
    for (const auto& [text, bits] : json.entries()) {
        auto telling = std::find_if(text.begin(), text.end(), [](Char c) { return c >= 128; });
        if (telling == text.end()) {
            telling = std::find_if(text.begin(), text.end(), [](Char c) { return !is_alnum(c) && c != ' '; });
            const int offset = static_cast<int>(telling - text.begin());
            if (telling == text.end()) by_letter.push_back({utf8(text), text, bits_of(bits), 0});
            else by_sign[*telling].push_back({utf8(text), text, bits_of(bits), offset});
            continue;
        }
        const Char next = telling + 1 == text.end() ? 0 : telling[1];
        add_kind(*telling, next ? PART_KIND : WHOLE_PART_KIND);
        other_parts.add(*telling, next, {"", text, bits_of(bits), static_cast<int>(telling - text.begin())});
    }
    other_parts.freeze();
}

void Table::read_patterns(const Json& json) {
    for (const Json& pattern : json.items()) {
        const bool foreign = pattern[0].as_text() == U"foreign";
        const Anchor anchor = anchor_of(utf8(pattern[1].as_text()));
        const String& first = pattern[4].as_text();
        patterns[anchor].push_back({Expression(pattern[2].as_text()), bits_of(pattern[3]), foreign, first});
        patterns[anchor].back().expression.match(U"");
        bits[anchor] |= patterns[anchor].back().bits;
        if (anchor == FIRST_CHARACTERS) add_kind(first[0], FIRST_KIND);
    }
}

void Table::read_anchors(const Json& json) {
    const std::pair<const Char*, Mark> marked[] = {
        {U"doubtful", DOUBTFUL}, {U"before", BEFORE}, {U"after", AFTER},     {U"then", THEN},
        {U"and", AND},           {U"street", STREET}, {U"rue", RUE},         {U"endings", ENDING},
        {U"ending_starts", ENDING_START},
    };
    for (auto [name, mark] : marked)
        for (const Json& word : json[name].items()) words.add(utf8(word.as_text())).marks |= mark;
    for (const Json& word : json[U"together"].items()) together.add(utf8(word.as_text()));
    for (const Json& word : json[U"leet"].items()) {
        leet.add(utf8(word.as_text()));
        leet_words.push_back(utf8(word.as_text()));
    }
    for (const Json& word : json[U"street_ends"].items()) {
        const std::string end = utf8(word.as_text());
        street_ends.push_back(end);
        street_end_letters[(end[end.size() - 2] & 31) * 32 + (end.back() & 31)] = true;
    }
    for (const Json& word : json[U"everyday"].items()) everyday.add(word.as_text());
    for (const Json& script : json[U"unspaced"].items()) {
        unspaced.emplace_back();
        for (const Json& word : script.items()) {
            unspaced.back().push_back(word.as_text());
            add_kind(word.as_text()[0], UNSPACED_KIND);
        }
    }
    for (const Json& word : json[U"beside"].items()) {
        const String& text = word.as_text();
        beside.add(text);
        if (text.front() >= 128) add_kind(text.front(), EDGE_KIND);
        if (text.back() >= 128) add_kind(text.back(), EDGE_KIND);
    }
    beside.freeze();
    for (const Json& c : json[U"han"].items()) add_kind(c.as_text()[0], HAN_KIND);
    for (const Json& c : json[U"like_figures"].items()) add_kind(c.as_text()[0], LIKE_KIND);
}

void PartIndex::freeze() {
    std::stable_sort(parts_.begin(), parts_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    size_t size = 8;
    while (size < parts_.size() * 2) size *= 2;
    slots_.assign(size, -1);
    mask_ = size - 1;
    for (size_t index = 0; index < parts_.size(); ++index) {
        if (index && parts_[index - 1].first == parts_[index].first) continue;
        const uint64_t place = hash(parts_[index].first);
        seen_[place >> 6 & (SEEN - 1)] |= 1ull << (place & 63);
        size_t slot = place & mask_;
        while (slots_[slot] >= 0) slot = (slot + 1) & mask_;
        slots_[slot] = static_cast<int>(index);
    }
}

void Table::read_kinds() {
    for (Char c = 128; c < KINDS; ++c)
        kinds_[c] = static_cast<uint16_t>((is_word(c) ? WORD_KIND : 0) | (is_space(c) ? SPACE_KIND : 0) |
                                          (ATTACHED.has(c) ? ATTACHED_KIND : 0));
}

void Table::add_kind(Char c, Kind kind) {
    if (c < KINDS) kinds_[c] |= kind;
    else rare_kinds_[c] |= kind;
}

uint16_t Table::kind_of_rare(Char c) const {
    auto found = rare_kinds_.find(c);
    return static_cast<uint16_t>((found == rare_kinds_.end() ? 0 : found->second) | (is_word(c) ? WORD_KIND : 0));
}
}  // namespace habeas::prefilter
