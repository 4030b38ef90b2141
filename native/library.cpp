// What Python calls: open the library, fill its tables, ask one function of it.
#include <cstring>
#include <stdexcept>
#include <unordered_map>

#include "callbacks.hpp"
#include "probes.hpp"
#include "tables.hpp"
#include "text.hpp"

namespace habeas {
namespace {

using Ask = const char* (*)(const char* name, const char* arguments);
Ask ask_python = nullptr;

std::unordered_map<std::string, Probe::Function>& probes() {
    static std::unordered_map<std::string, Probe::Function> functions;
    return functions;
}

enum class State { EMPTY, FILLED, BROKEN } state = State::EMPTY;

std::string answer;  // of the last call: the caller copies it before it calls again

const char* give(std::string text) {
    answer = std::move(text);
    return answer.c_str();
}
}  // namespace

Json call_python(const char* name, const Json& arguments) {
    const char* answer = ask_python(name, arguments.dump().c_str());
    if (!answer) throw std::runtime_error(std::string("Python does not answer ") + name);
    return Json::parse(answer);
}

Probe::Probe(const char* name, Function function) { probes()[name] = function; }

Json Probe::call(const char* name, const Json& arguments) {
    auto found = probes().find(name);
    if (found == probes().end()) throw std::runtime_error(std::string("no probe is called ") + name);
    return found->second(arguments);
}

}  // namespace habeas

using namespace habeas;

#pragma GCC visibility push(default)
extern "C" {

// What Python knows of characters, and whom to ask what C++ does not know.
void habeas_meet(const CharacterTypes* types, const char* (*ask)(const char*, const char*)) {
    meet_python(*types);
    ask_python = ask;
}

// The names of the tables that are wanted, one a line; none once they are filled.
const char* habeas_wanted() {
    std::string names;
    if (state != State::FILLED)
        for (const Table* table : Table::all()) names.append(table->name()).append("\n");
    return give(names);
}

// Fill the tables, once, from an object by name. Returns what is wrong, or nothing.
const char* habeas_fill(const char* tables) {
    if (state == State::FILLED) return give("");
    if (state == State::BROKEN) return give("they were refused before");
    try {
        const Json json = Json::parse(tables);
        std::unordered_map<std::string, const Json*> by_name;
        for (const auto& [name, value] : json.entries()) by_name[utf8(name)] = &value;
        for (const Table* table : Table::all())
            if (!by_name.count(table->name())) throw std::runtime_error(std::string(table->name()) + " is missing");
        state = State::BROKEN;
        for (Table* table : Table::all()) {
            try {
                table->fill(*by_name[table->name()]);
            } catch (const std::exception& error) {
                throw std::runtime_error(std::string(table->name()) + ": " + error.what());
            }
        }
        state = State::FILLED;
        return give("");
    } catch (const std::exception& error) {
        return give(error.what());
    }
}

// Ask a probe. Returns JSON, or "!" and what is wrong.
const char* habeas_probe(const char* name, const char* arguments) {
    try {
        return give(Probe::call(name, Json::parse(arguments)).dump());
    } catch (const std::exception& error) {
        return give(std::string("!") + error.what());
    }
}
}
#pragma GCC visibility pop
