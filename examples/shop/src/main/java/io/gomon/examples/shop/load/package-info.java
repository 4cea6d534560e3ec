/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * A load generator for the shop: the same requests each time, at a given rate, for a given time.
 * Imports: java.net.http. Threads: a fixed number of workers.
 */
@NullMarked
package io.gomon.examples.shop.load;

import org.jspecify.annotations.NullMarked;
