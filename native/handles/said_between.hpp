// What stands between an app and a name, and what it says about whose name that is
// (habeas/detection/handles/said_between.py).
#pragma once
#include <optional>

#include "../regex.hpp"
#include "app_mentions.hpp"
#include "names.hpp"

namespace habeas::handles {

extern const Pattern ANNOUNCER, INVITATION, OWN, SOFTWARE, SENTENCE_END;
inline constexpr int WINDOW = 80;  // folded characters around an app in which what is said belongs to it

// What follows the last end of a sentence in a text; `pieces[-1]` of `SENTENCE_END.split`.
Str last_sentence(Str text);
// The part of the sentence, at most a window wide, that holds these characters.
Str sentence_around(Str text, int start, int end);

// What stands between an app and the name after it, and what that is worth.
class Between {
public:
    Between(Str text, const AppMention& mention, const Name& name, Str said)
        : text_(text), mention_(mention), name_(name), said_(said) {}
    double confidence();  // 0 when the name does not belong to the app

private:
    double unmistakable();
    double shaped();
    double plain();
    bool is_beside();
    bool is_in_foreign_letters();
    bool is_announced();
    bool is_called_own();
    bool is_pointed_at();
    bool is_broken();
    bool is_invited();
    bool is_own();
    Str sentence();

    Str text_;
    const AppMention& mention_;
    const Name& name_;
    Str said_;
    std::optional<Str> sentence_;
    std::optional<bool> announced_, pointed_at_, invited_, own_;
};
}  // namespace habeas::handles
