// Undoes look-alikes, widths, accents and invisible characters (habeas/detection/normalize.py).
#include "normalize.hpp"

#include <atomic>
#include <memory>

#include "callbacks.hpp"
#include "regex.hpp"
#include "tables.hpp"

namespace habeas {
namespace {

struct Alphabet {
    std::vector<std::pair<Char, Char>> pairs;
    void write(Char* word, int size) const {
        for (Char* c = word; c < word + size; ++c)
            for (const auto& [from, to] : pairs)
                if (*c == from) {
                    *c = to;
                    break;
                }
    }
};
Alphabet read_alphabet(const Json& json) {
    Alphabet alphabet;
    for (const Json& pair : json.items())
        alphabet.pairs.emplace_back(static_cast<Char>(pair[0].as_int()), static_cast<Char>(pair[1].as_int()));
    return alphabet;
}

const Loaded<Alphabet> TO_LATIN{"normalize._TO_LATIN", read_alphabet};
const Loaded<Alphabet> TO_CYRILLIC{"normalize._TO_CYRILLIC", read_alphabet};
const Pattern MIXED_WORD{"normalize._MIXED_WORD"};
const Pattern LATIN_WITH_LOOK_ALIKES{"normalize._LATIN_WITH_LOOK_ALIKES"};
const Pattern CYRILLIC_WITH_LOOK_ALIKES{"normalize._CYRILLIC_WITH_LOOK_ALIKES"};

constexpr size_t FEW = 12;

// What 256 characters in a row fold to, as Python says when the first of them is met.
struct Page {
    static constexpr uint32_t SEVERAL = 0x80000000;  // none or several: an index of `texts` follows
    uint32_t folded[256];
    std::vector<String> texts;

    explicit Page(Char first) {
        for (Char c = 0; c < 256; ++c) folded[c] = first + c;
        const Json answer = call_python("normalize.foldings", Json(static_cast<long long>(first)));
        for (const auto& [character, becomes] : answer.entries()) {
            const String& text = becomes.as_text();
            uint32_t& entry = folded[character[0] - first];
            entry = text.size() == 1 ? uint32_t{text[0]} : SEVERAL | static_cast<uint32_t>(texts.size());
            if (text.size() != 1) texts.push_back(text);
        }
    }
};

// The pages that were met: they never change, so that whoever makes one first keeps it for all.
class Pages {
public:
    const Page& of(Char c) {
        if (c > 0x10FFFF) c = 0;
        const Page* page = pages_[c >> 8].load(std::memory_order_acquire);
        return page ? *page : make(c >> 8);
    }

private:
    const Page& make(size_t number) {
        auto made = std::make_unique<const Page>(static_cast<Char>(number << 8));
        const Page* none = nullptr;
        if (pages_[number].compare_exchange_strong(none, made.get())) return *made.release();
        return *none;
    }
    std::atomic<const Page*> pages_[0x1100] = {};
};
Pages pages;

// Folds character by character. Python turns a "`" only where many characters beyond ASCII stand: `tick` says into
// what.
class Folder {
public:
    Folder(Str text, Char tick) : text_(text), tick_(tick) {}

    Folding fold() {
        folding_.text.resize(text_.size());
        size_t done = fold_one_by_one(folding_.text.data());
        if (done < text_.size()) fold_with_offsets(done);
        return std::move(folding_);
    }
    bool ticked() const { return ticked_; }          // whether a "`" stands in the text
    bool may_be_mixed() const { return foreign_; }   // whether anything folded to Greek or Cyrillic

private:
    Char plain(Char c) {
        if (c == '`') return ticked_ = true, tick_;
        return lower(c);
    }
    static bool is_foreign(Char c) { return c - 0x370 <= 0x52F - 0x370; }

