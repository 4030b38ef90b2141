// Check digits of cards and bank accounts (habeas/detection/payments/checksums.py).
#include "checksums.hpp"

#include <initializer_list>

namespace habeas::checksums {
namespace {

constexpr int MOD_97 = 97;

int value_of(Char digit) { return static_cast<int>(digit - U'0'); }
Char digit_of(int value) { return U'0' + value; }
int positive_mod(int value, int modulus) { return ((value % modulus) + modulus) % modulus; }

using Weights = std::initializer_list<int>;

int weigh(Str digits, Weights weights) {
    int total = 0;
    auto weight = weights.begin();
    for (Char digit : digits) {
        total += value_of(digit) * *weight;
        if (++weight == weights.end()) weight = weights.begin();
    }
    return total;
}

bool weighted(Str digits, Weights weights, int modulus) { return weigh(digits, weights) % modulus == 0; }

bool weighted_to_the_right(Str digits, Weights weights, int modulus) {  // of `digits.zfill(len(weights))`
    if (digits.size() > weights.size()) return weighted(digits, weights, modulus);
    int total = 0;
    auto weight = weights.begin() + (weights.size() - digits.size());
    for (Char digit : digits) total += value_of(digit) * *weight++;
    return total % modulus == 0;
}

Char cbu_digit(Str digits, Weights weights) { return digit_of(positive_mod(-weigh(digits, weights), 10)); }

Char ccc_digit(Str digits, int first_power) {
    int total = 0;
    for (size_t i = 0; i < digits.size(); ++i) total += value_of(digits[i]) << (first_power + static_cast<int>(i));
    int check = total % 11;
    return digit_of(check < 2 ? check : 11 - check);
}

void feed_97(int& rest, Char c) {  // a letter counts as two digits
    rest = c <= U'9' ? (rest * 10 + value_of(c)) % MOD_97
                     : (rest * 100 + static_cast<int>((c | 0x20) - U'a') + 10) % MOD_97;
}
}  // namespace

bool luhn(Str digits) {
    int total = 0;
    bool doubled = false;
    for (size_t i = digits.size(); i-- > 0; doubled = !doubled) {
        int value = value_of(digits[i]) << doubled;
        total += value > 9 ? value - 9 : value;
    }
    return total % 10 == 0;
}

bool mod_97_of_iban(Str compact) {
    int rest = 0;
    for (Char c : slice(compact, 4)) feed_97(rest, c);
    for (Char c : slice(compact, 0, 4)) feed_97(rest, c);
    return rest == 1;
}

bool mod_97_at_end(Str digits) {
    int rest = 0;
    for (Char c : digits) feed_97(rest, c);
    return rest == 1;
}

bool clabe(Str digits) {
    if (digits.size() != 18) return false;
    static constexpr int WEIGHTS[] = {3, 7, 1};
    int total = 0;
    for (int i = 0; i < 17; ++i) total += value_of(digits[i]) * WEIGHTS[i % 3] % 10;
    return positive_mod(-total, 10) == value_of(digits[17]);
}

bool cbu(Str digits) {
    return digits.size() == 22 && cbu_digit(slice(digits, 0, 7), {7, 1, 3, 9, 7, 1, 3}) == digits[7] &&
           cbu_digit(slice(digits, 8, 21), {3, 9, 7, 1, 3, 9, 7, 1, 3, 9, 7, 1, 3}) == digits[21];
}

bool ccc(Str digits) {
    return digits.size() == 20 && ccc_digit(slice(digits, 0, 8), 2) == digits[8] &&
           ccc_digit(slice(digits, 10), 0) == digits[9];
}

bool czech(Str prefix, Str base) {
    constexpr auto fits = [](Str digits) {
        return weighted_to_the_right(digits, {6, 3, 7, 9, 10, 5, 8, 4, 2, 1}, 11);
    };
    return fits(prefix) && fits(base);
}

bool norwegian(Str digits) {
    if (starts_with(digits, U"0000")) return luhn(slice(digits, 4));
    return weighted(digits, {5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1}, 11);
}

bool polish(Str digits) { return mod_97_of_iban(concat(U"PL", digits)); }

bool hungarian(Str digits) {
    return weighted(slice(digits, 0, 8), {9, 7, 3, 1}, 10) && weighted(slice(digits, 8), {9, 7, 3, 1}, 10);
}
}  // namespace habeas::checksums
