#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <cstddef>
#include <functional>
#include <thread>

#include "server/http/connection.hpp"
#include "server/http/connection_sweeper.hpp"
#include "server/http/loop.hpp"

namespace understudy::http {

/// A thread with its own connections, in addition to the thread that accepts them.
class WorkerLoop {
public:
    /// `on_room` is called on this thread when a connection is gone.
    WorkerLoop(Handler handler, const ConnectionLimits& limits, std::shared_ptr<const TlsContext> tls,
               std::function<void()> on_room);
    ~WorkerLoop(); ///< after join(), or if start() was never called
    WorkerLoop(const WorkerLoop&) = delete;
    WorkerLoop& operator=(const WorkerLoop&) = delete;

    void start();
    void stop(); ///< from any thread
    void join();

    /// Turns a socket of context() into a connection. From any thread.
    void take(Connection::Socket socket);

    boost::asio::io_context& context() { return loop_.context; }
    std::size_t open() const { return loop_.open; }

private:
    void begin_stop();
    void end();

    Loop loop_;
    ConnectionSweeper rounds_;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
    std::thread thread_;
};

} // namespace understudy::http
