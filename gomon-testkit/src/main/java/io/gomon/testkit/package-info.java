/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * What tests of instrumented code need: a recording listener, a clock set by hand, the catalogue of
 * documented events. Imports: gomon-core, JUnit, AssertJ. Threads: said by each type.
 */
@NullMarked
package io.gomon.testkit;

import org.jspecify.annotations.NullMarked;
