// Reads mailboxes that are described rather than written (habeas/detection/disguises.py).
#include "disguises.hpp"

#include "char_scan.hpp"
#include "connector_hits.hpp"
#include "phrase_list.hpp"

namespace habeas {
namespace {

const Text NAMED{"disguises._NAMED"};
const Text SOUNDED{"disguises._SOUNDED"};
const Text TOLD{"disguises._TOLD"};
const Text SCRIPTED{"disguises._SCRIPTED"};
const Text REVERSED{"disguises._REVERSED"};
const Text SWAPPED_SIGN{"disguises._SWAPPED_SIGN"};
const Text ROTATED{"disguises._ROTATED"};

const Pattern OWN{"disguises._OWN"};
const Pattern IS_NAME{"disguises._IS_NAME"};
const Pattern MAIL_OF{"disguises._MAIL_OF"};
const PhraseList MAIL_OF_WHOM{"disguises._MAIL_OF_WHOM"};
const PhraseList MAIL{"disguises._MAIL"};
const Pattern SYMBOL_BEFORE{"disguises._SYMBOL_BEFORE"};
const Pattern SWAP{"disguises._SWAP"};
const Pattern SWAPPED{"disguises._SWAPPED"};
const Pattern NAME_BEFORE{"disguises._NAME_BEFORE"};
const Pattern SAID_BEFORE{"disguises._SAID_BEFORE"};
const Pattern PLAIN_NAME_BEFORE{"disguises._PLAIN_NAME_BEFORE"};
const WordSet NO_NAMES{"disguises._NO_NAMES"};
const Pattern COM_AFTER{"disguises._COM_AFTER"};
const Pattern JOINED_WORDS{"disguises._JOINED_WORDS"};
const Pattern TOLD_DOMAIN{"disguises._TOLD_DOMAIN"};
const Pattern TELLING{"disguises._TELLING"};
const Pattern NAME_TO_SIGN{"disguises._NAME_TO_SIGN"};
const Pattern WITH{"disguises._WITH"};
const Pattern IS_PROVIDER{"disguises._IS_PROVIDER"};
const Pattern ACCOUNT_NAME{"disguises._ACCOUNT_NAME"};
const Pattern BACKWARDS{"disguises._BACKWARDS"};
const Pattern CALL{"disguises._CALL"};
const Pattern TURNED{"disguises._TURNED"};
const Pattern TURNING{"disguises._TURNING"};
const Pattern MAIL_CUES{"lexicon.address_cues.MAIL_CUES"};

const WordSet MAIL_DOMAINS{"lexicon.providers.MAIL_DOMAINS"};
const WordSet ONLY_MAIL{"lexicon.providers.ONLY_MAIL"};
const WordMap<String> PROVIDERS{"lexicon.providers.PROVIDERS"};
const WordMap<String> SPELLINGS{"lexicon.providers.SPELLINGS"};
const WordSet STRONG{"lexicon.suffixes.STRONG"};
const WordSet TOP_LEVEL_DOMAINS{"lexicon.suffixes.TOP_LEVEL_DOMAINS"};

constexpr int LOOK_BACK = 160;
constexpr int LEAST_LETTERS = 3;

using Found = std::optional<DisguisedMailbox>;
using Mailboxes = std::vector<DisguisedMailbox>;

// The name of a provider, or a sign, in the text.
struct Place {
    int start, end;
    Str name;
};

bool is_small(Char c) { return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9'); }

// Tells quickly of a word whether it may name a provider: by its first and last letters and its length.
class ProviderNames {
public:
    ProviderNames() {
        for (const String& name : ONLY_MAIL.words()) traces_.set(trace(name));
    }
    bool may_be(Str word) const { return traces_[trace(word)]; }

private:
    static constexpr size_t TRACES = 1 << 12;
    static size_t trace(Str word) { return (word[0] * 131 + word.back() * 17 + word.size()) & (TRACES - 1); }
    std::bitset<TRACES> traces_;
};

// What is read of a text before an expression is asked.
struct Glance {
    std::vector<Place> providers;  // what _PROVIDER finds: a name alone, with no sign of an address beside it
    bool call = false;             // a bracket, then a quotation mark
    bool mail_of = false;          // a provider, then a word for mail
    bool at = false, swap = false, backwards = false;
    std::vector<Place> sure;       // words for "at" that are sure
};

bool opens_call(Str text, int place) {
    int next = place + 1;
    while (next < place + 4 && is_space(at(text, next))) ++next;
    return at(text, next) == U'"' || at(text, next) == U'\'';
}

bool is_mail_of(Str text, int place) {
    if (!MAIL.length_at(text, place)) return false;
    const Str before = text.substr(0, place);
    if (MAIL_OF_WHOM.ends(before)) return true;
    return place && (before.back() == U'-' || is_space(before.back())) && MAIL_OF_WHOM.ends(before.substr(0, place - 1));
}

// Whether a dot stands in what is written right before the sign.
bool may_be_backwards(Str text, int sign) {
    for (int place = sign; place > 0; --place) {
        const Char c = text[place - 1];
        if (c == U'.') return true;
        if (!is_small(c) && c != U'-') break;
    }
    return false;
}

// Whether a sign of another kind stands between what may be a name and a domain.
bool may_be_swapped(Str text, int place) {
    const Char before = at(text, place - 1), after = at(text, place + 1);
    return (is_small(before) || before == U'.' || before == U'_' || before == U'-') && (is_small(after) || after == U'-');
}

// For `scan`: letters and digits in ASCII make words, and what `glance_at` looks at are marks.
uint8_t read_flags(Char c) {
    const bool sign = c < 128 ? contains(U"(@#*^~$%&!", c) : !is_alnum(c);
    return (is_small(c) ? SCAN_WORD : 0) | (sign || MAIL.may_begin(c) ? SCAN_MARK : 0);
}

Glance glance_at(Str text) {
    static const ProviderNames NAMES;
    static const CharacterFlags<read_flags> FLAGS;
    const Char sure_at = at(SURE_AT, 0);
    Glance glance;
    auto read_word = [&](int start, int end) {
        const Str name = text.substr(start, end - start);
        if (!NAMES.may_be(name) || !ONLY_MAIL.has(name)) return;
        const Char before = at(text, start - 1), after = at(text, end);
        const bool parted = before != U'.' && before != U'@' && before != U'_' && before != U'-' && after != U'_' &&
                            after != U'@' && after != U'-';
        if (parted) glance.providers.push_back({start, end, name});
    };
    auto read_mark = [&](int place) {
        const Char c = text[place];
        if (c == U'(') {
            glance.call = glance.call || opens_call(text, place);
        } else if (c == U'@') {
            glance.at = true;
            glance.backwards = glance.backwards || may_be_backwards(text, place);
        } else if (c == sure_at) {
            glance.sure.push_back({place, place + 1, SURE_AT});
        } else if (is_mail_of(text, place)) {
            glance.mail_of = true;
        } else {
            glance.swap = glance.swap || may_be_swapped(text, place);
        }
    };
    scan(text, FLAGS, read_word, read_mark);
    return glance;
}

int end_with_ending(Str text, const Place& provider) {
    const Match ending = COM_AFTER.match(text, provider.end);
    return ending ? ending.end() : provider.end;
}

String address_at(Str name, Str provider) {
    const String* domain = PROVIDERS.find(provider);
    return concat(name, U"@", domain ? Str(*domain) : Str{});
}

// Whether nobody would write this but as the name of an account.
bool is_account_name(Str name) {
    int letters = 0;
    bool digits = false;
    for (Char c : name) {
        letters += is_alpha(c) != 0;
        digits |= is_digit(c) != 0;
    }
    if (letters < LEAST_LETTERS) return false;
    const Str inside = slice(name, 1, static_cast<int>(name.size()) - 1);
    return digits || contains(inside, U'.') || contains(inside, U'_');
}

bool is_announced(Str text, int place) { return MAIL_CUES.found(text, std::max(0, place - 40), place); }

// Whether nothing else stands on the line.
bool is_alone(Str text, int start, int end) {
    const int line = rfind(text, U"\n", 0, start) + 1;
    return strip(slice(text, line, start)).empty() && strip(slice(text, end, end + 2), U" .)!\n").empty();
}

// "my gmail is some.name"
Found named_after(Str text, const Place& provider) {
    const Match match = IS_NAME.match(text, provider.end);
    if (!match || !is_account_name(match.group("name"))) return {};
    const bool own = OWN.found(text, std::max(0, provider.start - 12), provider.start);
    if (!own && !is_announced(text, provider.start) && !is_alone(text, provider.start, match.end())) return {};
    return DisguisedMailbox{provider.start, match.end(), address_at(match.group("name"), provider.name), 0.85, NAMED};
}

// "mail me: some.name on gmail"
Found named_before(Str text, const Place& provider) {
    const Match match = NAME_BEFORE.search(text, std::max(0, provider.start - 50), provider.start);
    if (!match || !is_account_name(match.group("name"))) return {};
    const int end = end_with_ending(text, provider);
    if (!is_announced(text, match.start()) && !is_alone(text, match.start(), end)) return {};
    return DisguisedMailbox{match.start(), end, address_at(match.group("name"), provider.name), 0.75, NAMED};
}

// "some name films, gee mail, calm"
Found said_before(const Respelling& respelling, const Place& provider) {
    const int end = end_with_ending(respelling.text, provider);
    if (!respelling.is_rewritten(provider.start, end)) return {};
    const int first = std::max(0, provider.start - LOOK_BACK);
    const Match match = SAID_BEFORE.search(respelling.text, first, provider.start);
    if (!match) return {};
    const String name = replace(match.group("name"), U" ", U"");
    return DisguisedMailbox{match.start("name"), end, address_at(name, provider.name), 0.75, SOUNDED};
}

// "write to somename gmail com"
Found with_ending(Str text, const Place& provider) {
    const int end = end_with_ending(text, provider);
    if (end == provider.end) return {};
    const Match match = PLAIN_NAME_BEFORE.search(text, std::max(0, provider.start - 50), provider.start);
    if (!match || NO_NAMES.has(match.group("name")) || !is_announced(text, match.start())) return {};
    return DisguisedMailbox{match.start(), end, address_at(match.group("name"), provider.name), 0.7, NAMED};
}

// "somename 🐒 gmail.com"
Found behind_symbol(Str text, const Place& provider) {
    const int end = end_with_ending(text, provider);
    if (end == provider.end) return {};
    const Match match = SYMBOL_BEFORE.search(text, std::max(0, provider.start - 50), provider.start);
    if (!match) return {};
    return DisguisedMailbox{match.start(), end, address_at(match.group("name"), provider.name), 0.85, SWAPPED_SIGN};
}

bool is_ending(Str ending) {
    const size_t dot = ending.rfind(U'.');
    return TOP_LEVEL_DOMAINS.has(dot == Str::npos ? ending : ending.substr(dot + 1));
}

// "name#domain.com, put @ for #"
void find_swapped(Str text, Mailboxes& found) {
    if (!SWAPPED.found(text)) return;
    for (const Match& match : SWAP.finditer(text)) {
        if (!is_ending(match.group("domain"))) continue;
        const Char symbol = match.group("symbol")[0];
        if (std::count(text.begin(), text.end(), symbol) < 2) continue;  // nothing is told of it
        found.push_back({match.start(), match.end(), concat(match.group("name"), U"@", match.group("domain")), 0.85,
                         SWAPPED_SIGN});
    }
}

// "my QQ mail is 123456"
void find_mail_of(Str text, Mailboxes& found) {
    for (const Match& match : MAIL_OF.finditer(text)) {
        const Str name = match.group("name"), said = match.group("provider");
        if (!is_digit(name) && !is_account_name(name)) continue;
        const String* spelled = SPELLINGS.find(said);
        found.push_back({match.start(), match.end(), address_at(name, spelled ? Str(*spelled) : said), 0.8, NAMED});
    }
}

// "name at sign two words all one word dot com"
Found joined_words(Str text, const Place& sign) {
    const Match match = JOINED_WORDS.match(text, sign.end);
    if (!match) return {};
    const Match name = NAME_TO_SIGN.search(text, std::max(0, sign.start - 80), sign.start);
    if (!name || !is_ending(match.group("ending"))) return {};
    const String domain = concat(replace(match.group("words"), U" ", U""), U".", match.group("ending"));
    return DisguisedMailbox{name.start(), match.end(), concat(name.group(1), U"@", domain), 0.9, TOLD};
}

// "info with the curly a, our company name joined, dot com"
Found told(Str text, const Place& sign) {
    const Match match = TOLD_DOMAIN.match(text, sign.end);
    if (!match || !is_ending(match.group("ending")) || !TELLING.found(match.group("words"))) return {};
    const Match with_word = WITH.search(text, std::max(0, sign.start - 8), sign.start);
    const int before = with_word ? with_word.start() : sign.start;
    const Match name = NAME_TO_SIGN.search(text, std::max(0, before - 64), before);
    if (!name) return {};
    String address = concat(name.group(1), U"@….", match.group("ending"));
    return DisguisedMailbox{name.start(), match.end(), std::move(address), 0.75, TOLD};
}

// "some.name is my inbox, after the curly a it is gmail"
Found at_provider(Str text, const Place& sign) {
    const Match match = IS_PROVIDER.match(text, sign.end);
    if (!match) return {};
    Str name;
    int start = 0;
    for (const Match& one : ACCOUNT_NAME.finditer(text, std::max(0, sign.start - LOOK_BACK), sign.start)) {
        name = one.group();
        start = one.start();
    }
    if (name.empty()) return {};
    return DisguisedMailbox{start, match.end(), address_at(name, match.group("provider")), 0.8, TOLD};
}

bool may_end_address(Str part) { return contains(part, U'.') && is_ending(part); }

void find_scripted(Str text, Mailboxes& found) {
    for (const Match& match : CALL.finditer(text)) {
        const Str one = match.group("one"), two = match.group("two");
        if (!may_end_address(one) && !may_end_address(two)) continue;
        const Str domain = may_end_address(one) ? one : two;
        const Str name = domain == two ? one : two;
        found.push_back({match.start("one"), match.end("two"), concat(name, U"@", domain), 0.9, SCRIPTED});
    }
}

void find_backwards(Str text, Mailboxes& found) {
    for (const Match& match : BACKWARDS.finditer(text)) {
        String address = reversed(match.group());
        const Str domain = Str(address).substr(address.find(U'@') + 1);
        const size_t dot = domain.rfind(U'.');
        if (MAIL_DOMAINS.has(domain) || STRONG.has(dot == Str::npos ? domain : domain.substr(dot + 1))) {
            found.push_back({match.start(), match.end(), std::move(address), 0.9, REVERSED});
        }
    }
}

String rotated(Str text) {
    String turned(text);
    for (Char& c : turned) {
        if (c >= U'a' && c <= U'z') c = c < U'n' ? c + 13 : c - 13;
    }
    return turned;
}

// What _TURNING finds: tried only where two of its first letters stand.
bool tells_of_turning(Str text) {
    for (int place = 0; place + 1 < static_cast<int>(text.size()); ++place) {
        const Char c = text[place], next = text[place + 1];
        const bool may_be = (c == U'r' && next == U'o') || (c == U't' && next == U'h') ||
                            (c == U'c' && (next == U'a' || next == U'e'));
        if (may_be && TURNING.match(text, place)) return true;
    }
    return false;
}

void find_turned(Str text, Mailboxes& found) {
    if (!tells_of_turning(text)) return;
    for (const Match& match : TURNED.finditer(text)) {
        String address = rotated(match.group());
        if (is_ending(address)) found.push_back({match.start(), match.end(), std::move(address), 0.85, ROTATED});
    }
}
}  // namespace

std::vector<DisguisedMailbox> read_disguised(const Respelling& respelling) {
    const Str text = respelling.text;
    const Glance glance = glance_at(text);
    Mailboxes found;
    for (const Place& provider : glance.providers) {
        Found one = named_after(text, provider);
        if (!one) one = named_before(text, provider);
        if (!one) one = said_before(respelling, provider);
        if (!one) one = with_ending(text, provider);
        if (!one) one = behind_symbol(text, provider);
        if (one) found.push_back(std::move(*one));
    }
    for (const Place& sign : glance.sure) {
        Found one = joined_words(text, sign);
        if (!one) one = told(text, sign);
        if (!one) one = at_provider(text, sign);
        if (one) found.push_back(std::move(*one));
    }
    if (glance.call) find_scripted(text, found);
    if (glance.mail_of) find_mail_of(text, found);
    if (glance.at) {
        if (glance.swap) find_swapped(text, found);
        if (glance.backwards) find_backwards(text, found);
        find_turned(text, found);
    }
    return found;
}
}  // namespace habeas
