# Everything that all targets share: language, warnings, and the macros that must not differ between
# translation units (they select code inside RapidJSON's and Beast's templates).
add_library(understudy_options INTERFACE)
target_compile_features(understudy_options INTERFACE cxx_std_20)
target_compile_options(understudy_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Woverloaded-virtual
    # GCC 12 sees an overlap in std::string concatenation that is not there (GCC bug 105651).
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
    $<$<BOOL:${UNDERSTUDY_WERROR}>:-Werror>
    # So that a program holds only what it may call, and what is nearly never called lies apart in memory.
    $<$<CONFIG:Release>:-ffunction-sections> $<$<CONFIG:Release>:-fdata-sections>)
target_include_directories(understudy_options INTERFACE ${PROJECT_SOURCE_DIR})
target_include_directories(understudy_options SYSTEM INTERFACE ${RAPIDJSON_INCLUDE_DIR} ${Boost_INCLUDE_DIRS})
target_compile_definitions(understudy_options INTERFACE
    # RapidJSON's namespace is ours alone, so that a program that links the library may have another RapidJSON.
    rapidjson=understudy_rapidjson
    BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED
    # Which Boost's targets define for those that link them; here for all, so that all can share precompiled headers.
    BOOST_PROGRAM_OPTIONS_NO_LIB BOOST_URL_NO_LIB)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  target_compile_options(understudy_options INTERFACE -msse4.2)
  target_compile_definitions(understudy_options INTERFACE RAPIDJSON_SSE42)
elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "aarch64|arm64")
  target_compile_definitions(understudy_options INTERFACE RAPIDJSON_NEON)
endif()

# The standard library's headers take half of a build where each file parses them anew. Presets for developers do without
# (CMAKE_DISABLE_PRECOMPILE_HEADERS): there, a file that does not include what it uses is an error.
set(UNDERSTUDY_PRECOMPILED
    <algorithm> <array> <charconv> <chrono> <deque> <filesystem> <fstream> <functional> <iostream> <map> <memory> <mutex>
    <optional> <set> <span> <sstream> <stdexcept> <string> <string_view> <system_error> <thread> <unordered_map> <utility>
    <variant> <vector>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND NOT CMAKE_DISABLE_PRECOMPILE_HEADERS)
  # With them, GCC 12 sees more of what is not there: it takes what it inlines from them for our own.
  target_compile_options(understudy_options INTERFACE -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread
                         -fpch-preprocess) # for ccache
endif()
