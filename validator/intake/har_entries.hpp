#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace understudy::intake {

/// Cuts an HTTP Archive into its entries, without a judgement on what is in them.
///
/// Only brackets and quotes are looked at. An entry with a bad escape, a control character in a string or a
/// name given twice is therefore cut out whole, and whoever parses it finds the fault in this one entry. A
/// file that ends too soon gives every entry before the cut. Linear, with no recursion.
class HarEntries {
public:
    struct Entry {
        std::string_view text; ///< a part of the archive
        std::size_t index = 0;
        bool is_cut = false; ///< the archive ends inside it
    };

    /// `archive` must outlive it.
    explicit HarEntries(std::string_view archive);

    /// Whether there is an array `entries` in an object `log`, wherever they stand among other members (RFC
    /// 8259 §4: their order means nothing).
    bool has_entries() const { return at_ != std::string_view::npos; }
    /// Whether there is a `log` that an archive could have: an object with `entries` or `creator`.
    bool has_log() const { return has_log_; }

    std::optional<Entry> next();
    /// Whether the archive ended before its last bracket. Known after the last entry.
    bool is_cut_off() const { return is_cut_off_; }

private:
    std::string_view text_;
    std::size_t at_; // behind the last entry, or npos
    std::size_t index_ = 0;
    bool has_log_ = false;
    bool is_cut_off_ = false;
};

} // namespace understudy::intake
