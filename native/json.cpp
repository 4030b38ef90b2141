// Reads and writes JSON.
#include "json.hpp"

#include <cstdio>
#include <cstdlib>
#include <stdexcept>

namespace habeas {
namespace {

const Json NONE;

class Parser {
public:
    explicit Parser(std::string_view text) : text_(text) {}
    Json value() {
        blanks();
        switch (peek()) {
            case '{': return object();
            case '[': return list();
            case '"': return Json(text());
            case 't': place_ += 4; return Json(true);
            case 'f': place_ += 5; return Json(false);
            case 'n': place_ += 4; return Json();
            default: return number();
        }
    }

private:
    char peek() const { return place_ < text_.size() ? text_[place_] : '\0'; }
    void blanks() {
        while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') ++place_;
    }
    bool take(char c) {
        blanks();
        if (peek() != c) return false;
        ++place_;
        return true;
    }
    void need(char c) {
        if (!take(c)) throw std::runtime_error("JSON: something else is wanted at " + std::to_string(place_));
    }
    Json object() {
        Json json = Json::object();
        need('{');
        if (take('}')) return json;
        do {
            blanks();
            String key = text();
            need(':');
            json.set(key, value());
        } while (take(','));
        need('}');
        return json;
    }
    Json list() {
        Json json = Json::list();
        need('[');
        if (take(']')) return json;
        do json.push(value());
        while (take(','));
        need(']');
        return json;
    }
    unsigned hex() {
        unsigned code = static_cast<unsigned>(std::strtoul(std::string(text_.substr(place_, 4)).c_str(), nullptr, 16));
        place_ += 4;
        return code;
    }
    String text() {
        need('"');
        std::string bytes;
        while (place_ < text_.size() && text_[place_] != '"') {
            if (text_[place_] != '\\') {
                bytes += text_[place_++];
                continue;
            }
            char escape = text_[place_ + 1];
            place_ += 2;
            switch (escape) {
                case 'n': bytes += '\n'; break;
                case 't': bytes += '\t'; break;
                case 'r': bytes += '\r'; break;
                case 'b': bytes += '\b'; break;
                case 'f': bytes += '\f'; break;
                case 'u': {
                    Char c = hex();
                    if (c >= 0xD800 && c < 0xDC00 && text_.substr(place_, 2) == "\\u") {
                        place_ += 2;
                        c = 0x10000 + ((c - 0xD800) << 10) + (hex() - 0xDC00);
                    }
                    bytes += utf8(Str(&c, 1));
                    break;
                }
                default: bytes += escape;
            }
        }
        need('"');
        return from_utf8(bytes);
    }
    Json number() {
        size_t end = place_;
        bool real = false;
        while (end < text_.size() && (std::string_view("+-0123456789.eE").find(text_[end]) != std::string_view::npos)) {
            real = real || text_[end] == '.' || text_[end] == 'e' || text_[end] == 'E';
            ++end;
        }
        if (end == place_) throw std::runtime_error("JSON: no value at " + std::to_string(place_));
        std::string digits(text_.substr(place_, end - place_));
        place_ = end;
        return real ? Json(std::strtod(digits.c_str(), nullptr)) : Json(std::strtoll(digits.c_str(), nullptr, 10));
    }

    std::string_view text_;
    size_t place_ = 0;
};

void write_text(std::string& out, Str text) {
    out += '"';
    for (Char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += static_cast<char>(c);
        } else if (c < 32 || (c >= 0xD800 && c < 0xE000)) {
            char escape[8];
            std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
            out += escape;
        } else {
            out += utf8(Str(&c, 1));
        }
    }
    out += '"';
}

void write(std::string& out, const Json& json) {
    switch (json.kind()) {
        case Json::Kind::NOTHING: out += "null"; break;
        case Json::Kind::BOOL: out += json.as_bool() ? "true" : "false"; break;
        case Json::Kind::INT: out += std::to_string(json.as_int()); break;
        case Json::Kind::REAL: {
            char digits[32];
            std::snprintf(digits, sizeof digits, "%.17g", json.as_real());
            out += digits;
            break;
        }
        case Json::Kind::TEXT: write_text(out, json.as_text()); break;
        case Json::Kind::LIST: {
            out += '[';
            for (size_t i = 0; i < json.items().size(); ++i) {
                if (i) out += ',';
                write(out, json.items()[i]);
            }
            out += ']';
            break;
        }
        case Json::Kind::OBJECT: {
            out += '{';
            for (size_t i = 0; i < json.entries().size(); ++i) {
                if (i) out += ',';
                write_text(out, json.entries()[i].first);
                out += ':';
                write(out, json.entries()[i].second);
            }
            out += '}';
            break;
        }
    }
}
}  // namespace

const Json& Json::operator[](Str key) const {
    for (const auto& [name, value] : entries_)
        if (name == key) return value;
    return NONE;
}

Json Json::parse(std::string_view utf8) { return Parser(utf8).value(); }

std::string Json::dump() const {
    std::string out;
    write(out, *this);
    return out;
}
}  // namespace habeas
