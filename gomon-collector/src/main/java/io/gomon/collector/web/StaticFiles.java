/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the dashboard's files on the class path and keeps what was asked for once in memory. An
 * address names a file only if it fits a narrow pattern, so there is nothing to escape from: no
 * dots, no back slashes, no percent signs, no empty segments. The cache cannot outgrow the set of
 * existing files, about 2 MB. Any thread.
 */
final class StaticFiles {
  private static final String PAGES = "io/gomon/collector/web/dashboard/";
  private static final Pattern PAGE_FILE =
      Pattern.compile("(?:[a-z0-9-]+/)*[a-z0-9-]+\\.(js|css|svg)");
  private static final String IMPORT_MAP_MARK = "<!-- import map -->";
  private static final String JAVASCRIPT = "text/javascript; charset=utf-8";

  private final Libraries libraries = Libraries.load();
  private final Map<String, Asset> cache = new ConcurrentHashMap<>();

  /** The asset behind a decoded path such as {@code /assets/app.js}; null when there is none. */
  @Nullable Asset find(String path) throws IOException {
    Asset known = cache.get(path);
    if (known != null) {
      return known;
    }
    Asset loaded = load(path);
    if (loaded != null) {
      cache.put(path, loaded);
    }
    return loaded;
  }

  /** The hash source that lets the index page's inline import map through the content policy. */
  String importMapHash() {
    return "'sha256-" + Asset.sha256(libraries.importMap().getBytes(StandardCharsets.UTF_8)) + "'";
  }

  private @Nullable Asset load(String path) throws IOException {
    if (path.equals("/")) {
      return index();
    }
    if (path.startsWith("/lib/")) {
      String resource = libraries.resource(path.substring("/lib/".length()));
      return resource == null ? null : asset(resource, JAVASCRIPT, true);
    }
    if (!path.startsWith("/assets/")) {
      return null;
    }
    String file = path.substring("/assets/".length());
    Matcher matcher = PAGE_FILE.matcher(file);
    return matcher.matches() ? asset(PAGES + file, contentType(matcher.group(1)), false) : null;
  }

  private Asset index() throws IOException {
    byte[] template = read(PAGES + "index.html");
    if (template == null) {
      throw new IOException("index.html is missing from the collector's jar");
    }
    String page =
        new String(template, StandardCharsets.UTF_8)
            .replace(
                IMPORT_MAP_MARK,
                "<script type=\"importmap\">" + libraries.importMap() + "</script>");
    return Asset.of(page.getBytes(StandardCharsets.UTF_8), "text/html; charset=utf-8", false);
  }

  private static @Nullable Asset asset(String resource, String contentType, boolean lasting)
      throws IOException {
    byte[] bytes = read(resource);
    return bytes == null ? null : Asset.of(bytes, contentType, lasting);
  }

  private static byte @Nullable [] read(String resource) throws IOException {
    try (InputStream in = StaticFiles.class.getClassLoader().getResourceAsStream(resource)) {
      return in == null ? null : in.readAllBytes();
    }
  }

  private static String contentType(String extension) {
    return switch (extension) {
      case "js" -> JAVASCRIPT;
      case "css" -> "text/css; charset=utf-8";
      case "svg" -> "image/svg+xml; charset=utf-8";
      default -> throw new IllegalArgumentException("not served: " + extension);
    };
  }
}
