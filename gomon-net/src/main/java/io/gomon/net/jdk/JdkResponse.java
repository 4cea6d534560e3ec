/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.net.jdk;

import io.gomon.net.ReceivedResponse;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** Shows a response of java.net.http to the policy, without touching its body. */
record JdkResponse(HttpResponse<?> response) implements ReceivedResponse {

  @Override
  public int status() {
    return response.statusCode();
  }

  @Override
  public String protocol() {
    // HTTP_1_1, HTTP_2, and HTTP_3 since JDK 26.
    return response.version().name().replaceFirst("_", "/").replace('_', '.');
  }

  @Override
  public long contentLengthBytes() {
    return response.headers().firstValueAsLong("content-length").orElse(-1);
  }

  @Override
  public Map<String, List<String>> headers() {
    return response.headers().map();
  }
}
