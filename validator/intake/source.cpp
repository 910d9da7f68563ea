#include "validator/intake/source.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace understudy::intake {

Source::Source(const std::string& file)
    : file_(file), descriptor_(file == "-" ? STDIN_FILENO : ::open(file.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (descriptor_ < 0) fail();
}

Source::~Source() {
    if (descriptor_ != STDIN_FILENO) ::close(descriptor_);
}

bool Source::more() {
    if (is_at_end_) return false;
    make_room();
    char* const to = buffer_.bytes.get() + end_;
    std::size_t count = decoder_ ? decode_some(to) : read_some(to);
    if (std::exchange(is_at_start_, false)) {
        decoder_ = Decoder::of({to, count});
        if (decoder_) {
            compressed_ = Buffer(kChunk);
            std::memcpy(compressed_.bytes.get(), to, count);
            undecoded_ = {compressed_.bytes.get(), count};
            count = decode_some(to);
        }
    }
    end_ += count;
    is_at_end_ = count == 0;
    return count > 0;
}

std::size_t Source::read_some(char* to) {
    for (;;) {
        const ::ssize_t count = ::read(descriptor_, to, kChunk);
        if (count >= 0) {
            bytes_read_ += static_cast<std::uint64_t>(count);
            return static_cast<std::size_t>(count);
        }
        if (errno != EINTR) fail();
    }
}

std::size_t Source::decode_some(char* to) try {
    for (;;) {
        if (const std::size_t count = decoder_->decode(undecoded_, to, kChunk); count != 0) return count;
        if (!undecoded_.empty()) continue;
        undecoded_ = {compressed_.bytes.get(), read_some(compressed_.bytes.get())};
        if (!undecoded_.empty()) continue;
        if (!decoder_->is_at_end()) throw DecodingError("cut off before its end");
        return 0;
    }
} catch (const DecodingError& error) {
    is_at_end_ = true;
    throw DecodingError(file_ + ": " + error.what());
}

Bytes Source::take(std::size_t count) {
    const std::string_view rest = held().substr(count);
    if (spare_.capacity < rest.size() + kChunk) spare_ = Buffer(rest.size() + 2 * kChunk);
    if (!rest.empty()) std::memcpy(spare_.bytes.get(), rest.data(), rest.size());
    Bytes taken{{}, held().substr(0, count)};
    taken.buffer = std::exchange(buffer_, std::exchange(spare_, {}));
    begin_ = 0;
    end_ = rest.size();
    return taken;
}

void Source::read_into(Buffer buffer) {
    const std::string_view kept = held();
    if (buffer.capacity > kMostKept || buffer.capacity < kept.size() + kChunk) return;
    if (!kept.empty()) std::memcpy(buffer.bytes.get(), kept.data(), kept.size());
    spare_ = std::exchange(buffer_, std::move(buffer));
    begin_ = 0;
    end_ = kept.size();
}

// Makes room for a chunk behind end_.
void Source::make_room() {
    if (end_ + kChunk <= buffer_.capacity) return;
    const std::string_view kept = held();
    if (begin_ >= kept.size() && kept.size() + kChunk <= buffer_.capacity) {
        std::memcpy(buffer_.bytes.get(), kept.data(), kept.size());
    } else {
        Buffer larger(std::max(2 * kept.size(), kept.size() + 2 * kChunk));
        if (!kept.empty()) std::memcpy(larger.bytes.get(), kept.data(), kept.size());
        buffer_ = std::move(larger);
    }
    end_ -= begin_;
    begin_ = 0;
}

void Source::fail() const {
    throw std::system_error(errno, std::generic_category(), file_);
}

} // namespace understudy::intake
