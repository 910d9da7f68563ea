#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// A mock of the run APIs in a test's own process. This header is all that is promised: it includes the
/// standard library alone.
///
///     understudy::Mock mock;
///     MyClient client(mock.base_url("noxus"));
///     client.wait_for("11111111-1111-4111-8111-111111111111");
///     assert(mock.requests().size() == 4);
namespace understudy {

/// What a mock cannot do: a fixture, contract or rule that is wrong, an address that is taken, an API or run
/// that there is none of. The message says where, what was expected and what was found.
class MockError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// How a mock is to be. As it stands: what `understudy serve --listen 127.0.0.1:0` is.
struct MockOptions {
    enum class Advance {
        poll, ///< each GET moves a run on
        time, ///< the clock does, as it was recorded
        none, ///< every run is at its end
    };
    enum class RequestCheck {
        off,
        warn,   ///< Mock::Request::note says what is not as the contract has it
        strict, ///< the client gets the API's own error
    };

    std::string address = "127.0.0.1";
    std::uint16_t port = 0;             ///< 0: one that is free
    std::vector<std::string> fixtures;  ///< folders; empty: the fixtures that come with the library
    std::vector<std::string> contracts; ///< more of them, each `[NAME=]FILE`
    std::vector<std::string> faults;    ///< rules, each a JSON object (`schemas/formats/faults.schema.json`)
    Advance advance = Advance::poll;
    double speed = 1;       ///< of Advance::time: how many times as quick as it was recorded; above 0
    bool generate = false;  ///< a run from the contract for any id that there is no fixture of
    std::uint64_t seed = 0; ///< of what is generated
    RequestCheck request_check = RequestCheck::warn;
    bool require_credential = true; ///< any that is not empty is good; without one it is 401
    std::size_t journal = 10'000;   ///< requests that are kept, the oldest go first
};

/// The APIs on a port of this process, from the constructor to the destructor. Clients are answered on a
/// thread of its own; all members but the destructor may be called from any thread.
class Mock {
public:
    /// A request as it came in. Bodies are not kept, and of credentials only that there was one.
    struct Request {
        std::string method;
        std::string target; ///< path and query
        std::vector<std::pair<std::string, std::string>> fields;
        unsigned status = 0;     ///< that it was answered with
        bool matched = false;    ///< whether a run answered
        std::string api, run_id; ///< empty where no API has that path
        std::string note;        ///< why it was not as the contract has it, or what was done to the reply

        /// The value of the first field of that name, which compares without case; empty if there is none.
        std::string_view field(std::string_view name) const;
    };

    /// When it returns, clients can connect. Throws MockError.
    explicit Mock(const MockOptions& options = {});
    ~Mock(); ///< ends all connections: those that are being answered get their reply first
    Mock(const Mock&) = delete;
    Mock& operator=(const Mock&) = delete;

    std::uint16_t port() const;

    /// What a client has in the place of the API's own base URL: `http://127.0.0.1:41234/noxus`. Throws
    /// MockError where no API has that name.
    std::string base_url(std::string_view api) const;

    /// Of the admin API, in which a person may look on: `http://127.0.0.1:41234/__admin`.
    std::string admin_url() const;

    /// What the journal has, the oldest first. A reply may arrive a moment before its request is in it only
    /// with clients on other threads than the one that asks here.
    std::vector<Request> requests() const;

    /// The next GET of the run answers with its first response in that state. Throws MockError where the run
    /// has none, or there is no such run.
    void set_state(std::string_view api, std::string_view run_id, std::string_view state);

    /// Adds a fault rule: a rule as in MockOptions::faults. Throws MockError.
    void order(std::string_view fault);

    /// As it was when it began: runs at their beginning, an empty journal, the faults of the options.
    void reset();

private:
    class InProcessMock;
    std::unique_ptr<InProcessMock> mock_;
};

} // namespace understudy
