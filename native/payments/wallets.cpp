// Find addresses of crypto currencies by their alphabets and checksums (habeas/detection/payments/wallets.py).
#include "wallets.hpp"

#include "../regex.hpp"
#include "surroundings.hpp"
#include "wallet_checksums.hpp"

namespace habeas {
namespace {

using payment_words::BUILDING;
using payment_words::PAY;
using payment_words::WALLET;

const Pattern HEX_ADDRESS{"payments.wallets._HEX_ADDRESS"};
const Pattern HEX_HASH{"payments.wallets._HEX_HASH"};
const Pattern BECH32{"payments.wallets._BECH32"};
const Pattern BASE58{"payments.wallets._BASE58"};
const Pattern TON{"payments.wallets._TON"};
const Pattern STELLAR{"payments.wallets._STELLAR"};
const Pattern MONERO{"payments.wallets._MONERO"};
const Pattern ASKS_TO_PAY{"payments.wallets._ASKS_TO_PAY"};
const Text ETHEREUM{"payments.wallets._ETHEREUM"};
const Text XRP{"payments.wallets._XRP"};
const Text TON_COIN{"payments.wallets._TON_COIN"};
const Text LUMEN{"payments.wallets._LUMEN"};
const Text MONERO_COIN{"payments.wallets._MONERO_COIN"};
const Text SOLANA{"payments.wallets._SOLANA"};
const Text ANOTHER_COIN{"payments.wallets._ANOTHER_COIN"};
const Text OF_BLOCK{"payments.wallets._OF_BLOCK"};
const Text IN_LINK{"payments.wallets._IN_LINK"};
const Text IN_WORK{"payments.wallets._IN_WORK"};
const WordMap<String> SEGWIT{"payments.wallets._SEGWIT"};
const WordSet WITHOUT_CHECKSUM{"payments.wallets._WITHOUT_CHECKSUM"};

using Versions = std::vector<std::pair<int, String>>;
const Loaded<Versions> VERSIONS{"payments.wallets._VERSIONS", [](const Json& json) {
    Versions versions;
    for (const Json& entry : json.items())
        versions.emplace_back(static_cast<int>(entry[size_t(0)].as_int()), entry[size_t(1)].as_text());
    return versions;
}};

constexpr size_t ADDRESS_BYTES = 21, SOLANA_BYTES = 32;
constexpr int LONGEST_LINK = 200;
constexpr int SHORTEST_TOKEN = 25, LONGEST_TOKEN = 108;

// A name of a coin, or nothing.
using Coin = Str;

Coin hexadecimal(Str written) {
    return HEX_ADDRESS.fullmatch(written) && eip55(written) ? ETHEREUM.get() : Coin{};
}

Coin segwit(Str written) {
    if (!BECH32.fullmatch(written) || !bech32(written)) return {};
    const String* coin = SEGWIT.find(lower(slice(written, 0, 2)));
    return coin ? Str(*coin) : ANOTHER_COIN.get();
}

Coin versioned(Str written) {
    if (!BASE58.fullmatch(written)) return {};
    if (starts_with(written, U"r")) return base58check(written, ripple_alphabet()) ? XRP.get() : Coin{};
    std::optional<Bytes> payload = base58check(written, bitcoin_alphabet());
    if (!payload || payload->size() != ADDRESS_BYTES) return {};
    for (const auto& [version, coin] : *VERSIONS)
        if (version == (*payload)[0]) return coin;
    return {};
}

int base64_value(Char c) {  // of the alphabet for addresses
    if (c >= U'A' && c <= U'Z') return static_cast<int>(c - U'A');
    if (c >= U'a' && c <= U'z') return static_cast<int>(c - U'a') + 26;
    if (c >= U'0' && c <= U'9') return static_cast<int>(c - U'0') + 52;
    return c == U'-' ? 62 : 63;
}

int base32_value(Char c) { return static_cast<int>(c >= U'A' ? c - U'A' : c - U'2' + 26); }

Bytes bytes_of(Str written, int (*value)(Char), int bits_each) {  // of as many bits as whole bytes hold
    Bytes raw;
    unsigned held = 0;
    int bits = 0;
    for (Char c : written) {
        held = (held << bits_each | static_cast<unsigned>(value(c))) & 0xFFFF;
        bits += bits_each;
        if (bits >= 8) raw.push_back(static_cast<uint8_t>(held >> (bits -= 8)));
    }
    return raw;
}

Coin ton(Str written) {
    if (!TON.fullmatch(written)) return {};
    Bytes raw = bytes_of(written, base64_value, 6);
    return crc16(raw.data(), 34) == (raw[34] << 8 | raw[35]) ? TON_COIN.get() : Coin{};
}

Coin stellar(Str written) {
    if (!STELLAR.fullmatch(written)) return {};
    Bytes raw = bytes_of(written, base32_value, 5);
    return crc16(raw.data(), 33) == (raw[34] << 8 | raw[33]) ? LUMEN.get() : Coin{};
}

Coin monero(Str written) { return MONERO.fullmatch(written) ? MONERO_COIN.get() : Coin{}; }

Coin solana(Str written) {
    if (!BASE58.fullmatch(written)) return {};
    bool capital = false, small = false, figure = false;
    for (Char c : written) {
        capital |= is_upper(c);
        small |= is_lower(c);
        figure |= is_digit(c);
    }
    if (!capital || !small || !figure) return {};
    std::optional<Bytes> raw = base58_bytes(written, bitcoin_alphabet());
    return raw && raw->size() == SOLANA_BYTES ? SOLANA.get() : Coin{};
}

constexpr Coin (*TELLERS[])(Str written) = {hexadecimal, segwit, versioned, ton, stellar, monero, solana};

Coin coin_of(Str written) {
    for (auto tell : TELLERS)
        if (Coin coin = tell(written); !coin.empty()) return coin;
    return {};
}

bool stands_in_link(Str text, int start) {
    int link = rfind(text, U"://", std::max(0, start - LONGEST_LINK), start);
    if (link < 0) return false;
    for (Char c : slice(text, link, start))
        if (is_space(c)) return false;
    return true;
}

bool is_subject(const Surroundings& around) {
    return (around.say(BUILDING) || around.is_example()) && !ASKS_TO_PAY.found(around.before);
}

void judge(Str text, int start, int end, Str written, Coin coin, FoundAccounts& out) {
    if (stands_in_link(text, start)) {
        out.push_back(NoAccount{start, end, Explanation::URL_PART, String(IN_LINK.get())});
        return;
    }
    Surroundings around = surroundings(text, start, end);
    if (is_subject(around)) {
        out.push_back(NoAccount{start, end, Explanation::SUBJECT_OF_WORK, String(IN_WORK.get())});
        return;
    }
    bool sure = around.say(WALLET) || around.say(PAY);
    if (!WITHOUT_CHECKSUM.has(coin))
        out.push_back(Account{start, end, String(written), sure ? 0.95 : 0.8,
                              concat(U"an address of ", coin, U" whose checksum fits")});
    else if (sure)
        out.push_back(Account{start, end, String(written), 0.85,
                              concat(U"an address of ", coin, U", announced as one")});
}

void find_wallet(const Document& document, int start, int end, FoundAccounts& out) {
    if (is_alpha(slice(document.text, start, end))) return;
    Str written = document.slice_original(start, end);
    if (HEX_HASH.fullmatch(written)) {
        out.push_back(NoAccount{start, end, Explanation::HASH, String(OF_BLOCK.get())});
        return;
    }
    Coin coin = coin_of(written);
    if (!coin.empty()) judge(document.text, start, end, written, coin, out);
}

bool joins(Char c) { return c == U'_' || c == U'-'; }
bool is_plain(Char c) { return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9'); }

// Where the group of `_TOKEN` ends that starts at `start`, in letters, figures, "_" and "-" up to `stop`; or -1.
int token_end(Str text, int start, int stop) {
    if (stop - start <= LONGEST_TOKEN) return stop;
    for (int end = start + LONGEST_TOKEN; end >= start + SHORTEST_TOKEN; --end)
        if (joins(text[end])) return end;
    return -1;
}

void find_in_row(const Document& document, int start, int stop, FoundAccounts& out) {
    Str text = document.text;
    while (stop - start >= SHORTEST_TOKEN) {
        int end = start > 0 && is_plain(text[start - 1]) ? -1 : token_end(text, start, stop);
        if (end >= 0) find_wallet(document, start, end, out);
        start = end >= 0 ? end : start + 1;
    }
}
}  // namespace

bool has_long_token(Str text) {
    if (!text.empty() && is_space(text[0])) return true;
    int size = static_cast<int>(text.size());
    for (int start = 0; start + SHORTEST_TOKEN <= size;) {
        int last = start + SHORTEST_TOKEN - 1;  // a blank there spares to look at what stands before
        while (last >= start && !is_space(text[last])) --last;
        if (last < start) return true;
        start = last + 1;
    }
    return false;
}

void find_wallets(const Document& document, FoundAccounts& out) {
    Str text = document.text;
    int size = static_cast<int>(text.size());
    for (int start = 0; start + SHORTEST_TOKEN <= size;) {
        int last = start + SHORTEST_TOKEN - 1;
        while (last >= start && (is_plain(text[last]) || joins(text[last]))) --last;
        if (last >= start) {
            start = last + 1;
            continue;
        }
        int stop = start + SHORTEST_TOKEN;
        while (stop < size && (is_plain(text[stop]) || joins(text[stop]))) ++stop;
        find_in_row(document, start, stop, out);
        start = stop + 1;
    }
}
}  // namespace habeas
