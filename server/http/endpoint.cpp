#include "server/http/endpoint.hpp"

#include <boost/asio/ip/address.hpp>
#include <charconv>
#include <stdexcept>

namespace understudy::http {
namespace {

bool parse_port(std::string_view text, std::uint16_t& port) {
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, port);
    return error == std::errc{} && stop == end;
}

/// Empty if the text is not an address, or is an IPv6 address without brackets.
std::string parse_address(std::string_view text) {
    if (text == "localhost") return "127.0.0.1";
    const bool bracketed = text.size() > 2 && text.front() == '[' && text.back() == ']';
    if (bracketed) text = text.substr(1, text.size() - 2);
    boost::system::error_code error;
    const auto address = boost::asio::ip::make_address(std::string(text), error);
    if (error || address.is_v6() != bracketed) return {};
    return address.to_string();
}

} // namespace

Endpoint Endpoint::parse(std::string_view text) {
    Endpoint endpoint;
    const auto colon = text.rfind(':');
    if (colon != text.npos) endpoint.address = parse_address(text.substr(0, colon));
    if (colon == text.npos || endpoint.address.empty() || !parse_port(text.substr(colon + 1), endpoint.port))
        throw std::invalid_argument("expected ADDRESS:PORT, such as 127.0.0.1:4010 or [::1]:0; found \"" +
                                    std::string(text) + '"');
    return endpoint;
}

std::string Endpoint::to_string() const {
    const bool v6 = address.find(':') != address.npos;
    return (v6 ? '[' + address + ']' : address) + ':' + std::to_string(port);
}

} // namespace understudy::http
