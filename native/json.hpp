// Values that Python hands over: JSON, which knows numbers, texts, lists and objects.
#pragma once
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "text.hpp"

namespace habeas {

class Json {
public:
    enum class Kind { NOTHING, BOOL, INT, REAL, TEXT, LIST, OBJECT };
    Json() = default;
    Json(bool value) : kind_(Kind::BOOL), int_(value) {}
    Json(int value) : kind_(Kind::INT), int_(value) {}
    Json(long long value) : kind_(Kind::INT), int_(value) {}
    Json(double value) : kind_(Kind::REAL), real_(value) {}
    Json(Str value) : kind_(Kind::TEXT), text_(value) {}
    Json(const String& value) : Json(Str(value)) {}
    Json(const Char* value) : Json(Str(value)) {}
    static Json list() { Json j; j.kind_ = Kind::LIST; return j; }
    static Json object() { Json j; j.kind_ = Kind::OBJECT; return j; }

    Kind kind() const { return kind_; }
    bool is_nothing() const { return kind_ == Kind::NOTHING; }
    bool as_bool() const { return int_ != 0; }
    long long as_int() const { return kind_ == Kind::REAL ? static_cast<long long>(real_) : int_; }
    double as_real() const { return kind_ == Kind::REAL ? real_ : static_cast<double>(int_); }
    const String& as_text() const { return text_; }
    const std::vector<Json>& items() const { return items_; }                        // of a list
    const std::vector<std::pair<String, Json>>& entries() const { return entries_; }  // of an object, in order
    const Json& operator[](size_t index) const { return items_.at(index); }
    const Json& operator[](Str key) const;  // nothing where there is none
    size_t size() const { return kind_ == Kind::OBJECT ? entries_.size() : items_.size(); }
    void push(Json value) { items_.push_back(std::move(value)); }
    void set(Str key, Json value) { entries_.emplace_back(String(key), std::move(value)); }

    static Json parse(std::string_view utf8);
    std::string dump() const;

private:
    Kind kind_ = Kind::NOTHING;
    long long int_ = 0;
    double real_ = 0;
    String text_;
    std::vector<Json> items_;
    std::vector<std::pair<String, Json>> entries_;
};
}  // namespace habeas
