#include "server/record/pseudonyms.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <array>
#include <stdexcept>

namespace understudy::record {
namespace {

/// Bytes that nobody can guess without the key: HMAC-SHA-256 of a text and a counter.
class Stream {
public:
    Stream(const std::string& key, std::string_view text) : key_(key), text_(text) {}

    unsigned next(unsigned limit) {
        if (at_ == block_.size()) fill();
        return block_[at_++] % limit;
    }

private:
    void fill() {
        const std::string message = std::to_string(count_++) + ":" + text_;
        unsigned size = 0;
        HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()),
             reinterpret_cast<const unsigned char*>(message.data()), message.size(), block_.data(), &size);
        at_ = 0;
    }

    const std::string& key_;
    std::string text_;
    std::array<unsigned char, 32> block_{};
    std::size_t at_ = block_.size();
    unsigned count_ = 0;
};

bool is_ascii(char c) {
    return static_cast<unsigned char>(c) < 0x80;
}

bool is_continuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

} // namespace

Pseudonyms::Pseudonyms(std::string key) : key_(std::move(key)) {
    if (!key_.empty()) return;
    key_.resize(32);
    if (RAND_bytes(reinterpret_cast<unsigned char*>(key_.data()), static_cast<int>(key_.size())) != 1)
        throw std::runtime_error("cannot get random bytes");
}

std::string Pseudonyms::of(std::string_view text) const {
    Stream stream(key_, text);
    std::string out;
    bool is_leading = true; // of a number
    for (const char c : text) {
        const bool is_digit = c >= '0' && c <= '9';
        const bool starts_other_letter = !is_ascii(c) && !is_continuation(c);
        if ((c >= 'a' && c <= 'z') || starts_other_letter)
            out += static_cast<char>('a' + stream.next(26));
        else if (c >= 'A' && c <= 'Z')
            out += static_cast<char>('A' + stream.next(26));
        else if (is_digit)
            out += static_cast<char>(is_leading && c != '0' ? '1' + stream.next(9) : '0' + stream.next(10));
        else if (is_ascii(c))
            out += c;
        is_leading = !is_digit;
    }
    return out;
}

std::string Pseudonyms::of_email(std::string_view address) const {
    constexpr std::string_view kTop = ".test";
    const std::size_t at = address.rfind('@');
    std::string host(address.substr(at + 1));
    const std::string local = of(address.substr(0, at));
    const bool has_room = host.size() > kTop.size();
    host = of(host);
    if (has_room) host.replace(host.size() - kTop.size(), kTop.size(), kTop);
    // The character before the new top-level domain may be a dot or a hyphen.
    if (has_room &&
        (host[host.size() - kTop.size() - 1] == '.' || host[host.size() - kTop.size() - 1] == '-'))
        host[host.size() - kTop.size() - 1] = 'x';
    return local + "@" + host;
}

} // namespace understudy::record
