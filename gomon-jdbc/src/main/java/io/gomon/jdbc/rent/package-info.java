/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Who has borrowed connections and has not returned them. Imports: java.base and {@code io.gomon};
 * for GoMon's own use, no promise to anybody. Threads: those of the application, any of them.
 */
@NullMarked
package io.gomon.jdbc.rent;

import org.jspecify.annotations.NullMarked;
