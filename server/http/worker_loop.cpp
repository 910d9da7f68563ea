#include "server/http/worker_loop.hpp"

#include <boost/asio/post.hpp>
#include <exception>
#include <utility>

namespace understudy::http {

namespace asio = boost::asio;

WorkerLoop::WorkerLoop(Handler handler, const ConnectionLimits& limits, std::shared_ptr<const TlsContext> tls,
                       std::function<void()> on_room)
    : loop_(std::move(handler), limits, std::move(tls)),
      rounds_(loop_, [] {}),
      work_(loop_.context.get_executor()) {
    loop_.on_closed = [this, on_room = std::move(on_room)] {
        on_room();
        if (rounds_.stopped() && loop_.open == 0) end();
    };
}

WorkerLoop::~WorkerLoop() {
    loop_.on_closed = nullptr;
}

void WorkerLoop::start() {
    thread_ = std::thread([this] {
        rounds_.begin();
        for (;;) {
            try {
                loop_.context.run();
                return;
            } catch (const std::exception&) {
                // One connection ran out of memory, as in Listener::run().
            }
        }
    });
}

void WorkerLoop::stop() {
    loop_.stopping = true;
    asio::post(loop_.context, [this] { begin_stop(); });
}

void WorkerLoop::join() {
    if (thread_.joinable()) thread_.join();
}

void WorkerLoop::take(Connection::Socket socket) {
    asio::post(loop_.context, [this, moved = std::move(socket)]() mutable {
        if (!rounds_.stopped()) std::make_shared<Connection>(loop_, std::move(moved))->start();
    });
}

void WorkerLoop::begin_stop() {
    if (rounds_.stopped()) return;
    rounds_.stop();
    if (loop_.open == 0) end();
}

void WorkerLoop::end() {
    rounds_.end();
    work_.reset();
}

} // namespace understudy::http
