#include "cli/outputs.hpp"

#include <algorithm>
#include <ostream>

#include "cli/output_file.hpp"

namespace understudy::cli {
namespace {

std::string names(const char* between) {
    std::string text;
    for (const report::ReportFormat& format : report::formats())
        text += (text.empty() ? "" : between) + std::string(format.name);
    return text;
}

const report::ReportFormat& format_of(const std::string& option, const std::string& name) {
    for (const report::ReportFormat& format : report::formats())
        if (format.name == name) return format;
    throw UsageError(option + ": expected one of " + names(", ") + "; found \"" + name + "\"");
}

} // namespace

std::optional<check::Severity> read_fail_on(const OptionValues& values) {
    const std::string level = values.text("fail-on");
    if (level == "never") return std::nullopt;
    return level == "error" ? check::Severity::error : check::Severity::warning;
}

struct Outputs::Output {
    report::ReportFormat format;
    std::optional<OutputFile> file; // none: standard output
};

namespace {

std::vector<Flag> report_flags(std::string_view format) {
    static const std::string kNames = names(" ");
    return {{.name = "format",
             .value = "FORMAT",
             .otherwise = format,
             .brief = "the form of the report",
             .words = kNames},
            {.name = "output",
             .value = "FILE",
             .brief = "write the report to a file, not to standard output",
             .completes = Completes::files,
             .writes = true},
            {.name = "report",
             .value = "FORMAT=FILE",
             .reads = Reads::list,
             .brief = "write one more report to a file",
             .detail = "A file that cannot be written is reported before the work begins.",
             .writes = true},
            {.name = "summary",
             .value = "FILE",
             .brief = "write the sum to a file, for understudy drift merge",
             .detail = "The same as --report summary=FILE.",
             .completes = Completes::files,
             .writes = true}};
}

} // namespace

FlagGroup Outputs::flags() {
    static const std::vector<Flag> kFlags = report_flags("text");
    return {"Reports", kFlags};
}

FlagGroup Outputs::summary_flags() {
    static const std::vector<Flag> kFlags = report_flags("summary");
    return {"Reports", kFlags};
}

Outputs::Outputs(const OptionValues& values, const Streams& streams)
    : out_(streams.out), colour_(streams.colour) {
    const report::ReportFormat& main = format_of("--format", values.text("format"));
    if (values.has("output"))
        open(main, "--output", values.text("output"));
    else
        outputs_.push_back({main, {}});
    if (values.has("summary")) open(format_of("--summary", "summary"), "--summary", values.text("summary"));
    for (const std::string& given : values.list("report")) {
        const std::size_t sign = given.find('=');
        if (sign == std::string::npos)
            throw UsageError("--report: expected FORMAT=FILE; found \"" + given + "\"");
        open(format_of("--report", given.substr(0, sign)), "--report", given.substr(sign + 1));
    }
}

Outputs::~Outputs() = default;

void Outputs::open(const report::ReportFormat& format, const std::string& option, const std::string& file) {
    if (file.empty() || file == "-")
        throw UsageError(option + ": expected the name of a file; found \"" + file + "\"");
    outputs_.push_back({format, OutputFile(option, file)});
}

bool Outputs::streams_findings() const {
    return std::any_of(outputs_.begin(), outputs_.end(),
                       [](const Output& each) { return each.format.write == nullptr; });
}

void Outputs::add(const check::Finding& finding) {
    for (Output& output : outputs_)
        if (output.format.write == nullptr)
            report::write_ndjson(finding, output.file ? output.file->stream() : out_);
}

void Outputs::write(const report::Report& check) {
    for (Output& output : outputs_) {
        report::Report here = check;
        here.colour = !output.file && colour_;
        if (output.format.write != nullptr)
            output.format.write(here, output.file ? output.file->stream() : out_);
        if (output.file) output.file->commit();
    }
}

} // namespace understudy::cli
