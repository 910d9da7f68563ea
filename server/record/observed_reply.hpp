#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "server/record/recording.hpp"

namespace understudy::record {

/// Looks at a response's bytes as they pass by: where it ends, and what it was. Interim responses (RFC 9110
/// §15.2) are passed over. One thread.
class ObservedReply {
public:
    /// `to_head`: the request was a HEAD, whose reply has no body. Of a body longer than `most_body` nothing
    /// is kept.
    ObservedReply(bool to_head, std::size_t most_body);
    ~ObservedReply();

    /// The next bytes; `is_end`: no more will come. False where they are no HTTP/1.1 response, or end too
    /// soon.
    bool feed(std::string_view bytes, bool is_end);

    bool is_done() const;
    bool keeps_alive() const; ///< of one that is done
    bool has_surplus() const; ///< bytes came after the end of one that is done
    bool is_too_large() const { return is_too_large_; }

    /// Status, fields and body of one that is done, its content coding not undone.
    Captured take();

private:
    class Parsing;
    void keep(const char* data, std::size_t size);

    std::unique_ptr<Parsing> parsing_;
    std::size_t most_body_;
    std::string body_;
    bool is_too_large_ = false;
};

} // namespace understudy::record
