/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.servlet;

import org.jspecify.annotations.Nullable;

/**
 * Puts route templates together. A template says which handler was meant; one that fits every path
 * says nothing, and counts as none, so that probes for random paths share one operation.
 */
public final class Routes {
  private static final int MAX_CHARS = 200;

  private Routes() {}

  /**
   * The template from its parts; null when it fits every path.
   *
   * @param contextPath where the application is mounted, empty at the root
   * @param servletPrefix what the servlet was mapped to without its {@code /*}, empty when it is
   *     not mapped by prefix
   * @param pattern the handler's own, below the two others
   */
  public static @Nullable String template(
      @Nullable String contextPath, @Nullable String servletPrefix, String pattern) {
    if (pattern.equals("/*") || pattern.equals("/**") || pattern.length() > MAX_CHARS) {
      return null;
    }
    String separator = pattern.startsWith("/") ? "" : "/";
    return orEmpty(contextPath) + orEmpty(servletPrefix) + separator + pattern;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
