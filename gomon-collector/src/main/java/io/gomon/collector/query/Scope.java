/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.query;

import org.jspecify.annotations.Nullable;

/**
 * Which finished events of a service are meant.
 *
 * @param operation those of this operation; null for the requests that the service answers
 */
public record Scope(String service, @Nullable String operation) {}
