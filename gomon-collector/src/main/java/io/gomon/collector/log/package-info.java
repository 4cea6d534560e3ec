/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * What the collector says to its operator without flooding the log. Imports java.base only.
 * Threads: any.
 */
@NullMarked
package io.gomon.collector.log;

import org.jspecify.annotations.NullMarked;
