#pragma once

namespace understudy::test {

/// What a generator starts from: UNDERSTUDY_SEED, or chance. Says which, so that a run can be repeated.
unsigned seed();

} // namespace understudy::test
