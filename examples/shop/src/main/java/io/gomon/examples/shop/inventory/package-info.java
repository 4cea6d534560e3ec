/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
/**
 * The inventory: what is on stock, asked for by the shop over HTTP. Imports: the same as the shop.
 * Threads: request threads of the server.
 */
@NullMarked
package io.gomon.examples.shop.inventory;

import org.jspecify.annotations.NullMarked;
