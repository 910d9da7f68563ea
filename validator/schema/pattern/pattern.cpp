#include "validator/schema/pattern/pattern.hpp"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <new>
#include <string>

#include "validator/schema/pattern/pattern_captures.hpp"

namespace understudy::schema {
namespace {

constexpr std::uint32_t kOptions =
    PCRE2_UTF | PCRE2_DOTALL | PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_BACKSLASH_C;

// The units take about a nanosecond each: a callout, and a byte that a search moved on or back since the
// last.
constexpr std::uint64_t kCalloutCost = 16;
constexpr std::uint64_t kLeastBudget = 16'000'000;
constexpr std::uint64_t kBudgetOfByte = 64;

// These back up the callouts. PCRE2 keeps the counts, and starts some anew wherever a match may start.
constexpr std::uint32_t kMatchLimit = 1'000'000;
constexpr std::uint32_t kHeapLimit = 32 * 1024; // KiB; without JIT
constexpr std::size_t kKiB = 1024, kLeastStack = 32 * kKiB, kMostStack = 8 * kKiB * kKiB;

struct Budget {
    std::uint64_t left;
    std::size_t start = 0; // where the attempt began
    std::size_t last = 0;  // where the last callout was

    bool spend(std::uint64_t steps) {
        left -= std::min(left, steps);
        return left != 0;
    }
};

int on_callout(pcre2_callout_block* block, void* data) {
    Budget& budget = *static_cast<Budget*>(data);
    const std::size_t here = block->current_position;
    if (block->start_match != budget.start) budget.start = budget.last = block->start_match;
    const std::size_t way = here > budget.last ? here - budget.last : budget.last - here;
    budget.last = here;
    const bool compares = block->callout_number == PatternTranslation::kBackreference;
    return budget.spend(kCalloutCost + way + (compares ? block->subject_length : 0)) ? 0
                                                                                     : PCRE2_ERROR_MATCHLIMIT;
}

// The memory that PCRE2 writes to while it searches. Each thread has its own.
class Workspace {
public:
    Workspace()
        : data_(pcre2_match_data_create(1, nullptr)),
          context_(pcre2_match_context_create(nullptr)),
          stack_(pcre2_jit_stack_create(kLeastStack, kMostStack, nullptr)) {
        if (data_ == nullptr || context_ == nullptr || stack_ == nullptr) {
            release();
            throw std::bad_alloc();
        }
        pcre2_jit_stack_assign(context_, nullptr, stack_);
        pcre2_set_heap_limit(context_, kHeapLimit);
    }
    Workspace(const Workspace&) = delete;
    Workspace& operator=(const Workspace&) = delete;
    ~Workspace() { release(); }

    int search(const pcre2_code* code, std::string_view text) {
        Budget budget{kLeastBudget + kBudgetOfByte * text.size()};
        const auto matches = static_cast<std::uint32_t>(
            std::min<std::uint64_t>(kMatchLimit + 4 * std::uint64_t{text.size()}, UINT32_MAX));
        pcre2_set_match_limit(context_, matches);
        pcre2_set_depth_limit(context_, matches);
        pcre2_set_callout(context_, on_callout, &budget);
        return pcre2_match(code, reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), 0, 0, data_,
                           context_);
    }

private:
    void release() {
        pcre2_match_data_free(data_);
        pcre2_match_context_free(context_);
        pcre2_jit_stack_free(stack_);
    }

    pcre2_match_data* data_;
    pcre2_match_context* context_;
    pcre2_jit_stack* stack_;
};

std::string message(int error) {
    std::array<unsigned char, 256> text{};
    pcre2_get_error_message(error, text.data(), text.size());
    return reinterpret_cast<const char*>(text.data());
}

} // namespace

void Pattern::Free::operator()(pcre2_real_code_8* code) const {
    pcre2_code_free(code);
}

std::variant<Pattern, PatternError> Pattern::compile(std::string_view pattern, PatternSyntax syntax) {
    PatternSyntax used = PatternSyntax::unicode;
    auto translated = translate_pattern(pattern, used);
    if (syntax != PatternSyntax::unicode && std::holds_alternative<PatternError>(translated)) {
        auto lenient = translate_pattern(pattern, syntax);
        if (syntax == PatternSyntax::annex_b || std::holds_alternative<PatternTranslation>(lenient))
            translated = std::move(lenient);
        used = syntax;
    }
    if (auto* error = std::get_if<PatternError>(&translated)) return std::move(*error);
    const auto& translation = std::get<PatternTranslation>(translated);
    if (const auto offset = affected_backreference(pattern, used))
        return PatternError{
            *offset, "not supported: a backreference to a group that not every round of its loop sets", true};
    int error = 0;
    std::size_t offset = 0;
    pcre2_code* code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(translation.text.data()),
                                     translation.text.size(), kOptions, &error, &offset, nullptr);
    if (code == nullptr)
        return PatternError{translation.place(offset), "not supported: " + message(error), true};
    Pattern result(code);
    // If the system forbids code made at run time, or has no room for it, PCRE2 interprets the pattern.
    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
    return result;
}

Pattern::Result Pattern::search(std::string_view text) const {
    static thread_local Workspace workspace;
    const int result = workspace.search(code_.get(), text);
    if (result >= 0) return Result::match;
    const bool ill_formed = result <= PCRE2_ERROR_UTF8_ERR1 && result >= PCRE2_ERROR_UTF8_ERR21;
    return result == PCRE2_ERROR_NOMATCH || ill_formed ? Result::no_match : Result::limit;
}

bool is_pattern(std::string_view text) {
    return std::holds_alternative<PatternTranslation>(translate_pattern(text, PatternSyntax::unicode));
}

} // namespace understudy::schema
