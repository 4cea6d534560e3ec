/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.net.okhttp;

import io.gomon.net.ReceivedResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import okhttp3.Protocol;
import okhttp3.Response;

/** Shows an OkHttp response to the policy, without touching its body. */
record OkHttpResponse(Response response) implements ReceivedResponse {

  @Override
  public int status() {
    return response.code();
  }

  @Override
  public String protocol() {
    Protocol protocol = response.protocol();
    return protocol == Protocol.HTTP_2 || protocol == Protocol.H2_PRIOR_KNOWLEDGE
        ? "HTTP/2"
        : protocol.toString().toUpperCase(Locale.ROOT);
  }

  @Override
  public long contentLengthBytes() {
    return response.body().contentLength();
  }

  @Override
  public Map<String, List<String>> headers() {
    return OkHttpRequest.mapOf(response.headers());
  }
}
