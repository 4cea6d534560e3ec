/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.collector.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the {@code *.test.js} files against the dashboard's pure modules on GraalJS, and holds all
 * modules to what the content policy and the escaping need.
 */
final class DashboardScriptsTest {
  private static final String MODULE_TYPE = "application/javascript+module";
  private static final List<String> PURE_MODULES =
      List.of(
          "colors", "event", "format", "router", "series", "sql", "ticks", "time-range", "tree");

  /** What would let data become markup, or what the content policy would block at run time. */
  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "innerHTML|outerHTML|insertAdjacentHTML|unsafeHTML|unsafeSVG|document\\.write|\\beval\\(|new Function"
              + "|styleMap|<style|[^.\\w-]style=|https?://(?!www\\.w3\\.org/)");

  private static Context context;
  private static final Map<String, Object> modules = new HashMap<>();

  @BeforeAll
  static void load() throws Exception {
    context =
        Context.newBuilder("js")
            .allowIO(IOAccess.ALL)
            .option("engine.WarnInterpreterOnly", "false")
            .option("js.esm-eval-returns-exports", "true")
            .build();
    for (String name : PURE_MODULES) {
      modules.put(name, evaluate(dashboard().resolve("lib/" + name + ".js")));
    }
    modules.put("api", evaluate(dashboard().resolve("lib/api.js")));
  }

  @AfterAll
  static void close() {
    context.close();
  }

  @TestFactory
  Stream<DynamicTest> scriptTests() throws Exception {
    try (Stream<Path> files = Files.list(folder("testing.js"))) {
      return files.filter(file -> file.toString().endsWith(".test.js")).sorted().toList().stream()
          .flatMap(DashboardScriptsTest::testsOf);
    }
  }

  @TestFactory
  Stream<DynamicTest> everyModule_parsesAndUsesNothingForbidden() throws Exception {
    try (Stream<Path> files = Files.walk(dashboard())) {
      return files.filter(file -> file.toString().endsWith(".js")).sorted().toList().stream()
          .map(file -> DynamicTest.dynamicTest(name(file), () -> check(file)));
    }
  }

  private static void check(Path file) throws IOException {
    String text = Files.readString(file);
    assertThat(FORBIDDEN.matcher(text).results().map(match -> match.group())).isEmpty();
    assertThat(text.lines().count()).as("lines").isLessThanOrEqualTo(300);
    context.parse(source(file));
  }

  private static Stream<DynamicTest> testsOf(Path file) {
    try {
      Value tests = evaluate(file).getMember("default").execute(ProxyObject.fromMap(modules));
      assertThat(tests.getArraySize()).as("tests in " + file).isPositive();
      return Stream.iterate(0L, i -> i < tests.getArraySize(), i -> i + 1)
          .map(tests::getArrayElement)
          .map(
              test ->
                  DynamicTest.dynamicTest(
                      file.getFileName() + ": " + test.getMember("name").asString(),
                      () -> test.getMember("run").executeVoid()));
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + file, e);
    }
  }

  private static Value evaluate(Path file) throws IOException {
    return context.eval(source(file));
  }

  private static Source source(Path file) throws IOException {
    return Source.newBuilder("js", file.toFile()).mimeType(MODULE_TYPE).build();
  }

  private static Path dashboard() throws Exception {
    return folder("app.js");
  }

  private static Path folder(String ofFile) throws Exception {
    URL url = DashboardScriptsTest.class.getResource("dashboard/" + ofFile);
    assertThat(url).as(ofFile).isNotNull();
    return Path.of(url.toURI()).getParent();
  }

  private static String name(Path file) {
    return file.getParent().getFileName() + "/" + file.getFileName();
  }
}
