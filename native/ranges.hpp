// Classes of characters that Python writes as the ranges of an expression, such as "a-zß-ɏ" or "\u0e00-\u0eff".
#pragma once
#include "tables.hpp"

namespace habeas {

class CharRanges : public Table {
public:
    using Table::Table;
    bool has(Char c) const {
        if (c < 128) return low_[c >> 6] >> (c & 63) & 1;
        if (c < lowest_) return false;
        for (const auto& [first, last] : ranges_)
            if (c >= first && c <= last) return true;
        return false;
    }
    bool covers(Str text) const {
        for (Char c : text)
            if (!has(c)) return false;
        return true;
    }
    void fill(const Json& json) override {
        const String written = unescaped(json.as_text());
        for (size_t i = 0; i < written.size(); i += i + 2 < written.size() && written[i + 1] == '-' ? 3 : 1) {
            Char last = i + 2 < written.size() && written[i + 1] == '-' ? written[i + 2] : written[i];
            for (Char c = written[i]; c <= last && c < 128; ++c) low_[c >> 6] |= uint64_t{1} << (c & 63);
            if (last < 128) continue;
            ranges_.emplace_back(written[i], last);
            lowest_ = std::min(lowest_, written[i]);
        }
    }

private:
    static String unescaped(Str written) {
        String text;
        for (size_t i = 0; i < written.size(); ++i) {
            if (written.substr(i, 2) != U"\\u" || i + 6 > written.size()) {
                text += written[i];
                continue;
            }
            text += static_cast<Char>(std::stoul(utf8(written.substr(i + 2, 4)), nullptr, 16));
            i += 5;
        }
        return text;
    }
    uint64_t low_[2] = {0, 0};
    std::vector<std::pair<Char, Char>> ranges_;
    Char lowest_ = 0x110000;
};
}  // namespace habeas
