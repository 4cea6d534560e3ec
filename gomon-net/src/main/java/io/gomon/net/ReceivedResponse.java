/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.net;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer to a call as the policy needs to see it; one small adapter for each client. */
public interface ReceivedResponse {

  int status();

  /** Such as {@code HTTP/1.1}. */
  @Nullable String protocol();

  /** The announced length of the body in bytes; negative when unknown. */
  long contentLengthBytes();

  Map<String, List<String>> headers();
}
