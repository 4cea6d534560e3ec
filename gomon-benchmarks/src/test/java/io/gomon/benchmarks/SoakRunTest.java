/* Copyright 2026 The GoMon Authors. SPDX-License-Identifier: Apache-2.0 */
package io.gomon.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.gomon.benchmarks.soak.SoakRun;
import java.io.File;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/**
 * The whole core under load in a small heap: nothing grows, nothing is lost. For {@code
 * soak.seconds}: 50 by default, 1,800 with {@code -Psoak}.
 */
class SoakRunTest {
  private static final String SECONDS = System.getProperty("soak.seconds", "50");

  @Test
  void wholeCore_underLoadInASmallHeap_staysFlatAndExact() throws Exception {
    Process soak =
        new ProcessBuilder(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx96m",
                "-XX:+UseSerialGC",
                // What is only softly held is no leak, and may go at any time: let it go each time.
                "-XX:SoftRefLRUPolicyMSPerMB=0",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                SoakRun.class.getName(),
                SECONDS)
            .redirectErrorStream(true)
            .start();
    String out = new String(soak.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    System.out.println(out);
    assertThat(soak.waitFor()).as(out).isZero();
    assertThat(out).contains("soak.events");
  }
}
