// Find bank accounts other than IBANs (habeas/detection/payments/bank_accounts.py).
#include "bank_accounts.hpp"

#include <optional>

#include "../regex.hpp"
#include "checksums.hpp"
#include "figures.hpp"
#include "surroundings.hpp"

namespace habeas {
namespace {

using payment_words::BANK;
using payment_words::LABEL;
using payment_words::PAY;

const Pattern GLUE{"payments.bank_accounts._GLUE"};
const Pattern BANK_GLUE{"payments.bank_accounts._BANK_GLUE"};
const Pattern OTHER_LABEL{"payments.bank_accounts._OTHER_LABEL"};
const Pattern ANY_FORM{"payments.bank_accounts._ANY_FORM"};
const Pattern BRANCH_OR_ACCOUNT{"payments.bank_accounts._BRANCH_OR_ACCOUNT"};
const Text AS_EXAMPLE{"payments.account.AS_EXAMPLE"};
const Text CALLED_ONE{"payments.bank_accounts._CALLED_ONE"};
const Text BESIDE_BANK{"payments.bank_accounts._BESIDE_BANK"};
const Text BRANCH_AND_ACCOUNT{"payments.bank_accounts._BRANCH_AND_ACCOUNT"};
constexpr int LOOK_AHEAD = 2;
constexpr int LABEL_REACH = 48;
constexpr int BANK_REACH = 24;
constexpr size_t FEWEST_BARE = 8;
constexpr int FEWEST_FIGURES_OF_ACCOUNT = 6;  // of `_BRANCH_OR_ACCOUNT`, with one sign at most between two
constexpr int FEWEST_FIGURES_OF_SPLIT = 7;    // with those of the branch

constexpr FigureRules RUN{  // `_RUN`
    [](Char c) { return is_word(c) || contains(U".,:/+#=$€£@-", c); },
    [](Char c) { return c == U' ' || c == U'.' || c == U'-' || c == U'/' || c == U'–'; },
    3, 5, 27,
    [](Str text, int end) {
        Char next = at(text, end), behind = at(text, end + 1);
        if (next == U'-') return !is_word(behind);
        return !is_word(next) && !((next == U'.' || next == U',') && is_figure(behind));
    },
};

using Parts = std::vector<Str>;
using Fits = bool (*)(const Parts& parts);

String joined(const Parts& parts) {
    String all;
    for (Str part : parts) all += part;
    return all;
}

template <bool (*check)(Str)>
bool fits_joined(const Parts& parts) {
    return check(joined(parts));
}

bool balkan(const Parts& parts) {
    String zeros(parts[1].size() < 13 ? 13 - parts[1].size() : 0, U'0');
    return checksums::mod_97_at_end(concat(parts[0], zeros, parts[1], parts[2]));
}

bool czech(const Parts& parts) {
    return parts.size() > 2 ? checksums::czech(parts[0], parts[1]) : checksums::czech(U"0", parts[0]);
}

struct Form {  // of an account, in the order of `_FORMS`
    Fits fits;
    double confidence;
};
constexpr Form FORMS[] = {
    {czech, 0.8},
    {balkan, 0.85},
    {fits_joined<checksums::polish>, 0.93},
    {fits_joined<checksums::hungarian>, 0.0},
    {fits_joined<checksums::cbu>, 0.85},
    {fits_joined<checksums::clabe>, 0.6},
    {fits_joined<checksums::ccc>, 0.6},
    {fits_joined<checksums::norwegian>, 0.0},
};

const Loaded<std::vector<String>> FORM_NAMES{"payments.bank_accounts._FORM_NAMES", [](const Json& json) {
    std::vector<String> names;
    for (const Json& name : json.items()) names.push_back(name.as_text());
    return names;
}};
const Loaded<std::vector<Expression>> FORM_SHAPES{"payments.bank_accounts._FORM_SHAPES", [](const Json& json) {
    std::vector<Expression> shapes;
    for (const Json& shape : json.items())
        shapes.emplace_back(shape[U"pattern"].as_text(), static_cast<int>(shape[U"flags"].as_int()));
    return shapes;
}};

String compact(Str written) {
    String digits;
    for (Char c : written)
        if (is_figure(c)) digits += c;
    return digits;
}

Parts parts_of(Str written) {  // it begins and ends with figures
    Parts parts;
    for (size_t start = 0; start < written.size();) {
        size_t end = start;
        while (end < written.size() && is_figure(written[end])) ++end;
        parts.push_back(written.substr(start, end - start));
        while (end < written.size() && !is_figure(written[end])) ++end;
        start = end;
    }
    return parts;
}

// A number and, once they are asked for, the words around it.
class Run {
public:
    Run(Str text, int start, int end) : text(text), start(start), end(end), written(slice(text, start, end)) {}
    const Str text;
    const int start, end;
    const Str written;
    const Surroundings& around() {
        if (!around_) around_ = surroundings(text, start, end);
        return *around_;
    }
    bool asks_for_money() { return around().say(PAY); }
    Account account(double confidence, Str because) const {
        return {start, end, compact(written), confidence, String(because)};
    }
    bool is_short() const { return compact(written).size() < FEWEST_BARE; }

private:
    std::optional<Surroundings> around_;
};

bool leads(Str text, int start, int end) {
    return GLUE.fullmatch(text, start, end) && !OTHER_LABEL.found(text, start, end);
}

std::optional<Account> labelled(Run& run) {
    bool any = false, sure = false, few = run.is_short();
    for (const auto& one : LABEL.find(run.text, std::max(0, run.start - LABEL_REACH), run.start)) {
        if ((few && is_ascii(run.text[one.start])) || !leads(run.text, one.end, run.start)) continue;
        any = true;
        sure |= one.meaning;
    }
    if (!any || (!sure && !run.around().say(BANK) && !run.asks_for_money())) return std::nullopt;
    return run.account(sure ? 0.9 : 0.75, CALLED_ONE);
}

std::optional<Account> formed(Run& run) {
    for (size_t index = 0; index < std::size(FORMS); ++index) {
        const Form& form = FORMS[index];
        if (!(*FORM_SHAPES)[index].fullmatch(run.written) || !form.fits(parts_of(run.written))) continue;
        const Surroundings& around = run.around();
        int size = static_cast<int>(around.before.size());
        if (OTHER_LABEL.found(slice(around.before, std::max(0, size - BANK_REACH)))) return std::nullopt;
        double confidence = LABEL.is_in(around.before) || around.say(BANK) ? 0.9 : form.confidence;
        if (confidence != 0)
            return run.account(confidence, concat((*FORM_NAMES)[index], U" whose check digits fit"));
    }
    return std::nullopt;
}

bool is_beside_bank_name(const Run& run) {
    for (const auto& one : BANK.find(run.text, std::max(0, run.start - BANK_REACH), run.start))
        if (BANK_GLUE.fullmatch(run.text, one.end, run.start)) return true;
    return false;
}

std::optional<Account> beside_bank(Run& run) {
    if (run.is_short() || !is_beside_bank_name(run)) return std::nullopt;
    if (!run.asks_for_money() && !LABEL.is_in(run.around().before)) return std::nullopt;
    return run.account(0.8, BESIDE_BANK);
}

void judge(Str text, int start, int end, FoundAccounts& out) {
    Run run(text, start, end);
    std::optional<Account> account = labelled(run);
    if (!account) account = formed(run);
    if (!account) account = beside_bank(run);
    if (!account) return;
    if (run.around().is_example() && !run.around().say(PAY))
        out.push_back(NoAccount{account->start, account->end, Explanation::EXAMPLE, String(AS_EXAMPLE.get())});
    else
        out.push_back(*std::move(account));
}

// Whether so many figures, or such signs between them, belong to any form.
bool may_be_form(Str written) {
    int figures = 0, dashes = 0;
    for (Char c : written) {
        if (c == U'/') return true;
        figures += is_figure(c);
        dashes += c == U'-';
    }
    return dashes == 2 || figures == 11 || (figures >= 16 && figures % 2 == 0);
}

// Whether a text holds figures enough for a branch and an account, and enough in a row for the account.
bool may_hold_split(Str text) {
    int figures = 0, row = 0, most = 0, last = -2;
    for (int place = 0; place < static_cast<int>(text.size()); ++place) {
        if (!is_decimal(text[place])) continue;
        ++figures;
        row = place - last <= 2 ? row + 1 : 1;
        most = std::max(most, row);
        last = place;
    }
    return figures >= FEWEST_FIGURES_OF_SPLIT && most >= FEWEST_FIGURES_OF_ACCOUNT;
}

// Where a row of figures ends, between any two of which no more than three signs stand, and how many they are.
std::pair<int, int> row_from(Str text, int start) {
    int end = start, count = 0;
    for (int next = start; next < static_cast<int>(text.size()) && next - end <= RUN.most_joins; ++next)
        if (is_figure(text[next])) {
            end = next + 1;
            ++count;
        }
    return {end, count};
}

template <class Found>
void each_run(Str text, int start, const Found& found) {
    int size = static_cast<int>(text.size());
    for (int place = next_figure(text, start); place < size; place = next_figure(text, place)) {
        auto [row_end, left] = row_from(text, place);
        while (left > RUN.fewest_more) {
            int end = figures_end<RUN>(text, place);
            if (end >= 0) found(place, end);
            for (end = std::max(end, place + 1); place < end; ++place) left -= is_figure(text[place]);
        }
        place = std::max(place, row_end);
    }
}
}  // namespace

void find_bank_accounts(Str text, FoundAccounts& out) {
    each_run(text, 0, [&](int start, int end) { judge(text, start, end, out); });
}

void find_formed_accounts(Str text, int start, int end, FoundAccounts& out) {
    each_run(slice(text, 0, end + LOOK_AHEAD), start, [&](int first, int last) {
        if (may_be_form(slice(text, first, last)) && ANY_FORM.fullmatch(slice(text, first, last)))
            judge(text, first, last, out);
    });
}

void find_split_accounts(Str text, FoundAccounts& out) {
    if (!may_hold_split(text)) return;
    std::optional<Match> branch;
    for (const Match& account : BRANCH_OR_ACCOUNT.finditer(text)) {
        if (branch && branch->has("branch") && account.has("account") && account.start() - branch->end() <= LABEL_REACH)
            out.push_back(Account{branch->start(), account.end(),
                                  concat(branch->group("branch"), U" ", account.group("account")), 0.93,
                                  String(BRANCH_AND_ACCOUNT.get())});
        branch = account;
    }
}
}  // namespace habeas
