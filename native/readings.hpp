// A document with the readings that several detectors share, each made once, when first asked
// (habeas/detection/readings.py).
#pragma once
#include <optional>

#include "documents.hpp"
#include "masks/search.hpp"
#include "numerals.hpp"
#include "respelling.hpp"
#include "sentences.hpp"
#include "tokens.hpp"

namespace habeas {

class Reading {
public:
    explicit Reading(const Document& document) : document(document), text(document.text) {}
    const Document& document;
    const Str text;

    const std::vector<Mask>& masks() {
        if (!masks_) masks_ = mask_search().all();
        return *masks_;
    }
    const std::vector<Mask>& masks_over(int start, int end) { return mask_search().over(start, end); }
    const std::vector<NumberRun>& numbers() {
        if (!numbers_) numbers_ = read_numbers(document);
        return *numbers_;
    }
    const Respelling& respelling() {
        if (!respelling_) respelling_.emplace(respell(text));
        return *respelling_;
    }
    const Tokens& tokens() {
        if (!tokens_) tokens_ = read_tokens(text);
        return *tokens_;
    }
    Sentences& sentences() {
        if (!sentences_) sentences_.emplace(text, words().are_plain() ? &words() : nullptr);
        return *sentences_;
    }
    const TextWords& words() {  // of tokens()
        if (!words_) words_.emplace(text, tokens());
        return *words_;
    }
    // The sentences that could meet a pattern of a gate.
    std::vector<Sentence*> sentences_through(const Gate& gate);

private:
    MaskSearch& mask_search() {
        if (!mask_search_) mask_search_.emplace(document);
        return *mask_search_;
    }
    std::optional<MaskSearch> mask_search_;
    std::optional<std::vector<Mask>> masks_;
    std::optional<std::vector<NumberRun>> numbers_;
    std::optional<Respelling> respelling_;
    std::optional<Tokens> tokens_;
    std::optional<TextWords> words_;
    std::optional<Sentences> sentences_;
};
}  // namespace habeas
