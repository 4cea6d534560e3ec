/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.net;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as the policy needs to see it; one small adapter for each client. What a method throws
 * is caught by the policy. None may read the body. There is no place for the user information of a
 * URL: it is a credential.
 */
public interface OutgoingRequest {

  String method();

  @Nullable String scheme();

  /** Null when the URL has none, as for the path and the query. */
  @Nullable String host();

  /** The port, or the usual one of the scheme; 0 or less when unknown. */
  int port();

  /** The path as it is sent, not decoded. */
  @Nullable String path();

  /** The query as it is sent, not decoded. */
  @Nullable String query();

  /** The length of the body in bytes; negative when unknown. */
  long contentLengthBytes();

  Map<String, List<String>> headers();
}
