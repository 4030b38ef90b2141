// Checksums of addresses of crypto currencies (habeas/detection/payments/wallet_checksums.py).
#include "wallet_checksums.hpp"

#include <array>
#include <bit>
#include <cstring>

#include "../tables.hpp"

namespace habeas {
namespace {

const Text BITCOIN_ALPHABET{"payments.wallet_checksums.BITCOIN_ALPHABET"};
const Text RIPPLE_ALPHABET{"payments.wallet_checksums.RIPPLE_ALPHABET"};
const Text BECH32_ALPHABET{"payments.wallet_checksums._BECH32_ALPHABET"};

using Numbers = std::vector<uint64_t>;
Numbers numbers(const Json& json) {
    Numbers read;
    for (const Json& one : json.items()) read.push_back(static_cast<uint64_t>(one.as_int()));
    return read;
}
const Loaded<Numbers> BECH32_CONSTANTS{"payments.wallet_checksums._BECH32_CONSTANTS", numbers};

constexpr uint32_t BECH32_GENERATORS[] = {0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3};
constexpr size_t CHECK_BYTES = 4;
constexpr size_t KECCAK_256_RATE = 136;
constexpr int KECCAK_ROTATIONS[5][5] = {
    {0, 36, 3, 41, 18}, {1, 44, 10, 45, 2}, {62, 6, 43, 15, 61}, {28, 55, 25, 21, 56}, {27, 20, 39, 8, 14},
};
constexpr uint64_t KECCAK_ROUND_CONSTANTS[] = {
    0x0000000000000001, 0x0000000000008082, 0x800000000000808A, 0x8000000080008000, 0x000000000000808B,
    0x0000000080000001, 0x8000000080008081, 0x8000000000008009, 0x000000000000008A, 0x0000000000000088,
    0x0000000080008009, 0x000000008000000A, 0x000000008000808B, 0x800000000000008B, 0x8000000000008089,
    0x8000000000008003, 0x8000000000008002, 0x8000000000000080, 0x000000000000800A, 0x800000008000000A,
    0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
};
constexpr uint32_t SHA_256_CONSTANTS[] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

using Sha256 = std::array<uint8_t, 32>;

void sha_256_block(uint32_t (&state)[8], const uint8_t* block) {
    uint32_t words[64];
    for (int i = 0; i < 16; ++i)
        words[i] = uint32_t(block[4 * i]) << 24 | block[4 * i + 1] << 16 | block[4 * i + 2] << 8 | block[4 * i + 3];
    for (int i = 16; i < 64; ++i) {
        uint32_t a = words[i - 15], b = words[i - 2];
        words[i] = words[i - 16] + (std::rotr(a, 7) ^ std::rotr(a, 18) ^ a >> 3) + words[i - 7] +
                   (std::rotr(b, 17) ^ std::rotr(b, 19) ^ b >> 10);
    }
    auto [a, b, c, d, e, f, g, h] = state;
    for (int i = 0; i < 64; ++i) {
        uint32_t first = h + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) + ((e & f) ^ (~e & g)) +
                         SHA_256_CONSTANTS[i] + words[i];
        uint32_t second = (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        h = g, g = f, f = e, e = d + first, d = c, c = b, b = a, a = first + second;
    }
    const uint32_t added[] = {a, b, c, d, e, f, g, h};
    for (int i = 0; i < 8; ++i) state[i] += added[i];
}

Sha256 sha_256(const uint8_t* message, size_t size) {
    Bytes padded(message, size);
    padded.push_back(0x80);
    padded.append((64 + 56 - padded.size() % 64) % 64, 0);
    for (int shift = 56; shift >= 0; shift -= 8) padded.push_back(static_cast<uint8_t>(uint64_t(size) * 8 >> shift));
    uint32_t state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    for (size_t at = 0; at < padded.size(); at += 64) sha_256_block(state, padded.data() + at);
    Sha256 digest;
    for (int i = 0; i < 32; ++i) digest[i] = static_cast<uint8_t>(state[i / 4] >> (24 - i % 4 * 8));
    return digest;
}

using Lanes = uint64_t[5][5];

void keccak_round(Lanes& lanes, uint64_t constant) {
    uint64_t column[5], mixed[5];
    for (int x = 0; x < 5; ++x) column[x] = lanes[x][0] ^ lanes[x][1] ^ lanes[x][2] ^ lanes[x][3] ^ lanes[x][4];
    for (int x = 0; x < 5; ++x) mixed[x] = column[(x + 4) % 5] ^ std::rotl(column[(x + 1) % 5], 1);
    Lanes moved;
    for (int x = 0; x < 5; ++x)
        for (int y = 0; y < 5; ++y)
            moved[y][(2 * x + 3 * y) % 5] = std::rotl(lanes[x][y] ^ mixed[x], KECCAK_ROTATIONS[x][y]);
    for (int x = 0; x < 5; ++x)
        for (int y = 0; y < 5; ++y)
            lanes[x][y] = moved[x][y] ^ (~moved[(x + 1) % 5][y] & moved[(x + 2) % 5][y]);
    lanes[0][0] ^= constant;
}

Sha256 keccak_256(Bytes padded) {
    size_t rest = padded.size() % KECCAK_256_RATE;
    padded.push_back(0x01);
    padded.append(KECCAK_256_RATE - 1 - rest, 0);
    padded.back() |= 0x80;
    Lanes lanes{};
    for (size_t start = 0; start < padded.size(); start += KECCAK_256_RATE) {
        for (size_t index = 0; index < KECCAK_256_RATE / 8; ++index)
            for (int byte = 0; byte < 8; ++byte)
                lanes[index % 5][index / 5] ^= uint64_t(padded[start + 8 * index + byte]) << (8 * byte);
        for (uint64_t constant : KECCAK_ROUND_CONSTANTS) keccak_round(lanes, constant);
    }
    Sha256 digest;
    for (int i = 0; i < 32; ++i) digest[i] = static_cast<uint8_t>(lanes[i / 8][0] >> (i % 8 * 8));
    return digest;
}

uint32_t polymod_step(uint32_t check, uint32_t value) {
    uint32_t top = check >> 25;
    check = ((check & 0x1FFFFFF) << 5) ^ value;
    for (int bit = 0; bit < 5; ++bit)
        if (top >> bit & 1) check ^= BECH32_GENERATORS[bit];
    return check;
}
}  // namespace

Str bitcoin_alphabet() { return BITCOIN_ALPHABET; }
Str ripple_alphabet() { return RIPPLE_ALPHABET; }

std::optional<Bytes> base58_bytes(Str address, Str alphabet) {
    Bytes little;  // the value, its lowest byte first
    little.reserve(address.size());
    for (Char c : address) {
        size_t digit = alphabet.find(c);
        if (digit == Str::npos) return std::nullopt;
        uint32_t carry = static_cast<uint32_t>(digit);
        for (uint8_t& byte : little) {
            carry += byte * 58u;
            byte = static_cast<uint8_t>(carry);
            carry >>= 8;
        }
        for (; carry; carry >>= 8) little.push_back(static_cast<uint8_t>(carry));
    }
    size_t zeros = std::min(address.find_first_not_of(alphabet[0]), address.size());
    Bytes raw(zeros, 0);
    raw.append(little.rbegin(), little.rend());
    return raw;
}

std::optional<Bytes> base58check(Str address, Str alphabet) {
    std::optional<Bytes> raw = base58_bytes(address, alphabet);
    if (!raw || raw->size() <= CHECK_BYTES) return std::nullopt;
    size_t size = raw->size() - CHECK_BYTES;
    Sha256 once = sha_256(raw->data(), size), twice = sha_256(once.data(), once.size());
    if (std::memcmp(twice.data(), raw->data() + size, CHECK_BYTES) != 0) return std::nullopt;
    raw->resize(size);
    return raw;
}

bool bech32(Str address) {
    String small = lower(address);
    if (address != small && address != upper(address)) return false;
    size_t one = small.rfind(U'1');
    if (one == String::npos || one == 0) return false;
    Str prefix = Str(small).substr(0, one), alphabet = BECH32_ALPHABET;
    uint32_t check = 1;
    for (Char c : prefix) check = polymod_step(check, c >> 5);
    check = polymod_step(check, 0);
    for (Char c : prefix) check = polymod_step(check, c & 31);
    for (Char c : Str(small).substr(one + 1)) {
        size_t value = alphabet.find(c);
        if (value == Str::npos) return false;
        check = polymod_step(check, static_cast<uint32_t>(value));
    }
    return std::find(BECH32_CONSTANTS->begin(), BECH32_CONSTANTS->end(), check) != BECH32_CONSTANTS->end();
}

uint16_t crc16(const uint8_t* payload, size_t size) {
    uint32_t crc = 0;
    for (size_t i = 0; i < size; ++i) {
        crc ^= uint32_t(payload[i]) << 8;
        for (int bit = 0; bit < 8; ++bit) crc = (crc & 0x8000 ? crc << 1 ^ 0x1021 : crc << 1) & 0xFFFF;
    }
    return static_cast<uint16_t>(crc);
}

bool eip55(Str address) {
    Str digits = slice(address, 2);
    String small = lower(digits);
    if (digits == small || digits == upper(digits)) return true;
    Sha256 hash = keccak_256(Bytes(small.begin(), small.end()));
    for (size_t i = 0; i < digits.size() && i < 2 * hash.size(); ++i) {
        int nibble = i % 2 ? hash[i / 2] & 15 : hash[i / 2] >> 4;
        if (!is_digit(digits[i]) && is_upper(digits[i]) != (nibble >= 8)) return false;
    }
    return true;
}
}  // namespace habeas
