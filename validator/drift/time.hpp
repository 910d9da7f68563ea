#pragma once

#include "validator/schema/time.hpp"

namespace understudy::drift {

using schema::parse_time;
using schema::Time;
using schema::time_text;

} // namespace understudy::drift
