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

/// Replies on their way to a socket. It points to existing bytes and keeps them alive until they are sent.
class Outgoing {
public:
    enum class Persistence { plain, keep_alive, close }; ///< the Connection field of one reply

    /// The part of an ending for that Connection field.
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

    /// All buffers in one piece, because one buffer costs the system less than several. Several buffers are
    /// copied into `room`. Empty if `room` is too small for them.
    boost::asio::const_buffer gathered(std::span<char> room) const;

    /// Drops the first `size` bytes. Once the last byte is sent, releases everything that was kept alive.
    void sent(std::size_t size);

private:
    std::vector<boost::asio::const_buffer> buffers_;
    std::size_t first_ = 0; ///< index in buffers_ of the first one not fully sent
    std::vector<std::shared_ptr<const void>> kept_;
};

} // namespace understudy::http