    // Writes as long as each character folds to one; returns how many did.
    size_t fold_one_by_one(Char* out) {
        const Page* page = nullptr;
        Char first = 0;
        bool foreign = false;
        size_t i = 0;
        for (const size_t size = text_.size(); i < size; ++i) {
            Char c = text_[i];
            if (c < 128) {
                out[i] = plain(c);
                continue;
            }
            if (!page || c - first > 255) page = &pages.of(c), first = c & ~Char{255};
            uint32_t folded = page->folded[c & 255];
            if (folded & Page::SEVERAL) break;
            foreign |= is_foreign(folded);
            out[i] = folded;
        }
        foreign_ = foreign;
        return i;
    }

    void fold_with_offsets(size_t done) {
        String& out = folding_.text;
        std::vector<int>& offsets = folding_.offsets;
        folding_.moved = true;
        out.resize(done);
        out.reserve(text_.size() + text_.size() / 4);
        offsets.reserve(out.capacity() + 1);
        for (size_t i = 0; i < done; ++i) offsets.push_back(static_cast<int>(i));
        for (size_t i = done; i < text_.size(); ++i) {
            Char c = text_[i];
            uint32_t folded = c;
            const Page* page = nullptr;
            if (c < 128) folded = plain(c);
            else page = &pages.of(c), folded = page->folded[c & 255];
            if (folded & Page::SEVERAL) {
                const String& several = page->texts[folded & ~Page::SEVERAL];
                out += several;
                foreign_ |= std::any_of(several.begin(), several.end(), is_foreign);
                offsets.insert(offsets.end(), several.size(), static_cast<int>(i));
            } else {
                out += static_cast<Char>(folded);
                foreign_ |= is_foreign(folded);
                offsets.push_back(static_cast<int>(i));
            }
        }
        offsets.push_back(static_cast<int>(text_.size()));
    }

    Str text_;
    Char tick_;
    bool ticked_ = false, foreign_ = false;
    Folding folding_;
};

bool has_many_strangers(Str text) {
    std::vector<Char> strangers;
    for (Char c : text)
        if (c >= 128 && std::find(strangers.begin(), strangers.end(), c) == strangers.end()) {
            strangers.push_back(c);
            if (strangers.size() > FEW) return true;
        }
    return false;
}

bool changes_alphabet(Str text) {  // [a-z][\u0370-\u052f]|[\u0370-\u052f][a-z]
    enum Kind { OTHER, LATIN, GREEK_OR_CYRILLIC };
    Kind last = OTHER;
    for (Char c : text) {
        Kind kind = c >= 'a' && c <= 'z' ? LATIN : c >= 0x370 && c <= 0x52F ? GREEK_OR_CYRILLIC : OTHER;
        if (kind + last == LATIN + GREEK_OR_CYRILLIC && kind != OTHER && last != OTHER) return true;
        last = kind;
    }
    return false;
}

// Writes each word that mixes Latin with Cyrillic or Greek look-alikes in one alphabet.
void settle_mixed_words(String& folded) {
    if (std::none_of(folded.begin(), folded.end(), [](Char c) { return c >= 'a' && c <= 'z'; })) return;
    if (!changes_alphabet(folded)) return;
    const String text = folded;
    for (const Match& match : MIXED_WORD.finditer(text)) {
        Char* word = folded.data() + match.start();
        int size = match.end() - match.start();
        if (LATIN_WITH_LOOK_ALIKES.fullmatch(match.group())) TO_LATIN->write(word, size);
        else if (CYRILLIC_WITH_LOOK_ALIKES.fullmatch(match.group())) TO_CYRILLIC->write(word, size);
    }
}
}  // namespace

Folding fold(Str text) {
    if (is_ascii(text)) return {lower(text), {}, false};
    Folder folder(text, U'`');
    Folding folding = folder.fold();
    if (folder.ticked() && has_many_strangers(text)) folding = Folder(text, U'\'').fold();
    if (folder.may_be_mixed()) settle_mixed_words(folding.text);
    return folding;
}
}  // namespace habeas
