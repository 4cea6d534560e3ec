/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query;

import org.jspecify.annotations.Nullable;

/**
 * Which numbers are meant.
 *
 * @param key an attribute, on the first level
 * @param fingerprint of the events; null for any
 * @param operation of the events; null for any
 */
public record NumberFilter(
    String service, String key, @Nullable String fingerprint, @Nullable String operation) {}
