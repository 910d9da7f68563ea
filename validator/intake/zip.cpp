#include "validator/intake/zip.hpp"

#include <minizip/unzip.h>

#include <algorithm>
#include <cstring>
#include <map>

#include "validator/intake/decoder.hpp"

namespace understudy::intake {
namespace {

/// What minizip reads from: the bytes, and where it is.
struct Memory {
    std::string_view bytes;
    std::size_t at = 0;
};

Memory& memory(void* stream) {
    return *static_cast<Memory*>(stream);
}

void* open(void* memory, const void*, int) {
    return memory;
}

uLong read_some(void*, void* stream, void* to, uLong size) {
    Memory& from = memory(stream);
    const std::size_t count = std::min<std::size_t>(size, from.bytes.size() - from.at);
    std::memcpy(to, from.bytes.data() + from.at, count);
    from.at += count;
    return static_cast<uLong>(count);
}

uLong write_none(void*, void*, const void*, uLong) {
    return 0;
}

ZPOS64_T tell(void*, void* stream) {
    return memory(stream).at;
}

long seek(void*, void* stream, ZPOS64_T offset, int origin) {
    Memory& from = memory(stream);
    const std::size_t base = origin == ZLIB_FILEFUNC_SEEK_CUR   ? from.at
                             : origin == ZLIB_FILEFUNC_SEEK_END ? from.bytes.size()
                                                                : 0;
    if (offset > from.bytes.size() - base) return -1;
    from.at = base + static_cast<std::size_t>(offset);
    return 0;
}

int close(void*, void*) {
    return 0;
}

int no_error(void*, void*) {
    return 0;
}

} // namespace

struct Zip::Archive {
    std::string file;
    Memory bytes;
    unzFile handle = nullptr;
    std::vector<std::string> names;
    std::map<std::string, unz64_file_pos, std::less<>> places;

    [[noreturn]] void fail() const { throw DecodingError(file + ": damaged zip"); }
};

Zip::Zip(std::string file, std::string_view bytes) : archive_(std::make_unique<Archive>()) {
    archive_->file = std::move(file);
    archive_->bytes.bytes = bytes;
    zlib_filefunc64_def functions = {open, read_some, write_none, tell,
                                     seek, close,     no_error,   &archive_->bytes};
    archive_->handle = unzOpen2_64("", &functions);
    if (archive_->handle == nullptr) archive_->fail();
    int result = unzGoToFirstFile(archive_->handle);
    for (; result == UNZ_OK; result = unzGoToNextFile(archive_->handle)) {
        constexpr std::size_t kLongestName = 4096;
        char name[kLongestName + 1] = {};
        unz_file_info64 info = {};
        if (unzGetCurrentFileInfo64(archive_->handle, &info, name, kLongestName, nullptr, 0, nullptr, 0) !=
            UNZ_OK)
            break;
        unz64_file_pos place = {};
        if (unzGetFilePos64(archive_->handle, &place) != UNZ_OK) break;
        if (archive_->places.emplace(name, place).second) archive_->names.emplace_back(name);
    }
    if (result == UNZ_END_OF_LIST_OF_FILE) return;
    unzClose(archive_->handle);
    archive_->fail();
}

Zip::~Zip() {
    unzClose(archive_->handle);
}

const std::vector<std::string>& Zip::names() const {
    return archive_->names;
}

std::optional<std::string> Zip::read(std::string_view name, std::size_t limit) const {
    const auto place = archive_->places.find(name);
    if (place == archive_->places.end()) return std::nullopt;
    const unzFile handle = archive_->handle;
    unz_file_info64 info = {};
    if (unzGoToFilePos64(handle, &place->second) != UNZ_OK ||
        unzGetCurrentFileInfo64(handle, &info, nullptr, 0, nullptr, 0, nullptr, 0) != UNZ_OK)
        archive_->fail();
    constexpr unsigned kEncrypted = 1;
    if ((info.flag & kEncrypted) != 0) return std::nullopt;
    if (unzOpenCurrentFile(handle) != UNZ_OK) archive_->fail();
    std::string text;
    char piece[std::size_t{1} << 16];
    int count = 0;
    while ((count = unzReadCurrentFile(handle, piece, sizeof piece)) > 0) {
        text.append(piece, static_cast<std::size_t>(count));
        const bool is_bomb =
            text.size() > Decoder::kFree &&
            text.size() / Decoder::kMostRatio > std::max<std::size_t>(info.compressed_size, 1);
        if (text.size() <= limit && !is_bomb) continue;
        unzCloseCurrentFile(handle);
        throw DecodingError(archive_->file + ": " + std::string(name) + ": longer than can be read");
    }
    // Closing it compares the checksum.
    if (unzCloseCurrentFile(handle) != UNZ_OK || count < 0) archive_->fail();
    return text;
}

} // namespace understudy::intake
