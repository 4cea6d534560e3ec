/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.examples.shop.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: how they are watched, and how they end. */
final class ChildTest {
  private static final int PATIENCE_SECONDS = 30;
  private static final int TERMINATED = 128 + 15;

  /** A program that waits until it is ended. */
  public static final class Waiting {
    public static void main(String[] args) throws InterruptedException {
      System.out.println("waiting listening on " + args[0]);
      new CountDownLatch(1).await();
    }
  }

  /** A program that gives up. */
  public static final class Failing {
    public static void main(String[] args) {
      System.out.println("I cannot go on");
      System.exit(7);
    }
  }

  @TempDir Path folder;

  @Test
  void child_ctrlCOfTheTerminal_isIgnoredUntilAskedToEnd() throws Exception {
    Child child = Child.start("waiting", folder, "64m", arguments(Waiting.class, "address"));
    String address =
        child.await("it listened", PATIENCE_SECONDS, c -> c.printed("waiting listening on "));

    Process kill = new ProcessBuilder("kill", "-INT", String.valueOf(child.pid())).start();
    assertThat(kill.waitFor()).isZero();
    child.askToEnd();

    assertThat(address).isEqualTo("address");
    assertThat(child.awaitEnd(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS))).isTrue();
    // Asking closes its input, too: whichever it notices first. Ctrl-C would have made it 130.
    assertThat(child.exitCode()).isIn(0, TERMINATED);
  }

  @Test
  void child_endsBeforeItIsReady_saysItsLastWords() throws Exception {
    Child child = Child.start("failing", folder, "64m", arguments(Failing.class));

    assertThatThrownBy(() -> child.await("it listened", PATIENCE_SECONDS, c -> c.printed("x")))
        .isInstanceOf(DemoException.class)
        .hasMessageContaining("code 7")
        .hasMessageContaining("I cannot go on");
  }

  @Test
  void childMain_parentGone_ends() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ChildMain.class.getName(),
                "-",
                Waiting.class.getName(),
                "x")
            .start();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(output.readLine()).isEqualTo("waiting listening on x");

      process.getOutputStream().close();

      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<String> arguments(Class<?> main, String... rest) {
    return Stream.concat(Stream.of("-", main.getName()), Stream.of(rest)).toList();
  }
}
