#pragma once

#include <optional>
#include <string>

namespace understudy::cli {

/// Whether a text has the form REVISION:FILE, as git has it (gitrevisions(7)), and is no file itself.
bool is_revision(const std::string& said);

/// The file's name in REVISION:FILE, without its folders.
std::string file_of_revision(const std::string& said);

/// The text of a file as a revision of the repository in the working directory has it: `git show`. Throws
/// UsageError if git cannot be started, or does not have it; then git has said why on standard error.
std::string read_revision(const std::string& said);

} // namespace understudy::cli
