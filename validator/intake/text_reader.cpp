#include "validator/intake/text_reader.hpp"

#include <string.h> // memrchr is not standard C++

#include <algorithm>
#include <system_error>
#include <utility>

#include "validator/intake/decoder.hpp"
#include "validator/intake/source.hpp"
#include "validator/json/reader.hpp"
#include "validator/text/ascii.hpp"

namespace understudy::intake {
namespace {

constexpr std::size_t kBlock = Source::kChunk;       // small enough for a cache
constexpr std::size_t kLong = std::size_t{16} << 20; // too long to hold in memory
constexpr std::size_t kLongestFirstLine = std::size_t{4} << 20;

// Accepts every event: tests whether a text is JSON at all.
struct Accept final : json::EventHandler {
    void null(const char*) override {}
    void boolean(const char*, bool) override {}
    void number(const char*, std::string_view) override {}
    void string(const char*, std::string_view) override {}
    void key(const char*, std::string_view) override {}
    void start_object(const char*) override {}
    void end_object(const char*) override {}
    void start_array(const char*) override {}
    void end_array(const char*) override {}
};

bool is_json(std::string_view text) {
    Accept accept;
    return !json::Reader().read(text, accept);
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

constexpr char kRecordSeparator = '\x1e'; // RFC 7464 §2.2

// The size of the complete lines in the text, or texts of a sequence. The first `searched` bytes hold no end
// of one. string_view::rfind works a byte at a time, so use memrchr.
std::size_t whole_lines(std::string_view text, std::size_t searched, bool is_sequence) {
    const std::size_t from = is_sequence ? std::max<std::size_t>(searched, 1) : searched;
    if (from >= text.size()) return 0;
    const void* end =
        ::memrchr(text.data() + from, is_sequence ? kRecordSeparator : '\n', text.size() - from);
    if (end == nullptr) return 0;
    return static_cast<std::size_t>(static_cast<const char*>(end) - text.data()) + (is_sequence ? 0 : 1);
}

// The size of the next block: complete lines, or all of a line whose end is not there yet.
std::size_t block_size(Source& source, std::size_t limit, bool is_sequence) {
    while (source.held().size() < kBlock && source.more()) {
    }
    for (std::size_t searched = 0;;) {
        const std::size_t size = whole_lines(source.held(), searched, is_sequence);
        if (size != 0) return size;
        searched = source.held().size();
        if (searched > limit || !source.more()) return searched;
    }
}

void drop_line(Source& source, bool is_sequence) {
    for (;;) {
        const std::size_t end = source.held().find(is_sequence ? kRecordSeparator : '\n');
        const bool is_found = end != std::string_view::npos;
        source.drop(is_found ? end + (is_sequence ? 0 : 1) : source.held().size());
        if (is_found || !source.more()) return;
    }
}

bool has_line_name(std::string_view file) {
    const auto ends_with = [&](std::string_view ending) {
        return file.size() >= ending.size() &&
               text::equal_ignoring_case(file.substr(file.size() - ending.size()), ending);
    };
    for (const std::string_view ending : {".gz", ".zst"})
        if (ends_with(ending)) file.remove_suffix(ending.size());
    return ends_with(".ndjson") || ends_with(".jsonl");
}

// Reads on until the line that begins at `begin` ends, or the bound is reached, and looks at each byte once.
std::size_t find_line_end(Source& source, std::size_t begin, std::size_t limit) {
    for (std::size_t searched = begin;;) {
        const std::size_t end = source.held().find('\n', searched);
        if (end != std::string_view::npos) return end;
        searched = source.held().size();
        if (searched > limit || !source.more()) return std::string_view::npos;
    }
}

bool is_blank_from(Source& source, std::size_t begin, std::size_t limit) {
    for (std::size_t searched = begin;;) {
        if (!is_blank(source.held().substr(searched))) return false;
        searched = source.held().size();
        if (searched > limit || !source.more()) return true;
    }
}

bool is_sequence(std::string_view start) {
    start = without_byte_order_mark(start);
    const std::size_t first = start.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && start[first] == kRecordSeparator;
}

// Looks at the first two lines that are not blank.
bool has_lines(Source& source, std::size_t limit) {
    std::size_t begin = 0;
    for (int lines = 0; lines < 2;) {
        const std::size_t end = find_line_end(source, begin, limit);
        const bool is_last = end == std::string_view::npos;
        const std::string_view line =
            without_byte_order_mark(source.held().substr(begin, is_last ? end : end - begin));
        if (!is_blank(line)) {
            ++lines;
            const bool is_first = lines == 1;
            if (is_first && is_last) return false;
            if ((is_first || line.front() == '{') && is_json(line))
                return !is_first || !is_blank_from(source, end + 1, limit);
        }
        if (is_last) return false;
        begin = end + 1;
    }
    return false;
}

} // namespace

BlockReader::BlockReader(const std::string& file, std::size_t limit)
    : file_(file), limit_(limit), source_(std::make_unique<Source>(file)) {
    source_->more();
    if (Zip::is_zip(source_->held())) {
        open_zip();
        return;
    }
    if (!source_->is_compressed()) mapped_ = MappedFile::open(file, kLong);
    is_sequence_ = is_sequence(source_->held());
    has_lines_ = is_sequence_ || has_line_name(file) ||
                 has_lines(*source_, mapped_ ? std::min(limit, kLongestFirstLine) : limit);
}

bool BlockReader::next(Block& block) {
    if (is_at_end_) return false;
    if (zip_) return next_archive(block);
    if (has_lines_) {
        is_at_end_ = !next_lines(block);
        return !is_at_end_;
    }
    block = whole_file();
    is_at_end_ = true;
    return true;
}

bool BlockReader::next_lines(Block& block) {
    if (error_) std::rethrow_exception(error_);
    source_->read_into(std::move(block.bytes.buffer));
    if (is_cut_) drop_line(*source_, is_sequence_); // the rest of a cut line is not a line
    std::size_t size = 0;
    try {
        size = block_size(*source_, limit_, is_sequence_);
    } catch (const std::system_error&) {
        error_ = std::current_exception();
        size = whole_lines(source_->held(), 0, is_sequence_); // the lines before the error are good
        if (size == 0) throw;
    }
    if (size == 0) return false;
    is_cut_ = is_sequence_ ? size > limit_ : source_->held()[size - 1] != '\n';
    block = {source_->take(size), false, is_sequence_, nullptr, nullptr, source_->bytes_read()};
    return true;
}

void BlockReader::open_zip() {
    while (source_->held().size() <= limit_ && source_->more()) {
    }
    zipped_ = source_->take(source_->held().size());
    zip_ = std::make_shared<const Zip>(file_, zipped_.text);
    for (const std::string& name : zip_->names()) {
        const std::string_view extension =
            std::string_view(name).substr(name.size() - std::min<std::size_t>(name.size(), 4));
        if (text::equal_ignoring_case(extension, ".har")) archives_.push_back(name);
    }
    std::reverse(archives_.begin(), archives_.end());
    if (archives_.empty()) throw DecodingError(file_ + ": expected a .har file in it; found none");
}

bool BlockReader::next_archive(Block& block) {
    if (archives_.empty()) return false;
    auto text = zip_->read(archives_.back(), limit_);
    archives_.pop_back();
    if (!text) throw DecodingError(file_ + ": the archive in it is encrypted");
    archive_ = *std::move(text);
    block = {};
    block.bytes.text = archive_;
    block.is_whole_file = true;
    block.zip = zip_;
    block.read = source_->bytes_read();
    return true;
}

Block BlockReader::whole_file() {
    if (mapped_) {
        source_.reset(); // releases its buffers
        return {{{}, mapped_->text()}, true, false, mapped_, nullptr, 0};
    }
    while (source_->held().size() <= limit_ && source_->more()) {
    }
    return {source_->take(source_->held().size()), true, false, nullptr, nullptr, source_->bytes_read()};
}

std::string_view without_byte_order_mark(std::string_view text) {
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    return text;
}

std::size_t read_texts(const Block& block, std::size_t first_line, const EachText& each) {
    std::string_view rest = block.bytes.text;
    if (block.is_whole_file) {
        each({rest, first_line, true, block.mapped.get(), block.zip.get()});
        if (block.mapped) block.mapped->check();
        return 1; // nothing comes after it
    }
    std::size_t line = first_line;
    if (block.is_sequence) {
        while (!rest.empty()) {
            const std::size_t size = std::min(rest.find(kRecordSeparator), rest.size());
            const std::string_view text = rest.substr(0, size);
            const std::size_t blank = std::min(text.find_first_not_of(" \t\r\n"), size);
            if (blank != size && text != "\xef\xbb\xbf") each({text, line, false});
            line += static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
            rest.remove_prefix(std::min(size + 1, rest.size()));
        }
        return line - first_line;
    }
    for (; !rest.empty(); ++line) {
        const std::size_t size = std::min(rest.find('\n'), rest.size());
        const std::string_view text = rest.substr(0, size);
        if (!is_blank(text)) each({text, line, false});
        rest.remove_prefix(std::min(size + 1, rest.size()));
    }
    return line - first_line;
}

} // namespace understudy::intake
