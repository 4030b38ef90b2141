// Scans a batch of messages (habeas/detection/scan.py): asks only the detectors that could find something.
#include "detectors/detectors.hpp"
#include "marshalling.hpp"
#include "normalize.hpp"
#include "prefilter/prefilter.hpp"
#include "readings.hpp"
#include "settle.hpp"

#include <cstdio>
#include <exception>
#include <new>

namespace habeas {

std::string Marshal::utf8_of(Char c) { return utf8(Str(&c, 1)); }

namespace {

const Prefilter& prefilter() {
    static const Prefilter* const opened = [] {
        auto* made = new Prefilter;
        made->open();
        return made;
    }();
    return *opened;
}

// What is known of a message that is more than one text: where its texts begin, and who wrote it.
struct Author {
    int message;
    std::vector<int> part_starts;
    String country, language;
};

// Of each message: its place, then country, language and where its later texts begin, each with its number before it.
std::vector<Author> read_authors(const int* numbers, int count) {
    std::vector<Author> authors;
    const int* const end = numbers + count;
    while (numbers < end) {
        Author author{*numbers++, {0}, {}, {}};
        auto counted = [&](auto& to) {
            const int size = *numbers++;
            to.insert(to.end(), numbers, numbers + size);
            numbers += size;
        };
        counted(author.country);
        counted(author.language);
        counted(author.part_starts);
        authors.push_back(std::move(author));
    }
    return authors;
}

bool is_plain(std::string_view bytes) {
    uint64_t all = 0;
    size_t place = 0;
    for (uint64_t eight; place + 8 <= bytes.size(); place += 8) {
        std::memcpy(&eight, bytes.data() + place, 8);
        all |= eight;
    }
    for (; place < bytes.size(); ++place) all |= static_cast<unsigned char>(bytes[place]);
    return !(all & 0x8080808080808080ull);
}

void read_utf8(std::string_view bytes, String& characters) {
    characters.clear();
    for (auto *byte = reinterpret_cast<const unsigned char*>(bytes.data()), *end = byte + bytes.size(); byte < end;) {
        const unsigned char first = *byte++;
        const int more = first < 0x80 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
        Char c = more == 0 ? first : first & (0x3F >> more);
        for (int i = 0; i < more; ++i) c = c << 6 | (*byte++ & 0x3F);
        characters += c;
    }
}

void write(Marshal& out, const Finding& found) {
    out.number(static_cast<int>(found.kind));
    out.number(found.part);
    out.number(found.start);
    out.number(found.end);
    out.text(found.text);
    out.text(found.normalized);
    out.real(found.confidence);
    out.truth(found.contact);
    out.truth(found.asks);
    out.truth(found.obfuscated);
    out.tuple(found.because.size());
    for (const String& reason : found.because) out.text(reason);
    if (found.purpose) out.number(static_cast<int>(*found.purpose));
    else out.nothing();
    out.tuple(found.continued.size());
    for (const Span& span : found.continued) {
        out.tuple(3);
        out.number(span.part);
        out.number(span.start);
        out.number(span.end);
    }
}

void write(Marshal& out, const Dismissal& dismissed) {
    out.number(static_cast<int>(dismissed.looked_like));
    out.number(dismissed.part);
    out.number(dismissed.start);
    out.number(dismissed.end);
    out.text(dismissed.text);
    out.number(static_cast<int>(dismissed.explanation));
    out.text(dismissed.because);
}

// What was found in a batch: values one behind the other, of each the place of its message and its fields.
class Told {
public:
    void clear() {
        for (Marshal* list : {&findings_, &dismissals_}) {
            list->bytes().clear();
            list->open();
        }
        finding_count_ = dismissal_count_ = 0;
    }
    void add(int message, const Scan& scan) {
        for (const Finding& found : scan.findings) {
            findings_.number(message);
            write(findings_, found);
        }
        for (const Dismissal& dismissed : scan.dismissals) {
            dismissals_.number(message);
            write(dismissals_, dismissed);
        }
        finding_count_ += static_cast<int>(scan.findings.size());
        dismissal_count_ += static_cast<int>(scan.dismissals.size());
    }
    // A marshalled tuple of both lists.
    const std::string& bytes() {
        findings_.close(finding_count_ * FIELDS_OF_A_FINDING);
        dismissals_.close(dismissal_count_ * FIELDS_OF_A_DISMISSAL);
        both_.bytes().clear();
        both_.tuple(2);
        both_.bytes() += findings_.bytes();
        both_.bytes() += dismissals_.bytes();
        return both_.bytes();
    }

private:
    static constexpr int FIELDS_OF_A_FINDING = 14, FIELDS_OF_A_DISMISSAL = 8;
    Marshal findings_, dismissals_, both_;
    int finding_count_ = 0, dismissal_count_ = 0;
};

Scan read(const Document& document, uint32_t awake) {
    Reading reading(document);
    Results results;
    for (size_t detector = 0; detector < std::size(DETECTORS); ++detector)
        if (awake >> detector & 1) DETECTORS[detector](reading, results);
    return settle(std::move(results));
}

class Batch {
public:
    explicit Batch(Told& told) : told_(told) {}

