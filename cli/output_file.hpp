#pragma once

#include <fstream>
#include <iosfwd>
#include <string>

namespace understudy::cli {

/// A file that a command writes. What was there stays as it was until commit(): the new text is written to a
/// file beside it, which then takes its name. What is not a regular file (/dev/stderr, a pipe), or stands in
/// a folder that takes no other file, is written in place. Of a link, the file that it leads to is written.
class OutputFile {
public:
    /// Throws UsageError with the reason if the file cannot be written; `option` is the option that named it,
    /// `--output`.
    OutputFile(const std::string& option, std::string file);
    OutputFile(OutputFile&& other) noexcept;
    OutputFile& operator=(OutputFile&&) = delete;
    ~OutputFile(); ///< removes what was not committed

    const std::string& name() const { return name_; }

    /// Where the text goes. A stream that has failed is reported by commit().
    std::ostream& stream();

    /// Throws std::system_error, which names the file, if not all of the text could be written: the old text
    /// stays.
    void commit();

private:
    std::string make_beside() const;

    std::string name_;   ///< as it was given
    std::string target_; ///< without links
    std::string beside_; ///< empty while there is none
    bool is_in_place_ = false;
    std::ofstream stream_;
};

/// Makes sure that everything written to `stream` has arrived. If this write or an earlier one failed, throws
/// std::system_error with the reason and `name`, which names the stream.
void flush(std::ostream& stream, const std::string& name);

} // namespace understudy::cli
