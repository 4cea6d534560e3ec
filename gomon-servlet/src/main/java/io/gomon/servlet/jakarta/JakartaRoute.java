/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.servlet.jakarta;

import io.gomon.servlet.RequestRecording;
import io.gomon.servlet.Routes;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import org.jspecify.annotations.Nullable;

/** Finds the route template of a request: never the raw path. */
final class JakartaRoute {
  /** Where Spring MVC leaves the pattern of its handler, as a text. */
  private static final String SPRING_PATTERN =
      "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

  private JakartaRoute() {}

  /** What the container knows before the chain runs: which servlet will be called, and why. */
  static void fromMapping(RequestRecording recording, HttpServletRequest request) {
    HttpServletMapping mapping = request.getHttpServletMapping();
    MappingMatch match = mapping == null ? null : mapping.getMappingMatch();
    // The default servlet is mapped to "/": it gets what nobody else wanted.
    if (match != null && match != MappingMatch.DEFAULT) {
      recording.containerRoute(
          Routes.template(request.getContextPath(), null, mapping.getPattern()));
    }
  }

  /** What the application or its framework has left behind while the chain ran. */
  static void fromAttributes(RequestRecording recording, HttpServletRequest request) {
    if (request.getAttribute(GomonFilter.ROUTE) instanceof String template) {
      recording.frameworkRoute(Routes.template(null, null, template));
    }
    if (request.getAttribute(SPRING_PATTERN) instanceof String pattern) {
      recording.frameworkRoute(
          Routes.template(request.getContextPath(), servletPrefix(request), pattern));
    }
  }

  private static @Nullable String servletPrefix(HttpServletRequest request) {
    HttpServletMapping mapping = request.getHttpServletMapping();
    String pattern = mapping == null ? null : mapping.getPattern();
    return pattern != null
            && mapping.getMappingMatch() == MappingMatch.PATH
            && pattern.endsWith("/*")
        ? pattern.substring(0, pattern.length() - 2)
        : null;
  }
}
