#pragma once

#include <iosfwd>

namespace understudy::cli {

/// The man page understudy(1), in the man macros of troff: all commands and their flags.
void write_man_page(std::ostream& out);

/// docs/reference/cli.md: the same, in Markdown.
void write_markdown(std::ostream& out);

} // namespace understudy::cli
