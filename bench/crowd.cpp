// What a crowd costs a mock that serves already, at 127.0.0.1:
//
//   bench_crowd slow PORT PATH [CLIENTS] [SECONDS]   a good client's latency, alone and among slow clients
//   (1000) bench_crowd idle PORT PATH PID [CLIENTS]         the memory of idle keep-alive connections (10000)
//
// Slow clients are of three kinds: a head that comes byte by byte, a body that does, and replies that nobody
// reads. Whoever is cut off comes back. Exit status 1: p99 is more than twice its base, or memory 200 MB and
// more.

#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;

const std::string kFields = " HTTP/1.1\r\nHost: localhost\r\nX-API-Key: any\r\nAuthorization: Bearer any\r\n";

tcp::socket connected(asio::io_context& context, unsigned short port) {
    tcp::socket socket(context);
    socket.connect({asio::ip::address_v4::loopback(), port});
    return socket;
}

/// Asks, and reads all of the reply, on one connection.
class Good {
public:
    Good(asio::io_context& context, unsigned short port, const std::string& path)
        : socket_(connected(context, port)), request_("GET " + path + kFields + "\r\n") {
        socket_.set_option(tcp::no_delay(true));
    }

    /// In microseconds.
    double ask() {
        const auto begin = Clock::now();
        asio::write(socket_, asio::buffer(request_));
        const std::size_t head = asio::read_until(socket_, buffer_, "\r\n\r\n");
        const std::string text(asio::buffers_begin(buffer_.data()),
                               asio::buffers_begin(buffer_.data()) + static_cast<std::ptrdiff_t>(head));
        if (!text.starts_with("HTTP/1.1 200")) throw std::runtime_error(text);
        const std::size_t length = std::stoul(text.substr(text.find("Content-Length: ") + 16));
        if (buffer_.size() < head + length)
            asio::read(socket_, buffer_, asio::transfer_exactly(head + length - buffer_.size()));
        buffer_.consume(head + length);
        return std::chrono::duration<double, std::micro>(Clock::now() - begin).count();
    }

private:
    tcp::socket socket_;
    std::string request_;
    asio::streambuf buffer_;
};

class Slow {
public:
    Slow(asio::io_context& context, unsigned short port, const std::string& path, std::size_t index)
        : context_(context), port_(port), kind_(index % 3), get_("GET " + path + kFields) {
        come();
    }

    /// One byte more.
    void step() {
        static const std::string kByte = "a";
        if (kind_ == 2) return; // it asked, and does not read
        error_code error;
        socket_->write_some(asio::buffer(kByte), error);
        if (error && error != asio::error::would_block) come();
    }

private:
    void come() {
        socket_ = std::make_unique<tcp::socket>(connected(context_, port_));
        socket_->non_blocking(true);
        std::string begin = "GET /";
        if (kind_ == 1) begin = get_ + "Content-Length: 100000\r\n\r\n";
        if (kind_ == 2) {
            socket_->set_option(asio::socket_base::receive_buffer_size(1));
            begin.clear();
            for (int i = 0; i < 200; ++i) begin += get_ + "\r\n";
        }
        error_code ignored;
        socket_->write_some(asio::buffer(begin), ignored);
    }

    asio::io_context& context_;
    unsigned short port_;
    std::size_t kind_;
    std::string get_;
    std::unique_ptr<tcp::socket> socket_;
};

struct Latency {
    double median = 0, p99 = 0;
};

Latency measure(Good& client, std::chrono::duration<double> time) {
    std::vector<double> all;
    for (const auto end = Clock::now() + time; Clock::now() < end;) all.push_back(client.ask());
    std::sort(all.begin(), all.end());
    return {all[all.size() / 2], all[all.size() * 99 / 100]};
}

int slow(unsigned short port, const std::string& path, std::size_t count, double seconds) {
    asio::io_context context;
    Good client(context, port, path);
    const std::chrono::duration<double> time(seconds);
    measure(client, time / 4); // warm
    const Latency alone = measure(client, time);
    std::vector<Slow> crowd;
    for (std::size_t i = 0; i < count; ++i) crowd.emplace_back(context, port, path, i);
    std::atomic<bool> over = false;
    std::thread thread([&] {
        while (!over) {
            for (Slow& each : crowd) each.step();
            std::this_thread::sleep_for(std::chrono::milliseconds(200)); // this is how slow they are
        }
    });
    const Latency among = measure(client, time);
    over = true;
    thread.join();
    std::printf(
        "alone: median %.0f us, p99 %.0f us; among %zu slow clients: median %.0f us, p99 %.0f us, %.2f "
        "times\n",
        alone.median, alone.p99, count, among.median, among.p99, among.p99 / alone.p99);
    return among.p99 > 2 * alone.p99 ? 1 : 0;
}

double resident_mb(const std::string& pid) {
    std::ifstream status("/proc/" + pid + "/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmRSS:")) return std::atof(line.c_str() + 6) * 1024 / 1e6;
    throw std::runtime_error("no process " + pid);
}

int idle(unsigned short port, const std::string& path, const std::string& pid, std::size_t count) {
    asio::io_context context;
    const double before = resident_mb(pid);
    std::vector<std::unique_ptr<Good>> crowd;
    for (std::size_t i = 0; i < count; ++i) {
        crowd.push_back(std::make_unique<Good>(context, port, path));
        crowd.back()->ask();
    }
    const double after = resident_mb(pid);
    crowd.front()->ask(); // it still serves
    crowd.back()->ask();
    std::printf("%.1f MB before; %.1f MB with %zu idle connections, %.0f bytes each\n", before, after, count,
                (after - before) * 1e6 / static_cast<double>(count));
    return after >= 200 ? 1 : 0;
}

} // namespace

int main(int count, char** arguments) try {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    const std::string what = count > 3 ? arguments[1] : "";
    const auto number = [&](int i, const char* otherwise) {
        return std::stod(count > i ? arguments[i] : otherwise);
    };
    if (what != "slow" && (what != "idle" || count < 5)) {
        std::cerr << "usage: bench_crowd slow PORT PATH [CLIENTS] [SECONDS] | idle PORT PATH PID [CLIENTS]\n";
        return 2;
    }
    const auto port = static_cast<unsigned short>(number(2, "0"));
    if (what == "slow")
        return slow(port, arguments[3], static_cast<std::size_t>(number(4, "1000")), number(5, "5"));
    return idle(port, arguments[3], arguments[4], static_cast<std::size_t>(number(5, "10000")));
} catch (const std::exception& error) {
    std::cerr << "bench_crowd: " << error.what() << "\n";
    return 1;
}
