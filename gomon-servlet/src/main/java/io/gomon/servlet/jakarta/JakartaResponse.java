/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.servlet.jakarta;

import io.gomon.servlet.ServedResponse;
import jakarta.servlet.UnavailableException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Shows a servlet response to the policy.
 *
 * @param thrown what left the chain: the container above turns it into an answer, unless one is on
 *     its way already
 */
record JakartaResponse(HttpServletResponse response, @Nullable Throwable thrown)
    implements ServedResponse {

  @Override
  public int status() {
    if (thrown == null || response.isCommitted()) {
      return response.getStatus();
    }
    if (thrown instanceof UnavailableException unavailable) {
      // Servlet 6.1, section 2.3.3.2: gone for good, or away for a time.
      return unavailable.isPermanent()
          ? HttpServletResponse.SC_NOT_FOUND
          : HttpServletResponse.SC_SERVICE_UNAVAILABLE;
    }
    return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
  }

  @Override
  public Collection<String> headerNames() {
    return response.getHeaderNames();
  }

  @Override
  public Collection<String> headers(String name) {
    return response.getHeaders(name);
  }
}
