#pragma once

#include <boost/asio/buffer.hpp>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/head_ending.hpp"
#include "server/http/message.hpp"

namespace understudy::http {

/// Replies on their way to a socket: pointers to bytes that exist already, kept alive until they are sent.
class Outgoing {
public:
    enum class Persistence { plain, keep_alive, close }; ///< the Connection field of one reply

    /// What of an ending is for that.
    static std::string_view choose(const HeadEnding& ending, Persistence persistence);

    /// `with_body` is false in answer to HEAD.
    void add(std::shared_ptr<const Reply> reply, const std::shared_ptr<const HeadEnding>& ending,
             Persistence persistence, bool with_body);

    /// Bytes that live forever.
    void add(std::string_view bytes);

    void add(std::shared_ptr<const std::string> bytes);

    /// Bytes that live as long as `owner`.
    void add(std::string_view bytes, std::shared_ptr<const void> owner);

    bool empty() const { return first_ == buffers_.size(); }
    std::span<const boost::asio::const_buffer> buffers() const;

    /// All of them in one piece, which the system takes for less than it takes several: copied into `room`
    /// where there are more. Empty where that is too small for them.
    boost::asio::const_buffer gathered(std::span<char> room) const;

    /// Forgets the first `size` bytes; with the last of them, all that was kept alive.
    void sent(std::size_t size);

private:
    std::vector<boost::asio::const_buffer> buffers_;
    std::size_t first_ = 0; ///< of buffers_, not sent in whole
    std::vector<std::shared_ptr<const void>> kept_;
};

} // namespace understudy::http
