/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * What others implement or plug in: plug-ins, settings, clocks, redactors. Imports: java.base and
 * {@code io.gomon}. Threads: said by each type.
 */
@NullMarked
package io.gomon.spi;

import org.jspecify.annotations.NullMarked;
