/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.admission;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request before its body is read.
 *
 * @param path without the query, decoded
 * @param clientAddress of the peer of the connection, as text
 * @param header the value of a header by its name, whatever the case; null when it is missing
 */
public record RequestHead(
    String method, String path, String clientAddress, Function<String, @Nullable String> header) {}
