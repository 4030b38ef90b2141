// Numbers whose form and check digit say which registry gave them, and numbers made for tests
// (habeas/detection/masks/registries.py).
#include "registries.hpp"

#include "../regex.hpp"

namespace habeas {

template <> struct FromJson<Registry> {
    static Registry read(const Json& json) {
        return {explanation(json[0].as_text()), json[1].as_text(), json[2].as_bool()};
    }
};

namespace {
const Pattern FORM{"masks.registries._FORM"};
const Pattern DIGIT_RULE{"masks.registries._DIGIT_RULE"};
const WordMap<Registry> FORMS{"masks.registries._FORMS"};
const WordMap<Registry> DIGITS{"masks.registries._DIGITS"};
const CharSet SIGNS{"masks.registries._SIGNS"};

int digit(Char c) { return static_cast<int>(c - '0'); }

// The checks follow python-stdnum; all are given nothing but digits.
bool luhn(Str digits) {
    int sum = 0;
    bool doubled = false;
    for (size_t i = digits.size(); i-- > 0; doubled = !doubled) {
        int value = digit(digits[i]) * (doubled ? 2 : 1);
        sum += value / 10 + value % 10;
    }
    return !digits.empty() && sum % 10 == 0;
}

bool verhoeff(Str digits) {
    static constexpr uint8_t PERMUTED[8][10] = {
        {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 5, 7, 6, 2, 8, 3, 0, 9, 4}, {5, 8, 0, 3, 7, 9, 6, 1, 4, 2},
        {8, 9, 1, 6, 0, 4, 3, 5, 2, 7}, {9, 4, 5, 3, 1, 2, 6, 8, 7, 0}, {4, 2, 8, 6, 5, 7, 3, 9, 0, 1},
        {2, 7, 9, 3, 8, 0, 6, 4, 1, 5}, {7, 0, 4, 6, 9, 1, 3, 2, 5, 8}};
    auto multiplied = [](int a, int b) {  // in the group of the turns and mirrors of a pentagon
        if (a < 5) return b < 5 ? (a + b) % 5 : 5 + (a + b) % 5;
        return b < 5 ? 5 + (a + 5 - b) % 5 : (a + 5 - b) % 5;
    };
    int check = 0;
    for (size_t i = 0; i < digits.size(); ++i)
        check = multiplied(check, PERMUTED[i % 8][digit(digits[digits.size() - 1 - i])]);
    return !digits.empty() && check == 0;
}

bool mod_11_2(Str digits) {
    int check = 0;
    for (Char c : digits) check = (2 * check + digit(c)) % 11;
    return check == 1;
}

// The check digit of Brazil's numbers.
int brazilian(int sum) { return (11 - sum % 11) % 11 % 10; }

bool cpf(Str digits) {
    if (digits.size() != 11 || digits.find_first_not_of(U'0') == Str::npos) return false;
    int first = 0, second = 0;
    for (int i = 0; i < 9; ++i) {
        first += (10 - i) * digit(digits[i]);
        second += (11 - i) * digit(digits[i]);
    }
    first = brazilian(first);
    return digit(digits[9]) == first && digit(digits[10]) == brazilian(second + 2 * first);
}

bool cnpj(Str digits) {
    static constexpr int WEIGHTS[] = {6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2};
    if (digits.size() != 14 || starts_with(digits, U"000000000000")) return false;
    int first = 0, second = 0;
    for (int i = 0; i < 12; ++i) {
        first += WEIGHTS[i + 1] * digit(digits[i]);
        second += WEIGHTS[i] * digit(digits[i]);
    }
    first = brazilian(first);
    return digit(digits[12]) == first && digit(digits[13]) == brazilian(second + WEIGHTS[12] * first);
}

bool is_checked(std::string_view form, Str digits) {
    if (form == "device") return luhn(digits);
    if (form == "cpf") return cpf(digits);
    if (form == "cnpj") return cnpj(digits);
    if (form == "aadhaar") return verhoeff(digits);
    return form != "isni" || mod_11_2(digits);
}

bool is_a_book(Str digits) {
    int sum = 0;
    for (size_t place = 0; place < digits.size(); ++place) sum += digit(digits[place]) * (place % 2 ? 3 : 1);
    return sum % 10 == 0;
}

bool is_kept(std::string_view rule, Str number, Str digits) {
    if (rule == "book") return is_a_book(digits);
    if (rule == "long") return is_digit(number) && !luhn(digits);  // leave cards to those who know them
    return rule != "instant" || is_digit(number);
}
}  // namespace

const Registry* read_registry(Str number) {
    String digits;
    for (Char c : number)
        if (!SIGNS.has(c)) digits += c;
    if (digits.size() < number.size()) {  // every form has signs
        Match form = FORM.fullmatch(number);
        if (form && form.lastgroup() && is_checked(form.lastgroup(), digits))
            return FORMS.find(from_utf8(form.lastgroup()));
    }
    Match rule = DIGIT_RULE.fullmatch(digits);
    if (!rule || !rule.lastgroup() || !is_kept(rule.lastgroup(), number, digits)) return nullptr;
    return DIGITS.find(from_utf8(rule.lastgroup()));
}
}  // namespace habeas
