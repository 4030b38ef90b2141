// How number words make digits (habeas/detection/numeral_grammar.py).
#include "numeral_grammar.hpp"

#include <optional>

#include "numeral_lexicon.hpp"
#include "tables.hpp"

namespace habeas {
namespace {

const WordSet TIMES{"lexicon.numerals.TIMES"};
const WordSet TEN_AND_ONES{"numeral_grammar._TEN_AND_ONES"};
const CharSet COUNTS{"numeral_grammar._COUNTS"};

constexpr int QUATRE = 4, QUATRE_VINGT = 80;

struct Said {
    Str digits;
    std::shared_ptr<const String> kept = {};
};

int number(Str code) {  // int(code)
    int value = 0;
    for (Char c : code) value = value * 10 + static_cast<int>(c - '0');
    return value;
}

class Grammar {
public:
    Grammar(const std::vector<Figure>& figures, NumeralLanguage language)
        : lexicon_(NumeralLexicon::get()), figures_(figures), language_(language) {}

    std::vector<DigitGroup> join() {
        std::vector<DigitGroup> groups;
        groups.reserve(figures_.size());
        for (size_t place = 0; place < figures_.size();) {
            auto [said, after] = read_one(place);
            if (!said.digits.empty()) {
                DigitStyle style = DigitStyle::PLAIN;
                for (size_t i = place; i < after; ++i) style = std::max(style, figures_[i].style);
                groups.push_back({figures_[place].start, figures_[after - 1].end, said.digits, style, said.kept});
            }
            place = after;
        }
        return groups;
    }

private:
    using Read = std::pair<Said, size_t>;  // what was read, and the place after it

    Read read_one(size_t place) const {
        const Figure& figure = figures_[place];
        const Figure* following = place + 1 < figures_.size() ? &figures_[place + 1] : nullptr;
        if (following && figure.code.size() == 1 && COUNTS.has(figure.code[0]) && TIMES.has(strip(following->gap, U" \n")))
            return repeat(place + 1, number(figure.code));
        if (!is_decimal(figure.code)) return read_code(place);
        if (figure.style != DigitStyle::SPELLED) return {{figure.code, figure.kept}, place + 1};
        if (following && figure.code.size() == 1 && is_close(*following))
            if (int multiplied = multiply(number(figure.code), following->code)) return read_rest(place + 2, multiplied);
        if (figure.code.back() == '0' && figure.code != U"0") return read_rest(place + 1, number(figure.code));
        return {{figure.code, figure.kept}, place + 1};
    }

    // What a code alone stands for: "double ...", "hundred", "وعشرين" with nothing before it.
    Read read_code(size_t place) const {
        Char kind = figures_[place].code[0];
        Str value = figures_[place].code.substr(1);
        if (kind == '*') return repeat(place + 1, number(value));
        if (kind == 'x') return read_rest(place + 1, number(value));
        return {{value}, place + 1};
    }

    Read repeat(size_t place, int times) const {
        if (place >= figures_.size() || figures_[place].code.size() != 1) return {{}, place};
        return {{lexicon_.repeated[figures_[place].code[0] - '0'][times]}, place + 1};
    }

    // Ones and what follows them as one number ("two hundred", "dua belas"), or 0.
    int multiply(int one, Str code) const {
        if (starts_with(code, U"+")) return one + number(code.substr(1));
        if (starts_with(code, U"x") && one) return one * number(code.substr(1));
        return language_ == lexicon_.fr && one == QUATRE && code == U"20" ? QUATRE_VINGT : 0;
    }

    // Adds to a value that ends in zeros what is said after it ("ninety | nine", "soixante | douze").
    Read read_rest(size_t place, int value) const {
        while (place < figures_.size()) {
            const Figure& figure = figures_[place];
            if (figure.style != DigitStyle::SPELLED || !is_decimal(figure.code) || !is_close(figure)) break;
            if (!fits(value, figure.code)) break;
            value += number(figure.code);
            ++place;
            if (value % 10) break;
        }
        if (value < static_cast<int>(lexicon_.values.size())) return {{lexicon_.values[value]}, place};
        auto kept = std::make_shared<const String>(decimal(value));
        return {{*kept, kept}, place};
    }

    bool fits(int value, Str code) const {
        size_t size = code.size();
        if (code == U"0" || value % 10) return false;
        if (value % 100 == 0)
            return size == 2 || (size == 1 && (language_ < 0 || lexicon_.ones_after_hundreds[language_]));
        int tens = value % 100;
        bool in_french = language_ == lexicon_.fr;
        if (in_french && size == 2 && code[0] == '1') return tens == 60 || tens == QUATRE_VINGT;
        if (tens == 10) return size == 1 && (may_say_ten_and_ones() || (in_french && code[0] >= '7'));
        return size == 1;
    }

    bool may_say_ten_and_ones() const { return language_ >= 0 && TEN_AND_ONES.has(lexicon_.languages[language_]); }

    bool is_close(const Figure& figure) const {
        Str gap = strip(figure.gap, U" ");
        if (gap.empty() || gap == U"-") return true;
        if (language_ < 0) return false;
        for (const String& joiner : lexicon_.joiners[language_])
            if (joiner == gap) return true;
        return false;
    }

    const NumeralLexicon& lexicon_;
    const std::vector<Figure>& figures_;
    NumeralLanguage language_;
};
}  // namespace

std::vector<DigitGroup> join_figures(const std::vector<Figure>& figures, NumeralLanguage language) {
    return Grammar(figures, language).join();
}
}  // namespace habeas
