// What is asked of a text that is not in ASCII: words and parts of words of other scripts, and figures written in them.
#include "question.hpp"

namespace habeas::prefilter {

void Question::ask_foreign() {
    int figures = 0, start_of_figures = 0, end_of_figures = -1000, han = 0;  // written in Chinese, or not
    int everyday = 0, end_of_everyday = -1000;
    bool is_everyday = false;
    for (int at = 0; at < size_; ++at) {
        const Char c = text_[at];
        if (c < 128) {
            if (is_figure(static_cast<uint8_t>(c))) {
                if (at - end_of_figures > 3) figures = han = 0;
                if (!figures++) start_of_figures = at;
                end_of_figures = at + 1;
                const bool alone = !is_word_part(t_[at - 1]) && !is_word_part(t_[at + 1]);
                everyday = !alone ? 0 : at - end_of_everyday <= 3 ? everyday + 1 : 1;
                end_of_everyday = at + 1;
                is_everyday |= everyday >= 3;
            } else if (is_letter(static_cast<uint8_t>(c))) {
                figures = han = everyday = 0;
            }
            if (figures >= 5 && han && at + 1 == end_of_figures) search(HAN_FIGURES, start_of_figures, at + 1);
            continue;
        }
        const uint16_t kind = table_.kind(c);
        if (kind & ~(WORD_KIND | SPACE_KIND | EDGE_KIND)) {
            ask_other_character(at, kind);
            if (kind & HAN_KIND) {
                if (at - end_of_figures > 3) figures = han = 0;
                if (!figures++) start_of_figures = at;
                end_of_figures = at + 1;
                ++han;
                if (figures >= 5) search(HAN_FIGURES, start_of_figures, at + 1);
            }
        }
        if (kind & WORD_KIND && (at == 0 || t_[at - 1] != OTHER_WORD)) ask_other_word(at);
        if (at == 0 || t_[at - 1] < 128 || text_[at - 1] == U'،') {
            int end = at;
            while (end < size_ && t_[end] >= 128 && text_[end] != U'،') ++end;
            if (end > at && table_.everyday.find(text_.substr(at, end - at)) != Words::NONE) {
                everyday = at - end_of_everyday <= 3 ? everyday + 1 : 1;
                end_of_everyday = end;
                is_everyday |= everyday >= 3;
            } else if (end > at) {
                everyday = 0;
            }
        }
    }
    if (is_everyday) search(EVERYDAY);
}

void Question::ask_other_character(int place, uint16_t kind) {
    const Char c = text_[place];
    if (kind & (PART_KIND | WHOLE_PART_KIND)) {
        const auto look = [&](const Part& part) {
            const int start = place - part.offset;
            if (start >= 0 && part.bits & ~bits_ && text_.substr(start, part.text.size()) == part.text)
                bits_ |= part.bits;
        };
        if (kind & WHOLE_PART_KIND) table_.other_parts.each(c, 0, look);
        if (kind & PART_KIND && place + 1 < size_) table_.other_parts.each(c, text_[place + 1], look);
    }
    if (kind & FIRST_KIND && wants(FIRST_CHARACTERS))
        for (const Asked& asked : table_.patterns[FIRST_CHARACTERS])
            if (asked.bits & ~bits_ && starts_with(text_.substr(place), asked.first) &&
                asked.expression.match(padded(), place + 1))
                bits_ |= asked.bits;
    if (kind & LIKE_KIND) {
        if (is_figure(t_[place - 1])) confirm(LIKE_FIGURE, place - 1);
        if (is_figure(t_[place + 1])) confirm(LIKE_FIGURE, place);
    }
    if (kind & UNSPACED_KIND && wants(UNSPACED))
        for (int script = 0; script < static_cast<int>(table_.unspaced.size()); ++script)
            if (is_unspaced_run(place, script, 3)) confirm(UNSPACED, place);
}

bool Question::is_unspaced_run(int place, int script, int left) const {
    if (!left) return true;
    for (int skip = 0; skip <= 2; ++skip) {
        const Char c = at(text_, place + skip);
        for (const String& word : table_.unspaced[script])
            if (word[0] == c && starts_with(text_.substr(place + skip), word) &&
                is_unspaced_run(place + skip + static_cast<int>(word.size()), script, left - 1))
                return true;
        if (c != ' ' && c != '-') return false;
    }
    return false;
}

int Question::ask_other_word(int start) {
    int end = start;
    while (end < size_ && t_[end] == OTHER_WORD) ++end;
    const int known = table_.other_words.find(text_.substr(start, end - start));
    if (known != Words::NONE) bits_ |= without_spoken(table_.other_bits[known], 0, end);
    return end;
}
}  // namespace habeas::prefilter
