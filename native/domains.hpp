// Takes domains apart: is it a site, or part of a site, that a list names (habeas/detection/domains.py).
#pragma once
#include "tables.hpp"
#include "text.hpp"

namespace habeas {

extern const WordSet SECOND_LEVELS;

// The domain without its first label: "b.com" of "a.b.com", nothing of "com".
inline Str parent_of(Str domain) {
    size_t dot = domain.find(U'.');
    return dot == Str::npos ? Str{} : domain.substr(dot + 1);
}

// The domain and everything it is a part of: for (Str host : hosts("a.b.com")) "a.b.com", "b.com", "com".
class Hosts {
public:
    class Iterator {
    public:
        explicit Iterator(Str host) : host_(host) {}
        Str operator*() const { return host_; }
        Iterator& operator++() {
            host_ = parent_of(host_);
            return *this;
        }
        bool operator!=(const Iterator& other) const { return host_.size() != other.host_.size(); }

    private:
        Str host_;
    };
    explicit Hosts(Str domain) : domain_(domain) {}
    Iterator begin() const { return Iterator(domain_); }
    Iterator end() const { return Iterator({}); }

private:
    Str domain_;
};
inline Hosts hosts(Str domain) { return Hosts(domain); }

// Whether a domain is one of the sites (`has(Str)`) or lies under one.
template <class Sites>
bool is_at(Str domain, const Sites& sites) {
    for (Str host : hosts(domain)) {
        if (sites.has(host)) return true;
    }
    return false;
}
}  // namespace habeas
