// Checksums of addresses of crypto currencies (habeas/detection/payments/wallet_checksums.py).
#pragma once
#include <optional>
#include <string>

#include "../text.hpp"

namespace habeas {

using Bytes = std::basic_string<uint8_t>;

Str bitcoin_alphabet();
Str ripple_alphabet();
std::optional<Bytes> base58_bytes(Str address, Str alphabet);
std::optional<Bytes> base58check(Str address, Str alphabet);
bool bech32(Str address);
uint16_t crc16(const uint8_t* payload, size_t size);
bool eip55(Str address);
}  // namespace habeas
