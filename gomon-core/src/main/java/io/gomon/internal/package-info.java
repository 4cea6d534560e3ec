/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * Ids, queue, worker thread, value copies, quiet log. No promise to anybody outside gomon-core.
 * Imports: java.base, java-uuid-generator. Threads: said by each type.
 */
@NullMarked
package io.gomon.internal;

import org.jspecify.annotations.NullMarked;
