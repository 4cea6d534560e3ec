/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The browser libraries that come as Maven artifacts: which of their files may be served, and the
 * import map that leads from {@code import "lit"} to them. Immutable.
 */
final class Libraries {
  private static final String VERSIONS = "libraries.properties";

  /** Development and server builds lie beside the ones we serve; nobody needs them. */
  private static final Pattern LIT_FILES =
      Pattern.compile("(?!development/|node/)([a-z-]+/)?[a-z-]+\\.js");

  private final List<Library> all;

  private Libraries(List<Library> all) {
    this.all = all;
  }

  /**
   * Reads the versions that the build wrote down.
   *
   * @throws IllegalStateException if they are missing
   */
  static Libraries load() {
    Properties versions = new Properties();
    try (InputStream in = Libraries.class.getResourceAsStream(VERSIONS)) {
      if (in == null) {
        throw new IllegalStateException(VERSIONS + " is missing from the collector's jar");
      }
      versions.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + VERSIONS, e);
    }
    return new Libraries(
        List.of(
            library("lit", versions, "lit", "index.js", LIT_FILES),
            library("lit-element", versions, "lit-element", "index.js", LIT_FILES),
            library("lit-html", versions, "lit-html", "lit-html.js", LIT_FILES),
            library(
                "reactive-element",
                versions,
                "@lit/reactive-element",
                "reactive-element.js",
                LIT_FILES),
            library(
                "echarts",
                versions,
                "echarts",
                "dist/echarts.esm.min.js",
                Pattern.compile("dist/echarts\\.esm\\.min\\.js"))));
  }

  /**
   * Where on the class path the file lies that is asked for as {@code /lib/<path>}, or null when it
   * is not one that may be served.
   */
  @Nullable String resource(String path) {
    for (Library library : all) {
      String prefix = library.folder + "/";
      if (path.startsWith(prefix)
          && library.files.matcher(path.substring(prefix.length())).matches()) {
        return "META-INF/resources/_static/" + path;
      }
    }
    return null;
  }

  /** The import map, as the text between the script tags. Addresses are relative to the page. */
  String importMap() {
    String libraries =
        all.stream()
            .map(
                library ->
                    "\"%1$s\":\"./lib/%2$s/%3$s\",\"%1$s/\":\"./lib/%2$s/\""
                        .formatted(library.module, library.folder, library.main))
            .collect(Collectors.joining(","));
    return "{\"imports\":{" + libraries + ",\"gomon/\":\"./assets/\"}}";
  }

  private static Library library(
      String name, Properties versions, String module, String main, Pattern files) {
    String version = versions.getProperty(name, "");
    if (!version.matches("[0-9][0-9A-Za-z.-]*")) {
      throw new IllegalStateException("no version of " + name + " in " + VERSIONS + ": " + version);
    }
    return new Library(name + "/" + version, module, main, files);
  }

  /**
   * @param folder name and version, in the artifact and in the address alike
   * @param module what an import statement says
   * @param main the file behind the bare module name
   * @param files what may be served, relative to the folder
   */
  private record Library(String folder, String module, String main, Pattern files) {}
}
