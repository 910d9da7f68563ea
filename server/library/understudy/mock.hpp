#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// A mock of the run APIs in a test's own process. This header is the whole public interface. It includes
/// only the standard library.
///
///     understudy::Mock mock;
///     MyClient client(mock.base_url("noxus"));
///     client.wait_for("11111111-1111-4111-8111-111111111111");
///     assert(mock.requests().size() == 4);
namespace understudy {

/// Thrown if a fixture, contract or rule is wrong, an address is taken, or an API or run does not exist. The
/// message says where, what was expected and what was found.
class MockError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Configures a mock. The defaults are those of `understudy serve --listen 127.0.0.1:0`.
struct MockOptions {
    enum class Advance {
        poll, ///< each GET advances a run
        time, ///< the clock advances runs, as they were recorded
        none, ///< every run is at its end
    };
    enum class RequestCheck {
        off,
        warn,   ///< Mock::Request::note says how a request breaks the contract
        strict, ///< the client gets the API's own error
    };

    std::string address = "127.0.0.1";
    std::uint16_t port = 0;             ///< 0: any free port
    std::vector<std::string> fixtures;  ///< folders; empty: the fixtures that come with the library
    std::vector<std::string> contracts; ///< additional contracts, each `[NAME=]FILE`
    std::vector<std::string> faults;    ///< rules, each a JSON object (`schemas/formats/faults.schema.json`)
    Advance advance = Advance::poll;
    double speed = 1;       ///< for Advance::time: a factor on the recorded speed, above 0
    bool generate = false;  ///< generates a run from the contract for any id without a fixture
    std::uint64_t seed = 0; ///< for generated runs
    RequestCheck request_check = RequestCheck::warn;
    bool require_credential = true; ///< any non-empty one is accepted; without one the reply is 401
    std::size_t journal = 10'000;   ///< requests that are kept; the oldest are dropped first
};

/// Serves the APIs on a port of this process, from the constructor to the destructor. A separate thread
/// answers clients. All members but the destructor may be called from any thread.
class Mock {
public:
    /// A request as it came in. Bodies are not kept. Of a credential, only its presence is kept.
    struct Request {
        std::string method;
        std::string target; ///< path and query
        std::vector<std::pair<std::string, std::string>> fields;
        unsigned status = 0;     ///< the status of the reply
        bool matched = false;    ///< whether a run answered
        std::string api, run_id; ///< empty if no API has that path
        std::string note;        ///< how it breaks the contract, or what was done to the reply

        /// The value of the first field of that name, ignoring case; empty if the request has no such field.
        std::string_view field(std::string_view name) const;
    };

    /// Clients can connect as soon as it returns. Throws MockError.
    explicit Mock(const MockOptions& options = {});
    ~Mock(); ///< closes all connections; requests that are being answered get their reply first
    Mock(const Mock&) = delete;
    Mock& operator=(const Mock&) = delete;

    std::uint16_t port() const;

    /// The URL to give a client instead of the API's own base URL: `http://127.0.0.1:41234/noxus`. Throws
    /// MockError if no API has that name.
    std::string base_url(std::string_view api) const;

    /// The URL of the admin API, where a person can watch: `http://127.0.0.1:41234/__admin`.
    std::string admin_url() const;

    /// The requests in the journal, the oldest first. If the client runs on another thread than the caller,
    /// its reply may arrive a moment before the journal has the request.
    std::vector<Request> requests() const;

    /// Makes the next GET of the run answer with its first response in that state. If the path has several
    /// ids, `run_id` is all of them (`t1/r1`), or the run's alone if only one run has it. Throws MockError if
    /// the run has no such response, or the run does not exist.
    void set_state(std::string_view api, std::string_view run_id, std::string_view state);

    /// Adds a fault rule, in the form of MockOptions::faults. Throws MockError.
    void order(std::string_view fault);

    /// Restores the initial state: runs at their beginning, an empty journal, the faults of the options.
    void reset();

private:
    class InProcessMock;
    std::unique_ptr<InProcessMock> mock_;
};

} // namespace understudy
