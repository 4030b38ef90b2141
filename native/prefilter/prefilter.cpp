// Says which detectors a text could need.
#include "prefilter.hpp"

#include "question.hpp"

namespace habeas {
namespace {

const Loaded<Json> TRIGGERS{"prefilter.anchors.native_triggers", [](const Json& json) { return json; }};

}  // namespace

struct Prefilter::Triggers {
    prefilter::Table table;
};

Prefilter::Prefilter() = default;
Prefilter::~Prefilter() = default;

void Prefilter::open() { triggers_ = std::make_unique<const Triggers>(prefilter::Table(*TRIGGERS)); }

uint32_t Prefilter::ask(Str text) const {
    thread_local prefilter::Scratch scratch;
    return static_cast<uint32_t>(prefilter::Question(triggers_->table, scratch).ask_ascii(text));
}

uint32_t Prefilter::ask(std::string_view ascii) const {
    thread_local prefilter::Scratch scratch;
    return static_cast<uint32_t>(prefilter::Question(triggers_->table, scratch).ask_ascii(ascii));
}
}  // namespace habeas
