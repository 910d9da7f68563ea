#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "server/record/recording.hpp"

namespace understudy::record {

/// Watches a response's bytes as they pass by, to find its end and its content. Skips interim responses (RFC
/// 9110 §15.2). One thread.
class ObservedReply {
public:
    /// `to_head`: the request was a HEAD, so the reply has no body. If a body is longer than `most_body`,
    /// none of it is kept.
    ObservedReply(bool to_head, std::size_t most_body);
    ~ObservedReply();

    /// Takes the next bytes; `is_end`: no more will come. Returns false if they are not an HTTP/1.1 response,
    /// or end too soon.
    bool feed(std::string_view bytes, bool is_end);

    bool is_done() const;
    bool keeps_alive() const; ///< once it is done
    bool has_surplus() const; ///< bytes came after its end, once it is done
    bool is_too_large() const { return is_too_large_; }

    /// Status, fields and body, once the response is done. The content coding is not undone.
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
