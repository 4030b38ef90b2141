// Writes values in the format of Python's `marshal`, version 2, which Python reads faster than any other.
#pragma once
#include <cstring>
#include <string>

#include "text.hpp"

namespace habeas {

class Marshal {
public:
    void nothing() { bytes_ += 'N'; }
    void truth(bool value) { bytes_ += value ? 'T' : 'F'; }
    void number(int value) {
        bytes_ += 'i';
        raw(value);
    }
    void real(double value) {
        bytes_ += 'g';
        bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
    void text(Str value) {
        bytes_ += 'u';
        const size_t length = bytes_.size();
        raw(0);
        append_utf8(value);
        const int size = static_cast<int>(bytes_.size() - length - 4);
        std::memcpy(bytes_.data() + length, &size, 4);
    }
    void tuple(size_t size) {  // then so many values
        bytes_ += '(';
        raw(static_cast<int>(size));
    }
    // A tuple of values that nobody has counted yet, first of all: close it with how many there were.
    void open() { tuple(0); }
    void close(int size) { std::memcpy(bytes_.data() + 1, &size, 4); }
    std::string& bytes() { return bytes_; }

private:
    void raw(int value) { bytes_.append(reinterpret_cast<const char*>(&value), 4); }
    void append_utf8(Str value) {
        for (Char c : value) {
            if (c < 128) bytes_ += static_cast<char>(c);
            else bytes_ += utf8_of(c);
        }
    }
    static std::string utf8_of(Char c);  // lone surrogates as Python's "surrogatepass" writes them

    std::string bytes_;
};
}  // namespace habeas
