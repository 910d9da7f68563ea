#include "server/http/chunked_body.hpp"

#include <algorithm>
#include <charconv>

#include "server/http/syntax.hpp"

namespace understudy::http {
namespace {

constexpr std::ptrdiff_t most_digits = 16; ///< of a chunk size: 64 bits

} // namespace

std::size_t ChunkedBody::take(std::string_view bytes, std::string& body) {
    std::size_t taken = 0;
    while (!done() && refusal_ == nullptr && taken < bytes.size()) {
        const auto rest = bytes.substr(taken);
        const std::size_t step = stage_ == Stage::data       ? take_data(rest, body)
                                 : stage_ == Stage::data_end ? take_data_end(rest)
                                                             : take_line(rest, body);
        if (step == 0) break;
        taken += step;
    }
    return taken;
}

std::size_t ChunkedBody::take_line(std::string_view bytes, const std::string& body) {
    const auto feed = bytes.find('\n');
    if (feed == bytes.npos) {
        if (bytes.size() <= limits_->fields + std::size_t{most_digits}) return 0;
        return refuse(stage_ == Stage::size ? refusal::chunk_extensions_too_large
                                            : refusal::fields_too_large);
    }
    if (feed == 0 || bytes[feed - 1] != '\r') return refuse(refusal::line_ending);
    const auto line = bytes.substr(0, feed - 1);
    if (stage_ == Stage::size)
        on_size_line(line, body.size());
    else
        on_trailer_line(line);
    return feed + 1;
}

void ChunkedBody::on_size_line(std::string_view line, std::size_t decoded) {
    const char* const end = line.data() + line.size();
    const auto [stop, error] = std::from_chars(line.data(), end, remaining_, 16);
    if (error == std::errc::result_out_of_range) return void(refuse(refusal::content_too_large));
    if (error != std::errc{} || stop - line.data() > most_digits)
        return void(refuse(refusal::chunk_malformed));
    const std::string_view extension(stop, static_cast<std::size_t>(end - stop));
    if (!is_chunk_extension(extension)) return void(refuse(refusal::chunk_malformed));
    extensions_ += extension.size();
    if (extensions_ > limits_->fields) return void(refuse(refusal::chunk_extensions_too_large));
    if (remaining_ > limits_->body - decoded) return void(refuse(refusal::content_too_large));
    stage_ = remaining_ == 0 ? Stage::trailer : Stage::data;
}

std::size_t ChunkedBody::take_data(std::string_view bytes, std::string& body) {
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(remaining_, bytes.size()));
    body.append(bytes.substr(0, size));
    remaining_ -= size;
    if (remaining_ == 0) stage_ = Stage::data_end;
    return size;
}

std::size_t ChunkedBody::take_data_end(std::string_view bytes) {
    constexpr std::string_view line_end = "\r\n";
    if (bytes.size() < line_end.size()) return 0;
    if (!bytes.starts_with(line_end)) return refuse(refusal::chunk_malformed);
    stage_ = Stage::size;
    return line_end.size();
}

void ChunkedBody::on_trailer_line(std::string_view line) {
    if (line.empty()) return void(stage_ = Stage::done);
    if (!is_field_line(line)) return void(refuse(refusal::field_malformed));
    trailers_ += line.size();
    if (++trailer_count_ > limits_->field_count || trailers_ > limits_->fields)
        refuse(refusal::fields_too_large);
}

std::size_t ChunkedBody::refuse(const Refusal& refusal) {
    refusal_ = &refusal;
    return 0;
}

} // namespace understudy::http
