#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/mock/run.hpp"
#include "validator/text/time.hpp"

namespace understudy::mock {

/// The runs of one API. A run that was recorded several times has several fixtures: its newest recording
/// plays, and the earlier ones are only found by name.
class RunSet {
public:
    /// Throws json::LoadError if the fixture cannot be played, or if another one is of the same run and
    /// neither says when it was recorded.
    void add(const intake::Fixture& fixture, const contract::Operation& operation);

    /// The first run with this id, of those below several parents, that `fits(const Run&)`; null if there is
    /// none.
    template <class Fits>
    std::shared_ptr<const Run> find(std::string_view id, Fits&& fits) const {
        const auto [first, last] = runs_.equal_range(id);
        for (auto each = first; each != last; ++each)
            if (fits(*each->second.run)) return each->second.run;
        return nullptr;
    }
    /// The recording with the name of that fixture, also an earlier one; null if there is none.
    std::shared_ptr<const Run> named(std::string_view name) const;

    std::size_t size() const { return runs_.size(); }
    std::vector<std::shared_ptr<const Run>> all() const; ///< that play, by id
    std::vector<std::string> names() const;              ///< of all recordings, sorted
    std::vector<std::string> earlier_names() const;      ///< of those that do not play, sorted

private:
    struct Recording {
        std::shared_ptr<const Run> run;
        std::optional<text::Time> at; ///< when it was recorded
        std::string file;

        bool is_newer_than(const Recording& other) const;
    };
    struct ById {
        using is_transparent = void;
        using Address = contract::RunAddress;
        bool operator()(const Address& a, const Address& b) const { return a < b; }
        bool operator()(const Address& a, std::string_view id) const { return a.run_id < id; }
        bool operator()(std::string_view id, const Address& b) const { return id < b.run_id; }
    };
    std::map<contract::RunAddress, Recording, ById> runs_;
    std::vector<std::shared_ptr<const Run>> earlier_;
};

} // namespace understudy::mock