    // `author`: null for one text of nobody in particular.
    void scan_ascii(int place, std::string_view original, const Author* author) {
        const uint32_t awake = prefilter().ask(original);
        if (!awake) return;
        original_.assign(original.begin(), original.end());
        text_.resize(original.size());
        std::transform(original.begin(), original.end(), text_.begin(), [](char c) { return lower(Char(c)); });
        Document document;
        document.original = original_;
        document.text = text_;
        finish(place, document, awake, author);
    }

    void scan(int place, Str original, const Author* author) {
        const Folding folding = fold(original);
        const uint32_t awake = prefilter().ask(folding.text);
        if (!awake) return;
        Document document;
        document.original = original;
        document.text = folding.text;
        document.ascii = is_ascii(folding.text);
        document.offsets = folding.moved ? folding.offsets.data() : nullptr;
        finish(place, document, awake, author);
    }

private:
    void finish(int place, Document& document, uint32_t awake, const Author* author) {
        if (author) {
            document.part_starts = author->part_starts;
            document.country = author->country;
            document.language = author->language;
        }
        told_.add(place, read(document, awake));
    }

    Told& told_;
    String original_, text_;
};

thread_local char wrong[512];

void scan_batch(std::string_view texts, const std::vector<Author>& known, Told& told) {
    constexpr char END = '\xFF';  // stands nowhere in UTF-8
    auto author = known.begin();
    Batch batch(told);
    String characters;
    for (int place = 0; !texts.empty(); ++place) {
        const Author* by = author != known.end() && author->message == place ? &*author++ : nullptr;
        const std::string_view text = texts.substr(0, texts.find(END));
        texts.remove_prefix(text.size() + 1);
        if (is_plain(text)) {
            batch.scan_ascii(place, text, by);
        } else {
            read_utf8(text, characters);
            batch.scan(place, characters, by);
        }
    }
}
}  // namespace
}  // namespace habeas

using namespace habeas;

#pragma GCC visibility push(default)
extern "C" {

// Scan texts in UTF-8, behind each of which stands a byte 0xFF. `authors`: what is known of some, as `read_authors` reads
// it. Gives the bytes of a marshalled tuple of (findings, dismissals), good until the next call of the thread, and their
// length; null where something went wrong.
const char* habeas_scan(const char* texts, size_t size, const int* authors, int authors_size, int* length) {
    thread_local Told told;
    wrong[0] = '\0';
    try {
        told.clear();
        const std::vector<Author> known = read_authors(authors, authors_size);
        scan_batch(std::string_view(texts, size), known, told);
        const std::string& bytes = told.bytes();
        *length = static_cast<int>(bytes.size());
        return bytes.data();
    } catch (const std::bad_alloc&) {
        return nullptr;
    } catch (const std::exception& error) {
        std::snprintf(wrong, sizeof wrong, "%s", error.what());
    } catch (...) {
        std::snprintf(wrong, sizeof wrong, "it is not known why");
    }
    return nullptr;
}

// What went wrong in the thread's last scan; nothing where memory was short.
const char* habeas_wrong() { return wrong; }
}
#pragma GCC visibility pop
