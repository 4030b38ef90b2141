// Writes the words of an address as the signs they stand for (habeas/detection/respelling.py).
#include "respelling.hpp"

#include "connector_hits.hpp"
#include "domains.hpp"
#include "phrase_list.hpp"

namespace habeas {
namespace {

constexpr int REACH = 80;       // characters around a sign for "at" in which words may belong to the same address
constexpr int TAIL = 100;       // characters before a hit that decide on it
constexpr int LAST_PIECES = 12;  // of those written, that the tail is taken from
constexpr int LONGEST_LABEL = 40;
constexpr int MOST_JUNK = 6;

const Pattern JUNK_BEFORE{"respelling._JUNK_BEFORE"};
const Pattern JUNK_BEFORE_AT{"respelling._JUNK_BEFORE_AT"};
const Pattern JUNK_AFTER{"respelling._JUNK_AFTER"};
const PhraseList THEN{"respelling._THEN"};
const PhraseList ARTICLES{"respelling._ARTICLES"};
const PhraseList THEN_AFTER{"respelling._THEN_AFTER"};
const Pattern SITE_BEFORE{"respelling._SITE_BEFORE"};
const Pattern ADDRESS_SO_FAR{"respelling._ADDRESS_SO_FAR"};
const WordSet SAID_ENDINGS{"respelling._SAID_ENDINGS"};
const WordSet MAIL_NAMES{"respelling._MAIL_NAMES"};
const WordSet KNOWN_SITES{"respelling._KNOWN_SITES"};
const WordSet PLAIN_DOTS{"lexicon.connectors.PLAIN_DOTS"};
const WordSet MAIL_DOMAINS{"lexicon.providers.MAIL_DOMAINS"};
const WordSet ONLY_MAIL{"lexicon.providers.ONLY_MAIL"};
const WordSet STRONG{"lexicon.suffixes.STRONG"};
const WordSet TOP_LEVEL_DOMAINS{"lexicon.suffixes.TOP_LEVEL_DOMAINS"};
const WordSet WORDS{"lexicon.suffixes.WORDS"};

bool is_small(Char c) { return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9'); }
bool is_in_label(Char c) { return is_small(c) || c == U'-'; }
bool is_ascii_edge(Char c) { return is_in_label(c) || c == U'.' || c == U'_'; }

// The label that the text ends with, as far as it is looked at; a line may end behind it.
Str label_before(Str text) {
    size_t end = text.size();
    if (end && text[end - 1] == U'\n') --end;
    size_t start = end;
    while (start && end - start < LONGEST_LABEL && is_in_label(text[start - 1])) --start;
    return text.substr(start, end - start);
}

// What follows the last blank; a line may end behind it.
Str unbroken_end(Str text) {
    size_t end = text.size();
    if (end && text[end - 1] == U'\n') --end;
    size_t start = end;
    while (start && !is_space(text[start - 1])) --start;
    return text.substr(start, end - start);
}

bool has_any_ending(Str text, const WordSet& endings) {
    for (const String& ending : endings.words()) {
        if (ends_with(text, ending)) return true;
    }
    return false;
}

bool starts_with_any(Str text, const WordSet& beginnings) {
    for (const String& beginning : beginnings.words()) {
        if (starts_with(text, beginning)) return true;
    }
    return false;
}

bool is_junk(Char c) {
    static const AsciiTable JUNK{[](Str c) { return JUNK_BEFORE.search(c).start() == 0 && c != U"-"; }};
    return c < 128 ? JUNK.has(c) : is_space(c);
}

// Where what _JUNK_BEFORE finds between two places begins.
int junk_before(Str text, int first, int end, bool at_sign) {
    int start = end;
    while (start > first && is_junk(text[start - 1])) --start;
    const Char last = end > first ? text[end - 1] : U'\0';
    const Str before = slice(text, first, start);
    const bool may_be_said = start < end && end - start <= 2 && (THEN.ends(before) || (at_sign && ARTICLES.ends(before)));
    if (!may_be_said && last != U'\n' && last != U'-') return std::max(start, end - MOST_JUNK);
    return (at_sign ? JUNK_BEFORE_AT : JUNK_BEFORE).search(text, first, end).start();
}

// Where what _JUNK_AFTER matches at a place ends.
int junk_after(Str text, int place) {
    const int size = static_cast<int>(text.size());
    const Char c = at(text, place), next = at(text, place + 1);
    if (c == U'<' || next == U'<' || (c == U'-' && is_space(next))) return JUNK_AFTER.match(text, place).end();
    int end = place;
    while (end < size && end < place + MOST_JUNK && is_junk(text[end])) {
        if (text[end] == U'<') return JUNK_AFTER.match(text, place).end();
        ++end;
    }
    const int said = THEN_AFTER.may_begin(at(text, end)) ? THEN_AFTER.length_at(text, end) : 0;
    if (!said || !is_space(at(text, end + said))) return end;
    end += said + 1;
    return end + (is_space(at(text, end)) ? 1 : 0);
}

bool is_widened(HitKind kind) { return kind <= HitKind::HYPHEN; }

// Decides on each hit in order, and writes those that belong to an address.
class Writer {
public:
    Writer(Str text, std::vector<Hit> hits) : text_(text), hits_(std::move(hits)) {
        for (size_t place = text.find(U'@'); place != Str::npos; place = text.find(U'@', place + 1)) {
            sure_.push_back(static_cast<int>(place));
        }
        any_ = sure_;
        for (const Hit& hit : hits_) {
            if (hit.kind != HitKind::AT) continue;
            any_.push_back(hit.start);
            if (hit.written != LOOSE_AT.get()) sure_.push_back(hit.start);
        }
        std::sort(sure_.begin(), sure_.end());
        std::sort(any_.begin(), any_.end());
    }

    Respelling write() {
        out_.reserve(text_.size() + 16);
        for (const Hit& hit : hits_) {
            if (hit.start >= read_ && is_written(hit)) replace(widened(hit));
        }
        copy(static_cast<int>(text_.size()));
        return Respelling(out_, std::move(edits_), std::move(places_));
    }

private:
    bool is_written(const Hit& hit) {
        switch (hit.kind) {
            case HitKind::DOT: return is_dot(hit);
            case HitKind::SLASH: return is_slash(hit);
            case HitKind::UNDERSCORE: return near(any_, hit) || follows_slash(hit);
            case HitKind::HYPHEN: return near(sure_, hit) || follows_slash(hit);
            case HitKind::PROVIDER: return is_provider(hit);
            case HitKind::ENDING: return is_ending(hit);
            case HitKind::SPACED_DOT: return is_spaced_dot(hit);
            case HitKind::SPACED_SLASH: return is_spaced_slash(hit);
            default: return true;
        }
    }

    void replace(Edit edit) {
        copy(edit.start);
        places_.push_back(static_cast<int>(out_.size()));
        piece(edit.written);
        read_ = edit.end;
        edits_.push_back(std::move(edit));
    }

    void copy(int until) {
        piece(slice(text_, read_, until));
        read_ = until;
    }

    void piece(Str written) {
        piece_starts_.push_back(static_cast<int>(out_.size()));
        out_ += written;
    }

    // The end of what will have been written up to folded character `until`; valid until the next is asked for.
    Str tail(int until) {
        Str unwritten = slice(text_, std::max(read_, until - TAIL), until);
        if (until - read_ >= TAIL || out_.empty()) return unwritten;
        const int pieces = static_cast<int>(piece_starts_.size());
        const int first = pieces > LAST_PIECES ? piece_starts_[pieces - LAST_PIECES] : 0;
        const int wanted = static_cast<int>(out_.size() + unwritten.size()) - TAIL;
        tail_.assign(out_, std::max(first, wanted));
        tail_ += unwritten;
        return tail_;
    }

    bool is_dot(const Hit& hit) {
        int place = junk_after(text_, hit.end);
        place += at(text_, place) == U'-';
        const Str ending = slice(text_, place, next_word(text_, place));
        if (ending.empty()) return false;
        if (!hit.phrase.empty() && in_unspaced_script(hit.phrase[0]) && !is_between_labels(hit)) return false;
        if (WORDS.has(ending) && !PLAIN_DOTS.has(hit.phrase)) {
            if (near(sure_, hit)) return true;
            const Str label = label_before(rstrip(tail(hit.start)));
            return !label.empty() && MAIL_DOMAINS.has(concat(label, U".", ending));
        }
        return TOP_LEVEL_DOMAINS.has(ending) || ENDINGS.has(ending) || near(any_, hit);
    }

    bool is_between_labels(const Hit& hit) {
        const Str before = rstrip(tail(hit.start), U" ([{");
        if (before.empty() || !is_ascii_edge(before.back())) return false;
        const Str after = lstrip(slice(text_, hit.end, hit.end + 12), U" )]}");
        return is_ascii_edge(at(after, 0)) || starts_with_any(after, UNSPACED_ENDINGS);
    }

    bool is_slash(const Hit& hit) {
        const Str before = rstrip(tail(hit.start), U" \n,([{<-\"'");
        const Str run = unbroken_end(before);
        return contains(run, U'.') && ADDRESS_SO_FAR.found(before, static_cast<int>(run.data() - before.data()));
    }

    bool follows_slash(const Hit& hit) {
        const Str before = tail(hit.start);
        return contains(before.substr(before.size() > 40 ? before.size() - 40 : 0), U'/');
    }

    bool is_provider(const Hit& hit) {
        if (ONLY_MAIL.has(hit.written) || near(any_, hit)) return true;
        return at(text_, hit.start - 1) == U'.' || at(text_, hit.end) == U'.';
    }

    bool is_ending(const Hit& hit) {
        const Str before = rstrip(tail(hit.start), U" ,\n");
        if (has_any_ending(before, MAIL_NAMES)) return true;
        if (!edits_.empty() && edits_.back().end == hit.start && edits_.back().written == U".") return true;
        return ends_with(before, U".") && !is_alpha(hit.phrase);
    }

    bool is_spaced_dot(const Hit& hit) {
        const int end = next_word(text_, hit.end);
        const Str ending = slice(text_, hit.end, end);
        if (ending.empty()) return false;
        const Str label = label_before(tail(hit.start));
        const bool www = label == U"www";
        if (label.empty() || (!TOP_LEVEL_DOMAINS.has(ending) && !www)) return false;
        if (www || KNOWN_SITES.has(concat(label, U".", ending))) return true;
        const Str after = strip(slice(text_, end, end + 3), U" \t");
        const bool goes_on = starts_with(after, U"/"), ends = after.empty() || !is_alnum(after[0]);
        return (goes_on && !WORDS.has(ending)) || SAID_ENDINGS.has(ending) || (ends && STRONG.has(ending));
    }

    // Whether a slash between blanks goes on with an address: a known site, or one written with gaps already.
    bool is_spaced_slash(const Hit& hit) {
        const Str before = tail(hit.start);
        const Str run = unbroken_end(before);
        if (!contains(run, U'.')) return false;
        const Match site = SITE_BEFORE.search(before, static_cast<int>(run.data() - before.data()));
        if (!site) return false;
        if (!edits_.empty() && edits_.back().end > hit.start - (site.end() - site.start())) return true;
        return is_at(site.group(1), KNOWN_SITES);
    }

    bool near(const std::vector<int>& places, const Hit& hit) const {
        auto next = std::lower_bound(places.begin(), places.end(), hit.start - REACH);
        return next != places.end() && *next < hit.end + REACH;
    }

    // The edit with the brackets, commas and blanks around the word.
    Edit widened(const Hit& hit) {
        if (hit.kind == HitKind::ENDING && !ends_with(tail(hit.start), U".")) {
            return {blanks_before(hit), hit.end, concat(U".", hit.written)};
        }
        if (!is_widened(hit.kind) || hit.phrase.empty()) return {hit.start, hit.end, hit.written};
        if (at(text_, hit.start - 1) == U'-' && at(text_, hit.end) == U'-') {
            int end = hit.end + 1;
            while (end < hit.end + 3 && is_space(at(text_, end))) ++end;
            int start = std::max(read_, hit.start - 1);
            if (start > read_ && is_space(text_[start - 1])) --start;
            return {start, end, hit.written};
        }
        const int first = std::max(read_, hit.start - 24);
        return {junk_before(text_, first, hit.start, hit.kind == HitKind::AT), junk_after(text_, hit.end), hit.written};
    }

    int blanks_before(const Hit& hit) const {
        const int first = std::max(read_, hit.start - 6);
        int start = hit.start;
        while (start > first && (is_space(text_[start - 1]) || text_[start - 1] == U',')) --start;
        return start;
    }

    const Str text_;
    const std::vector<Hit> hits_;
    std::vector<int> sure_, any_;
    String out_, tail_;
    std::vector<int> piece_starts_;
    std::vector<Edit> edits_;
    std::vector<int> places_;
    int read_ = 0;
};
}  // namespace

Respelling::Respelling(const String& rewritten, std::vector<Edit> edits, std::vector<int> places)
    : edits(std::move(edits)), places(std::move(places)), kept_(new Char[rewritten.size()]) {
    std::copy(rewritten.begin(), rewritten.end(), kept_.get());
    text = Str(kept_.get(), rewritten.size());
}

bool Respelling::is_rewritten(int start, int end) const {
    const int index = static_cast<int>(std::lower_bound(places.begin(), places.end(), end) - places.begin()) - 1;
    return index >= 0 && places[index] + std::max(1, static_cast<int>(edits[index].written.size())) > start;
}

std::pair<int, int> Respelling::origin(int place) const {
    const int index = static_cast<int>(std::upper_bound(places.begin(), places.end(), place) - places.begin()) - 1;
    if (index < 0) return {place, place + 1};
    const Edit& edit = edits[index];
    const int beyond = place - places[index] - static_cast<int>(edit.written.size());
    if (beyond < 0) return {edit.start, edit.end};
    return {edit.end + beyond, edit.end + beyond + 1};
}

Respelling respell(Str text) {
    std::vector<Hit> hits = find_hits(text);
    return hits.empty() ? Respelling(text) : Writer(text, std::move(hits)).write();
}
}  // namespace habeas
